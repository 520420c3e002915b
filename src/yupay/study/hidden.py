"""Is the `[hidden]` block well declared: lists that exist, merges that make sense, no place, a population with its source?"""

import re
from collections import Counter
from collections.abc import Mapping

from yupay.model.lists import Hidden
from yupay.model.source import Source
from yupay.model.text import Text
from yupay.study.aliases import folded
from yupay.study.form import usable
from yupay.study.locator import KeyPath
from yupay.study.look import Look, both
from yupay.study.references import refer
from yupay.study.shape import one_of

MOST_LISTS = 12
PLACES = re.compile(
    r"\b(ubigeo|distritos?|districts?|provincias?|provinces?|departamentos?|departments?|regiones|region|regions?"
    r"|comisarias?|stations?|municipios?|municipality|localidad|barrio|neighbourhood|ciudad|city|county|lugar|place"
    r"|direccion|address|iddist|idprov|iddpto)\b"
)
ASKABLE = (
    "hidden-two-lists",
    "hidden-independence",
    "hidden-stepwise",
    "hidden-stepwise-bootstrap",
    "hidden-jackknife",
    "hidden-bic",
    "hidden-bic-bootstrap",
    "hidden-bic-average",
    "hidden-aic-average",
    "hidden-bayes-threshold",
    "hidden-graphs",
    "hidden-latent-class",
    "hidden-closed",
    "hidden-closed-corrected",
    "hidden-behaviour",
    "hidden-profile",
    "hidden-sample-coverage",
    "hidden-chao",
    "hidden-sensitivity",
    "hidden-omission",
    "hidden-merging",
    "hidden-consistency",
    "hidden-trajectory",
    "hidden-coverage",
    "hidden-covariates",
    "hidden-covariate-average",
    "hidden-strata",
    "hidden-linkage",
)
ZERO_ONE = ("flag", "count", "number")


def check_hidden(look: Look) -> None:
    """S106, S110, S117, S129, S140, S146, S147: every problem of the block at once."""
    hidden = look.study.hidden
    if hidden is None:
        return
    card = look.by_id("sources").get(hidden.source)
    refer(look, ("hidden", "source"), hidden.source, "sources")
    for key, target in (("pairs", "sources"), ("dimension", "dimensions")):
        if (word := getattr(hidden, key)) is not None:
            refer(look, ("hidden", key), word, target)
    _lists(look, hidden)
    _merges(look, hidden)
    _rows(look, hidden)
    _numbers(look, hidden)
    _methods(look, hidden)
    _rate(look, hidden)
    _strata(look, hidden, card)
    if card is not None:
        _kind(look, hidden, card)
        _columns(look, hidden, card)


def after_merging(hidden: Hidden) -> tuple[str, ...]:
    """The ids of the lists once some are one: a merged list stands where the first of its lists stood."""
    into = {one: name for name, members in hidden.merge.items() for one in members}
    return tuple(dict.fromkeys(into.get(card.id, card.id) for card in hidden.lists))


def place_like(name: str) -> bool:
    """Whether a column holds places, by its name."""
    return PLACES.search(folded(name)) is not None


def _wrong(look: Look, path: KeyPath, got: Text, expected: Text, hint: Text | None = None) -> None:
    look.add("S140", path, got, expected, hint)


def _lists(look: Look, hidden: Hidden) -> None:
    names = [card.id for card in hidden.lists]
    at: KeyPath = ("hidden", "lists")
    left = len(after_merging(hidden))
    if not 2 <= left <= MOST_LISTS or len(names) < 2:
        got = Text(
            es=f"{len(names)} listas, {left} tras unir algunas", en=f"{len(names)} lists, {left} once some are merged"
        )
        _wrong(look, at, got, Text(es=f"de 2 a {MOST_LISTS} listas", en=f"2 to {MOST_LISTS} lists"))
    if twice := sorted(name for name, times in Counter(names).items() if times > 1):
        _wrong(look, at, both(twice), Text(es="cada lista una vez", en="each list once"))
    for index, card in enumerate(hidden.lists):
        usable(look, (*at, index, "id"), card.id)
        for place, other in enumerate(card.refers_to):
            if other not in names or other == card.id:
                path = (*at, index, "refers_to", place)
                expected = one_of([name for name in names if name != card.id])
                _wrong(look, path, Text.same(f"{card.id}: {other}"), expected, look.near(other, names))


def _merges(look: Look, hidden: Hidden) -> None:
    names = [card.id for card in hidden.lists]
    times = Counter(one for members in hidden.merge.values() for one in set(members))
    for name, members in hidden.merge.items():
        path: KeyPath = ("hidden", "merge", name)
        for strange in (one for one in members if one not in names):
            _wrong(look, path, Text.same(f"{name}: {strange}"), one_of(names), look.near(strange, names))
        if len(set(members)) < 2:
            expected = Text(es="dos listas o más", en="two lists or more")
            _wrong(look, path, Text.same(f"{name} = {list(members)}"), expected)
        if shared := sorted(one for one in members if times[one] > 1):
            expected = Text(es="cada lista en una sola unión", en="each list in one merge only")
            _wrong(look, path, both(shared), expected)
        if name in names and name not in members:
            expected = Text(es="un nombre que ninguna otra lista tenga", en="a name that no other list has")
            _wrong(look, path, Text.same(name), expected)


def _rows(look: Look, hidden: Hidden) -> None:
    """What each form of rows needs."""
    entries = hidden.rows == "entries"
    if entries and hidden.list_column is None:
        said = Text(es='rows = "entries" sin list_column', en='rows = "entries" without list_column')
        _wrong(look, ("hidden", "rows"), said, Text.same('list_column = "..."'))
    if entries and hidden.person is None and hidden.pairs is None:
        expected = Text(es='person = "..." o pairs = "..."', en='person = "..." or pairs = "..."')
        said = Text(es="entradas que nada une", en="entries that nothing links")
        _wrong(look, ("hidden", "rows"), said, expected)
    for key in ("person", "list_column", "pairs") if not entries else ():
        if getattr(hidden, key) is not None:
            got = Text.same(f'{key}, rows = "{hidden.rows}"')
            _wrong(look, ("hidden", key), got, Text.same('rows = "entries"'))


def _numbers(look: Look, hidden: Hidden) -> None:
    """Numbers with which the methods make sense."""
    for key in ("level", "threshold"):
        if not 0 < getattr(hidden, key) < 1:
            expected = Text(es="mayor que 0 y menor que 1", en="greater than 0 and less than 1")
            look.add(
                "S105",
                ("hidden", key),
                Text.same(look.written(("hidden", key), getattr(hidden, key))),
                expected,
            )
    limits = {"most_order": (2, MOST_LISTS), "draws": (100, 100_000), "coverage_tables": (0, 10_000)}
    limits |= {"most_draws": (hidden.draws, 100_000)}
    for key, (least, most) in limits.items():
        value = getattr(hidden, key)
        if value is not None and not least <= value <= most:
            expected = Text(es=f"de {least:,} a {most:,}", en=f"{least:,} to {most:,}")
            look.add("S105", ("hidden", key), Text.same(look.written(("hidden", key), value)), expected)
    for key in ("population", "ceiling"):
        value = getattr(hidden, key)
        if value is not None and not value > 0:
            look.add(
                "S105",
                ("hidden", key),
                Text.same(look.written(("hidden", key), value)),
                Text(es="mayor que 0", en="greater than 0"),
            )


def _methods(look: Look, hidden: Hidden) -> None:
    """S117: a method of the room, where the caller says which methods exist."""
    if look.methods is None:
        return
    able = tuple(one for one in ASKABLE if one in look.methods)
    for index, method in enumerate(hidden.methods):
        if method not in able:
            path = ("hidden", "methods", index)
            some = one_of(able, most=30)
            expected = Text(es=f"uno de: {some.es}", en=f"one of: {some.en}")
            near = look.near(method, able) or look.near(f"hidden-{method}", able)
            look.add("S117", path, Text.same(look.written(path, method)), expected, near)


def _rate(look: Look, hidden: Hidden) -> None:
    """S147: a rate says whose population it is over, and who counted it."""
    if hidden.population is None:
        return
    for key in ("population_words", "population_source"):
        if getattr(hidden, key) is None:
            got = f"population {{}} {key}"
            sample = 'population_words = { es = "...", en = "..." }' if key.endswith("words") else f'{key} = "..."'
            look.add(
                "S147",
                ("hidden", "population"),
                Text(es=got.format("sin"), en=got.format("without")),
                Text.same(sample),
            )


def _strata(look: Look, hidden: Hidden, card: Source | None) -> None:
    """S146: estimates are never by place."""
    declared = _place_columns(look, card)
    for index, column in enumerate(hidden.strata):
        if column in declared or place_like(column):
            path = ("hidden", "strata", index)
            expected = Text(
                es="una columna que no diga dónde: sexo, edad, finalidad",
                en="a column that does not say where: sex, age, purpose",
            )
            look.add("S146", path, Text.same(f'strata = ["{column}"]'), expected)
        if column in {one.id for one in hidden.lists} or column == hidden.count:
            expected = Text(
                es="una columna que no sea lista ni conteo", en="a column that is neither a list nor the count"
            )
            _wrong(look, ("hidden", "strata", index), Text.same(column), expected)


def _place_columns(look: Look, card: Source | None) -> set[str]:
    if card is None:
        return set()
    keys = {unit.key for unit in look.study.units if unit.frame == card.id}
    return {one for one in (card.place, card.place_name, *card.place_context, *keys) if one}


def _kind(look: Look, hidden: Hidden, card: Source) -> None:
    wanted = "registry" if hidden.rows == "registry" else "table"
    if card.kind != wanted:
        got = Text.same(f'{hidden.source}: kind = "{card.kind}"')
        look.add("S119", ("hidden", "source"), got, Text.same(f'kind = "{wanted}"'))


def _columns(look: Look, hidden: Hidden, card: Source) -> None:
    """S129, S140: columns that the card declares, lists among its 0/1 columns."""
    if not card.columns or card.kind == "registry":
        return
    lists: Mapping[KeyPath, str] = {("hidden", "lists", index, "id"): one.id for index, one in enumerate(hidden.lists)}
    if hidden.rows != "entries":
        for path, column in lists.items():
            kind = card.columns[column].type if column in card.columns else None
            if kind is not None and kind not in ZERO_ONE:
                got = Text(es=f"{column}, de tipo {kind}", en=f"{column}, of type {kind}")
                _wrong(look, path, got, Text(es="una columna 0/1 (flag)", en="a 0/1 column (flag)"))
    used: dict[KeyPath, str] = dict(lists) if hidden.rows != "entries" else {}
    used |= {("hidden", "strata", index): column for index, column in enumerate(hidden.strata)}
    used |= {("hidden", key): value for key in ("person", "list_column") if (value := getattr(hidden, key)) is not None}
    used |= {("hidden", "where", column): column for column in hidden.where}
    if hidden.rows == "counts":
        used[("hidden", "count")] = hidden.count
    for path, column in used.items():
        if column not in card.columns:
            expected = Text(
                es=f"una columna de [sources.columns] de {card.id}",
                en=f"a column of [sources.columns] of {card.id}",
            )
            look.add("S129", path, Text.same(column), expected, look.near(column, list(card.columns)))
