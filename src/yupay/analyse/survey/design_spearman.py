"""In the population the sample stands for, do two ordered answers put persons in the same order?

Formula: rho = S_xy / sqrt(S_xx S_yy) of weighted mid-ranks; slopes carry the ranks' own dependence on the sample;
interval tanh(atanh rho +- c se / (1 - rho^2)).
Reference: Spearman (1904), American Journal of Psychology 15, 72-101; Deville (1999), Survey Methodology 25, 193-203.
"""

from numpy.typing import ArrayLike

from yupay.analyse.numerics.contingency import Categories
from yupay.analyse.numerics.designs import Design
from yupay.analyse.survey.ordinal_coefficients import SPEARMAN
from yupay.analyse.survey.ordinal_crossing import Crossing, crossed
from yupay.analyse.survey.ordinal_report import estimated
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="design-spearman",
    label=Text(es="Correlación de Spearman bajo el diseño", en="Spearman correlation under the design"),
    room="survey",
    formula="rho = S_xy / sqrt(S_xx S_yy) of weighted mid-ranks; jackknife and linearised errors; interval on"
    " the scale of atanh",
    reference="Spearman, C. (1904). The proof and measurement of association between two things. American "
    "Journal of Psychology, 15, 72-101. Deville, J.-C. (1999). Variance estimation for complex "
    "statistics and estimators: linearization and residual techniques. Survey Methodology, 25, "
    "193-203.",
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
    message="survey.design-spearman",
)
QUANTITY = Text(es="Correlación de Spearman de la población (ρ)", en="Spearman correlation of the population (ρ)")


def design_spearman(
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
    """Spearman's rho of two columns (n,) of a design of n rows; `domain` is a mask (n,).

    Categories give the order of answers that are text. Rows with a blank in either column count nothing, but their
    clusters stay in the design.
    """
    found = crossed(x, y, design, domain=domain, x_categories=x_categories, y_categories=y_categories)
    return design_spearman_of(found, subject, level=level)


def design_spearman_of(crossing: Crossing, subject: Subject, *, level: float = 0.95) -> Estimate:
    """Spearman's rho of a crossing: of arrays, of tables of clusters, or of a grouped table of the engine."""
    return estimated(crossing, subject, METHOD, QUANTITY, SPEARMAN, level)
