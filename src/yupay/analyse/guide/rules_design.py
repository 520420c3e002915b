"""The rows of the table for samples with weights, strata, clusters or groups of rows."""

from yupay.analyse.guide import references as works
from yupay.analyse.guide.situation import CATEGORIES, RANKED, Rule, When
from yupay.model.text import Text

DESIGN: tuple[Rule, ...] = (
    Rule(
        "design-latent",
        When(drawn=("complex",), claims=("latent",), pair=(("binary", "ordinal"), ("binary", "ordinal"))),
        "design-polychoric",
        Text(
            es="se postula un rasgo continuo bajo las categorías, y los pesos, estratos y conglomerados entran en el "
            "estimador y en su error",
            en="a continuous trait is claimed under the categories, and weights, strata and clusters enter the estimator and "
            "its error",
        ),
        (works.OLSSON, works.KISH_FRANKEL),
        ("design-kendall-tau-b",),
    ),
    Rule(
        "design-regressed",
        When(drawn=("complex",), asks=("outcome",), outcome=("binary", "metric")),
        "design-regression",
        Text(
            es="la variable declarada como resultado tiene dos valores o es una cantidad, y se describe cómo cambia con la otra, "
            "dados los controles, con el error que da el diseño",
            en="the declared outcome has two values or is an amount, and the description is of how it goes with the other "
            "variable, given the controls, with the error that the design gives",
        ),
        (works.BINDER,),
    ),
    Rule(
        "design-categories",
        When(drawn=("complex",), pair=(CATEGORIES, CATEGORIES)),
        "rao-scott",
        Text(
            es="las categorías no tienen orden y el ji cuadrado corriente supone una muestra simple; esta corrección le da "
            "su distribución bajo el diseño",
            en="the categories have no order and the plain chi-square supposes a simple sample; this correction gives it its "
            "distribution under the design",
        ),
        (works.RAO,),
        ("design-cramer-v",),
    ),
    Rule(
        "design-means",
        When(drawn=("complex",), claims=("amount",), pair=(("binary",), ("metric",))),
        "design-t-test",
        Text(
            es="la hipótesis habla de promedios de dos grupos y el error debe salir del diseño de la muestra",
            en="the hypothesis speaks of the averages of two groups and the error must come from the design of the sample",
        ),
        (works.KISH_FRANKEL,),
        ("design-rank-test",),
    ),
    Rule(
        "design-groups",
        When(drawn=("complex",), pair=(CATEGORIES, RANKED)),
        "design-rank-test",
        Text(
            es="una variable forma grupos y la otra al menos ordena; los rangos se estiman con los pesos y su error sale del "
            "diseño",
            en="one variable makes groups and the other at least orders; ranks are estimated with the weights and their "
            "error comes from the design",
        ),
        (works.LUMLEY,),
    ),
    Rule(
        "design-outcome",
        When(drawn=("complex",), asks=("outcome",), pair=(("ordinal",), ("ordinal",))),
        "design-somers-d",
        Text(
            es="ambas variables tienen pocas categorías ordenadas y una se declaró como resultado; la d de Somers no es "
            "simétrica, y su error sale del diseño",
            en="both variables have few ordered categories and one was declared the outcome; Somers' d is not symmetric, and "
            "its error comes from the design",
        ),
        (works.SOMERS, works.KISH_FRANKEL),
        ("design-gamma",),
    ),
    Rule(
        "design-ordinal",
        When(drawn=("complex",), pair=(("ordinal",), ("ordinal",))),
        "design-kendall-tau-b",
        Text(
            es="ambas variables tienen pocas categorías ordenadas, con muchos empates que este coeficiente corrige, y su "
            "error sale del diseño",
            en="both variables have few ordered categories, with many ties that this coefficient corrects for, and its error "
            "comes from the design",
        ),
        (works.KENDALL, works.KISH_FRANKEL),
        ("design-gamma", "design-somers-d", "rao-scott"),
    ),
    Rule(
        "design-line",
        When(drawn=("complex",), claims=("amount",), pair=(("metric",), ("metric",))),
        "design-pearson",
        Text(
            es="la hipótesis habla de una relación en línea recta entre cantidades y el error debe salir del diseño",
            en="the hypothesis speaks of a straight-line relation between amounts and the error must come from the design",
        ),
        (works.KISH_FRANKEL,),
        ("design-spearman",),
    ),
    Rule(
        "design-order",
        When(drawn=("complex",)),
        "design-spearman",
        Text(
            es="la hipótesis dice que cuanto más alta una variable más alta la otra; los rangos se estiman con los pesos y su "
            "error sale del diseño, no de n",
            en="the hypothesis says that the higher one variable the higher the other; ranks are estimated with the weights "
            "and their error comes from the design, not from n",
        ),
        (works.SPEARMAN, works.KISH_FRANKEL),
    ),
)
