"""Are the units whose rows are answers well declared: their scales, their estimands, the indicators over them?"""

from yupay.model.sample import Instrument
from yupay.model.text import Text
from yupay.study.locator import KeyPath
from yupay.study.look import Look, both

LEVELS = {"terciles": 3, "stanines": 3}


def check_drawn(look: Look) -> None:
    """S136: an indicator read row by row stands over units with a design, and the other way round."""
    designed = {unit.id for unit in look.study.units if unit.design is not None}
    for path, indicator in look.items("indicators"):
        by_row = indicator.answer is not None or indicator.instrument is not None
        wrong = [unit for unit in indicator.units if (unit in designed) != by_row and indicator.reach != "none"]
        if wrong:
            rule = "answer" if indicator.answer else "instrument" if indicator.instrument else "columns"
            expected = Text(
                es="answer o instrument sobre unidades con design; las demás reglas sobre lugares",
                en="answer or instrument over units with a design; the other rules over places",
            )
            got = f'{indicator.id}: {rule}, units = ["{wrong[0]}"]'
            look.add("S136", (*path, "units"), Text.same(got), expected)
    for noun in ("instruments", "estimands"):
        for path, item in look.items(noun):
            if item.unit in look.ids("units") and item.unit not in designed:
                expected = Text(es="una unidad con design", en="a unit with a design")
                look.add("S136", (*path, "unit"), Text.same(look.written((*path, "unit"), item.unit)), expected)


def check_instruments(look: Look) -> None:
    """S137: items once each, reversed items among them, a scale with two ends, names for every level."""
    for path, instrument in look.items("instruments"):
        _items(look, path, instrument)
        _ends(look, path, instrument)
        _levels(look, path, instrument)


def check_estimands(look: Look) -> None:
    """S138: a ratio has a denominator, a quantile its probabilities."""
    for path, one in look.items("estimands"):
        if one.quantity == "ratio" and one.denominator is None:
            look.add(
                "S138",
                path,
                Text(es=f"{one.id}: ratio sin denominator", en=f"{one.id}: ratio without denominator"),
                Text.same('denominator = "..."'),
            )
        if any(not 0 < p < 1 for p in one.probabilities):
            look.add(
                "S138",
                (*path, "probabilities"),
                Text.same(look.written((*path, "probabilities"), one.probabilities)),
                Text(es="entre 0 y 1, sin ellos", en="between 0 and 1, without them"),
            )


def _items(look: Look, path: KeyPath, one: Instrument) -> None:
    twice = sorted({item for item in one.items if one.items.count(item) > 1})
    strange = [item for item in one.reverse if item not in one.items]
    if len(one.items) < 2 or twice:
        got = Text.same(f"{one.id}: {', '.join(twice or one.items)}")
        expected = Text(es="dos ítems o más, cada uno una vez", en="two items or more, each once")
        look.add("S137", (*path, "items"), got, expected)
    if strange:
        expected = Text(es="ítems de la misma escala", en="items of the same scale")
        look.add("S137", (*path, "reverse"), both(strange), expected, look.near(strange[0], one.items))


def _ends(look: Look, path: KeyPath, one: Instrument) -> None:
    if not one.low < one.high:
        got = Text.same(f"{one.id}: low = {one.low:g}, high = {one.high:g}")
        look.add("S137", (*path, "low"), got, Text(es="low menor que high", en="low less than high"))
    if not 0 < one.min_answered <= 1:
        got = Text.same(look.written((*path, "min_answered"), one.min_answered))
        expected = Text(es="mayor que 0, hasta 1", en="greater than 0, up to 1")
        look.add("S137", (*path, "min_answered"), got, expected)


def _levels(look: Look, path: KeyPath, one: Instrument) -> None:
    if one.bands is None:
        return
    wanted = LEVELS.get(one.bands.method, len(one.bands.cuts) + 1 if one.bands.method == "cuts" else 0)
    names = len(one.bands.labels)
    if (wanted and names != wanted) or names < 2 or list(one.bands.cuts) != sorted(set(one.bands.cuts)):
        got = Text.same(f'{one.id}: bands.method = "{one.bands.method}", labels: {names}, cuts: {len(one.bands.cuts)}')
        expected = Text(
            es=f"labels: {wanted or 'dos o más'}, de menor a mayor, y cuts crecientes",
            en=f"labels: {wanted or 'two or more'}, lowest first, and cuts in rising order",
        )
        look.add("S137", (*path, "bands"), got, expected)
