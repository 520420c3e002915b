"""What is a column, a row or a symbol of a result called? Its role, by the names it has in Spanish and English."""

import re
import unicodedata
from functools import lru_cache

GREEK = {
    "\u03c1": "rho",
    "\u03c4": "tau",
    "\u03b3": "gamma",
    "\u03c6": "phi",
    "\u03c7": "chi",
    "\u03b1": "alfa",
    "\u00b2": "2",
    "\u00ba": "o",
    "\u00aa": "a",
    "\u2082": "2",
}
CORRELATION = r"(?:de )?correlaci?on(?:es)?|correlation"
ONE_OR_TWO = (
    r"(?: (?:bilateral|unilateral|bil|unil|(?:2|1|two|one) (?:tailed|sided)|(?:2|1|dos|una) (?:caras?|colas?)))?"
)
PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "p_adjusted",
        r"(?:valor )?(?:p|sig)(?: valor| value)? (?:adj\w*|aj\w*|corregid[oa]|corrected|bonferroni|holm|bh|fdr).*"
        r"|(?:adj(?:usted)?|corrected) (?:p|sig)(?: value)?",
    ),
    (
        "p",
        rf"(?:p|p valor|valor (?:de )?p|p value|value of p|sig|signif|significancia|significacion|significance|pr|prob)"
        rf"(?: (?:asintotica|asint|asymp|exacta|estadistica|asin))?{ONE_OR_TWO}"
        rf"|(?:asymp|asymptotic|exact) (?:sig|significance){ONE_OR_TWO}|(?:p|sig) (?:exacto|exact|monte carlo){ONE_OR_TWO}",
    ),
    (
        "mean_r",
        r"(?:media|promedio|mean|average) (?:de (?:las )?|of )?(?:correlaci?on(?:es)?|r|inter ?item)(?: correlations?)?(?: (?:inter ?(?:items?|elementos)|entre (?:items|elementos)))?|(?:correlaci?on|correlation|r) (?:media|promedio|mean)(?: (?:inter ?items?|entre items|inter ?elementos))?|mean inter ?item (?:correlation|r)|mean r",
    ),
    (
        "total_variance",
        r"varianza (?:del )?(?:total|de la suma|puntaje total|de los totales)|variance of (?:the )?(?:total|sum|scale)|total variance|scale variance|varianza de la escala|st2|vt",
    ),
    (
        "sum_variances",
        r"(?:suma|sumatoria) (?:de )?(?:las )?varianzas?(?: de (?:los )?items)?|sum of (?:the )?(?:item )?variances|sum variances|si2|suma pq|sum pq",
    ),
    ("item_variances", r"varianzas?(?: (?:de (?:los )?|del )?items?)?|(?:item )?variances?|item variances|var"),
    (
        "alpha",
        r"(?:coeficiente )?(?:de )?(?:alfa|alpha)(?: (?:de )?cronbach)?|cronbach(?:s)?(?: s)? (?:alfa|alpha)|cronbach|a de cronbach",
    ),
    ("kr20", r"kr ?20|kuder richardson(?: 20)?"),
    ("omega", r"omega(?: (?:de )?mcdonald)?|mcdonald(?: s|s)? omega"),
    (
        "items",
        r"(?:n|no|num|numero|number|cantidad) ?(?:de |of )?(?:items|elementos|preguntas|reactivos)|items|elementos|k|reactivos",
    ),
    ("v", r"v|v (?:de )?cramer|cramer(?:s)?(?: s)? v|cramer"),
    ("phi", r"phi|coeficiente phi"),
    (
        "tau",
        r"tau(?: ?[bc])?(?: (?:de )?kendall)?|kendall(?:s)?(?: s)?(?: tau)?(?: ?[bc])?|(?:coeficiente )?(?:tau )?(?:de )?kendall",
    ),
    ("gamma", r"gamma(?: de goodman(?: y| and)? kruskal)?|goodman kruskal gamma"),
    ("somers_d", r"d (?:de )?somers|somers(?:s)?(?: s)? d"),
    ("d", r"d|d (?:de )?cohen|cohen(?:s)?(?: s)? d"),
    ("r2", r"r ?2|r cuadrado|r squared?|coeficiente de determinacion"),
    (
        "r",
        r"r|rho|rs|r s|rho (?:de )?spearman|spearman(?:s)?(?: s)?(?: rho)?|(?:r|coeficiente) (?:de )?(?:pearson|spearman)"
        r"|pearson(?:s)?(?: s)?(?: r)?|(?:coef(?:iciente)? (?:de )?)?correlaci?on(?: (?:de|rho de) (?:pearson|spearman))?"
        r"|correlation(?: coefficient)?|(?:pearson|spearman) correlation(?: coefficient)?"
        r"|coef(?:iciente)? (?:de )?correlacion (?:de )?(?:rho de )?(?:pearson|spearman)|coefficient|r (?:pearson|spearman)",
    ),
    ("coefficient", r"coef(?:iciente)?s?|coefficients?"),
    (
        "chi2",
        r"chi ?2|x ?2|(?:chi|ji) ?(?:al )?cuadrad[oa](?: (?:de )?pearson)?|chi ?squared?|pearson chi ?squared?|chi|h|h (?:de )?kruskal(?: wallis)?|kruskal wallis(?: h)?",
    ),
    ("t", r"t|t (?:de )?student|estadistico t|t statistic|valor t|t value"),
    ("z", r"z|estadistico z|valor z|z value|z score"),
    ("f", r"f|estadistico f|f de fisher|f value|valor f"),
    ("df1", r"(?:gl|df) ?1|gl (?:del )?numerador|numerator df|df num"),
    ("df2", r"(?:gl|df) ?2|gl (?:del )?denominador|denominator df|df den"),
    ("df", r"gl|g l|df|d f|grados (?:de )?libertad|degrees of freedom"),
    (
        "n_adjusted",
        r"n (?:ajustad[oa]|corregid[oa]|final|adj\w*|corrected|aj)|(?:muestra|tamano) (?:de (?:la )?muestra )?(?:ajustad[oa]|corregid[oa]|final)"
        r"|(?:adjusted|corrected|final) (?:n|sample(?: size)?)|n adjusted",
    ),
    (
        "cumulative",
        r"(?:%|porcentaje|percent(?:age)?|frecuencia|pct) (?:acum\w*|cum\w*)|cum\w* (?:%|percent(?:age)?|frequency)|acumulado|fi acum\w*|hi acum\w*",
    ),
    (
        "percent",
        r"%|(?:valid )?percent(?:age)?|porcentajes?(?: valido)?|pct|porc|f %|hi %|hi|proporcion %|valid %|% valido|percent valid|% (?:de|of|sobre|del) .*"
        r"|fr %|participacion %?",
    ),
    ("rate", r"tasas?(?: .*)?|(?:crude )?rates?(?: .*)?|(?:incidence|victimisation) rate.*"),
    (
        "e",
        r"e|error|margen (?:de )?error|margin of error|error (?:muestral|maximo|admisible|tolerado)(?: .*)?|error permitido|precision",
    ),
    ("confidence", r"confianza|nivel (?:de )?confianza|confidence(?: level)?"),
    ("proportion", r"proportion|proporcion(?: esperada)?|p esperada|expected p"),
    ("q", r"q"),
    ("mean1", r"(?:m|media|mean) ?1"),
    ("mean2", r"(?:m|media|mean) ?2"),
    ("sd1", r"(?:de|ds|sd|s) ?1"),
    ("sd2", r"(?:de|ds|sd|s) ?2"),
    ("n1", r"n ?1"),
    ("n2", r"n ?2"),
    ("scale_low", r"min|minimo|minimum|escala minimo|scale min(?:imum)?"),
    ("scale_high", r"max|maximo|maximum|escala maximo|scale max(?:imum)?"),
    ("se", r"ee|e e|error (?:estandar|tipico|est)|std error|standard error|se|error est"),
    ("mean", r"m|media|promedio|mean|average|media aritmetica|x media"),
    (
        "sd",
        r"d ?e|d ?s|d ?t|s ?d|s|desv(?:iacion)? ?(?:estandar|est|tipica|tip|std|standard)?|std ?dev(?:iation)?|standard deviation|st dev|desvio",
    ),
    ("mean_sd", r"(?:m|media|mean) ?(?:\+ ?-?|y|and|\() ?(?:de|ds|sd|d e|d s)\)?|(?:m|media|mean) (?:de|ds|sd)"),
    (
        "interval",
        r"(?:ic|ci|intervalo(?: de confianza)?|confidence interval)(?: (?:de |del |al )?(?:90|95|99) ?%?)?|(?:90|95|99) ?% ?(?:ic|ci|confidence interval|intervalo.*)|ic ?9[059]|ci ?9[059]",
    ),
    (
        "low",
        r"li|l ?i|lim(?:ite)? inf(?:erior)?|inferior|low(?:er)?(?: (?:bound|limit|ci|95 ?%?))?|(?:ic|ci) ?(?:9[059] ?%? )?(?:inf(?:erior)?|low(?:er)?)|ll",
    ),
    (
        "high",
        r"ls|l ?s|lim(?:ite)? sup(?:erior)?|superior|high|upper(?: (?:bound|limit|ci|95 ?%?))?|(?:ic|ci) ?(?:9[059] ?%? )?(?:sup(?:erior)?|upp(?:er)?|high)|ul",
    ),
    ("base", r"base|total|n total|total n|denominador|denominator|de un total de"),
    ("population", r"poblacion(?: .*)?|population(?: .*)?|habitantes|hab|pob(?: .*)?|pop ?\d*|inhabitants"),
    (
        "n",
        r"n|muestra|casos validos|n (?:de )?casos(?: validos)?|valid n|n valido|tamano (?:de )?(?:la )?muestra(?:l)?|sample(?: size)?|n of valid cases|n muestral|valid cases|participantes|participants",
    ),
    (
        "count",
        r"f|fi|ni|frecuencias?|freq(?:uency|uencies)?|casos|cases|denuncias|complaints|conteos?|counts?|recuento|victimas|victims|frec|cantidad|numero|number|no|total de casos|n de casos|poblacion penal|internos|inmates|encuestados",
    ),
    ("controls", r"(?:variables? )?(?:de )?control(?:es|s)?|covariates?|covariables"),
    ("value", r"valor|value|estadistico|statistic|resultado|result"),
    ("x", r"(?:puntaje |variable )?x(?: ?%)?"),
    ("y", r"(?:puntaje |variable )?y(?: ?%)?"),
)
COMPILED = tuple((role, re.compile(pattern)) for role, pattern in PATTERNS)
ROLES = frozenset(role for role, _ in PATTERNS) | {
    "population_size",
    "percent_total",
    "rate_per",
    "n_initial",
    "rho_two",
}
CASED = {
    "F": "f",
    "f": "count",
    "M": "mean",
    "fi": "count",
    "Fi": "cumulative",
    "V": "v",
    "E": "e",
    "T": "t",
    "r2": "r2",
}
TRAITS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (trait, re.compile(pattern, re.IGNORECASE))
    for trait, pattern in (
        ("one-sided", r"unilateral|una cola|1 cola|one[- ](?:tailed|sided)|1[- ](?:tailed|sided)|una cara|1 cara"),
        ("bonferroni", r"bonferroni|sidak|\u0161id[a\u00e1]k"),
        (
            "holm",
            r"\bholm\b|hochberg|benjamini|\bfdr\b|\bbh\b|corregid[oa]s? por compar|p ajustad|adjusted p|p corregid|corrected p",
        ),
        (
            "weighted",
            r"ponderad|weighted|expandid|factor de expansi|dise\u00f1o muestral|efecto de(?:l)? dise|design effect|\bdeff\b",
        ),
        (
            "spatial",
            r"espacial|spatial|whitened|autorregres|autoregress|\breml\b|\bmoran\b|freedman|pepita|nugget|blanquead|autocorrelaci|autocorrelat|modified[- ]t|t modificada|simult[a\u00e1]neamente autorreg",
        ),
        (
            "model",
            r"regresi[o\u00f3]n|regression|binomial|log[i\u00ed]stic|\blogit|poisson|odds|rate ratio|raz[o\u00f3]n de (?:tasas|momios|prevalencias)|\bbeta\b|\bANOVA\b",
        ),
        (
            "difference",
            r"coefficient-difference|diferencia (?:de|entre) (?:los )?(?:dos )?coeficientes|difference (?:of|between) (?:the )?(?:two )?coefficients",
        ),
        ("bootstrap", r"bootstrap|remuestreo|\bbca\b"),
        ("exact", r"exact[ao]?\b|fisher|monte ?carlo|permutaci|permutation"),
        ("partial", r"parcial|partial"),
        ("spearman", r"spearman|\brho\b|\u03c1|\br_?s\b"),
        ("pearson", r"pearson"),
        (
            "experimental",
            r"(?<!no )(?<!no-)(?<!non-)(?<!non )\bexperimental|aleatorizad|randomi[sz]ed|ensayo cl\u00ednico|clinical trial",
        ),
        (
            "associative",
            r"correlaci|correlat|asociaci|associat|\brelaci[o\u00f3]n|relationship|\brho\b|spearman|pearson",
        ),
        (
            "multiple",
            r"respuesta m\u00faltiple|respuestas m\u00faltiples|multiple respons|m\u00e1s de una (?:respuesta|opci)|more than one (?:answer|response)",
        ),
    )
)


def plain(words: str) -> str:
    """Words without accents, capitals, punctuation and Greek letters; `%` and `+` stay."""
    spelled = "".join(GREEK.get(letter, letter) for letter in words[:120].lower())
    bare = "".join(c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9%+]+", " ", bare).strip()


@lru_cache(maxsize=4096)
def role_of(words: str) -> str | None:
    """The role of a heading or of a symbol; None where it has none."""
    stripped = words.strip()
    if not stripped or len(stripped) > 80:
        return None
    if stripped in ("_R2", "R2", "R\u00b2", "r\u00b2"):
        return "r2"
    if stripped in CASED:
        return CASED[stripped]
    if len(stripped) > 3 and stripped in ROLES:
        return stripped
    bare = plain(stripped.replace("_", " "))
    return _matched(bare) or _matched(plain(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", stripped)))


def traits_of(words: str) -> tuple[str, ...]:
    """What words say of the numbers beside them."""
    return tuple(trait for trait, pattern in TRAITS if pattern.search(words))


def _matched(bare: str) -> str | None:
    if not bare:
        return None
    return next((role for role, pattern in COMPILED if pattern.fullmatch(bare)), None)
