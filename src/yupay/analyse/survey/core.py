"""What does every estimate of this room say about its design, its interval and whether it may be published?

Formula: estimate +- t(df) se; coefficient of variation se / |estimate|.
Reference: Korn and Graubard (1999), Analysis of Health Surveys, chapter 5 (t with design degrees of freedom). The rule of
publication: coefficient of variation of 30 % or more, or fewer than 8 degrees of freedom: not published; 15 to 30 %:
flagged for care.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scipy.special import ndtri, stdtrit

from yupay.analyse.numerics.designs import Design
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

LEVEL = 0.95
QUESTION = "survey"
T_INTERVAL = Text(es="t con los grados de libertad del diseño", en="t with the degrees of freedom of the design")
DESIGN_DF = Text(
    es="conglomerados menos estratos con algún caso en el dominio",
    en="clusters less strata with a case in the domain",
)


@dataclass(frozen=True)
class Gate:
    """When an estimate is withheld (`withhold`, `least_df`) or flagged (`flag`), by its coefficient of variation."""

    withhold: float = 0.30
    flag: float = 0.15
    least_df: float = 8.0


GATE = Gate()


def critical(level: float, df: float) -> float:
    """The two-sided critical value of t (of z where df is infinite)."""
    return float(ndtri(0.5 + level / 2.0)) if math.isinf(df) else float(stdtrit(df, 0.5 + level / 2.0))


def t_interval(value: float, se: float, df: float, level: float = LEVEL, method: Text = T_INTERVAL) -> Interval | None:
    """Value +- t se; None below 1 degree of freedom."""
    if not (math.isfinite(value) and math.isfinite(se)) or df < 1:
        return None
    reach = critical(level, df) * se
    return Interval(low=value - reach, high=value + reach, level=level, method=method)


def design_text(design: Design, df: float | None = None) -> Text:
    """The design in words: strata, clusters, weights, corrections, pooled years and how the variance is found."""
    return with_degrees(described(design), df)


def described(design: Design) -> Text:
    """The design in words, without degrees of freedom."""
    first = design.stages[0]
    parts = [
        (f"{first.size.size:,} estratos", f"{first.size.size:,} strata"),
        (f"{first.stratum.size:,} conglomerados", f"{first.stratum.size:,} clusters"),
    ]
    if len(design.stages) > 1:
        parts.append((f"{len(design.stages)} etapas", f"{len(design.stages)} stages"))
    parts.extend(_corrections(design))
    return Text(es="; ".join(es for es, _ in parts), en="; ".join(en for _, en in parts))


def with_degrees(words: Text, df: float | None) -> Text:
    """The design in words and its degrees of freedom."""
    if df is None or not math.isfinite(df):
        return words
    return Text(es=f"{words.es}; gl = {df:g} ({DESIGN_DF.es})", en=f"{words.en}; df = {df:g} ({DESIGN_DF.en})")


def _corrections(design: Design) -> list[tuple[str, str]]:
    """What else the design holds, in both languages."""
    first, parts = design.stages[0], list[tuple[str, str]]()
    if (first.fraction > 0).any():
        parts.append(("corrección por población finita", "finite population correction"))
    if design.calibrations:
        raked = len(design.calibrations[-1].margins) > 1
        es, en = (
            ("pesos ajustados por raking", "raked weights") if raked else ("postestratificación", "post-stratified")
        )
        parts.append((es, en))
    if design.years > 1:
        parts.append(
            (
                f"promedio del periodo: {design.years} años juntos, pesos divididos entre {design.years}",
                f"period average: {design.years} years pooled, weights divided by {design.years}",
            )
        )
    if design.replicates is not None:
        count, kind = design.replicates.shape[1], design.replication
        parts.append((f"{count} pesos replicados ({kind})", f"{count} replicate weights ({kind})"))
        return parts
    parts.append(("linealización de Taylor", "Taylor linearisation"))
    if (alone := int((first.size == 1).sum())) > 0:
        parts.append(
            (
                f"estratos con un conglomerado: {alone} ({design.lonely})",
                f"strata with one cluster: {alone} ({design.lonely})",
            )
        )
    return parts


def missing(count: float) -> tuple[Text, ...]:
    """The warning that rows without data were left out."""
    if not count:
        return ()
    return (
        Text(
            es=f"Filas sin dato que se dejaron fuera: {int(count):,}.",
            en=f"Rows without data that were left out: {int(count):,}.",
        ),
    )


def not_assessable(es: str, en: str) -> Text:
    """The warning that a quantity cannot be estimated, with the reason."""
    return Text(es=f"No evaluable: {es}", en=f"Not assessable: {en}")


NO_ROWS = not_assessable("ninguna fila con dato y peso positivo.", "no row with data and a positive weight.")
NO_BASE = not_assessable("el denominador suma cero.", "the denominator adds up to zero.")
NO_DF = Text(
    es="Sin intervalo: no quedan grados de libertad (un solo conglomerado por estrato).",
    en="No interval: no degrees of freedom are left (a single cluster per stratum).",
)


def refused(
    method: Method, quantity: Text, subject: Subject, reason: Text, question: str = QUESTION, **fields: Any
) -> Estimate:
    """An estimate without a value, with the reason."""
    warnings = (*fields.pop("warnings", ()), reason)
    return Estimate(
        **about(subject, question), method=method.id, quantity=quantity, value=None, warnings=warnings, **fields
    )


def keyed(subject: Subject, labels: Sequence[str]) -> Subject:
    """The subject of one group: its labels join the key."""
    return subject.model_copy(update={"key": "/".join([*([subject.key] if subject.key else []), *labels])})


def cv_of(value: float, se: float) -> float | None:
    """The coefficient of variation; None where the value is 0."""
    ratio = se / abs(value) if value else math.inf
    return ratio if math.isfinite(ratio) else None


def gated(estimate: Estimate, gate: Gate | None = GATE) -> Estimate:
    """The estimate as it may be published: value and interval withheld, or a flag, by the gate; as it is without one."""
    if gate is None or estimate.value is None or estimate.se is None:
        return estimate
    cv, df = cv_of(estimate.value, estimate.se), estimate.df
    if df is not None and df < gate.least_df:
        return _withheld(
            estimate,
            Text(
                es=f"No se publica: {df:g} grados de libertad, menos de {gate.least_df:g}.",
                en=f"Not published: {df:g} degrees of freedom, fewer than {gate.least_df:g}.",
            ),
        )
    if cv is not None and cv >= gate.withhold:
        return _withheld(
            estimate,
            Text(
                es=f"No se publica: coeficiente de variación {cv:.1%}, {gate.withhold:.0%} o más.",
                en=f"Not published: coefficient of variation {cv:.1%}, {gate.withhold:.0%} or more.",
            ),
        )
    if cv is not None and cv >= gate.flag:
        flag = Text(
            es=f"Use con cautela: coeficiente de variación {cv:.1%}, {gate.flag:.0%} o más.",
            en=f"Use with care: coefficient of variation {cv:.1%}, {gate.flag:.0%} or more.",
        )
        return estimate.model_copy(update={"warnings": (*estimate.warnings, flag)})
    return estimate


def _withheld(estimate: Estimate, why: Text) -> Estimate:
    """The estimate without its value and everything that gives it away."""
    kept = {name: estimate.parameters[name] for name in ("cv", "missing") if name in estimate.parameters}
    hidden = {"value": None, "interval": None, "se": None, "statistic": None, "p": None}
    return estimate.model_copy(
        update={**hidden, "parameters": {**kept, "published": False}, "warnings": (*estimate.warnings, why)}
    )
