"""Is the `[registry]` block well declared: one source of its kind, institutions once each, tables of known axes, indicators that some table holds?"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from yupay.model.registry import AXES, CubeTable, InventedRegistry, Registry
from yupay.model.study import Indicator, Study
from yupay.model.text import Text
from yupay.study.form import usable
from yupay.study.locator import KeyPath
from yupay.study.look import Look, both
from yupay.study.references import refer
from yupay.study.shape import one_of
from yupay.study.toml import stop

PEOPLE = "people"
FEWEST_LISTS = 1
YEARS = ("each", "pooled")
TELLING = ("purpose", "offence")
MADE = "invented"
PERIOD = re.compile(r"([12]\d{3})-([12]\d{3})")
COUNTS = "registry-counts"
NO_PERIOD = (0, 0)
LEVELS = ("total", "zone", "district")


def check_registry(look: Look) -> None:
    """S119, S150: every problem of the block, of its source card and of the indicators that read it."""
    registry = look.study.registry
    cards = [(path, card) for path, card in look.items("sources") if card.kind == "registry"]
    if registry is None:
        for path, card in cards:
            _wrong(look, (*path, "kind"), Text.same(f'{card.id}: kind = "registry"'), _block("[registry]"))
        return
    refer(look, ("registry", "source"), registry.source, "sources")
    refer(look, ("registry", "places"), registry.places, "sources")
    for path, card in cards:
        if card.id != registry.source:
            _wrong(look, (*path, "kind"), Text.same(card.id), Text.same(registry.source))
    _card(look, registry)
    _institutions(look, registry)
    _tables(look, registry)
    _noise(look, registry)
    _indicators(look, registry)
    _lists(look, registry)


def _wrong(look: Look, path: KeyPath, got: Text, expected: Text, hint: Text | None = None) -> None:
    look.add("S150", path, got, expected, hint)


def _block(name: str) -> Text:
    return Text(es=f"un bloque {name} que la describa", en=f"a block {name} that describes it")


def _card(look: Look, registry: Registry) -> None:
    """The source card: its kind, and invented exactly where a seed makes it up."""
    card = look.by_id("sources").get(registry.source)
    if card is None:
        return
    if card.kind != "registry":
        got = Text.same(f'{card.id}: kind = "{card.kind}"')
        look.add("S119", ("registry", "source"), got, Text.same('kind = "registry"'))
    wanted = ("invented",) if registry.invented else ("victim-records", "restricted", "invented")
    if card.confidentiality not in wanted:
        got = Text.same(f'{card.id}: confidentiality = "{card.confidentiality}"')
        _wrong(look, ("registry", "source"), got, one_of(wanted))


def _institutions(look: Look, registry: Registry) -> None:
    names = [one.id for one in registry.institutions]
    if len(names) < FEWEST_LISTS:
        _wrong(look, ("registry", "institutions"), Text.same("0"), Text(es="al menos una", en="at least one"))
    if twice := sorted(name for name, times in Counter(names).items() if times > 1):
        _wrong(look, ("registry", "institutions"), both(twice), Text(es="cada una una vez", en="each once"))
    for index, one in enumerate(registry.institutions):
        usable(look, ("registry", "institutions", index, "id"), one.id)


def _tables(look: Look, registry: Registry) -> None:
    """Axes that exist, each once; counts by institution only by year, over all places: persons on two lists add up twice."""
    names = [one.id for one in registry.tables]
    if not names or (twice := sorted(name for name, times in Counter(names).items() if times > 1)):
        got = both(twice) if names else Text.same("0")
        _wrong(look, ("registry", "tables"), got, Text(es="cada tabla una vez", en="each table once"))
    for index, table in enumerate(registry.tables):
        path = ("registry", "tables", index)
        for at, axis in enumerate(table.axes):
            if axis not in AXES:
                _wrong(look, (*path, "axes", at), Text.same(axis), one_of(AXES), look.near(axis, AXES))
        if len(set(table.axes)) < len(table.axes) or not table.axes:
            _wrong(
                look, (*path, "axes"), Text.same(str(list(table.axes))), Text(es="ejes distintos", en="distinct axes")
            )
        if "source" in table.axes and set(table.axes) - {"source", "year"}:
            _wrong(look, (*path, "axes"), Text.same(str(list(table.axes))), Text.same('["source", "year"]'))
        if table.show_zeros and (told := [axis for axis in TELLING if axis in table.axes]):
            got = Text.same(f"show_zeros = true, {', '.join(told)}")
            _wrong(look, (*path, "show_zeros"), got, Text.same("show_zeros = false"))
        if table.years not in YEARS and not (table.years.isdigit() and int(table.years) > 1):
            expected = Text(es='"each", "pooled" o un ancho como "5"', en='"each", "pooled" or a width such as "5"')
            _wrong(look, (*path, "years"), Text.same(f'years = "{table.years}"'), expected)


def _noise(look: Look, registry: Registry) -> None:
    """Tables with noise: each person in one of their cells, members declared, never what an exact table holds already."""
    noisy = [(("registry", "tables", at), one) for at, one in enumerate(registry.tables) if one.noise]
    for path, table in noisy:
        if "source" in table.axes:
            got = Text.same(f"{table.id}: noise, source")
            _wrong(look, (*path, "axes"), got, Text(es="cada persona en una celda", en="each person in one cell"))
        if "year" in table.axes and table.years != "pooled" and first_and_last(table.period) == NO_PERIOD:
            _wrong(look, (*path, "period"), Text.same(f'period = "{table.period}"'), Text.same('period = "2014-2023"'))
        if (held_by := next((one.id for one in exact(registry.tables) if _within(table, one)), None)) is not None:
            expected = Text(
                es="una de las dos tablas, o un cruce más fino", en="one of the two tables, or a finer cross"
            )
            _wrong(look, (*path, "noise"), Text.same(f"{table.id}: {held_by}"), expected)
    if noisy and len(noisy) == len(registry.tables):
        _wrong(look, ("registry", "tables"), Text.same("noise = true"), _exact_one())
    for where, exhibit in look.items("exhibits"):
        named = exhibit.options.get("table") if exhibit.kind == COUNTS else None
        if any(table.id == named for _, table in noisy):
            _wrong(look, (*where, "options", "table"), Text.same(f"{exhibit.id}: {named}"), _exact_one())


def _exact_one() -> Text:
    return Text(es="una tabla sin ruido", en="a table without noise")


def exact(tables: Sequence[CubeTable]) -> tuple[CubeTable, ...]:
    """The tables whose counts are exact or hidden: those that carry no noise."""
    return tuple(table for table in tables if not table.noise)


def first_and_last(period: str) -> tuple[int, int]:
    """The first and the last year of a period such as "2014-2023"; NO_PERIOD where it is none."""
    found = PERIOD.fullmatch(period)
    first, last = (int(found[1]), int(found[2])) if found else NO_PERIOD
    return (first, last) if first <= last else NO_PERIOD


def _within(noisy: CubeTable, other: CubeTable) -> bool:
    """Whether an exact table holds every cell of a noisy one: noise would then tell about what is hidden there."""
    axes = [set(one.axes) - ({"year"} if one.years == "pooled" else set()) for one in (noisy, other)]
    same_years = "year" not in axes[0] or noisy.years == other.years
    same_place = "place" not in axes[0] or LEVELS.index(noisy.place) <= LEVELS.index(other.place)
    return axes[0] <= axes[1] and same_years and same_place


def _indicators(look: Look, registry: Registry) -> None:
    """An indicator of the registry counts people where some declared table holds that margin."""
    for path, indicator in look.items("indicators"):
        if indicator.source != registry.source:
            continue
        if indicator.columns != (PEOPLE,):
            got = Text.same(f"{indicator.id}: columns = {list(indicator.columns)}")
            _wrong(look, (*path, "columns"), got, Text.same(f'columns = ["{PEOPLE}"]'))
        _units(look, registry, path, indicator)
        if not any(held(table, indicator) for table in registry.tables):
            got = Text.same(f"{indicator.id}: place{''.join(f' x {axis}' for axis in sorted(indicator.where))}")
            _wrong(look, (*path, "where"), got, _offered(registry))


def _units(look: Look, registry: Registry, path: KeyPath, indicator: Indicator) -> None:
    """The units of an indicator of the registry are its districts or its zones."""
    units = look.by_id("units")
    for at, name in enumerate(indicator.units):
        unit = units.get(name)
        if unit is not None and unit.key not in (registry.district, registry.zone):
            got = Text.same(f'{name}: key = "{unit.key}"')
            wanted = Text.same(f'key = "{registry.zone}" | "{registry.district}"')
            _wrong(look, (*path, "units", at), got, wanted)


def held(table: CubeTable, indicator: Indicator) -> bool:
    """Whether a table holds the margin that an indicator reads; none that carries noise."""
    return not table.noise and "place" in table.axes and set(indicator.where) <= set(table.axes) - {"place"}


def read_by(study: Study, tables: Sequence[CubeTable]) -> tuple[str, ...]:
    """The indicators of the registry that some of these tables holds, over every unit they are asked for."""
    registry = study.registry
    if registry is None:
        return ()
    keys = {unit.id: unit.key for unit in study.units}
    finest = {registry.zone: ("zone", "district"), registry.district: ("district",)}
    return tuple(
        one.id
        for one in study.indicators
        if one.source == registry.source
        and all(
            any(held(table, one) and table.place in finest.get(keys.get(unit, ""), ()) for table in tables)
            for unit in one.units
        )
    )


def _offered(registry: Registry) -> Text:
    """The tables by place that the block declares."""
    return one_of(
        [f"{table.id}: {' x '.join(table.axes)}" for table in exact(registry.tables) if "place" in table.axes]
    )


def _lists(look: Look, registry: Registry) -> None:
    """The lists of `[hidden]` over the registry are its institutions."""
    hidden = look.study.hidden
    if hidden is None or hidden.rows != "registry":
        return
    names = [one.id for one in registry.institutions]
    for index, one in enumerate(hidden.lists):
        if one.id not in names:
            _wrong(look, ("hidden", "lists", index, "id"), Text.same(one.id), one_of(names), look.near(one.id, names))


def until(invented: InventedRegistry, edition: str) -> date:
    """The last day of recording of an edition of an invented registry.

    Raises:
        StudyProblems: P626 an edition that the block does not date.

    """
    if edition not in invented.editions:
        raise stop("P626", "study.toml", Text.same(quote(edition)), one_of(list(invented.editions)))
    return invented.editions[edition]


def quote(word: str) -> str:
    """A word of the command line as a message may show it."""
    return "".join(letter if letter.isprintable() else "·" for letter in word)[:40]
