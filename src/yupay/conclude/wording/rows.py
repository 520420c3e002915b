"""What is said of a hypothesis over answers (of persons, dwellings, schools) and not over places?"""

from yupay.model.text import Text


def _text(es: str, en: str) -> Text:
    return Text(es=es, en=en)


CHOSEN = _text("Se eligió {name}, porque {reason}.", "{name} was chosen, because {reason}.")
NORMALITY_BESIDE = _text(
    "La normalidad se muestra y no decidió la prueba. Las alternativas y lo que cambiaría la elección están en el anexo «{title}».",
    "Normality is shown; this did not decide the test. The alternatives and what would change the choice are in the annex “{title}”.",
)
GUIDE_TITLE = _text("Por qué esta prueba", "Why this test")
GUIDE_TEST = _text("Prueba", "Test")
GUIDE_PARAGRAPH = _text("Párrafo que puede citarse", "Paragraph that may be quoted")
GUIDE_OTHERS = _text("Qué no se tomó, y por qué", "What was not taken, and why")
GUIDE_TURNS = _text("Qué cambiaría la elección", "What would change the choice")
GUIDE_DEFENSIBLE = _text(
    "{name} (defendible, se imprime al lado): {reason}", "{name} (defensible, printed beside): {reason}"
)
GUIDE_REFUSED = _text("{name}: {reason}", "{name}: {reason}")
GUIDE_TURN = _text("{when}: {name}", "{when}: {name}")
GUIDE_NOTE = _text(
    "La guía lee una tabla de reglas con su cita (escala, empates, diseño, mapa, número de hipótesis); una prueba de normalidad "
    "nunca elige. Un método que el plan nombra se respeta y se comenta.",
    "The guide reads a table of rules, each with its citation (scale, ties, design, map, number of hypotheses); a normality test "
    "never chooses. A method that the plan names is honoured and commented.",
)
RULE_SUPPORTED = _text("Respaldada: p de Holm menor que {alpha}.", "Supported: Holm p below {alpha}.")
RULE_SUPPORTED_ALONE = _text("Respaldada: p menor que {alpha}.", "Supported: p below {alpha}.")
RULE_NOT_ASSESSABLE = _text(
    "No evaluable: sin datos, con menos de {least} {units} con respuesta, o donde la prueba no se sostiene.",
    "Not assessable: no data, fewer than {least} {units} who answered, or where the test does not hold.",
)
TESTED = _text(
    "{x} se asocia con {y}: {statistic}{degrees} = {number}, p = {p}; p de Holm = {adjusted} (hipótesis contrastadas en "
    "la familia: {m}).",
    "{x} is associated with {y}: {statistic}{degrees} = {number}, p = {p}; Holm p = {adjusted} (tested hypotheses in the "
    "family: {m}).",
)
TESTED_NOT_SHOWN = _text(
    "{x} con {y}: {statistic}{degrees} = {number}, p = {p}; p de Holm = {adjusted} (hipótesis contrastadas en la familia: {m}).",
    "{x} with {y}: {statistic}{degrees} = {number}, p = {p}; Holm p = {adjusted} (tested hypotheses in the family: {m}).",
)
SIZE = _text("{measure}: {value}, IC 95 % {interval}.", "{measure}: {value}, 95% CI {interval}.")
NOT_SUPPORTED_TABLE = _text(
    "H0 no se rechaza. Con estos datos no se distingue una relación entre {x} y {y}; no se demuestra que no exista.",
    "H0 is not rejected. With these data no relation between {x} and {y} can be told; that there is none is not shown.",
)
NOT_SUPPORTED = _text(
    "H0 no se rechaza. El intervalo va de {lo} a {hi}; con {n} {units}, una correlación menor que {mdc} pudo pasar "
    "inadvertida (potencia {power} %).",
    "H0 is not rejected. The interval goes from {lo} to {hi}; with {n} {units}, a correlation below {mdc} could have been "
    "missed (power {power}%).",
)
SILENCE_CAUSE = _text(
    "Que vayan juntas no dice cuál precede a cuál ni que una produzca la otra.",
    "That they go together does not say which comes first, nor that one produces the other.",
)
SILENCE_ANSWERS = _text(
    "Se relacionan respuestas: lo que las personas dicen, no lo que ocurre.",
    "Answers are related: what persons say, not what occurs.",
)
SILENCE_SAMPLE = _text(
    "La muestra no se sacó al azar: el resultado habla de {represents}.",
    "The sample was not drawn at random: the result speaks of {represents}.",
)
SILENCE_COMMON = _text(
    "Ambas variables salen del mismo cuestionario: parte de la relación puede deberse a la forma de responder "
    "(correlación sin esa parte común: {value}).",
    "Both variables come from the same questionnaire: part of the relation may be due to the way of answering "
    "(correlation without that common part: {value}).",
)
WHY_P_CENSUS = _text(
    "¿Por qué un valor p si se preguntó a todas las personas ({n})? Porque se lee como permutación: con qué frecuencia "
    "aparecería un resultado así si las respuestas se repartieran al azar entre las mismas personas; no generaliza.",
    "Why a p value when everybody was asked ({n})? Because it is read as a permutation: how often such a result would "
    "appear if the answers were dealt at random among the same persons; it does not generalise.",
)
RELATION_TITLE = _text("Relación", "Relation")
TEST = _text("Prueba", "Test")
STATISTIC = _text("Estadístico", "Statistic")
DF = _text("gl", "df")
VALUE = _text("Valor", "Value")
INTERVAL = _text("IC 95 %", "95% CI")
P = _text("p", "p")
HOLM_P = _text("p de Holm", "Holm p")
DECISION = _text("Decisión", "Decision")
BESIDE = _text("al lado, no decide", "beside, decides nothing")
TABLE_NOTE = _text(
    "La primera fila decide; las demás se imprimen al lado y no deciden. Intervalos de 95 %.",
    "The first row decides; the others are printed beside and decide nothing. 95% intervals.",
)
ASSUMPTIONS_NOTE = _text(
    "W: Shapiro y Wilk; D: Lilliefors (con más de 50 personas). La normalidad se muestra porque se pide; no decidió la prueba.",
    "W: Shapiro-Wilk; D: Lilliefors (above 50 persons). Normality is shown because it is asked for; this did not decide the test.",
)
VARIABLE = _text("Variable", "Variable")
W = _text("W", "W")
P_OF_W = _text("p de W", "p of W")
D = _text("D", "D")
P_OF_D = _text("p de D", "p of D")
ASSUMPTIONS_TITLE = _text("Normalidad y prueba elegida", "Normality and test chosen")
CROSS_TITLE = _text("Tabla cruzada: {pair}", "Cross table: {pair}")
ADJUSTED = _text("p ajustado", "Adjusted p")
EXPLORED = _text(
    "Exploración: describe, no decide ninguna hipótesis. Los coeficientes de modelos van en la escala de su método.",
    "Exploration: it describes and decides no hypothesis. Coefficients of models are on the scale of their method.",
)
EXPLORED_BY = _text(
    "{family}: p ajustado por {correction}, método por método.",
    "{family}: p adjusted by {correction}, method by method.",
)
CORRECTIONS = {
    "holm": _text("Holm", "Holm"),
    "hochberg": _text("Hochberg", "Hochberg"),
    "hommel": _text("Hommel", "Hommel"),
    "bonferroni": _text("Bonferroni", "Bonferroni"),
    "bh": _text("Benjamini y Hochberg", "Benjamini-Hochberg"),
    "by": _text("Benjamini y Yekutieli", "Benjamini-Yekutieli"),
    "none": _text("ninguna corrección", "no correction"),
}
EXPLORED_TITLE = _text("Exploración sin decisión", "Exploration without decision")
