"""What are the sections and boxes of the report called?"""

from yupay.model.text import Text

SECTIONS = {
    "1": Text(es="Planteamiento", en="Problem"),
    "2": Text(es="Método", en="Method"),
    "3": Text(es="Fuentes y calidad", en="Sources and quality"),
    "4": Text(es="Resultados", en="Results"),
    "4.1": Text(es="Magnitud", en="Magnitude"),
    "4.2": Text(es="Jerarquización", en="Order"),
    "4.3": Text(es="Los distritos", en="The districts"),
    "4.4": Text(es="Contrastación de hipótesis", en="Hypothesis tests"),
    "4.5": Text(es="Escala y sensibilidad", en="Scale and sensitivity"),
    "4.6": Text(es="La parte que nadie registró", en="The part nobody recorded"),
    "5": Text(es="Conclusiones y límites", en="Conclusions and limits"),
    "references": Text(es="Referencias", en="References"),
    "annexes": Text(es="Anexos", en="Annexes"),
}
PROBLEMS = Text(es="Problemas", en="Problems")
OBJECTIVES = Text(es="Objetivos", en="Objectives")
HYPOTHESES = Text(es="Hipótesis", en="Hypotheses")
UNITS = Text(es="Las unidades de análisis", en="The units of analysis")
GENERAL_CONCLUSION = Text(es="Conclusión general", en="General conclusion")
CONCLUSIONS = Text(es="Conclusiones por objetivo", en="Conclusions by objective")
CANNOT_SAY = Text(es="Lo que este estudio no puede decir", en="What this study cannot say")
LIMITS = Text(es="Límites", en="Limits")
RECOMMENDATIONS = Text(es="Recomendaciones", en="Recommendations")
DEVIATIONS = Text(es="Desviaciones del plan", en="Deviations from the plan")
SEEN_BEFORE = Text(es="Lo que se había visto antes del plan", en="What had been seen before the plan")
REGISTRATION = Text(es="Registro previo del plan", en="Registration of the plan")
ANNEX = Text(es="Anexo {number}. {title}", en="Annex {number}. {title}")
