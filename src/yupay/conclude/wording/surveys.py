"""What do the tables of a survey say? Titles, heads and notes."""

from yupay.model.text import Text


def _text(es: str, en: str) -> Text:
    return Text(es=es, en=en)


ESTIMANDS_TITLE = _text("Estimaciones de la encuesta", "Survey estimates")
ANSWERS_TITLE = _text("Distribución de las respuestas", "Distribution of the answers")
SCORES_TITLE = _text("Puntajes y cantidades", "Scores and quantities")
ASKED = _text("Qué se estima", "What is estimated")
ANSWER = _text("Respuesta", "Answer")
ESTIMATE = _text("Estimación", "Estimate")
INTERVAL = _text("IC 95 %", "95% CI")
CV = _text("CV (%)", "CV (%)")
DEFF = _text("Efecto de diseño", "Design effect")
EFFECTIVE = _text("n efectivo", "Effective n")
DF = _text("gl", "df")
SHARE = _text("%", "%")
MEAN = _text("M", "M")
INDICATOR = _text("Indicador", "Indicator")
WHOLE = _text("Total", "Whole")
QUANTILE = _text("Cuantil {p}", "Quantile {p}")
GROUP = _text("{column}: {word}", "{column}: {word}")
DESIGN_NOTE = _text("Diseño: {design}.", "Design: {design}.")
GATE_NOTE = _text(
    "No se publica lo que tiene un coeficiente de variación de 30 % o más, o menos de 8 grados de libertad; entre 15 % y "
    "30 % se publica y se lee con cautela (*).",
    "What has a coefficient of variation of 30% or more, or fewer than 8 degrees of freedom, is not published; between 15% "
    "and 30% it is published and read with care (*).",
)
SHARES_NOTE = _text(
    "Porcentajes de quienes respondieron; intervalo logit con el diseño.",
    "Percent of those who answered; logit interval under the design.",
)
SCORES_NOTE = _text(
    "Media con intervalo t y cuartiles (Woodruff) con el diseño. M: media; Mdn: mediana.",
    "Mean with a t interval and quartiles (Woodruff) under the design. M: mean; Mdn: median.",
)
