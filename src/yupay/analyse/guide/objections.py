"""Why was the other test not taken? Read from the top for each method: the first row whose condition holds.

`defensible`: it answers a neighbouring question correctly; otherwise it does not hold in this situation. The sentence
continues "not taken because ...".
"""

from yupay.analyse.guide.situation import ANY, CATEGORIES, RANKED, Objection, Pair, Situation, When
from yupay.model.text import Text

PLAIN = (
    "spearman",
    "pearson",
    "kendall-tau-b",
    "gamma",
    "somers-d",
    "polychoric",
    "partial-spearman",
    "partial-pearson",
)
TESTS = (
    "chi-square",
    "cramers-v",
    "fisher-exact",
    "fisher-freeman-halton",
    "table-permutation",
    "mann-whitney",
    "kruskal-wallis",
    "welch-t",
)
REST = ("anova", "point-biserial", "ordinal-regression", "logistic-regression")
FEW: Pair = (("ordinal",), ("ordinal",))
LINE: Pair = (("metric",), ("metric",))
TWO: Pair = (("binary",), ("metric",))
NO_TIES = Text(
    es="deja fuera los pares empatados, y por eso sale mayor", en="it leaves tied pairs out, and so comes out larger"
)
MEASURES = Text(
    es="mide la fuerza y se imprime al lado; la prueba es la que decide",
    en="it measures the strength and is printed beside; the test is what decides",
)
BY_ORDER = Text(
    es="compara el orden y no los promedios de que habla la hipótesis",
    en="it compares order and not the averages that the hypothesis speaks of",
)
OBJECTIONS: tuple[Objection, ...] = (
    Objection(
        ("pearson", "spearman", "kendall-tau-b"),
        When(asks=("agreement",)),
        Text(
            es="mide si dos series suben juntas, no si coinciden: un juez que siempre puntúa dos más alto tendría 1",
            en="it measures whether two series rise together, not whether they agree: a judge who always rates two points "
            "higher would have 1",
        ),
    ),
    Objection(
        ("modified-t",),
        When(drawn=("map",)),
        Text(
            es="corrige n por el parecido de los vecinos pero no la tendencia ni el tamaño; en las simulaciones sobre el mapa "
            "rechaza de más, y se imprime al lado",
            en="it corrects n for neighbours being alike but not for trend or size; in simulations on the map it rejects too "
            "often, and is printed beside",
        ),
        defensible=True,
    ),
    Objection(
        (*PLAIN, *TESTS, *REST),
        When(drawn=("map",)),
        Text(
            es="supone unidades independientes, y los territorios vecinos no lo son: daría falsas alarmas más a menudo de lo "
            "que dice su nivel",
            en="it supposes independent units, and neighbouring areas are not: it would raise false alarms more often than "
            "its level says",
        ),
    ),
    Objection(
        (*PLAIN, *TESTS, *REST),
        When(drawn=("complex",)),
        Text(
            es="trata la muestra como simple: sin los pesos el valor es otro, y sin estratos ni conglomerados su error y su p "
            "son otros",
            en="it treats the sample as simple: without the weights the value differs, and without strata and clusters so do "
            "its error and its p",
        ),
    ),
    Objection(
        ("design-gamma",),
        When(drawn=("complex",), pair=FEW),
        NO_TIES,
        defensible=True,
    ),
    Objection(
        ("design-spearman",),
        When(drawn=("complex",), pair=FEW),
        Text(
            es="sirve, pero con pocas categorías casi todos los pares están empatados",
            en="it serves, but with few categories nearly all pairs are tied",
        ),
        defensible=True,
    ),
    Objection(
        ("design-pearson",),
        When(drawn=("complex",), pair=LINE),
        Text(
            es="mide una línea recta, y la hipótesis habla de orden",
            en="it measures a straight line, and the hypothesis speaks of order",
        ),
        defensible=True,
    ),
    Objection(
        ("design-pearson", "design-t-test"),
        When(drawn=("complex",)),
        Text(
            es="usa distancias o promedios que esta escala no tiene, o que la hipótesis no pide",
            en="it uses distances or averages that this scale does not have, or that the hypothesis does not ask for",
        ),
    ),
    Objection(
        ("design-cramer-v",),
        When(drawn=("complex",), pair=(CATEGORIES, CATEGORIES)),
        MEASURES,
        defensible=True,
    ),
    Objection(
        ("rao-scott", "design-cramer-v"),
        When(drawn=("complex",), pair=(("ordinal",), ("binary", "ordinal"))),
        Text(es="no usa el orden de las categorías", en="it does not use the order of the categories"),
    ),
    Objection(
        ("spearman", "pearson", "kendall-tau-b"),
        When(pair=(("nominal",), ANY)),
        Text(
            es="necesita un orden, y una variable tiene categorías sin orden",
            en="it needs an order, and one variable has categories without order",
        ),
    ),
    Objection(
        ("pearson",),
        When(pair=(("ordinal", "score"), ("binary", "ordinal", "score", "metric"))),
        Text(
            es="supone distancias conocidas entre los valores, y una escala ordinal solo da su orden",
            en="it supposes known distances between the values, and an ordinal scale only gives their order",
        ),
    ),
    Objection(
        ("pearson", "spearman", "kendall-tau-b"),
        When(controls=True),
        Text(es="no descuenta los controles declarados", en="it does not take out the declared controls"),
    ),
    Objection(
        ("pearson",),
        When(pair=LINE, claims=("order", "latent")),
        Text(
            es="mide una línea recta y es sensible a valores extremos, y la hipótesis habla de orden; que una prueba de "
            "normalidad no rechace no la hace más adecuada",
            en="it measures a straight line and is sensitive to extreme values, and the hypothesis speaks of order; a "
            "normality test that does not reject does not make it fitter",
        ),
        defensible=True,
    ),
    Objection(
        ("spearman",),
        When(pair=FEW),
        Text(
            es="sirve y suele dar la misma decisión; con pocas categorías casi todos los pares están empatados, y los rangos "
            "promedio toman un papel que tau-b no les da",
            en="it serves and usually gives the same decision; with few categories nearly all pairs are tied, and mid-ranks "
            "play a part that tau-b does not give them",
        ),
        defensible=True,
    ),
    Objection(
        ("spearman",),
        When(pair=LINE, claims=("amount",)),
        Text(
            es="responde si hay orden común, y la hipótesis habla de cantidades en línea recta; se imprime al lado",
            en="it answers whether there is a common order, and the hypothesis speaks of amounts along a straight line; it "
            "is printed beside",
        ),
        defensible=True,
    ),
    Objection(
        ("spearman",),
        When(pair=(RANKED, RANKED), tied=True),
        Text(
            es="sirve; con tantos empates tau-b se lee con más claridad, y ambos se imprimen",
            en="it serves; with so many ties tau-b reads more clearly, and both are printed",
        ),
        defensible=True,
    ),
    Objection(
        ("spearman",),
        When(pair=(("binary",), RANKED)),
        Text(
            es="con dos grupos da la misma decisión que comparar sus rangos, y dice menos",
            en="with two groups it gives the same decision as comparing their ranks, and says less",
        ),
        defensible=True,
    ),
    Objection(
        ("spearman", "pearson"),
        When(pair=(("binary",), ("binary",))),
        Text(
            es="con dos valores por variable es la V de Cramér con signo, que ya se imprime",
            en="with two values each it is Cramer's V with a sign, which is printed already",
        ),
        defensible=True,
    ),
    Objection(
        ("kendall-tau-b",),
        When(pair=(RANKED, RANKED)),
        Text(
            es="responde a la misma pregunta con otra escala (sale menor) y se imprime al lado",
            en="it answers the same question on another scale (it comes out smaller) and is printed beside",
        ),
        defensible=True,
    ),
    Objection(
        ("gamma",),
        When(pair=FEW),
        NO_TIES,
        defensible=True,
    ),
    Objection(
        ("somers-d",),
        When(pair=FEW),
        Text(
            es="distingue entre la variable de resultado y la otra, y la hipótesis no lo hace",
            en="it tells the outcome from the other variable, and the hypothesis does not",
        ),
        defensible=True,
    ),
    Objection(
        ("polychoric",),
        When(pair=FEW),
        Text(
            es="supone un rasgo continuo y normal bajo cada variable, que la hipótesis no declara",
            en="it supposes a continuous, normal trait under each variable, which the hypothesis does not declare",
        ),
        defensible=True,
    ),
    Objection(
        ("chi-square", "cramers-v"),
        When(pair=(("ordinal",), ("binary", "ordinal"))),
        Text(
            es="no usa el orden de las categorías, y por eso ve menos",
            en="it does not use the order of the categories, and so sees less",
        ),
    ),
    Objection(
        ("chi-square",),
        When(pair=(CATEGORIES, CATEGORIES), thin=True),
        Text(
            es="pide frecuencias esperadas de 5 o más en casi todas las celdas, y aquí no las hay",
            en="it asks for expected counts of 5 or more in nearly every cell, and here there are not",
        ),
    ),
    Objection(
        ("fisher-exact", "fisher-freeman-halton"),
        When(pair=(CATEGORIES, CATEGORIES)),
        Text(
            es="serviría también; con frecuencias esperadas suficientes da casi lo mismo y es más prudente de lo necesario",
            en="it would serve too; with large enough expected counts it gives nearly the same and is more cautious than need be",
        ),
        defensible=True,
    ),
    Objection(
        ("cramers-v",),
        When(pair=(CATEGORIES, CATEGORIES)),
        MEASURES,
        defensible=True,
    ),
    Objection(
        ("welch-t", "point-biserial", "anova"),
        When(pair=(CATEGORIES, ("ordinal", "score"))),
        Text(
            es="compara promedios, y una escala ordinal no tiene distancias con que promediar",
            en="it compares averages, and an ordinal scale has no distances to average",
        ),
    ),
    Objection(
        ("welch-t",),
        When(pair=TWO),
        Text(
            es="compara promedios; es la misma pregunta dicha como diferencia y no como relación, o la hipótesis habla de "
            "orden",
            en="it compares averages; it is the same question told as a difference and not as a relation, or the hypothesis "
            "speaks of order",
        ),
        defensible=True,
    ),
    Objection(
        ("point-biserial",),
        When(pair=TWO),
        Text(
            es="dice lo mismo que la comparación de promedios en forma de correlación",
            en="it says the same as the comparison of averages, as a correlation",
        ),
        defensible=True,
    ),
    Objection(
        ("mann-whitney",),
        When(pair=TWO, claims=("amount",)),
        BY_ORDER,
        defensible=True,
    ),
    Objection(
        ("kruskal-wallis",),
        When(pair=(("nominal",), ("metric",)), claims=("amount",)),
        BY_ORDER,
        defensible=True,
    ),
    Objection(
        ("anova",),
        When(pair=(("nominal",), ("metric",))),
        Text(
            es="compara promedios, y la hipótesis habla de orden",
            en="it compares averages, and the hypothesis speaks of order",
        ),
        defensible=True,
    ),
    Objection(
        ("table-permutation",),
        When(pair=(("binary", "ordinal"), ("ordinal",))),
        Text(
            es="daría casi el mismo valor p; con frecuencias esperadas suficientes no hace falta sortear tablas",
            en="it would give nearly the same p; with large enough expected counts no tables need be drawn",
        ),
        defensible=True,
    ),
)


def objections_to(situation: Situation) -> dict[str, Objection]:
    """For each method that is tempting here, the first row that speaks of it."""
    found: dict[str, Objection] = {}
    for row in OBJECTIONS:
        if row.when.matches(situation):
            for method in row.methods:
                found.setdefault(method, row)
    return found
