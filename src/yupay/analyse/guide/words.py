"""How does the guide speak? Names of methods inside a sentence, scales, how a p is read, and what must be shown first."""

from yupay.analyse.guide.situation import Measured, Situation
from yupay.model.estimate import Assumption
from yupay.model.text import Text

NAMES: dict[str, Text] = {
    "area-whitened": Text(
        es="la correlación blanqueada entre territorios", en="the whitened correlation between areas"
    ),
    "modified-t": Text(es="la t modificada", en="the modified t"),
    "spearman": Text(es="la correlación por rangos de Spearman", en="Spearman's rank correlation"),
    "pearson": Text(es="la correlación de Pearson", en="Pearson's correlation"),
    "kendall-tau-b": Text(es="la tau-b de Kendall", en="Kendall's tau-b"),
    "partial-spearman": Text(es="la correlación parcial de Spearman", en="Spearman's partial correlation"),
    "partial-pearson": Text(es="la correlación parcial de Pearson", en="Pearson's partial correlation"),
    "gamma": Text(es="la gamma de Goodman y Kruskal", en="Goodman and Kruskal's gamma"),
    "somers-d": Text(es="la d de Somers", en="Somers' d"),
    "cramers-v": Text(es="la V de Cramér", en="Cramer's V"),
    "chi-square": Text(es="la prueba ji cuadrado", en="the chi-square test"),
    "fisher-exact": Text(es="la prueba exacta de Fisher", en="Fisher's exact test"),
    "fisher-freeman-halton": Text(
        es="la prueba exacta de Fisher, Freeman y Halton", en="the Fisher-Freeman-Halton exact test"
    ),
    "polychoric": Text(es="la correlación policórica", en="the polychoric correlation"),
    "point-biserial": Text(es="la correlación biserial puntual", en="the point-biserial correlation"),
    "kappa": Text(es="la kappa de Cohen", en="Cohen's kappa"),
    "icc": Text(es="la correlación intraclase", en="the intraclass correlation"),
    "design-regression": Text(es="la regresión según el diseño muestral", en="the design-based regression"),
    "design-kappa": Text(es="la kappa según el diseño muestral", en="the design-based kappa"),
    "mann-whitney": Text(es="la prueba de Mann y Whitney", en="the Mann-Whitney test"),
    "kruskal-wallis": Text(es="la prueba de Kruskal y Wallis", en="the Kruskal-Wallis test"),
    "welch-t": Text(es="la t de Welch", en="Welch's t test"),
    "anova": Text(es="el análisis de variancia", en="the analysis of variance"),
    "ordinal-regression": Text(es="la regresión ordinal", en="ordinal regression"),
    "logistic-regression": Text(es="la regresión logística", en="logistic regression"),
    "table-permutation": Text(es="la permutación de tablas", en="the permutation of tables"),
    "rao-scott": Text(es="la prueba de Rao y Scott", en="the Rao-Scott test"),
    "design-t-test": Text(es="la t según el diseño muestral", en="the design-based t test"),
    "design-rank-test": Text(es="la prueba de rangos según el diseño muestral", en="the design-based rank test"),
    "design-spearman": Text(
        es="la correlación de Spearman según el diseño muestral", en="the design-based Spearman correlation"
    ),
    "design-kendall-tau-b": Text(
        es="la tau-b de Kendall según el diseño muestral", en="the design-based Kendall's tau-b"
    ),
    "design-gamma": Text(es="la gamma según el diseño muestral", en="the design-based gamma"),
    "design-somers-d": Text(es="la d de Somers según el diseño muestral", en="the design-based Somers' d"),
    "design-cramer-v": Text(es="la V de Cramér según el diseño muestral", en="the design-based Cramer's V"),
    "design-polychoric": Text(
        es="la correlación policórica según el diseño muestral", en="the design-based polychoric correlation"
    ),
    "design-pearson": Text(
        es="la correlación de Pearson según el diseño muestral", en="the design-based Pearson correlation"
    ),
}
SCALES = {
    "nominal": Text(es="nominal", en="nominal"),
    "ordinal": Text(es="ordinal", en="ordinal"),
    "interval": Text(es="de intervalo", en="interval"),
    "ratio": Text(es="de razón", en="ratio"),
}
NORMALITY = Text(
    es="La prueba de normalidad se muestra porque es costumbre pedirla; no decidió la prueba. Elegir con ella altera el "
    "error de la prueba elegida (Rochon et al., 2012), y la pregunta de la hipótesis no depende de la forma de los datos.",
    en="The normality test is shown because it is customary to ask for it; this did not decide the test. Choosing by it "
    "alters the error of the test that is chosen (Rochon et al., 2012), and the question of the hypothesis does not depend "
    "on the shape of the data.",
)
STRENGTH = Text(
    es="No se pone etiqueta de fuerza («baja», «alta»): las escalas en uso se contradicen. Si se pide una, se imprime con su "
    "cita.",
    en="No label of strength (“low”, “high”) is put: the scales in use contradict each other. Where one is asked for, it is "
    "printed with its citation.",
)
INDEPENDENT = Text(es="Unidades independientes", en="Independent units")
ASSUMED: tuple[tuple[tuple[str, ...], Text, Text], ...] = (
    (
        ("area-whitened",),
        Text(es="Dependencia espacial descontada", en="Spatial dependence removed"),
        Text(
            es="Se comprueba con la I de Moran de los residuos; si queda, no se decide.",
            en="Checked by Moran's I of the residuals; where some is left, nothing is decided.",
        ),
    ),
    (
        ("area-whitened", "spearman", "kendall-tau-b", "partial-spearman", "design-spearman", "design-kendall-tau-b"),
        Text(es="La relación mantiene un solo sentido", en="The relation keeps one direction"),
        Text(es="Se mira en el diagrama de dispersión.", en="Looked at in the scatter plot."),
    ),
    (
        ("pearson", "partial-pearson", "design-pearson"),
        Text(es="La relación es una línea recta", en="The relation is a straight line"),
        Text(
            es="Se mira en el diagrama de dispersión; un solo valor extremo puede hacer el coeficiente.",
            en="Looked at in the scatter plot; a single extreme value can make the coefficient.",
        ),
    ),
    (
        ("chi-square",),
        Text(es="Frecuencias esperadas suficientes", en="Large enough expected counts"),
        Text(
            es="Ninguna menor de 1 y a lo sumo un quinto menores de 5 (Cochran, 1954).",
            en="None below 1 and at most a fifth below 5 (Cochran, 1954).",
        ),
    ),
    (
        ("polychoric", "design-polychoric"),
        Text(es="Rasgos continuos con distribución normal conjunta", en="Continuous traits, jointly normal"),
        Text(
            es="No se ven; la tabla solo dice si la suposición es incompatible con ella.",
            en="They are not seen; the table only says whether the assumption is incompatible with it.",
        ),
    ),
    (
        ("ordinal-regression",),
        Text(es="La misma razón de posibilidades en cada corte", en="The same odds ratio at every cut"),
        Text(es="Se compara con los modelos de cada corte.", en="Compared with the models of each cut."),
    ),
    (
        ("logistic-regression",),
        Text(es="Relación lineal en la escala logit", en="A linear relation on the logit scale"),
        Text(es="Se mira por tramos del predictor.", en="Looked at by bands of the predictor."),
    ),
    (
        ("kappa", "icc", "design-kappa"),
        Text(es="Las dos mediciones se hicieron por separado", en="The two measurements were made apart"),
        Text(es="Lo declara quien recogió los datos.", en="Declared by who collected the data."),
    ),
    (
        ("mann-whitney", "kruskal-wallis", "design-rank-test"),
        Text(
            es="Para hablar de medianas, los grupos se reparten con la misma forma",
            en="To speak of medians, the groups are spread alike",
        ),
        Text(
            es="Si no, se habla de qué tan a menudo una unidad supera a otra.",
            en="Otherwise one speaks of how often a unit stands above another.",
        ),
    ),
    (
        ("welch-t", "point-biserial", "anova", "design-t-test"),
        Text(es="El promedio representa a su grupo", en="The average stands for its group"),
        Text(
            es="Se mira en el histograma de cada grupo; no se exige que varíen por igual salvo en el análisis de variancia "
            "clásico.",
            en="Looked at in the histogram of each group; equal spread is only needed by the classical analysis of variance.",
        ),
    ),
)


def name_of(method: str) -> Text:
    """What a method is called inside a sentence; its id where it has no words."""
    return NAMES.get(method, Text.same(method))


def assumptions(method: str, situation: Situation) -> tuple[Assumption, ...]:
    """What a method needs, to be shown before its results; nothing is checked here."""
    first = (Assumption(name=INDEPENDENT, held=None, evidence=_independence(situation)),)
    own = tuple(
        Assumption(name=name, held=None, evidence=evidence) for methods, name, evidence in ASSUMED if method in methods
    )
    return (*(() if situation.drawn == "map" else first), *own)


def _independence(situation: Situation) -> Text:
    if situation.drawn == "complex":
        return Text(
            es="Entre conglomerados, no dentro de ellos: el error se calcula con los conglomerados, y con menos de 20 grados de "
            "libertad se dice.",
            en="Between clusters, not inside them: the error is computed from the clusters, and fewer than 20 degrees of "
            "freedom are told.",
        )
    return Text(
        es="Cada fila es otra unidad y ninguna influyó en la respuesta de otra; lo declara quien recogió los datos.",
        en="Each row is another unit and none bore on the answer of another; declared by who collected the data.",
    )


def measured(variable: Measured, other: Text) -> Text:
    """A variable with its scale: «Confianza» (ordinal, 5 categorías)."""
    label, scale = variable.label or other, SCALES[variable.scale]
    if variable.categories is None or variable.kind in ("metric", "score"):
        return Text(es=f"{label.es} ({scale.es})", en=f"{label.en} ({scale.en})")
    n = variable.categories
    plural = ("categoría", "category") if n == 1 else ("categorías", "categories")
    return Text(es=f"{label.es} ({scale.es}, {n} {plural[0]})", en=f"{label.en} ({scale.en}, {n} {plural[1]})")


def reading_of_p(situation: Situation) -> Text:
    """What a p value says here, and why there is one with a whole population."""
    if situation.areas and situation.census:
        return Text(
            es="Se estudian todos los territorios: el valor p no habla de un muestreo. Dice con qué frecuencia un mapa sin "
            "relación entre las dos variables, con vecinos igual de parecidos, daría un coeficiente tan lejano de cero "
            "(Berk et al., 1995).",
            en="Every area is studied: the p value does not speak of sampling. It says how often a map without relation "
            "between the two variables, with neighbours as alike, would give a coefficient as far from zero (Berk et al., "
            "1995).",
        )
    if situation.areas:
        return Text(
            es="El valor p dice con qué frecuencia un mapa sin relación, con vecinos igual de parecidos, daría un coeficiente "
            "tan lejano de cero.",
            en="The p value says how often a map without relation, with neighbours as alike, would give a coefficient as far "
            "from zero.",
        )
    if situation.census:
        return Text(
            es="Se preguntó a toda la población: el coeficiente es el de la población y no tiene error de muestreo. El valor p "
            "responde a otra pregunta: si un proceso sin relación entre las dos variables daría con frecuencia un "
            "coeficiente tan lejano de cero (Berk et al., 1995).",
            en="The whole population was asked: the coefficient is the population's and has no sampling error. The p value "
            "answers another question: whether a process without relation between the two variables would often give a "
            "coefficient as far from zero (Berk et al., 1995).",
        )
    if situation.drawn == "complex":
        return Text(
            es="El valor p dice con qué frecuencia las muestras que este diseño pudo sacar de una población sin relación darían "
            "un resultado tan lejano de cero.",
            en="The p value says how often the samples that this design could have drawn from a population without relation "
            "would give a result as far from zero.",
        )
    return Text(
        es="El valor p dice con qué frecuencia muestras al azar de este tamaño, de una población sin relación, darían un "
        "resultado tan lejano de cero; con una muestra que no se sacó al azar, se lee solo como permutación de las respuestas.",
        en="The p value says how often random samples of this size, from a population without relation, would give a result "
        "as far from zero; with a sample that was not drawn at random, it only reads as a permutation of the answers.",
    )


def family(situation: Situation) -> Text | None:
    """How several hypotheses are protected together; None where there is one."""
    if situation.hypotheses < 2:
        return None
    m = situation.hypotheses
    return Text(
        es=f"Las {m} hipótesis de la familia se protegen juntas con el ajuste de Holm (Holm, 1979), que no cambia la prueba "
        "de cada una.",
        en=f"The {m} hypotheses of the family are protected together by Holm's adjustment (Holm, 1979), which does not "
        "change the test of each.",
    )
