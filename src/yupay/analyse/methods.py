"""The one page that lists every method: its id and where its record stands, imported at use."""

from importlib import import_module

from yupay.model.method import Method

ROOM = "yupay.analyse"
METHODS: dict[str, str] = {
    "count": f"{ROOM}.describe.counts:METHOD",
    "share": f"{ROOM}.describe.shares:METHOD",
    "rate": f"{ROOM}.describe.rates:METHOD",
    "summary": f"{ROOM}.describe.spread:METHOD",
    "histogram": f"{ROOM}.describe.histogram:METHOD",
    "missing": f"{ROOM}.describe.missing:METHOD",
    "concentration": f"{ROOM}.describe.concentration:METHOD",
    "location-quotient": f"{ROOM}.describe.location_quotient:METHOD",
    "difference": f"{ROOM}.describe.periods:METHOD_DIFFERENCE",
    "ratio": f"{ROOM}.describe.periods:METHOD_RATIO",
    "figure": f"{ROOM}.describe.published:METHOD",
    "rank-set-marginal": f"{ROOM}.rank.sets:METHOD_MARGINAL",
    "rank-set-simultaneous": f"{ROOM}.rank.sets:METHOD_SIMULTANEOUS",
    "rank-pairs": f"{ROOM}.rank.pairs:METHOD",
    "spearman": f"{ROOM}.relate.spearman:METHOD",
    "pearson": f"{ROOM}.relate.pearson:METHOD",
    "kendall-tau-b": f"{ROOM}.relate.kendall:METHOD",
    "partial-spearman": f"{ROOM}.relate.partial:METHOD",
    "partial-pearson": f"{ROOM}.relate.partial:PEARSON_METHOD",
    "holm": f"{ROOM}.relate.holm:METHOD",
    "equivalence": f"{ROOM}.relate.equivalence:METHOD",
    "coefficient-difference": f"{ROOM}.relate.difference:METHOD",
    "normality": f"{ROOM}.relate.normality:METHOD",
    "moran": f"{ROOM}.spatial.moran:METHOD",
    "modified-t": f"{ROOM}.spatial.modified_t:METHOD",
    "area-whitened": f"{ROOM}.spatial.area_whitened:METHOD",
    "simulation": f"{ROOM}.spatial.simulate:METHOD",
    "scale-partial": f"{ROOM}.spatial.scale:METHOD",
}


def known_methods() -> frozenset[str]:
    """The ids a study may name, and "auto"."""
    return frozenset(METHODS) | {"auto"}


def card(method: str) -> Method:
    """The record of one method.

    Raises:
        KeyError: no method has this id.

    """
    module, _, name = METHODS[method].partition(":")
    record: Method = getattr(import_module(module), name)
    return record


def cards() -> tuple[Method, ...]:
    """The records of every method."""
    return tuple(card(method) for method in METHODS)
