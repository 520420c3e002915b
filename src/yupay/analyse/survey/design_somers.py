"""Among pairs of persons that differ on one answer, how much oftener does the other answer agree than not?

Formula: d(y|x) = (C - D) / X and d(x|y) = (C - D) / Y: weighted shares of pairs that agree, are opposed, are apart in x,
are apart in y; interval tanh(atanh d +- c se / (1 - d^2)). Both directions are given: the design does not say which
answer explains which.
Reference: Somers (1962), American Sociological Review 27, 799-811; Deville (1999), Survey Methodology 25, 193-203.
"""

from numpy.typing import ArrayLike

from yupay.analyse.numerics.contingency import Categories
from yupay.analyse.numerics.designs import Design
from yupay.analyse.survey.ordinal_coefficients import SOMERS_X, SOMERS_Y
from yupay.analyse.survey.ordinal_crossing import Crossing, crossed
from yupay.analyse.survey.ordinal_report import estimated
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="design-somers-d",
    label=Text(es="d de Somers bajo el diseño", en="Somers' d under the design"),
    room="survey",
    formula="d(y|x) = (C - D) / X, d(x|y) = (C - D) / Y of weighted pairs; jackknife and linearised errors; interval on "
    "the scale of atanh",
    reference="Somers, R. H. (1962). A new asymmetric measure of association for ordinal variables. American "
    "Sociological Review, 27, 799-811. Deville, J.-C. (1999). Variance estimation for complex statistics and estimators: "
    "linearization and residual techniques. Survey Methodology, 25, 193-203.",
    needs=Text(
        es="Dos variables al menos ordinales y un diseño con dos conglomerados o más en algún estrato",
        en="Two variables at least ordinal and a design with two or more clusters in some stratum",
    ),
    fields=(
        "interval",
        "se",
        "df",
        "statistic",
        "p",
        "parameters.se_linearised",
        "parameters.se_replicates",
        "parameters.df_effective",
    ),
    message="survey.design-somers-d",
)
Y_GIVEN_X, X_GIVEN_Y = "y-given-x", "x-given-y"


def design_somers(
    x: ArrayLike,
    y: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    domain: ArrayLike | None = None,
    x_categories: Categories = None,
    y_categories: Categories = None,
    level: float = 0.95,
) -> tuple[Estimate, Estimate]:
    """Somers' d(y|x) and d(x|y) of two columns (n,) of a design of n rows; `domain` is a mask (n,).

    Categories give the order of answers that are text. Rows with a blank in either column count nothing, but their
    clusters stay in the design.
    """
    found = crossed(x, y, design, domain=domain, x_categories=x_categories, y_categories=y_categories)
    return design_somers_of(found, subject, level=level)


def design_somers_of(crossing: Crossing, subject: Subject, *, level: float = 0.95) -> tuple[Estimate, Estimate]:
    """Somers' d(y|x) and d(x|y) of a crossing; their keys end in "y-given-x" and "x-given-y"."""
    first, second = (
        estimated(crossing, _keyed(subject, key), METHOD, _quantity(key, subject), coefficient, level)
        for key, coefficient in ((Y_GIVEN_X, SOMERS_Y), (X_GIVEN_Y, SOMERS_X))
    )
    return first, second


def _keyed(subject: Subject, key: str) -> Subject:
    return subject.model_copy(update={"key": f"{subject.key}/{key}" if subject.key else key})


def _quantity(key: str, subject: Subject) -> Text:
    x, y = (*subject.variables, "x", "y")[:2] if len(subject.variables) > 1 else ("x", "y")
    of, given = (y, x) if key == Y_GIVEN_X else (x, y)
    return Text(
        es=f"d de Somers de la población: {of} dado {given}", en=f"Somers' d of the population: {of} given {given}"
    )
