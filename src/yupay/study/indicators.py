"""Is each indicator measured by one rule, in one counting unit, and shown only as it may be?"""

from yupay.model.source import CountingUnit, Source
from yupay.model.study import Indicator
from yupay.model.text import Text
from yupay.study.locator import KeyPath
from yupay.study.look import Look, both
from yupay.study.qualify import made
from yupay.study.references import leaves

COUNTED: dict[CountingUnit, Text] = {
    "complaint": Text(es="denuncias", en="complaints"),
    "case": Text(es="casos", en="cases"),
    "presumed victim": Text(es="presuntas víctimas", en="presumed victims"),
    "identified victim": Text(es="víctimas identificadas", en="identified victims"),
    "assisted victim": Text(es="víctimas atendidas", en="assisted victims"),
    "person": Text(es="personas", en="persons"),
    "police operation": Text(es="operativos policiales", en="police operations"),
    "police station": Text(es="comisarías", en="police stations"),
    "gang": Text(es="bandas criminales", en="criminal gangs"),
    "misdemeanour complaint": Text(es="denuncias por faltas", en="misdemeanour complaints"),
    "officer": Text(es="policías", en="officers"),
    "death": Text(es="muertes", en="deaths"),
    "inhabitant": Text(es="habitantes", en="inhabitants"),
    "percent": Text(es="porcentajes", en="percentages"),
    "index": Text(es="índices", en="indices"),
    "place": Text(es="lugares", en="places"),
}
SUMMED = ("count", "number", "flag")
NEEDS = {
    "drop-below-population": ("value", "value = 20000"),
    "drop-rows-above": ("value", "value = 360"),
    "size-indicator": ("indicator", 'indicator = "..."'),
    "population": ("indicator", 'indicator = "..."'),
    "add-covariate": ("indicator", 'indicator = "..."'),
    "replace-y": ("indicator", 'indicator = "..."'),
}


def check_rules(look: Look) -> None:
    """S111, S113: a dimension, and exactly one rule of measurement."""
    for path, indicator in look.items("indicators"):
        if indicator.role == "variable" and indicator.dimension is None:
            look.add(
                "S111",
                path,
                Text(es=f"{indicator.id}, sin dimension", en=f"{indicator.id}, without dimension"),
                Text(
                    es='dimension = "...", o role = "control", "context" o "population"',
                    en='dimension = "...", or role = "control", "context" or "population"',
                ),
            )
        rules = rules_of(indicator)
        if len(rules) != 1:
            got = Text(es=f"{indicator.id}, sin ninguna regla", en=f"{indicator.id}, without any rule")
            if rules:
                got = Text(es=f"{indicator.id}, con {both(rules).es}", en=f"{indicator.id}, with {both(rules).en}")
            look.add(
                "S113",
                path,
                got,
                Text(
                    es='una de: columns; rate_of con base; mean_ranks; interpolate; answer; instrument; reach = "none"',
                    en='one of: columns; rate_of with base; mean_ranks; interpolate; answer; instrument; reach = "none"',
                ),
            )


def rules_of(indicator: Indicator) -> list[str]:
    """The rules by which an indicator says it is measured; half a rule counts as none."""
    rules = {
        "columns": bool(indicator.columns) and indicator.source is not None,
        "rate_of": indicator.rate_of is not None and indicator.base is not None,
        "mean_ranks": bool(indicator.mean_ranks),
        "interpolate": indicator.interpolate is not None,
        "answer": indicator.answer is not None and indicator.source is not None,
        "instrument": indicator.instrument is not None,
        'reach = "none"': indicator.reach == "none",
    }
    return [name for name, holds in rules.items() if holds]


def check_columns(look: Look) -> None:
    """S118, S129: a column declared as words, codes or dates has no sum; one that the card does not declare is noticed."""
    sources = look.by_id("sources")
    for path, indicator in look.items("indicators"):
        card = sources.get(indicator.source or "")
        if card is None or not card.columns:
            continue
        answered = made(card)
        for at, column in leaves(indicator.columns, (*path, "columns")):
            if column in card.columns:
                _summed(look, at, column, card.columns[column].type)
            elif column not in answered:
                _undeclared(look, at, f'columns = ["{column}"]', column, card)
        if indicator.answered is not None and indicator.answered not in card.columns:
            _undeclared(look, (*path, "answered"), f'answered = "{indicator.answered}"', indicator.answered, card)
        for column in indicator.where:
            if column not in card.columns and column not in answered:
                _undeclared(look, (*path, "where"), f"where = {{ {column} = ... }}", column, card)


def _summed(look: Look, path: KeyPath, column: str, kind: str) -> None:
    if kind not in SUMMED:
        got = f'columns = ["{column}"], {{}} {kind}'
        expected = Text(es="columnas de tipo count, number o flag", en="columns of type count, number or flag")
        look.add("S118", path, Text(es=got.format("de tipo"), en=got.format("of type")), expected)


def _undeclared(look: Look, path: KeyPath, written: str, column: str, card: Source) -> None:
    expected = Text(
        es=f"una columna de [sources.columns] de {card.id}", en=f"a column of [sources.columns] of {card.id}"
    )
    look.add("S129", path, Text.same(written), expected, look.near(column, list(card.columns)))


def check_ratios(look: Look) -> None:
    """S120: a rate is per inhabitants, or a share within one counting unit of one source."""
    indicators = look.by_id("indicators")
    for path, indicator in look.items("indicators"):
        top, base = indicators.get(indicator.rate_of or ""), indicators.get(indicator.base or "")
        if top is None or base is None or base.counting_unit == "inhabitant":
            continue
        if (top.counting_unit, top.source) != (base.counting_unit, base.source):
            look.add(
                "S120",
                (*path, "base"),
                Text(es=f"{unit_of(top).es} / {unit_of(base).es}", en=f"{unit_of(top).en} / {unit_of(base).en}"),
                Text(es="numerador y base de la misma unidad y fuente", en="numerator and base of one unit and source"),
                _other_base(look, top, indicator),
            )


def unit_of(indicator: Indicator) -> Text:
    """`identified victims (mimp)`."""
    words = COUNTED[indicator.counting_unit]
    source = f" ({indicator.source})" if indicator.source else ""
    return Text(es=words.es + source, en=words.en + source)


def _other_base(look: Look, top: Indicator, rate: Indicator) -> Text | None:
    alike = [
        one.id
        for one in look.study.indicators
        if (one.counting_unit, one.source) == (top.counting_unit, top.source) and one.id not in (top.id, rate.id)
    ]
    return Text.same(f'base = "{alike[0]}"') if alike else None


def check_proxies(look: Look) -> None:
    """S123: police effort has no rank, no rate, and only the map of four classes."""
    indicators = look.by_id("indicators")
    for path, indicator in look.items("indicators"):
        if indicator.reach == "indirect" and indicator.rankable:
            _proxy(look, (*path, "rankable"), indicator.id, "rankable = true", Text.same("rankable = false"))
        if indicator.reach == "indirect" and indicator.mapped in ("counts", "rates"):
            expected = Text(es='mapped = "no" o "effort-classes"', en='mapped = "no" or "effort-classes"')
            _proxy(look, (*path, "mapped"), indicator.id, f'mapped = "{indicator.mapped}"', expected)
        top = indicators.get(indicator.rate_of or "")
        if top is not None and top.reach == "indirect":
            expected = Text(es="conteos, sin tasa", en="counts, without a rate")
            _proxy(look, (*path, "rate_of"), top.id, f'rate_of = "{top.id}"', expected)


def _proxy(look: Look, path: KeyPath, name: str, what: str, expected: Text) -> None:
    look.add(
        "S123",
        path,
        Text(es=f'{name} (reach = "indirect") con {what}', en=f'{name} (reach = "indirect") with {what}'),
        expected,
    )


def check_maps(look: Look) -> None:
    """S125: a map needs boundaries under its unit."""
    units = look.by_id("units")
    for path, exhibit in look.items("exhibits"):
        unit = units.get(str(exhibit.options.get("unit", "")))
        if exhibit.kind == "map" and unit is not None and unit.boundaries is None:
            look.add(
                "S125",
                path,
                Text(es=f"map de la unidad {unit.id}, sin boundaries", en=f"map of unit {unit.id}, without boundaries"),
                Text(es='boundaries = "..." en la unidad', en='boundaries = "..." in the unit'),
            )


def check_sensitivity(look: Look) -> None:
    """S127: each change says what it changes."""
    for path, variant in look.items("sensitivity"):
        key, how = NEEDS.get(variant.change, ("", ""))
        if key and getattr(variant, key) is None:
            change = f'{variant.id}, {{}} change = "{variant.change}" {{}} {key}'
            look.add(
                "S127",
                path,
                Text(es=change.format("con", "y sin"), en=change.format("with", "and no")),
                Text.same(how),
            )
