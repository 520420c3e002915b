"""Among pairs of persons that differ on both answers, how much oftener do the two answers agree than not?

Formula: gamma = (C - D) / (C + D): weighted shares of pairs that agree and that are opposed;
interval tanh(atanh gamma +- c se / (1 - gamma^2)).
Reference: Goodman and Kruskal (1954), JASA 49, 732-764; Deville (1999), Survey Methodology 25, 193-203.
"""

from numpy.typing import ArrayLike

from yupay.analyse.numerics.contingency import Categories
from yupay.analyse.numerics.designs import Design
from yupay.analyse.survey.ordinal_coefficients import GAMMA
from yupay.analyse.survey.ordinal_crossing import Crossing, crossed
from yupay.analyse.survey.ordinal_report import estimated
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="design-gamma",
    label=Text(es="Gamma de Goodman y Kruskal bajo el diseño", en="Goodman-Kruskal gamma under the design"),
    room="survey",
    formula="gamma = (C - D) / (C + D) of weighted pairs; jackknife and linearised errors; interval on the "
    "scale of atanh",
    reference="Goodman, L. A., & Kruskal, W. H. (1954). Measures of association for cross classifications. "
    "Journal of the American Statistical Association, 49, 732-764. Deville, J.-C. (1999). Variance "
    "estimation for complex statistics and estimators: linearization and residual techniques. Survey "
    "Methodology, 25, 193-203.",
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
    message="survey.design-gamma",
)
QUANTITY = Text(es="Gamma de Goodman y Kruskal de la población", en="Goodman-Kruskal gamma of the population")


def design_gamma(
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
    """Goodman and Kruskal's gamma of two columns (n,) of a design of n rows; `domain` is a mask (n,).

    Categories give the order of answers that are text. Rows with a blank in either column count nothing, but their
    clusters stay in the design.
    """
    found = crossed(x, y, design, domain=domain, x_categories=x_categories, y_categories=y_categories)
    return design_gamma_of(found, subject, level=level)


def design_gamma_of(crossing: Crossing, subject: Subject, *, level: float = 0.95) -> Estimate:
    """Goodman and Kruskal's gamma of a crossing: of arrays, of tables of clusters, or of a grouped table of the engine."""
    return estimated(crossing, subject, METHOD, QUANTITY, GAMMA, level)
