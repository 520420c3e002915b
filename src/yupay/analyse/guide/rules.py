"""The table that chooses: read from the top, the first rule whose condition holds.

Each row: what the situation is, which method answers it, why (a sentence that continues "because ..."), and who says so.
`beside` are methods printed with it, that decide nothing.
"""

from yupay.analyse.guide import references as works
from yupay.analyse.guide.rules_design import DESIGN
from yupay.analyse.guide.situation import ANY, CATEGORIES, ORDERED, RANKED, Kind, Rule, Situation, When
from yupay.model.text import Text

AGREED: tuple[Kind, ...] = ("binary", "nominal", "ordinal")
RULES: tuple[Rule, ...] = (
    Rule(
        "agreement-design",
        When(asks=("agreement",), drawn=("complex",), pair=(AGREED, AGREED)),
        "design-kappa",
        Text(
            es="se pregunta si dos mediciones de lo mismo coinciden, kappa descuenta la coincidencia esperable por azar, y su "
            "error sale del diseño de la muestra",
            en="the question is whether two measurements of the same thing agree, kappa takes off the agreement expected by "
            "chance, and its error comes from the design of the sample",
        ),
        (works.COHEN, works.KISH_FRANKEL),
    ),
    Rule(
        "agreement-categories",
        When(asks=("agreement",), pair=(AGREED, AGREED)),
        "kappa",
        Text(
            es="se pregunta si dos mediciones de lo mismo coinciden, y una correlación puede ser perfecta sin que "
            "coincidan nunca; kappa descuenta la coincidencia esperable por azar",
            en="the question is whether two measurements of the same thing agree, and a correlation can be perfect although "
            "they never do; kappa takes off the agreement expected by chance",
        ),
        (works.COHEN,),
    ),
    Rule(
        "agreement-amounts",
        When(asks=("agreement",)),
        "icc",
        Text(
            es="se pregunta si dos mediciones de lo mismo coinciden en una escala con muchos valores; la correlación "
            "intraclase cuenta también la diferencia de nivel entre ellas",
            en="the question is whether two measurements of the same thing agree on a scale of many values; the intraclass "
            "correlation also counts a difference of level between them",
        ),
        (works.SHROUT,),
    ),
    Rule(
        "map-categories",
        When(drawn=("map",), pair=(("nominal",), ANY)),
        "chi-square",
        Text(
            es="una variable tiene categorías sin orden; la tabla cruzada las describe, sin decidir, porque ninguna prueba "
            "de tablas tiene en cuenta que los territorios vecinos se parecen",
            en="one variable has categories without order; the cross table describes them and decides nothing, because no "
            "test of tables allows for neighbouring areas being alike",
        ),
        (works.CLIFF_ORD,),
        ("cramers-v",),
    ),
    Rule(
        "map",
        When(drawn=("map",)),
        "area-whitened",
        Text(
            es="las unidades son territorios vecinos, que se parecen entre sí, y una correlación corriente los cuenta como "
            "independientes y da falsas alarmas; esta les quita antes la dependencia espacial, la tendencia y el tamaño",
            en="the units are neighbouring areas, which are alike, and a plain correlation counts them as independent and "
            "raises false alarms; this one first removes spatial dependence, trend and size",
        ),
        (works.CLIFFORD, works.CLIFF_ORD),
        ("spearman", "pearson", "kendall-tau-b", "modified-t", "simulation"),
    ),
    *DESIGN,
    Rule(
        "binary-outcome",
        When(asks=("outcome",), outcome=("binary",)),
        "logistic-regression",
        Text(
            es="la variable declarada como resultado tiene dos valores y se describe cómo cambia su probabilidad con la otra, "
            "dados los controles",
            en="the declared outcome has two values and the description is of how its probability goes with the other "
            "variable, given the controls",
        ),
        (works.COX,),
    ),
    Rule(
        "ordinal-outcome",
        When(asks=("outcome",), outcome=("ordinal",), controls=True),
        "ordinal-regression",
        Text(
            es="la variable declarada como resultado tiene pocas categorías ordenadas y hay controles",
            en="the declared outcome has few ordered categories and there are controls",
        ),
        (works.MCCULLAGH,),
    ),
    Rule(
        "outcome-ordered",
        When(asks=("outcome",), pair=(("ordinal",), ("ordinal",))),
        "somers-d",
        Text(
            es="ambas variables tienen pocas categorías ordenadas y una se declaró como resultado; la d de Somers no es "
            "simétrica",
            en="both variables have few ordered categories and one was declared the outcome; Somers' d is not symmetric",
        ),
        (works.SOMERS,),
        ("gamma", "kendall-tau-b"),
    ),
    Rule(
        "latent",
        When(claims=("latent",), pair=(("binary", "ordinal"), ("binary", "ordinal"))),
        "polychoric",
        Text(
            es="se postula un rasgo continuo bajo las categorías, y se estima la correlación de los dos rasgos",
            en="a continuous trait is claimed under the categories, and the correlation of the two traits is estimated",
        ),
        (works.OLSSON,),
        ("kendall-tau-b",),
    ),
    Rule(
        "controls-line",
        When(claims=("amount",), controls=True, pair=(("binary", "metric"), ("metric",))),
        "partial-pearson",
        Text(
            es="la hipótesis habla de cantidades que se relacionan en línea recta, dados los controles",
            en="the hypothesis speaks of amounts that go together along a straight line, given the controls",
        ),
        (works.FISHER_PARTIAL,),
        ("pearson",),
    ),
    Rule(
        "controls-order",
        When(controls=True, pair=(RANKED, ORDERED)),
        "partial-spearman",
        Text(
            es="la hipótesis habla de orden y declara controles; se comparan los rangos después de descontarlos",
            en="the hypothesis speaks of order and declares controls; ranks are compared after these are taken out",
        ),
        (works.CONOVER,),
        ("spearman",),
    ),
    Rule(
        "thin-two-by-two",
        When(pair=(("binary",), ("binary",)), thin=True),
        "fisher-exact",
        Text(
            es="las categorías no tienen orden y hay frecuencias esperadas menores de 5, con las que el ji cuadrado no se "
            "sostiene; esta prueba cuenta todas las tablas con los mismos totales",
            en="the categories have no order and there are expected counts below 5, with which the chi-square does not hold; "
            "this test counts every table with the same totals",
        ),
        (works.COCHRAN, works.FISHER_EXACT),
        ("cramers-v",),
    ),
    Rule(
        "thin-categories",
        When(pair=(CATEGORIES, CATEGORIES), thin=True),
        "fisher-freeman-halton",
        Text(
            es="las categorías no tienen orden, son más de dos y hay frecuencias esperadas menores de 5; esta prueba lleva la de "
            "Fisher a tablas de cualquier tamaño",
            en="the categories have no order, are more than two, and there are expected counts below 5; this test takes Fisher's "
            "to tables of any size",
        ),
        (works.COCHRAN, works.FREEMAN),
        ("cramers-v",),
    ),
    Rule(
        "categories",
        When(pair=(CATEGORIES, CATEGORIES)),
        "chi-square",
        Text(
            es="las categorías no tienen orden y las frecuencias esperadas bastan; la V de Cramér dice cuánto",
            en="the categories have no order and the expected counts are large enough; Cramer's V says how much",
        ),
        (works.COCHRAN,),
        ("cramers-v",),
    ),
    Rule(
        "thin-ordinal",
        When(pair=(("binary", "ordinal"), ("ordinal",)), thin=True),
        "table-permutation",
        Text(
            es="las categorías tienen orden y las frecuencias esperadas son pequeñas; en lugar de una fórmula para muchas "
            "unidades, se sortean tablas con los mismos totales",
            en="the categories have order and the expected counts are small; instead of a formula for many units, tables "
            "with the same totals are drawn",
        ),
        (works.AGRESTI_EXACT,),
        ("kendall-tau-b", "gamma"),
    ),
    Rule(
        "two-means-compared",
        When(asks=("groups",), claims=("amount",), pair=(("binary",), ("metric",))),
        "welch-t",
        Text(
            es="la hipótesis compara los promedios de dos grupos, y esta prueba no supone que varíen por igual",
            en="the hypothesis compares the averages of two groups, and this test does not suppose that they vary alike",
        ),
        (works.DELACRE,),
        ("point-biserial",),
    ),
    Rule(
        "two-means-related",
        When(claims=("amount",), pair=(("binary",), ("metric",))),
        "point-biserial",
        Text(
            es="una variable tiene dos valores y la otra es una cantidad; es la correlación de Pearson entre ambas, y equivale "
            "a comparar dos promedios",
            en="one variable has two values and the other is an amount; it is the Pearson correlation of the two, and amounts "
            "to comparing two averages",
        ),
        (works.TATE,),
        ("welch-t",),
    ),
    Rule(
        "many-means",
        When(claims=("amount",), pair=(("nominal",), ("metric",))),
        "anova",
        Text(
            es="la hipótesis compara los promedios de tres o más grupos, que se suponen igual de variables",
            en="the hypothesis compares the averages of three or more groups, supposed to vary alike",
        ),
        (works.FISHER_GROUPS,),
        ("kruskal-wallis",),
    ),
    Rule(
        "two-groups",
        When(pair=(("binary",), RANKED)),
        "mann-whitney",
        Text(
            es="una variable forma dos grupos y la otra al menos ordena; se compara qué tan a menudo una unidad de un grupo "
            "queda por encima de una del otro",
            en="one variable makes two groups and the other at least orders; what is compared is how often a unit of one "
            "group stands above one of the other",
        ),
        (works.MANN,),
    ),
    Rule(
        "many-groups",
        When(pair=(("nominal",), RANKED)),
        "kruskal-wallis",
        Text(
            es="una variable forma tres o más grupos sin orden y la otra al menos ordena",
            en="one variable makes three or more groups without order and the other at least orders",
        ),
        (works.KRUSKAL,),
    ),
    Rule(
        "ordinal",
        When(pair=(("ordinal",), ("ordinal",))),
        "kendall-tau-b",
        Text(
            es="ambas variables tienen pocas categorías ordenadas, sin distancias conocidas entre ellas y con muchos empates, "
            "que este coeficiente corrige",
            en="both variables have few ordered categories, without known distances between them and with many ties, which "
            "this coefficient corrects for",
        ),
        (works.KENDALL, works.AGRESTI),
        ("gamma", "spearman"),
    ),
    Rule(
        "line",
        When(claims=("amount",), pair=(("metric",), ("metric",))),
        "pearson",
        Text(
            es="la hipótesis habla de cantidades que crecen juntas en línea recta, y ambas se miden con distancias",
            en="the hypothesis speaks of amounts that rise together along a straight line, and both are measured with "
            "distances",
        ),
        (works.FISHER,),
        ("spearman",),
    ),
    Rule(
        "many-ties",
        When(tied=True),
        "kendall-tau-b",
        Text(
            es="la hipótesis habla de orden y al menos la mitad de las unidades comparte su valor con otra; este coeficiente "
            "cuenta pares de unidades y corrige los empates",
            en="the hypothesis speaks of order and at least half of the units share their value with another; this "
            "coefficient counts pairs of units and corrects for ties",
        ),
        (works.KENDALL,),
        ("spearman",),
    ),
    Rule(
        "order",
        When(),
        "spearman",
        Text(
            es="la hipótesis dice que cuanto más alta una variable más alta la otra, sin prometer una línea recta, y los "
            "valores extremos pesan por su lugar y no por su tamaño",
            en="the hypothesis says that the higher one variable the higher the other, without promising a straight line, "
            "and extreme values count by their place and not by their size",
        ),
        (works.SPEARMAN, works.DE_WINTER),
        ("kendall-tau-b",),
    ),
)


def rule_of(situation: Situation) -> Rule:
    """The first rule that matches; the last one matches everything."""
    return next(rule for rule in RULES if rule.when.matches(situation))
