"""In the population the sample stands for, how much oftener do two persons stand in the same order on both answers?

Formula: tau-b = (C - D) / sqrt(X Y): weighted shares of pairs that agree, are opposed, are apart in x, are apart in y;
interval tanh(atanh tau +- c se / (1 - tau^2)).
Reference: Kendall (1945), Biometrika 33, 239-251; Deville (1999), Survey Methodology 25, 193-203.
"""

from numpy.typing import ArrayLike

from yupay.analyse.numerics.contingency import Categories
from yupay.analyse.numerics.designs import Design
from yupay.analyse.survey.ordinal_coefficients import TAU_B
from yupay.analyse.survey.ordinal_crossing import Crossing, crossed
from yupay.analyse.survey.ordinal_report import estimated
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="design-kendall-tau-b",
    label=Text(es="Tau-b de Kendall bajo el diseño", en="Kendall tau-b under the design"),
    room="survey",
    formula="tau-b = (C - D) / sqrt(X Y) of weighted pairs; jackknife and linearised errors; interval on the "
    "scale of atanh",
    reference="Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika, 33, 239-251. "
    "Deville, J.-C. (1999). Variance estimation for complex statistics and estimators: linearization "
    "and residual techniques. Survey Methodology, 25, 193-203.",
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
    message="survey.design-kendall-tau-b",
)
QUANTITY = Text(es="Tau-b de Kendall de la población", en="Kendall tau-b of the population")


def design_kendall(
    x: ArrayLike,
    y: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    domain: ArrayLike | None = None,
    x_categories: Categories = None,
    y_categories: Categories = None,
    level: float = 0.95,
) -> Estimate:
    """Kendall's tau-b of two columns (n,) of a design of n rows; `domain` is a mask (n,).

    Categories give the order of answers that are text. Rows with a blank in either column count nothing, but their
    clusters stay in the design.
    """
    found = crossed(x, y, design, domain=domain, x_categories=x_categories, y_categories=y_categories)
    return design_kendall_of(found, subject, level=level)


def design_kendall_of(crossing: Crossing, subject: Subject, *, level: float = 0.95) -> Estimate:
    """Kendall's tau-b of a crossing: of arrays, of tables of clusters, or of a grouped table of the engine."""
    return estimated(crossing, subject, METHOD, QUANTITY, TAU_B, level)
