"""What an estimate of association under a design says beside its value: degrees of freedom, both errors, warnings."""

from typing import Any

import numpy as np

from yupay.analyse.numerics.designs import DesignError
from yupay.analyse.numerics.subject import about, between
from yupay.analyse.survey.ordinal_coefficients import Coefficient
from yupay.analyse.survey.ordinal_crossing import Crossing
from yupay.analyse.survey.ordinal_interval import distance, fisher
from yupay.analyse.survey.ordinal_reference import Reference, reference_of
from yupay.analyse.survey.ordinal_uncertainty import Errors, can_replicate, coefficient_of, errors_of
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

FEW_DF = 20
APART = 0.25
INTERVAL = Text(
    es="escala de Fisher (atanh) con t ponderada por estratos",
    en="Fisher's scale (atanh) with a t weighted by strata",
)
Parameters = dict[str, float | int | str | bool | None]


def estimated(
    crossing: Crossing, subject: Subject, method: Method, quantity: Text, coefficient: Coefficient, level: float
) -> Estimate:
    """The estimate of a signed coefficient: value, both standard errors, interval, t and p."""
    short = shortfall(crossing)
    if short is not None:
        return not_assessable(crossing, subject, method, quantity, short)
    reference = reference_of(crossing)
    if reference is None:
        return not_assessable(crossing, subject, method, quantity, no_df())
    found = coefficient_of(coefficient, crossing)
    try:
        errors = errors_of(coefficient, crossing, found.slope)
    except DesignError as error:
        return not_assessable(crossing, subject, method, quantity, refused(error))
    return signed(crossing, subject, method, quantity, float(found.value), errors, reference, level)


def signed(
    crossing: Crossing,
    subject: Subject,
    method: Method,
    quantity: Text,
    value: float,
    errors: Errors,
    reference: Reference,
    level: float,
    assumptions: tuple[Assumption, ...] = (),
    warnings: tuple[Text, ...] = (),
    parameters: Parameters | None = None,
) -> Estimate:
    """An estimate on the scale of atanh from a value and its standard errors."""
    se = chosen(errors)
    far = distance(value, se) if se is not None else None
    limits = fisher(value, se, reference.critical(level)) if se is not None else None
    return Estimate(
        **copied(crossing, subject, method, quantity),
        value=float(np.clip(value, -1.0, 1.0)),
        se=se if limits is not None else None,
        interval=between(limits, level, INTERVAL),
        df=reference.df,
        statistic_name="t" if far is not None else None,
        statistic=far,
        p=reference.tail(abs(far)) if far is not None else None,
        assumptions=(drawn(crossing, reference), *assumptions),
        parameters=parameters_of(crossing, errors, reference, level) | (parameters or {}),
        warnings=(*warnings_of(crossing, errors, reference, bounded=limits is not None), *warnings),
    )


def copied(crossing: Crossing, subject: Subject, method: Method, quantity: Text) -> dict[str, Any]:
    """The fields that do not depend on the result."""
    return {
        **about(subject),
        "method": method.id,
        "quantity": quantity,
        "n": crossing.n,
        "design": words_of(crossing),
    }


def not_assessable(crossing: Crossing, subject: Subject, method: Method, quantity: Text, why: Text) -> Estimate:
    """The estimate that says why there is none."""
    return Estimate(**copied(crossing, subject, method, quantity), value=None, warnings=(*left_out(crossing), why))


def chosen(errors: Errors) -> float | None:
    """The standard error of the interval: by replicates where they were computed, else linearised."""
    return errors.replicated if errors.replicated is not None else errors.linearised


def parameters_of(crossing: Crossing, errors: Errors, reference: Reference, level: float) -> Parameters:
    """Both standard errors and what the interval was made with."""
    return {
        "se_linearised": errors.linearised,
        "se_replicates": errors.replicated,
        "replicates": errors.replicates,
        "replication": errors.kind,
        "df_effective": reference.effective(level),
        "critical": reference.critical(level),
        "clusters": clusters(crossing),
        "strata": strata(crossing),
        "rows": crossing.shape[0],
        "columns": crossing.shape[1],
    }


def clusters(crossing: Crossing) -> int:
    """First-stage clusters of the whole design."""
    return int(crossing.design.stages[0].stratum.size)


def strata(crossing: Crossing) -> int:
    """First-stage strata of the whole design."""
    return int(crossing.design.stages[0].size.size)


def words_of(crossing: Crossing) -> Text:
    """The design in one line."""
    design = crossing.design
    if design.replicates is not None:
        kind, count = design.replication or "other", design.replicates.shape[1]
        return Text(es=f"pesos replicados {kind}: {count}", en=f"replicate weights {kind}: {count}")
    fpc = bool((design.stages[0].fraction > 0).any())
    es, en = (", con corrección por población finita", ", with finite-population correction") if fpc else ("", "")
    return Text(
        es=f"{clusters(crossing)} conglomerados en {strata(crossing)} estratos{es}",
        en=f"{clusters(crossing)} clusters in {strata(crossing)} strata{en}",
    )


def drawn(crossing: Crossing, reference: Reference) -> Assumption:
    """The assumption that the clusters were drawn as declared."""
    words = words_of(crossing)
    return Assumption(
        name=Text(es="Conglomerados sorteados como dice el diseño", en="Clusters drawn as the design says"),
        held=None,
        evidence=Text(
            es=f"Declarado: {words.es}; grados de libertad (conglomerados menos estratos con respuesta): "
            f"{reference.df:g}. Personas de un mismo conglomerado pueden parecerse.",
            en=f"Declared: {words.en}; degrees of freedom (clusters less strata with an answer): {reference.df:g}. "
            "Persons of one cluster may be alike.",
        ),
    )


def shortfall(crossing: Crossing, *, ordered: bool = True) -> Text | None:
    """Why nothing can be computed, or None where it can."""
    if crossing.n < 3:
        return Text(
            es=f"No evaluable: personas con ambas respuestas, {crossing.n}; se necesitan al menos 3.",
            en=f"Not assessable: persons with both answers, {crossing.n}; at least 3 are needed.",
        )
    if min(crossing.shape) < 2:
        return Text(
            es="No evaluable: una de las variables tiene una sola categoría con respuesta.",
            en="Not assessable: one of the variables has a single category with an answer.",
        )
    if ordered and not crossing.ordered:
        return Text(
            es="No evaluable: las categorías son texto y nadie declaró su orden.",
            en="Not assessable: the categories are text and nobody declared their order.",
        )
    return None


def no_df() -> Text:
    """No stratum has two clusters with an answer."""
    return Text(
        es="No evaluable: ningún estrato tiene dos conglomerados con respuesta (grados de libertad: 0).",
        en="Not assessable: no stratum has two clusters with an answer (degrees of freedom: 0).",
    )


def refused(error: DesignError) -> Text:
    """The design does not allow a variance."""
    if error.where == "strata":
        return Text(
            es="No evaluable: hay estratos con un solo conglomerado; declare una regla `lonely`.",
            en="Not assessable: strata have a single cluster; declare a `lonely` rule.",
        )
    return Text(
        es="No evaluable: ninguna réplica da un valor finito.",
        en="Not assessable: no replicate gives a finite value.",
    )


def left_out(crossing: Crossing) -> tuple[Text, ...]:
    """Persons without one of the two answers."""
    if crossing.missing == 0:
        return ()
    count = crossing.missing
    return (
        Text(
            es=f"Personas sin respuesta en alguna de las dos variables, que no cuentan: {count}.",
            en=f"Persons without an answer to one of the two variables, who do not count: {count}.",
        ),
    )


def warnings_of(crossing: Crossing, errors: Errors, reference: Reference, *, bounded: bool) -> tuple[Text, ...]:
    """What a reader must know: persons left out, few degrees of freedom, errors that differ, no interval."""
    found = [*left_out(crossing)]
    if reference.df < FEW_DF:
        found.append(
            Text(
                es=f"Grados de libertad: {reference.df:g}. Con menos de {FEW_DF} la cobertura del intervalo no está "
                "garantizada.",
                en=f"Degrees of freedom: {reference.df:g}. Below {FEW_DF} the coverage of the interval is not "
                "guaranteed.",
            )
        )
    if errors.replicated is None and errors.linearised is not None:
        why = _without_replicates(crossing)
        found.append(
            Text(
                es=f"El error estándar no se comprobó con réplicas: {why.es}.",
                en=f"The standard error was not checked by replicates: {why.en}.",
            )
        )
    elif errors.linearised and errors.replicated and abs(errors.replicated / errors.linearised - 1.0) > APART:
        found.append(
            Text(
                es=f"Los dos errores estándar difieren: {errors.linearised:.3g} linealizado, "
                f"{errors.replicated:.3g} por réplicas; pocos conglomerados pesan mucho. El intervalo usa el segundo.",
                en=f"The two standard errors differ: {errors.linearised:.3g} linearised, {errors.replicated:.3g} by "
                "replicates; few clusters weigh much. The interval uses the second.",
            )
        )
    if not bounded:
        found.append(
            Text(
                es="Sin intervalo: la asociación observada es perfecta o no varía entre conglomerados.",
                en="No interval: the association seen is perfect or does not vary between clusters.",
            )
        )
    return tuple(found)


def _without_replicates(crossing: Crossing) -> Text:
    if can_replicate(crossing):
        return Text(
            es="demasiadas categorías por demasiados conglomerados", en="too many categories by too many clusters"
        )
    return Text(es="los pesos se ajustaron a totales conocidos", en="the weights were fitted to known totals")
