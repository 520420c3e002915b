"""How is a figure described to a reader who does not see it, and what do its axes and classes say?"""

from yupay.model.text import Text

SERIES_ALT = Text(
    es="Serie de conteos publicados por año; las sumas de varios años se dibujan como bloques rayados. Los valores están "
    "en la tabla.",
    en="Series of published counts by year; sums of several years are drawn as hatched blocks. The values are in the "
    "table.",
)
PARETO_ALT = Text(
    es="Barras de conteos en orden descendente con el porcentaje acumulado y el conjunto de confianza de cada puesto. Los "
    "valores están en la tabla.",
    en="Bars of counts in descending order with the cumulative percentage and the confidence set of each rank. The values "
    "are in the table.",
)
MAP_ALT = Text(
    es="Mapa por clases, con una capa por indicador; blanco es cero declarado y rayado es sin dato. Los valores están en "
    "la tabla.",
    en="Map by classes, one layer per indicator; white is a declared zero and hatched is no data. The values are in the "
    "table.",
)
RANK_SETS_ALT = Text(
    es="Para cada unidad, en orden de código, el tramo de puestos compatible con los datos en cada indicador.",
    en="For each unit, in the order of codes, the stretch of ranks compatible with the data on each indicator.",
)
SCATTER_ALT = Text(
    es="Puestos de un indicador frente a los del otro, con puntos sin nombre y sin línea ajustada.",
    en="Ranks of one indicator against ranks of the other, with unnamed points and no fitted line.",
)
CURVE_ALT = Text(
    es="Coeficiente e intervalo de cada variante declarada, una por línea.",
    en="Coefficient and interval of each declared variant, one a line.",
)
NO_DATA_CLASS = Text(es="sin dato", en="no data")
HIDDEN_CLASS = Text(es="dato reservado", en="suppressed")
ZERO_CLASS = Text(es="cero declarado", en="declared zero")
ZERO_INCOMPLETE_CLASS = Text(es="cero entre las que respondieron", en="zero among those that answered")
FIRST_CLASS = Text(es="hasta {high}", en="up to {high}")
BETWEEN_CLASS = Text(es="más de {low} hasta {high}", en="over {low} to {high}")
LAST_CLASS = Text(es="más de {low}", en="over {low}")
ABOVE_ZERO_CLASS = Text(es="mayor que cero", en="above zero")
EFFORT_NONE = Text(es="sin operativos declarados", en="no operations declared")
EFFORT_NONE_ANSWERED = Text(
    es="sin operativos entre las que respondieron", en="no operations among those that answered"
)
EFFORT_LOWER = Text(es="mitad inferior", en="lower half")
EFFORT_UPPER = Text(es="mitad superior", en="upper half")
EFFORT_LABEL = Text(es="Esfuerzo policial declarado: {label}", en="Declared police effort: {label}")
COUNT_CAPTION = Text(es="{label}: conteo", en="{label}: count")
RATE_CAPTION = Text(
    es="{label}: tasa por cada {per} habitantes; base: {base}",
    en="{label}: rate per {per} inhabitants; base: {base}",
)
EFFORT_CAPTION = Text(
    es="{label}: clase y cuántas respondieron; no son víctimas ni casos",
    en="{label}: class and how many answered; not victims, not cases",
)
MAP_LEFT_OUT = Text(
    es="No se dibuja el mapa de esfuerzo policial: no se dibujan datos con menos de {months} meses antes de la fecha de "
    "referencia.",
    en="The map of police effort is not drawn: data newer than {months} months before the reference date are not drawn.",
)
