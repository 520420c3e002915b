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
OWN = Text(
    es="Fuente: declaración del estudio. Elaboración propia con yupay {version}.",
    en="Source: declaration of the study. Prepared with yupay {version}.",
)
FIGURE_NOTE = Text(es="{which}: {note}.", en="{which}: {note}.")
EFFORT = Text(es="Esfuerzo policial declarado: {names}.", en="Declared police effort: {names}.")
SUPPORT = Text(
    es="Indicadores de apoyo, fuera de la matriz: {names}.", en="Supporting indicators, outside the matrix: {names}."
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
    es="IC 95 % = intervalo de Wilson, leído como si el año fuera una extracción; el porcentaje y su intervalo solo se dan "
    "sobre una base de la misma unidad y fuente.",
    en="95% CI = Wilson interval, read as if the year were one draw; the percentage and its interval are given only on a "
    "base of the same unit and source.",
)
MARKS = Text(es="{marks}.", en="{marks}.")
MARK_WORDS = {
    "not applicable": Text(es="«—» = no corresponde", en='"—" = does not apply'),
    "no data": Text(es="«sin dato» = no hay dato; no es cero", en='"no data" = there is no datum; it is not zero'),
    "not published": Text(
        es="«no publicado» = la institución publicó la fila sin ese dato",
        en='"not published" = the institution published the row without that figure',
    ),
    "imprecise": Text(
        es="«impreciso» = no se publica: coeficiente de variación de 30 % o más, o menos de 8 grados de libertad",
        en='"imprecise" = not published: a coefficient of variation of 30% or more, or fewer than 8 degrees of freedom',
    ),
    "not stated": Text(
        es="«ámbito no precisado» = la publicación no dice a qué territorio llama así",
        en='"geography not stated" = the publication does not say which territory it means',
    ),
    "hidden": Text(
        es="«dato reservado» = no se muestra, por control de divulgación",
        en='"suppressed" = not shown, disclosure control',
    ),
}
SERIES = Text(
    es="Los años que solo se publicaron sumados se dibujan como un bloque rayado, sin interpolar.",
    en="Years printed only as a sum are drawn as one hatched block, not interpolated.",
)
SERIES_PARTIAL = Text(
    es="Año incompleto: no cubre doce meses.",
    en="Incomplete year: it does not cover twelve months.",
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
    es="Valores publicados; donde no se publicó su error, el intervalo dice «no publicado» y no se inventa. Diferencia = "
    "último año menos primero, en puntos porcentuales o en la unidad de la tasa.",
    en='Published values; where their error was not published, the interval reads "not published" and none is invented. '
    "Difference = last year minus first, in percentage points or in the unit of the rate.",
)
DESCRIPTIVES = Text(
    es="n = {units} con dato. Mdn = mediana; Q1, Q3 = cuartiles; Gini = índice de Gini, solo de los conteos. «Cero entre las "
    "que respondieron»: suma cero con alguna {office} sin respuesta; son parte de los que tienen cero.",
    en='n = {units} with data. Mdn = median; Q1, Q3 = quartiles; Gini = Gini index, of counts only. "Zero among those that '
    'answered": the sum is zero and some {office} did not answer; they are part of those with zero.',
)
ZERO_INCOMPLETE = Text(
    es="{label}: de los lugares con cero ({zeros}), son «cero entre las que respondieron»: {part}.",
    en='{label}: of the places with zero ({zeros}), "zero among those that answered": {part}.',
)
ANSWERED = Text(
    es="{label}: respondieron {answered} de {existing} {offices}.",
    en="{label}: {answered} of {existing} {offices} answered.",
)
ESTIMATED = Text(es="{label}: {note}.", en="{label}: {note}.")
ASSUMPTIONS = Text(
    es="x, y = primera y segunda variable del par. W = Shapiro-Wilk; la normalidad no decidió la prueba. I = I de Moran con "
    "contigüidad de reina.",
    en="x, y = first and second variable of the pair. W = Shapiro-Wilk; normality did not decide the test. I = Moran's I on "
    "queen contiguity.",
)
SIMULATION = Text(
    es="Simulación sobre este mapa ({draws} mapas, α = {alpha} antes de Holm). Valor crítico: coeficiente impreso desde el "
    "cual se rechaza H0. Correlación mínima detectable: la correlación latente que la prueba detecta en {power} % de las "
    "simulaciones. Coeficiente esperado: el que se esperaría imprimir con esa correlación latente, menor que ella por los "
    "empates y por lo que se depura.",
    en="Simulation on this map ({draws} maps, α = {alpha} before Holm). Critical value: printed coefficient from which H0 is "
    "rejected. Minimum detectable correlation: the latent correlation that the test detects in {power}% of the simulations. "
    "Expected coefficient: the one expected in print with that latent correlation, smaller because of ties and of what is "
    "cleared.",
)
HYPOTHESIS = Text(
    es="ρ de Spearman y t modificada se imprimen al lado y no deciden. El intervalo simple no corrige la dependencia "
    "espacial.",
    en="Spearman's ρ and the modified t are printed beside it and decide nothing. The plain interval does not correct "
    "for spatial dependence.",
)
FILLINGS = Text(
    es="Algunas celdas están ocultas: lo que decide se calculó con {n} formas de llenarlas. El coeficiente es la mediana, "
    "el intervalo cubre todos los suyos y p es el más cercano a la decisión contraria; los tres no salen de un solo cálculo.",
    en="Some cells are hidden: what decides was worked out with {n} ways of filling them. The coefficient is the median, "
    "the interval covers all of theirs and p is the one nearest to the other decision; the three are not of one calculation.",
)
CONTROL = Text(
    es="El control negativo y la diferencia no entran en la corrección de Holm: son parte de la regla de decisión.",
    en="The negative control and the difference do not enter the Holm correction: they are part of the decision rule.",
)
SECONDARY_HOLM = Text(
    es="Filas sin decisión: p de Holm del ρ simple sobre ellas = {p}.",
    en="Rows without decision: Holm p of the plain ρ over them = {p}.",
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
    es="Cada punto es un {unit}, sin nombre; hueco = alguna {office} no respondió. No se ajusta ninguna línea. Puesto medio "
    "en los empates.",
    en="Each point is one {unit}, unnamed; hollow = some {office} did not answer. No line is fitted. Mid-ranks at ties.",
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
    es="ρ = correlación de los puestos medios dado el logaritmo de {size}, el mismo denominador en todas las escalas. Solo "
    "descripción, sin contraste. Las unidades sin nombre no se listan, y su intervalo deja fuera un lugar entero por vez.",
    en="ρ = correlation of mid-ranks given the logarithm of {size}, the same denominator at every scale. Description only, no "
    "test. Unnamed units are not listed, and their interval leaves out one whole place at a time.",
)
SENSITIVITY = Text(
    es="Todas las variantes se declararon antes de la corrida y se muestran completas; p es el de cada variante, antes de "
    "Holm. «¿Cambia la decisión?» aplica la regla entera a la variante, con el control negativo recalculado en ella; donde "
    "no pudo recalcularse vale el del plan. Una variante de varias corridas muestra la menor y la mayor, sin intervalo.",
    en='All variants were declared before the run and are shown whole; p is that of each variant, before Holm. "Does the '
    'decision change?" applies the whole rule to the variant, with the negative control recalculated under it; where it '
    "could not be, that of the plan stands. A variant of several runs shows the smallest and the largest, without interval.",
)
FINDINGS = Text(
    es="Tres respuestas: respaldada, no respaldada, no evaluable con estos datos.",
    en="Three answers: supported, not supported, not assessable with these data.",
)
MAP_PLACE = Text(
    es="El lugar es el de la {office} que registra, no el del hecho. Blanco = cero declarado; rayado = sin dato; puntos = "
    "respuesta incompleta.",
    en="The place is that of the {office} that records, not of the fact. White = declared zero; hatched = no data; dots = "
    "incomplete answer.",
)
MAP_REGISTRY = Text(
    es="El lugar es el de la explotación; donde no consta, el del rescate, y si no, el de la captación. Blanco = cero; "
    "rayado = conteo oculto, que no es cero ni falta de dato.",
    en="The place is that of the exploitation; where it is not recorded, of the rescue, else of the recruitment. White = "
    "zero; hatched = hidden count, neither zero nor missing.",
)
MAP_CUTS = Text(
    es="Clases por cuantiles de los valores mayores que cero; el cero va aparte.",
    en="Classes by quantiles of the values above zero; zero stands apart.",
)
MAP_RATES = Text(
    es="Clases de tasas por cada {per} habitantes: {names}. Base: {base}.",
    en="Classes of rates per {per} inhabitants: {names}. Base: {base}.",
)
MAP_SMALL = Text(
    es="Las unidades con menos de {least} habitantes llevan clase y no tasa.",
    en="Units below {least} inhabitants carry a class and no rate.",
)
MAP_EFFORT = Text(
    es="No son víctimas ni casos; no mide dónde ocurre el delito. Solo se muestran la clase y cuántas {offices} respondieron.",
    en="Not victims, not cases; it does not measure where crime occurs. Only the class and how many {offices} answered are "
    "shown.",
)
MAP_INDEX = Text(
    es="El índice es la media de los puestos percentiles dentro del estudio, no un nivel de peligro.",
    en="The index is a mean of percentile ranks within the study, not a level of danger.",
)
RANK_SETS = Text(
    es="{units} en orden de código, no de puesto: no es una lista de lugares peligrosos. Cada barra es el conjunto de "
    "confianza al 95 % de su puesto, simultáneo para todos los lugares donde pudo calcularse.",
    en="{units} in the order of their codes, not of their ranks: not a list of dangerous places. Each bar is the 95% "
    "confidence set of its rank, simultaneous over all places where it could be calculated.",
)
RANK_PAIRS = Text(
    es="{label}: {k} de {pairs} pares no se distinguen.", en="{label}: {k} of {pairs} pairs cannot be told apart."
)
RANK_WHY = Text(
    es="Por qué: la incertidumbre de cada conteo sale de cuánto difieren entre sí las {offices} de un mismo lugar. La mitad "
    "de los lugares tiene {median} o menos; hasta {unknown} de {n} tienen menos de dos que respondieron, sin variación que "
    "medir, y su conjunto abarca todos los puestos.",
    en="Why: the doubt of each count comes from how much the {offices} of one place differ from one another. Half of the "
    "places have {median} or fewer; up to {unknown} of {n} have fewer than two that answered, with no variation to measure, "
    "and their set spans all ranks.",
)
RANK_ALL = Text(
    es="En estos indicadores ningún lugar se separa de otro: todos los conjuntos van del {first} al {last}.",
    en="On these indicators no place stands apart from another: all sets go from {first} to {last}.",
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
    es="{label}, {units}: respondieron {answered} de {existing} {offices}.",
    en="{label}, {units}: {answered} of {existing} {offices} answered.",
)
