"""What does a note under a table or figure say? Base, unit, abbreviations, method; each number is a slot."""

from yupay.model.text import Text

SOURCE = Text(
    es="Fuente: {cited}. Elaboración propia con yupay {version}.",
    en="Source: {cited}. Prepared with yupay {version}.",
)
SOURCES = Text(
    es="Fuentes: {cited}. Elaboración propia con yupay {version}.",
    en="Sources: {cited}. Prepared with yupay {version}.",
)
COUNTING_UNITS = Text(
    es="Las unidades de registro no se suman ni se comparan entre sí.",
    en="Counting units are not added or compared with one another.",
)
RECONCILIATION = Text(
    es="Diferencia = total publicado menos suma de las partes publicadas. Ninguna cifra se corrige.",
    en="Difference = published total minus the sum of its published parts. No figure is corrected.",
)
MODALITIES = Text(
    es="Vigencia: fechas del texto legal. «vigente» indica que el texto no tiene fecha de término registrada.",
    en='Validity: dates of the legal text. "in force" means that no end date is recorded.',
)
REGISTRIES = Text(
    es="Las filas son registros con unidades distintas y pueden contener a las mismas personas: no se da un total.",
    en="Rows are registries with different counting units and may hold the same persons: no total is given.",
)
WILSON = Text(
    es="IC 95 % = intervalo de Wilson, leído como si el año fuera una extracción; solo con base de la misma unidad y "
    "fuente. «—» = no corresponde.",
    en='95% CI = Wilson interval, read as if the year were one draw; only on a base of the same unit and source. "—" = '
    "does not apply.",
)
SERIES = Text(
    es="Todas las edades. Los años que solo se publicaron sumados se dibujan como un bloque rayado, sin interpolar.",
    en="All ages. Years printed only as a sum are drawn as one hatched block, not interpolated.",
)
SERIES_PARTIAL = Text(
    es="Los años marcados como parciales no cubren doce meses.",
    en="Years marked as partial do not cover twelve months.",
)
MODALITY_RANKS = Text(
    es="Conjunto de confianza del puesto: puestos compatibles con los datos dentro de un mismo registro, al 95 % para cada "
    "fila.",
    en="Rank confidence set: ranks compatible with the data within one registry, at 95% for each row.",
)
UNIT_RANKS = Text(
    es="n = {unit_counted}; total {total}; {places} filas. Conjuntos de confianza del puesto marginales al 95 %. Los "
    "valores pequeños se muestran como los imprimió el productor, sin cruzarlos con nada.",
    en="n = {unit_counted}; total {total}; {places} rows. Marginal 95% rank confidence sets. Small values are shown as the "
    "producer printed them, crossed with nothing.",
)
PARETO = Text(
    es="Conteos acumulados del periodo. HHI = {hhi}; Gini = {gini}.",
    en="Pooled counts of the period. HHI = {hhi}; Gini = {gini}.",
)
SURVEY = Text(
    es="Valores publicados sin su error: no se inventa un intervalo.",
    en="Printed values without published errors: no interval is invented.",
)
DESCRIPTIVES = Text(
    es="n = {units} con dato. Mdn = mediana; Q1, Q3 = cuartiles; Gini = índice de Gini de los conteos. «Cero entre las que "
    "respondieron»: suma cero con alguna dependencia sin respuesta.",
    en='n = {units} with data. Mdn = median; Q1, Q3 = quartiles; Gini = Gini index of the counts. "Zero among those that '
    'answered": the sum is zero and some office did not answer.',
)
ANSWERED = Text(
    es="{label}: respondieron {answered} de {existing} dependencias.",
    en="{label}: {answered} of {existing} offices answered.",
)
ESTIMATED = Text(es="{label}: {note}", en="{label}: {note}")
ASSUMPTIONS = Text(
    es="W = Shapiro-Wilk; la normalidad no decidió la prueba. I = I de Moran con contigüidad de reina. El valor crítico y "
    "la correlación mínima detectable salen de la simulación sobre este mapa.",
    en="W = Shapiro-Wilk; normality did not decide the test. I = Moran's I on queen contiguity. The critical value and the "
    "minimum detectable correlation come from the simulation on this map.",
)
HYPOTHESIS = Text(
    es="ρ de Spearman y t modificada se imprimen al lado y no deciden. El intervalo simple no corrige la dependencia "
    "espacial.",
    en="Spearman's ρ and the modified t are printed beside it and decide nothing. The plain interval does not correct "
    "for spatial dependence.",
)
HOLM = Text(
    es="p de Holm sobre las hipótesis contrastadas de la familia ({m}); las no contrastables no cuentan. Bilateral, α = "
    "{alpha}.",
    en="Holm p over the tested hypotheses of the family ({m}); untestable ones do not count. Two-sided, α = {alpha}.",
)
HOLM_ONE_SIDED = Text(
    es="p de Holm sobre las hipótesis contrastadas de la familia ({m}); las no contrastables no cuentan. Unilateral, α = "
    "{alpha}.",
    en="Holm p over the tested hypotheses of the family ({m}); untestable ones do not count. One-sided, α = {alpha}.",
)
UNADJUSTED = Text(
    es="Sin corrección por comparaciones múltiples. α = {alpha}.", en="No correction for multiple testing. α = {alpha}."
)
DERIVED = Text(
    es="{page} no tiene contraste propio: se deriva de {parents}.",
    en="{page} has no test of its own: it is derived from {parents}.",
)
SCATTER = Text(
    es="Cada punto es un {unit}, sin nombre; hueco = alguna dependencia no respondió. No se ajusta ninguna línea. Puesto "
    "medio en los empates.",
    en="Each point is one {unit}, unnamed; hollow = some office did not answer. No line is fitted. Mid-ranks at ties.",
)
EXPLORATORY = Text(
    es="Exploratorio: sin decisión y sin etiqueta. Parcial = correlación parcial dados {covariates}.",
    en="Exploratory: no decision, no label. Partial = partial correlation given {covariates}.",
)
EXPLORATORY_PLAIN = Text(es="Exploratorio: sin decisión y sin etiqueta.", en="Exploratory: no decision, no label.")
EXPLORATORY_HOLM = Text(
    es="p de Holm sobre las {m} filas de la tabla, para cada método.",
    en="Holm p over the {m} rows of the table, for each method.",
)
SCALES = Text(
    es="El mismo denominador en todas las escalas (logaritmo de {size}). Comisarías y demás unidades sin nombre solo se "
    "describen; ninguna se lista.",
    en="The same denominator at every scale (logarithm of {size}). Stations and other unnamed units are only described; "
    "none is listed.",
)
SENSITIVITY = Text(
    es="Todas las variantes se declararon antes de la corrida y se muestran completas. «¿Cambia la decisión?» aplica la "
    "regla entera a la variante; donde el control negativo no se recalculó vale el del plan. Una variante de varias "
    "corridas muestra la menor y la mayor.",
    en='All variants were declared before the run and are shown whole. "Does the decision change?" applies the whole rule '
    "to the variant; where the negative control was not recalculated, that of the plan stands. A variant of several runs "
    "shows the smallest and the largest.",
)
FINDINGS = Text(
    es="Tres respuestas: respaldada, no respaldada, no evaluable con estos datos.",
    en="Three answers: supported, not supported, not assessable with these data.",
)
MAP_PLACE = Text(
    es="El lugar es el de la dependencia que registra, no el del hecho. Blanco = cero declarado; rayado = sin dato; puntos "
    "= respuesta incompleta.",
    en="The place is that of the office that records, not of the fact. White = declared zero; hatched = no data; dots = "
    "incomplete answer.",
)
MAP_CUTS = Text(
    es="Clases por cuantiles de los valores mayores que cero; el cero va aparte.",
    en="Classes by quantiles of the values above zero; zero stands apart.",
)
MAP_SMALL = Text(
    es="Las unidades con menos de {least} habitantes llevan clase y no tasa.",
    en="Units below {least} inhabitants carry a class and no rate.",
)
MAP_EFFORT = Text(
    es="No son víctimas ni casos; no mide dónde ocurre el delito. Solo se muestran la clase y cuántas dependencias "
    "respondieron.",
    en="Not victims, not cases; it does not measure where crime occurs. Only the class and how many offices answered are "
    "shown.",
)
MAP_INDEX = Text(
    es="El índice es la media de los puestos percentiles dentro del estudio, no un nivel de peligro.",
    en="The index is a mean of percentile ranks within the study, not a level of danger.",
)
RANK_SETS = Text(
    es="Unidades en orden de código, no de puesto. No es una lista de lugares peligrosos. Conjuntos de confianza "
    "simultáneos al 95 % donde existen, si no marginales.",
    en="Units in the order of their codes, not of their ranks. Not a list of dangerous places. Simultaneous 95% rank "
    "confidence sets where they exist, else marginal.",
)
RANK_PAIRS = Text(
    es="{label}: {k} de {pairs} pares no se distinguen.", en="{label}: {k} of {pairs} pairs cannot be told apart."
)
CURVE = Text(
    es="Cada variante con su coeficiente e intervalo; la primera es la del plan.",
    en="Each variant with its coefficient and interval; the first is that of the plan.",
)
DISTRICTS = Text(
    es="Solo conteos y contexto, en orden de código: sin tasas de los operativos y sin puestos. «sin dato» no es cero.",
    en='Counts and context only, in the order of codes: no rates of operations and no ranks. "No data" is never zero.',
)
MISSING_DATA = Text(
    es="Los cuatro estados de cada columna leída. Vacío, codificado como perdido y cero no son lo mismo.",
    en="The four states of each column that was read. Blank, coded as missing and zero are not the same.",
)
ANSWERED_UNIT = Text(
    es="{label}, {units}: respondieron {answered} de {existing} dependencias.",
    en="{label}, {units}: {answered} of {existing} offices answered.",
)
