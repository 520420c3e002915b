"""Is every objective answered, and can every hypothesis be tested as it stands?"""

from yupay.model.study import Hypothesis, Objective
from yupay.model.text import Text
from yupay.study.locator import KeyPath
from yupay.study.look import Look, both
from yupay.study.references import leaves, looks_like
from yupay.study.shape import one_of

DECIDING = ("area-whitened", "spearman", "pearson", "kendall-tau-b", "modified-t")
DECIDING_ROWS = (
    "spearman",
    "pearson",
    "kendall-tau-b",
    "partial-spearman",
    "partial-pearson",
    "gamma",
    "somers-d",
    "polychoric",
    "cramers-v",
    "chi-square",
    "fisher-exact",
    "fisher-freeman-halton",
    "table-permutation",
    "kappa",
    "icc",
    "welch-t",
    "anova",
    "point-biserial",
    "mann-whitney",
    "kruskal-wallis",
    "rao-scott",
    "design-t-test",
    "design-rank-test",
    "design-spearman",
    "design-kendall-tau-b",
    "design-gamma",
    "design-somers-d",
    "design-cramer-v",
    "design-polychoric",
    "design-pearson",
)
"""Over a unit with a design."""
EXPLORING_ROWS = (
    *DECIDING_ROWS,
    "tau-b-table",
    "tau-c",
    "phi",
    "lambda",
    "likelihood-ratio",
    "linear-by-linear",
    "adjusted-residual",
    "mantel-haenszel",
    "tetrachoric",
    "polyserial",
    "biserial",
    "student-t",
    "cohen-d",
    "dunn",
    "bootstrap",
    "robustness-value",
    "linear-regression",
    "logistic-regression",
    "ordinal-regression",
    "design-kappa",
    "design-regression",
    "design-ordinal-regression",
)
CORRECTIONS = ("holm", "none")
EXPLORING = (
    "spearman",
    "kendall-tau-b",
    "partial-spearman",
    "area-whitened",
    "freedman-lane",
    "map-least-squares",
    "spatial-lag-of-x",
    "spatial-lag",
    "spatial-error",
)


def check_objectives(look: Look) -> None:
    """S112: neither a hypothesis, nor descriptive, nor data declared missing."""
    answered = {hypothesis.objective for hypothesis in look.study.hypotheses}
    for path, objective in look.items("objectives"):
        if not (objective.id in answered or objective.descriptive or objective.missing or objective.answered_by):
            look.add(
                "S112",
                path,
                Text(
                    es=f"{objective.id}, sin hypotheses y sin descriptive = true",
                    en=f"{objective.id}, no hypotheses and no descriptive = true",
                ),
                Text(
                    es="una hipótesis que lo responda, o descriptive = true",
                    en="a hypothesis that answers it, or descriptive = true",
                ),
                misspelt(look, objective),
            )


def misspelt(look: Look, objective: Objective) -> Text | None:
    """Which hypotheses name an objective that only looks like this one."""
    by_word: dict[str, list[str]] = {}
    for hypothesis in look.study.hypotheses:
        if looks_like(hypothesis.objective, [objective.id]):
            by_word.setdefault(hypothesis.objective, []).append(hypothesis.id)
    if not by_word:
        return None
    word, ids = next(iter(by_word.items()))
    zero = "0" in word and "0" not in objective.id
    return Text(
        es=f'{both(ids).es} {"dice" if len(ids) == 1 else "dicen"} objective = "{word}"'
        f'{" (cero)" if zero else ""}: ¿"{objective.id}"?',
        en=f'{", ".join(ids)} {"says" if len(ids) == 1 else "say"} objective = "{word}"'
        f'{" (zero)" if zero else ""}: "{objective.id}"?',
    )


def check_hypotheses(look: Look) -> None:
    """S115, S116: what a test needs, and indicators measured over its units."""
    for path, hypothesis in look.items("hypotheses"):
        if hypothesis.derived_from or hypothesis.missing:
            continue
        lacking = [key for key in ("unit", "x", "y", "family") if getattr(hypothesis, key) is None]
        if lacking:
            ni = " ni ".join(lacking)
            look.add(
                "S115",
                path,
                Text(es=f"{hypothesis.id}, sin {ni}", en=f"{hypothesis.id}, without {both(lacking).en}"),
                Text(
                    es="unit, x, y y family; o derived_from; o missing con records",
                    en="unit, x, y and family; or derived_from; or missing with records",
                ),
            )
        _measured(look, path, hypothesis)


def _measured(look: Look, path: KeyPath, hypothesis: Hypothesis) -> None:
    indicators = look.by_id("indicators")
    sides = [indicators[one] for one in (hypothesis.x, hypothesis.y, hypothesis.control) if one in indicators]
    absent = [one for one in sides if hypothesis.unit not in one.units]
    if hypothesis.unit is None or hypothesis.unit not in look.ids("units") or not absent:
        return
    common = [unit for unit in look.ids("units") if all(unit in one.units for one in sides)]
    one = absent[0]
    measured = ", ".join(one.units) or "-"
    unit = f'{hypothesis.id}: unit = "{hypothesis.unit}"'
    look.add(
        "S116",
        (*path, "unit"),
        Text(es=f"{unit}, y {one.id} se mide en {measured}", en=f"{unit}, and {one.id} is measured at {measured}"),
        Text(es="una unidad común a x y a y", en="a unit common to x and y"),
        Text.same(f'unit = "{common[0]}"') if common else None,
    )


def check_methods(look: Look) -> None:
    """S117: a method that can decide a hypothesis, or explore a pair, where the caller says which methods exist."""
    if look.methods is None:
        return
    drawn = {unit.id for unit in look.study.units if unit.design is not None}

    def known(able: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in able if one in (look.methods or ()))

    _able(look, ("decision", "method"), look.study.decision.method, known(DECIDING))
    for path, hypothesis in look.items("hypotheses"):
        able = DECIDING_ROWS if hypothesis.unit in drawn else DECIDING
        _able(look, (*path, "method"), hypothesis.method, ("auto", *known(able)))
    for path, family in look.items("families"):
        explores = EXPLORING_ROWS if family.unit in drawn else EXPLORING
        for at, method in leaves(family.methods, (*path, "methods")):
            _able(look, at, method, known(explores))
        if family.decides:
            _able(look, (*path, "correction"), family.correction, CORRECTIONS)


def _able(look: Look, path: KeyPath, method: str, able: tuple[str, ...]) -> None:
    if method not in able:
        some = one_of(able)
        expected = Text(es=f"uno de: {some.es}", en=f"one of: {some.en}")
        look.add("S117", path, Text.same(look.written(path, method)), expected, look.near(method, able))


def check_families(look: Look) -> None:
    """S128: a family that protects nothing."""
    used = {hypothesis.family for hypothesis in look.study.hypotheses}
    for path, family in look.items("families"):
        if family.id not in used and not family.pairs:
            look.add(
                "S128",
                path,
                Text.same(family.id),
                Text(
                    es=f'una hipótesis con family = "{family.id}", o pairs',
                    en=f'a hypothesis with family = "{family.id}", or pairs',
                ),
            )
