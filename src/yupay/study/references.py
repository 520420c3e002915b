"""Does every reference lead somewhere? Ids, kinds of exhibit, kinds of source, and definitions that never end."""

from collections.abc import Iterable
from typing import Any

from yupay.model.text import Text
from yupay.study.aliases import nearest
from yupay.study.locator import KeyPath
from yupay.study.look import LISTS, Look
from yupay.study.shape import UNWRITTEN, one_of

REFERENCES = (
    ("units", "frame", "sources"),
    ("units", "boundaries", "sources"),
    ("units", "population", "indicators"),
    ("dimensions", "variable", "variables"),
    ("indicators", "dimension", "dimensions"),
    ("indicators", "source", "sources"),
    ("indicators", "units", "units"),
    ("indicators", "rate_of", "indicators"),
    ("indicators", "base", "indicators"),
    ("indicators", "mean_ranks", "indicators"),
    ("indicators", "instrument", "instruments"),
    ("instruments", "unit", "units"),
    ("instruments", "variable", "variables"),
    ("instruments", "dimension", "dimensions"),
    ("instruments", "judges", "sources"),
    ("estimands", "unit", "units"),
    ("estimands", "dimension", "dimensions"),
    ("hypotheses", "objective", "objectives"),
    ("hypotheses", "family", "families"),
    ("hypotheses", "unit", "units"),
    ("hypotheses", "x", "indicators"),
    ("hypotheses", "y", "indicators"),
    ("hypotheses", "control", "indicators"),
    ("hypotheses", "covariates", "indicators"),
    ("hypotheses", "derived_from", "hypotheses"),
    ("families", "unit", "units"),
    ("families", "covariates", "indicators"),
    ("families", "pairs", "indicators"),
    ("sensitivity", "indicator", "indicators"),
    ("sensitivity", "hypotheses", "hypotheses"),
    ("scales", "x", "indicators"),
    ("scales", "y", "indicators"),
    ("scales", "size", "indicators"),
    ("scales", "units", "units"),
)
OPTIONS = {
    "indicator": "indicators",
    "indicators": "indicators",
    "hypothesis": "hypotheses",
    "hypotheses": "hypotheses",
    "unit": "units",
    "units": "units",
    "family": "families",
    "families": "families",
    "source": "sources",
    "sources": "sources",
}
EXHIBIT_KINDS = (
    "consistency",
    "operationalisation",
    "sources",
    "reconciliation",
    "modalities",
    "registries",
    "series",
    "modality-ranks",
    "unit-ranks",
    "pareto",
    "survey-indicators",
    "unit-descriptives",
    "map",
    "rank-sets",
    "assumptions",
    "hypothesis",
    "rank-scatter",
    "exploratory",
    "scales",
    "sensitivity",
    "findings",
    "districts",
    "missing-data",
    "checklist",
    "instrument-sheet",
    "reliability",
    "item-analysis",
    "content-validity",
    "construct-validity",
    "levels",
    "invariance",
    "common-method",
    "cross-tables",
    "estimands",
    "answers",
    "scores",
    "row-assumptions",
    "guide",
    "explorations",
    "map-family",
    "size-power",
    "hidden-models",
    "hidden-doubt",
    "hidden-strata",
    "hidden-rate",
    "hidden-forest",
    "hidden-overlaps",
    "law-magnitude",
    "law-series",
    "law-missing",
    "law-beside",
    "law-trace",
    "registry-counts",
)


def leaves(value: Any, path: KeyPath) -> Iterable[tuple[KeyPath, str]]:
    """The strings inside a value, with their paths."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))


def check_references(look: Look) -> None:
    """S110: an id that no item carries."""
    for noun, key, target in REFERENCES:
        for path, item in look.items(noun):
            for at, word in leaves(getattr(item, key), (*path, key)):
                refer(look, at, word, target)
    for path, indicator in look.items("indicators"):
        if indicator.interpolate is not None:
            refer(look, (*path, "interpolate", "start"), indicator.interpolate.start, "indicators")
            refer(look, (*path, "interpolate", "end"), indicator.interpolate.end, "indicators")
    for path, exhibit in look.items("exhibits"):
        for key, target in OPTIONS.items():
            for at, word in leaves(exhibit.options.get(key), (*path, "options", key)):
                refer(look, at, word, target)
    _answers(look)


def refer(look: Look, path: KeyPath, word: str, target: str) -> None:
    """One reference to one list."""
    among = look.ids(target)
    if word in among or word == UNWRITTEN or (target == "objectives" and looks_like(word, among)):
        return
    some = one_of(among)
    expected = Text(es=f"una de {target}: {some.es}", en=f"one of {target}: {some.en}")
    if not among:
        expected = Text(es=f"un elemento [[{target}]]; no hay ninguno", en=f"an item [[{target}]]; there is none")
    look.add("S110", path, Text.same(look.written(path, word)), expected, look.near(word, among))


def looks_like(word: str, among: Iterable[str]) -> str | None:
    """An id that differs from `word` only in zero and O, or one and l: "04" for "O4"."""
    return next((one for one in among if one != word and _shape(one) == _shape(word)), None)


def _shape(word: str) -> str:
    return word.upper().replace("0", "O").replace("1", "I").replace("L", "I")


def _answers(look: Look) -> None:
    """An objective may be answered by anything the study names; only a near miss is a mistake for sure."""
    known = [one for noun in LISTS for one in look.ids(noun)]
    for path, objective in look.items("objectives"):
        for index, word in enumerate(objective.answered_by):
            meant = None if word in known or "/" in word else nearest(word, known)
            if meant:
                at = (*path, "answered_by", index)
                expected = Text(es="algo que el estudio declara", en="something the study declares")
                look.add("S110", at, Text.same(look.written(at, word)), expected, Text.same(meant))


def check_kinds(look: Look) -> None:
    """S104, S119: exhibits of a kind that exists; sources of the kind their use needs."""
    for path, exhibit in look.items("exhibits"):
        if exhibit.kind not in EXHIBIT_KINDS:
            at = (*path, "kind")
            look.add(
                "S104",
                at,
                Text.same(look.written(at, exhibit.kind)),
                one_of(EXHIBIT_KINDS, most=30),
                look.near(exhibit.kind, EXHIBIT_KINDS),
            )
    for path, unit in look.items("units"):
        _kind(look, (*path, "frame"), unit.frame, ("table",))
        _kind(look, (*path, "boundaries"), unit.boundaries, ("boundaries",))
    for path, indicator in look.items("indicators"):
        _kind(look, (*path, "source"), indicator.source, ("table", "registry"))


def _kind(look: Look, path: KeyPath, name: str | None, wanted: tuple[str, ...]) -> None:
    source = look.by_id("sources").get(name or "")
    if source is None or source.kind in wanted:
        return
    written = look.written(path, name)
    look.add(
        "S119",
        path,
        Text(es=f'{written}, de kind = "{source.kind}"', en=f'{written}, of kind = "{source.kind}"'),
        Text(es=f'una fuente de kind = "{wanted[0]}"', en=f'a source of kind = "{wanted[0]}"'),
    )


def check_cycles(look: Look) -> None:
    """S114: indicators or hypotheses defined by themselves, through any number of others."""
    indicators = {
        item.id: [one for one in (item.rate_of, item.base, *item.mean_ranks, *_ends(item)) if one]
        for item in look.study.indicators
    }
    hypotheses = {item.id: list(item.derived_from) for item in look.study.hypotheses}
    for noun, graph, keys in (
        ("indicators", indicators, ("rate_of", "base", "mean_ranks", "interpolate")),
        ("hypotheses", hypotheses, ("derived_from",)),
    ):
        paths = {item.id: path for path, item in look.items(noun)}
        for circle in circles(graph):
            at = paths[circle[0]]
            key = next((key for key in keys if look.locate.has((*at, key))), keys[0])
            look.add(
                "S114",
                (*at, key),
                Text.same(" -> ".join([*circle, circle[0]])),
                Text(es="definiciones que terminan en una fuente", en="definitions that end in a source")
                if noun == "indicators"
                else Text(
                    es="hipótesis que terminan en una contrastada", en="hypotheses that end in one that is tested"
                ),
            )


def _ends(indicator: Any) -> tuple[str, ...]:
    span = indicator.interpolate
    return (span.start, span.end) if span else ()


def circles(graph: dict[str, list[str]]) -> list[list[str]]:
    """The cycles of a graph, each once, found without recursion: one per node that leads back to itself first."""
    done: set[str] = set()
    found = []
    for start in graph:
        trail: list[str] = []
        waiting: list[tuple[str, int]] = [(start, 0)]
        while waiting:
            node, level = waiting.pop()
            del trail[level:]
            if node in trail:
                found.append(trail[trail.index(node) :])
            elif node not in done:
                trail.append(node)
                waiting += [(after, level + 1) for after in graph.get(node, [])]
        done.update(_reached(graph, start))
    return found


def _reached(graph: dict[str, list[str]], start: str) -> set[str]:
    seen, waiting = set(), [start]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting += graph.get(node, [])
    return seen
