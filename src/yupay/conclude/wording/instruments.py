"""What do the tables of a questionnaire say? Titles, heads and notes, with the names that juries know."""

from yupay.model.text import Text


def _text(es: str, en: str) -> Text:
    return Text(es=es, en=en)


SHEET_TITLE = _text("Ficha técnica del instrumento", "Technical sheet of the instrument")
RELIABILITY_TITLE = _text("Confiabilidad de las escalas", "Reliability of the scales")
ITEMS_TITLE = _text("Análisis de ítems", "Item analysis")
VALIDITY_TITLE = _text(
    "Validez de contenido por juicio de expertos (V de Aiken)", "Content validity by expert judgement (Aiken's V)"
)
CONSTRUCT_TITLE = _text("Validez de constructo de las escalas", "Construct validity of the scales")

SCALE = _text("Escala", "Scale")
ITEM = _text("Ítem", "Item")
ITEMS = _text("Ítems", "Items")
RANGE = _text("Respuestas", "Answers")
REVERSED = _text("Inversos", "Reversed")
RULE = _text("Puntaje y regla de datos que faltan", "Score and rule of missing answers")
SCORED = _text("Personas con puntaje", "Persons with a score")
PERCENT = _text("%", "%")
STRAIGHT = _text("Misma respuesta en todo (%)", "Same answer throughout (%)")
AGAINST = _text("Ítems contra la escala", "Items against the scale")
ALPHA = _text("α de Cronbach", "Cronbach's α")
FELDT = _text("IC 95 % (Feldt)", "95% CI (Feldt)")
BOOTSTRAP = _text("IC 95 % (BCa)", "95% CI (BCa)")
OMEGA = _text("ω total", "ω total")
OMEGA_H = _text("ω jerárquico", "ω hierarchical")
ORDINAL = _text("α ordinal", "Ordinal α")
HALVES = _text("Mitades (media)", "Split halves (mean)")
KR20 = _text("KR-20", "KR-20")
MEAN = _text("M", "M")
SD = _text("DE", "SD")
CORRECTED = _text("r ítem-resto", "Item-rest r")
DELETED = _text("α sin el ítem", "α if deleted")
FLOOR = _text("Mínimo (%)", "Floor (%)")
CEILING = _text("Máximo (%)", "Ceiling (%)")
BLANK = _text("En blanco (%)", "Blank (%)")
V = _text("V", "V")
INTERVAL = _text("IC 95 %", "95% CI")
AGREE = _text("Jueces de acuerdo", "Judges who agree")
NEEDED = _text("Se requieren", "Needed")
RULE_MET = _text("Regla", "Rule")
MET = _text("cumple", "met")
NOT_MET = _text("no cumple", "not met")
CRITERION = _text("Criterio", "Criterion")
KMO = _text("KMO", "KMO")
BARTLETT = _text("Bartlett χ²", "Bartlett's χ²")
DF = _text("gl", "df")
P = _text("p", "p")
FACTORS = _text("Factores sobre el azar", "Factors above chance")
FIRST = _text("Primer valor propio (%)", "First eigenvalue (%)")
RMSEA = _text("RMSEA", "RMSEA")
COMMUNALITY = _text("Comunalidad mín.-máx.", "Communality min-max")
SUM = _text("Suma", "Sum")
AVERAGE = _text("Media", "Mean")
RULE_WORDS = _text(
    "{score}; puntaje desde {share} % de ítems respondidos", "{score}; a score from {share}% of the items answered"
)
ALL_ITEMS = _text("{score}; se requieren todos los ítems", "{score}; every item is needed")
RANGE_WORDS = _text("de {low} a {high}", "{low} to {high}")
NONE = _text("ninguno", "none")

SHEET_NOTE = _text(
    "Una persona que deja ítems en blanco dentro de la regla recibe su propia media en ellos. «Ítems contra la escala»: "
    "correlación negativa con el resto después de invertir los declarados; se informan y no se invierten.",
    "A person who leaves items blank within the rule gets her own mean in them. “Items against the scale”: negative "
    "correlation with the rest after turning the declared ones; they are reported, not turned.",
)
RELIABILITY_NOTE = _text(
    "Personas que respondieron todos los ítems. α e intervalo de Feldt suponen ítems esencialmente tau-equivalentes; "
    "ω no. El α ordinal describe las variables continuas supuestas bajo los ítems, no el puntaje que se usa "
    "(Chalmers, 2018). BCa: {draws} remuestras.",
    "Persons who answered every item. α and Feldt's interval suppose essentially tau-equivalent items; ω does not. "
    "Ordinal α describes the continuous variables supposed behind the items, not the score that is used "
    "(Chalmers, 2018). BCa: {draws} resamples.",
)
ITEMS_NOTE = _text(
    "M, DE, mínimo y máximo sobre todas las respuestas al ítem, ya invertidos los ítems inversos; r y α sobre quienes "
    "respondieron todos los ítems.",
    "M, SD, floor and ceiling over every answer to the item, reversed items already turned; r and α over those who "
    "answered every item.",
)
VALIDITY_NOTE = _text(
    "V = S / (n (c − 1)); intervalo de puntaje de Penfield y Giacobbi (2004). Regla de los jueces: con 5, 6 o 7 jueces, "
    "acuerdo total; con 8, al menos 7 (Escurra, 1988).",
    "V = S / (n (c − 1)); score interval of Penfield and Giacobbi (2004). Judges' rule: with 5, 6 or 7 judges, total "
    "agreement; with 8, at least 7 (Escurra, 1988).",
)
CONSTRUCT_NOTE = _text(
    "Factores sobre el azar: análisis paralelo de Horn con permutaciones, percentil 95. RMSEA y comunalidades con ese "
    "número de factores (residuos mínimos). Correlaciones de Pearson entre ítems.",
    "Factors above chance: Horn's parallel analysis with permutations, 95th percentile. RMSEA and communalities with "
    "that many factors (minimum residuals). Pearson correlations between items.",
)

LEVELS_TITLE = _text("Niveles (baremo) de las escalas", "Levels (score bands) of the scales")
LEVEL = _text("Nivel", "Level")
SCORES = _text("Puntaje", "Score")
PERSONS = _text("Personas", "Persons")
FROM_TO = _text("{low} a {high}", "{low} to {high}")
LEVELS_NOTE = _text(
    "Cortes: amplitud igual sobre el rango posible, terciles o estaninos de los puntajes observados, o dados. Un puntaje sobre "
    "un corte va al nivel de arriba; en terciles y estaninos, al de abajo. Intervalo de Wilson.",
    "Cuts: equal width over the possible range, terciles or stanines of the observed scores, or given. A score on a cut goes to "
    "the level above; with terciles and stanines, below. Wilson interval.",
)
LEVELS_OF = _text(
    "{scale}: {how}; si todos los cortes suben un paso cambia de nivel {up} % de las personas, si bajan, {down} %; con otros "
    "métodos, hasta {other} %.",
    "{scale}: {how}; if all cuts go one step up, {up}% of the persons change level, if down, {down}%; with other methods, up to "
    "{other}%.",
)
BAND_METHODS = {
    "equal-width": _text("amplitud igual", "equal width"),
    "terciles": _text("terciles", "terciles"),
    "stanines": _text("estaninos", "stanines"),
    "cuts": _text("cortes dados", "given cuts"),
}
INVARIANCE_TITLE = _text("¿Mide lo mismo en los grupos?", "Does it measure the same in the groups?")
GROUPS = _text("Grupos (n)", "Groups (n)")
DIFFERENT = _text("Ítems que difieren", "Items that differ")
WHICH = _text("Cuáles", "Which")
CONGRUENCE = _text("Congruencia mínima", "Least congruence")
GAP_ALL = _text("Diferencia de medias (DE), todos los ítems", "Mean difference (SD), all items")
GAP_WITHOUT = _text("sin los que difieren", "without those that differ")
STATE = _text("Estado", "State")
TESTED = _text("comprobada ítem por ítem", "checked item by item")
NOT_TESTED = _text("invarianza no comprobada", "invariance not tested")
INVARIANCE_NOTE = _text(
    "Funcionamiento diferencial por regresión logística ordinal (Zumbo, 1999), Holm entre ítems y aumento de R² de .035 o más; "
    "congruencia de cargas de un factor. No se comprueba la igualdad de un modelo factorial entero.",
    "Differential functioning by ordinal logistic regression (Zumbo, 1999), Holm over items and a growth of R² of .035 or more; "
    "congruence of one-factor loadings. The equality of a whole factor model is not tested.",
)
COMMON_TITLE = _text("Sesgo de método común", "Common method bias")
RELATION = _text("Relación", "Relation")
HARMAN = _text("Factor único de Harman (%)", "Harman's single factor (%)")
PLAIN_R = _text("r observada", "Observed r")
MARKER_R = _text("r sin el método (marcador)", "r without the method (marker)")
FACTOR_R = _text("r de los factores, con factor de método", "r of the factors, with a method factor")
FACTOR_CI = _text("IC 95 %", "95% CI")
COMMON_NOTE = _text(
    "Harman solo ve un sesgo tan grande que deja un factor: un porcentaje bajo no lo descarta. El marcador supone que el método "
    "añade lo mismo a toda correlación. El factor de método ve la tendencia a asentir y necesita ítems inversos.",
    "Harman only sees a bias so large that one factor is left: a low percentage does not rule it out. The marker supposes that the "
    "method adds the same to every correlation. The method factor sees the tendency to agree and needs reversed items.",
)
CROSS_TITLE = _text("Tablas cruzadas", "Cross tables")
CELL = _text("{row} × {column}", "{row} × {column}")
OBSERVED = _text("Observadas", "Observed")
EXPECTED = _text("Esperadas", "Expected")
RESIDUAL = _text("Residuo tipificado corregido", "Adjusted residual")
RESIDUAL_P = _text("p de Holm", "Holm p")
CROSS_NOTE = _text(
    "Niveles de los puntajes donde los hay. El residuo dice en cuántos errores estándar se aparta la celda de lo esperado si no "
    "hubiera relación; p ajustado por Holm entre las celdas. Describe: la prueba que decide está en el bloque de la hipótesis.",
    "Levels of the scores where there are any. The residual says by how many standard errors a cell departs from what is expected "
    "without relation; p adjusted by Holm over the cells. It describes: the deciding test is in the block of the hypothesis.",
)
