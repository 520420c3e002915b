"""How many are there, from two lists and the people on both?

Formula: n1 and n2 on each list, m on both: N = n1 n2 / m (Lincoln-Petersen), se^2 = n1 n2 (n1 - m) (n2 - m) / m^3;
N = (n1 + 1) (n2 + 1) / (m + 1) - 1 (Chapman), se^2 = (n1 + 1) (n2 + 1) (n1 - m) (n2 - m) / ((m + 1)^2 (m + 2)) (Seber);
log-normal interval of the number not seen.
Reference: Chapman (1951), University of California Publications in Statistics 1, 131-160; Seber (1970), Biometrics 26,
13-22; Sekar and Deming (1949), Journal of the American Statistical Association 44, 101-115.
"""

from dataclasses import dataclass

import numpy as np

from yupay.analyse.hidden.closed_fit import closed_people, interval_of
from yupay.analyse.hidden.doubt import QUANTITY, keyed, manned, named, only, refused, unchecked, unusable
from yupay.analyse.hidden.tables import Cells, lists_of, seen
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-two-lists",
    label=Text(es="Dos listas: Chapman y Lincoln-Petersen", en="Two lists: Chapman and Lincoln-Petersen"),
    room="hidden",
    formula="N = (n1+1)(n2+1)/(m+1) - 1",
    reference="Chapman, D. G. (1951). Some properties of the hypergeometric distribution with applications to zoological "
    "sample censuses. University of California Publications in Statistics, 1, 131-160. Seber, G. A. F. (1970). The effects "
    "of trap response on tag recapture estimates. Biometrics, 26, 13-22.",
    needs=Text(es="Dos listas independientes", en="Two independent lists"),
    fields=("interval", "se", "parameters.form", "parameters.first", "parameters.second", "parameters.both"),
)
FEW = 5


@dataclass(frozen=True)
class Pair:
    """People on the first list, on the second, on both; and the total with its standard error (None without overlap)."""

    first: float
    second: float
    both: float
    total: float | None
    se: float | None


def pair(y: Cells, *, chapman: bool = True) -> Pair:
    """The estimate of a table of two lists (4,); Lincoln-Petersen gives none where nobody is on both."""
    first, second, both = float(y[1] + y[3]), float(y[2] + y[3]), float(y[3])
    if chapman:
        total = (first + 1) * (second + 1) / (both + 1) - 1
        variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
        return Pair(first, second, both, total, float(np.sqrt(variance)))
    if both == 0:
        return Pair(first, second, both, None, None)
    variance = first * second * (first - both) * (second - both) / both**3
    return Pair(first, second, both, first * second / both, float(np.sqrt(variance)))


def estimate(y: Cells, subject: Subject, *, chapman: bool = True, level: float = 0.95) -> Estimate:
    """The total of a table in which exactly two lists have somebody; with nobody on both there is no total."""
    found = manned(y)
    words = "chapman" if chapman else "lincoln-petersen"
    shared = {"assumptions": assumptions()}
    if len(found) != 2:
        return refused(y, subject, METHOD.id, _not_two(len(found)), **shared)
    one = pair(only(y, found), chapman=chapman)
    if one.both == 0 or one.total is None or one.se is None:
        return refused(y, subject, METHOD.id, _apart(), **shared)
    alike = unusable(y, least=2)
    if alike is not None:
        return refused(y, subject, METHOD.id, alike, **shared)
    n = seen(y)
    return Estimate(
        **about(subject, "hidden"),
        **shared,
        method=METHOD.id,
        quantity=QUANTITY,
        value=one.total,
        interval=interval_of(n, one.total - n, one.se, level) if one.se > 0 else None,
        se=one.se or None,
        n=n,
        parameters={"form": words, "first": one.first, "second": one.second, "both": one.both},
        warnings=(_dependence(), *_few(one.both), *(() if one.se > 0 else (_inside(),))),
    )


def every_pair(y: Cells, subject: Subject, *, chapman: bool = True, level: float = 0.95) -> tuple[Estimate, ...]:
    """Each pair of lists alone, its names in the key: totals far apart are a sign that lists depend on each other."""
    places = [(i, j) for i in range(lists_of(y)) for j in range(i + 1, lists_of(y))]
    found = []
    for i, j in places:
        names = tuple(named(subject, k) for k in (i, j))
        about_pair = keyed(subject, " + ".join(names))
        found.append(estimate(only(y, (i, j)), about_pair, chapman=chapman, level=level))
    return tuple(found)


def assumptions() -> tuple[Assumption, ...]:
    """That the two lists are independent, first: nothing in two lists can check it; then what all models need."""
    return (
        unchecked(
            Text(es="Las dos listas son independientes", en="The two lists are independent"),
            Text(
                es="Dos listas no lo pueden comprobar: estar en una no cambia la probabilidad de estar en la otra, tampoco para quienes no están en ninguna. Si una lista remite casos a la otra, el total sale bajo; si las listas se evitan o cuentan personas distintas, sale alto.",
                en="Two lists cannot check it: being on one does not change the chance of being on the other, nor for those on none. If one list refers cases to the other the total comes out low; if the lists avoid each other or count different people it comes out high.",
            ),
        ),
        *closed_people(),
    )


def _dependence() -> Text:
    return Text(
        es="Con dos listas todo el resultado descansa en que sean independientes; una tercera lista permitiría dudar de ello.",
        en="With two lists the whole result rests on their being independent; a third list would allow doubt about it.",
    )


def _few(both: float) -> tuple[Text, ...]:
    if both >= FEW:
        return ()
    return (
        Text(
            es=f"Pocas personas están en las dos listas: {both:.0f}; se recomiendan al menos {FEW}.",
            en=f"Few people are on both lists: {both:.0f}; at least {FEW} are advised.",
        ),
    )


def _inside() -> Text:
    return Text(
        es="Una lista contiene a la otra: el error estándar de la fórmula es 0 y no mide la duda; sin intervalo.",
        en="One list contains the other: the standard error of the formula is 0 and does not measure the doubt; no interval.",
    )


def _not_two(lists: int) -> Text:
    return Text(
        es=f"No evaluable: listas con alguna persona, {lists}; este método usa exactamente dos.",
        en=f"Not assessable: lists with somebody on them, {lists}; this method uses exactly two.",
    )


def _apart() -> Text:
    return Text(
        es="No evaluable: nadie está en las dos listas; sin coincidencias el total no tiene cota.",
        en="Not assessable: nobody is on both lists; without overlap the total has no bound.",
    )
