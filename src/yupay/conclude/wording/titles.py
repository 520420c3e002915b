"""What are tables and figures called in a report whose study names none?"""

from yupay.model.text import Text

CONSISTENCY = Text(es="Matriz de consistencia", en="Consistency matrix")
OPERATIONALISATION = Text(es="Matriz de operacionalización de las variables", en="Operationalisation matrix")
SOURCES = Text(es="Fuentes de datos y unidad de registro", en="Data sources and counting units")
RECONCILIATION = Text(es="Conciliación de las cifras publicadas", en="Reconciliation of published figures")
MODALITIES = Text(
    es="Correspondencia entre las modalidades del estudio y las finalidades legales",
    en="Study modalities and the legal purposes",
)
DESCRIPTIVES = Text(
    es="Estadísticos descriptivos de los indicadores: {unit}", en="Descriptive statistics of the indicators: {unit}"
)
MAP = Text(es="Registros por unidad territorial: {unit}", en="Records by territorial unit: {unit}")
EFFORT_MAP = Text(
    es="Esfuerzo policial declarado por unidad territorial: {unit}",
    en="Declared police effort by territorial unit: {unit}",
)
RANK_SETS = Text(
    es="¿Se distinguen las unidades? Conjuntos de confianza del puesto: {unit}",
    en="Can units be told apart? Rank confidence sets: {unit}",
)
ASSUMPTIONS = Text(es="Supuestos y elección de la prueba", en="Assumptions and choice of test")
HYPOTHESIS = Text(es="Correlación de la hipótesis {page}", en="Correlation for hypothesis {page}")
SCATTER = Text(es="Diagramas de dispersión por rangos", en="Rank scatter plots")
EXPLORATORY = Text(es="Correlaciones exploratorias", en="Exploratory correlations")
SCALES = Text(es="La misma relación en varias escalas", en="The same relation at several scales")
SENSITIVITY = Text(es="Análisis de sensibilidad", en="Sensitivity analysis")
FINDINGS = Text(es="Objetivos, hallazgos y datos que faltan", en="Objectives, findings and missing data")
