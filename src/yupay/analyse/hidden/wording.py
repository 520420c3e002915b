"""What must every log-linear total say of itself: what is assumed of those on no list, what was checked, what is scarce?"""

from yupay.analyse.hidden import doubt
from yupay.analyse.hidden.tables import Cells, lists_of, margins, pairs, seen
from yupay.model.estimate import Assumption, Subject
from yupay.model.text import Text

FEW_SEEN, FEW_SHARED = 50, 5


def assumed(deviance: float | None = None, df: int | None = None) -> tuple[Assumption, ...]:
    """The identifying assumption first, then what the table cannot show, then how the model fits what was seen."""
    fits = () if deviance is None or df is None else (_fits(deviance, df),)
    return (
        doubt.unchecked(
            Text(
                es="Las interacciones entre listas que no están en el modelo, y siempre la de todas las listas, faltan también "
                "entre las personas que no están en ninguna lista",
                en="The interactions of lists that are not in the model, and always that of all lists, are absent among the "
                "people on no list too",
            ),
            Text(
                es="Ningún dato de estas listas puede comprobarlo: trata de personas que nadie registró.",
                en="No data of these lists can check it: it is about people whom nobody recorded.",
            ),
        ),
        doubt.unchecked(
            Text(
                es="Las mismas personas podían estar en todas las listas, y cada una se reconoce en todas",
                en="The same people could be on all lists, and each is recognised on all of them",
            ),
            Text(
                es="No se comprueba aquí: depende del período, del territorio y de la vinculación de los registros.",
                en="Not checked here: it depends on the period, the territory and the linkage of the records.",
            ),
        ),
        *fits,
    )


def _fits(deviance: float, df: int) -> Assumption:
    return doubt.unchecked(
        Text(es="El modelo reproduce las coincidencias vistas", en="The model reproduces the overlaps seen"),
        Text(
            es=f"Desvianza {deviance:.2f} con {df} grados de libertad; con pocas personas por historia no sigue una "
            "distribución conocida. Que el máximo existe y es único se comprobó con aritmética exacta.",
            en=f"Deviance {deviance:.2f} on {df} degrees of freedom; with few people per history it follows no known "
            "distribution. That the maximum exists and is unique was checked by exact arithmetic.",
        ),
    )


def reason(code: int, model: str) -> Text:
    """Why a model has no estimate, by its code."""
    spanish, english = REASONS.get(code, REASONS[1])
    return Text(es=f"No evaluable: {spanish} (modelo {model}).", en=f"Not assessable: {english} (model {model}).")


REASONS = {
    1: (
        "la verosimilitud no tiene máximo en esta tabla, algún efecto crece sin fin",
        "the likelihood has no maximum in this table, some effect grows without end",
    ),
    2: (
        "el total no está identificado, otros valores de los efectos se ajustan igual",
        "the total is not identified, other values of the effects fit alike",
    ),
    3: (
        "la verosimilitud no tiene máximo y los efectos no están identificados",
        "the likelihood has no maximum and the effects are not identified",
    ),
    4: ("el ajuste no convergió", "the fit did not converge"),
}


def wald_words() -> Text:
    """How the interval of one model is found."""
    return Text(
        es="Wald sobre el logaritmo de la cifra oscura, para este modelo",
        en="Wald on the log of the dark figure, for this model",
    )


def chosen_warning() -> Text:
    """The warning that the interval does not know that the model was chosen."""
    return Text(
        es="El intervalo toma el modelo como dado: no cuenta que se eligió con los mismos datos y es angosto. El bootstrap que "
        "repite la elección lo cuenta.",
        en="The interval takes the model as given: it does not count that it was chosen with the same data and is narrow. The "
        "bootstrap that repeats the choice does.",
    )


def scarce(y: Cells, subject: Subject) -> tuple[Text, ...]:
    """The warnings that fewer than 50 people were seen, and that pairs of lists have fewer than 5 in common."""
    return (*_few_seen(seen(y)), *_few_shared(y, subject))


def _few_seen(people: int) -> tuple[Text, ...]:
    if people >= FEW_SEEN:
        return ()
    return (
        Text(
            es=f"Se vio a {people} personas, menos de {FEW_SEEN}: el total es muy incierto.",
            en=f"{people} people were seen, fewer than {FEW_SEEN}: the total is very uncertain.",
        ),
    )


def _few_shared(y: Cells, subject: Subject) -> tuple[Text, ...]:
    common, every = margins(y), pairs(lists_of(y))
    few = [pair for pair in every if common[pair] < FEW_SHARED]
    if not few:
        return ()
    shown = ", ".join(_pair(subject, pair) for pair in few[:4]) + ("…" if len(few) > 4 else "")
    return (
        Text(
            es=f"Pares de listas con menos de {FEW_SHARED} personas en común: {len(few)} de {len(every)} ({shown}).",
            en=f"Pairs of lists with fewer than {FEW_SHARED} people in common: {len(few)} of {len(every)} ({shown}).",
        ),
    )


def _pair(subject: Subject, pair: int) -> str:
    return "×".join(doubt.named(subject, k) for k in range(pair.bit_length()) if pair >> k & 1)
