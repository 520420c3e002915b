"""What do the paragraphs between tables say? Method, results, conclusions and limits; each number is a slot."""

from yupay.model.text import Text

BEFORE_READING = Text(es="Antes de leer", en="Before reading")
WHY_P = Text(
    es="¿Por qué un valor p con {n} de {total} {units}? El valor p pregunta con qué frecuencia aparecería un ordenamiento "
    "así si los dos indicadores se colocaran sobre el mismo mapa sin relación; no generaliza a otras unidades.",
    en="Why a p value with {n} of {total} {units}? The p value asks how often an arrangement this ordered would arise if "
    "the two indicators were placed on the same map without relation; it does not generalise to other units.",
)
WHY_NO_ALPHA = Text(
    es="¿Por qué no hay alfa de Cronbach? No se aplicó ninguna escala de ítems; en su lugar, la calidad de los registros se "
    "muestra en la Tabla {table}.",
    en="Why no Cronbach alpha? No scale of items was applied; the quality of the records is shown instead in Table {table}.",
)
WHY_NO_ALPHA_WITHOUT_TABLE = Text(
    es="¿Por qué no hay alfa de Cronbach? No se aplicó ninguna escala de ítems; en su lugar, la calidad de los registros se "
    "muestra en las fichas de fuente.",
    en="Why no Cronbach alpha? No scale of items was applied; the quality of the records is shown instead in the source "
    "cards.",
)
WHY_WHITENED = Text(
    es="las unidades vecinas no son independientes y comparten tamaño",
    en="neighbouring units are not independent and share size",
)
WHY_DECLARED = Text(es="declarada en el plan antes de la corrida", en="declared in the plan before the run")
TEST_WHITENED = Text(
    es="Estadístico: correlación de los puntajes normales (de los puestos medios) de las dos variables, cada una "
    "despojada de su dependencia espacial (autorregresión simultánea sobre vecinos de reina, o exponencial con pepita, la "
    "de mayor verosimilitud REML) y de la tendencia lineal en ambas coordenadas, el logaritmo de la población y los "
    "controles declarados; t con n - k - 1 grados de libertad e intervalo de Fisher.",
    en="Statistic: the correlation of the two variables' normal scores (of mid-ranks), after each has been whitened for "
    "spatial dependence (simultaneous autoregression on queen neighbours, or exponential with nugget, whichever has the "
    "higher REML likelihood) and cleared of linear trend in both coordinates, log population and the declared controls; t "
    "with n - k - 1 degrees of freedom and a Fisher interval.",
)
TEST_WHY_WHITENED = Text(
    es="Por qué: las unidades vecinas se parecen, y una correlación simple da falsas alarmas con más frecuencia que la "
    "declarada. Sobre este mapa, con {n} {units} y α = {alpha} antes de Holm, el valor crítico del coeficiente es "
    "{critical} y la correlación mínima detectable es {mdc}.",
    en="Why: neighbouring units are alike, and a plain correlation raises false alarms more often than declared. On this "
    "map, with {n} {units} and α = {alpha} before Holm, the critical value of the coefficient is {critical} and the "
    "minimum detectable correlation is {mdc}.",
)
TEST_EXPECTED = Text(
    es="Esa correlación mínima es la latente, sin el desgaste de los empates y de la depuración: con ella se esperaría "
    "imprimir un coeficiente de {expected}.",
    en="That minimum is the latent correlation, before ties and clearing wear it down: with it, a coefficient of "
    "{expected} would be expected in print.",
)
TEST_WHY_WHITENED_WITHOUT_SIZE = Text(
    es="Por qué: las unidades vecinas se parecen, y una correlación simple da falsas alarmas con más frecuencia que la "
    "declarada.",
    en="Why: neighbouring units are alike, and a plain correlation raises false alarms more often than declared.",
)
TEST_FALSE_ALARMS = Text(
    es="La tasa de falsas alarmas de la prueba simple sobre este mapa estaría entre {low} y {high}.",
    en="The false-alarm rate of the plain test on this map would lie between {low} and {high}.",
)
TEST_DECLARED = Text(es="Estadístico: {method}, declarado en el plan.", en="Statistic: {method}, declared in the plan.")
TEST_NONE = Text(
    es="No se aplica ninguna prueba: {missing}.",
    en="No test is applied: {missing}.",
)
TEST_DERIVED = Text(
    es="Sin prueba propia: la decisión se deriva de {parents}.",
    en="No test of its own: the decision derives from {parents}.",
)
LEVEL = Text(
    es="α = {alpha}, {alternative}; corrección de Holm en la familia «{family}» (hipótesis contrastadas: {m}).",
    en='α = {alpha}, {alternative}; Holm correction in the family "{family}" (tested hypotheses: {m}).',
)
LEVEL_ALONE = Text(es="α = {alpha}, {alternative}.", en="α = {alpha}, {alternative}.")
LEVEL_UNTESTED = Text(
    es="α = {alpha}, {alternative}. No cuenta en la corrección de Holm de la familia «{family}»: no se contrasta.",
    en='α = {alpha}, {alternative}. It does not count in the Holm correction of the family "{family}": it is not tested.',
)
LEVEL_DERIVED = Text(
    es="La de sus hipótesis: α = {alpha}, con corrección de Holm en su familia.",
    en="That of its hypotheses: α = {alpha}, with Holm correction in their family.",
)
ALTERNATIVES = {
    "two-sided": Text(es="bilateral", en="two-sided"),
    "greater": Text(es="unilateral (relación positiva)", en="one-sided (positive relation)"),
    "less": Text(es="unilateral (relación negativa)", en="one-sided (negative relation)"),
}
RULE_SUPPORTED = Text(es="Respaldada: p de Holm menor que {alpha}.", en="Supported: Holm p below {alpha}.")
RULE_CONTROL = Text(
    es="Respaldada: p de Holm menor que {alpha}, y el control negativo ({control}) no la alcanza: si su propia relación con "
    "{y} tiene p menor que {alpha} en la misma dirección, o es al menos tan fuerte como la de {x}, no queda respaldada.",
    en="Supported: Holm p below {alpha}, and the negative control ({control}) does not reach it: if its own relation with "
    "{y} has p below {alpha} in the same direction, or is at least as strong as that of {x}, it is not supported.",
)
RULE_WITH_CONTROL = Text(
    es="Respaldada: p de Holm menor que {alpha}, y el control negativo de la hipótesis, donde lo hay, no alcanza la relación "
    "(ni p menor que {alpha} en la misma dirección, ni una fuerza igual o mayor).",
    en="Supported: Holm p below {alpha}, and the negative control of the hypothesis, where it has one, does not reach the "
    "relation (neither p below {alpha} in the same direction, nor the same or greater strength).",
)
RULE_NOT_ASSESSABLE = Text(
    es="No evaluable: sin datos, con menos de {least} unidades, o con I de Moran residual de p menor que {moran} después de "
    "retirar la dependencia.",
    en="Not assessable: no data, fewer than {least} units, or residual Moran p below {moran} after whitening.",
)
RULE_NOT_SUPPORTED = Text(es="No respaldada: en los demás casos.", en="Not supported: otherwise.")
RULE_DERIVED = Text(
    es="Respaldada si lo queda alguna de {parents}; no evaluable si ninguna puede contrastarse; no respaldada en los demás "
    "casos.",
    en="Supported if any of {parents} is; not assessable if none can be tested; not supported otherwise.",
)
ALTERNATIVE = Text(es="{statement} En símbolos: ρ ≠ 0.", en="{statement} In symbols: ρ ≠ 0.")
ALTERNATIVE_GREATER = Text(es="{statement} En símbolos: ρ > 0.", en="{statement} In symbols: ρ > 0.")
ALTERNATIVE_LESS = Text(es="{statement} En símbolos: ρ < 0.", en="{statement} In symbols: ρ < 0.")
NULL = Text(es="{statement} En símbolos: ρ = 0.", en="{statement} In symbols: ρ = 0.")
NULL_STATEMENT = Text(es="{x} no se relaciona con {y}.", en="{x} is not related to {y}.")
NULL_DERIVED = Text(es="Ninguna de las relaciones de {parents} se da.", en="None of the relations of {parents} holds.")
SILENCE_ECOLOGICAL = Text(
    es="Una relación entre {units} no dice nada de las personas (falacia ecológica).",
    en="A relation between {units} says nothing about persons (ecological fallacy).",
)
SILENCE_RECORDED = Text(es="Lo registrado no es lo ocurrido.", en="What is recorded is not what occurred.")
SILENCE_EFFORT = Text(
    es="{x} mide el esfuerzo policial declarado: no cuenta víctimas ni casos, y cero no significa que no haya explotación.",
    en="{x} measures declared police effort: it counts neither victims nor cases, and zero does not mean that there is no "
    "exploitation.",
)
SILENCE_PLACE = Text(
    es="El lugar de la {office} que registra no es el lugar del hecho.",
    en="The place of the {office} that records is not the place of the fact.",
)
BLOCK_TITLE = Text(es="{page}: {claim}", en="{page}: {claim}")
STATEMENT = Text(es="{page}. {words}.", en="{page}. {words}.")
PROBLEM = Text(es="{page}. {words}", en="{page}. {words}")
OBJECTIVE = Text(es="{page}. {words}.", en="{page}. {words}.")
SEE_TABLE = Text(es="Véase la Tabla {number}.", en="See Table {number}.")
MAGNITUDE = Text(
    es="{n} {what} ({registry}, {geography}, {period}).", en="{n} {what} ({registry}, {geography}, {period})."
)
MAGNITUDE_PART = Text(
    es="{n} {part_what}, de {total} {what} ({registry}, {geography}, {period}).",
    en="{n} {part_what}, of {total} {what} ({registry}, {geography}, {period}).",
)
DO_NOT_ADD = Text(es="Son registros distintos: no se suman.", en="Different registries: do not add.")
SERIES_ENDS = Text(
    es="{what} ({registry}, {geography}): los conteos publicados por año van de {first} ({first_year}) a {last} "
    "({last_year}).",
    en="{what} ({registry}, {geography}): counts published by year go from {first} ({first_year}) to {last} ({last_year}).",
)
LEADING = Text(
    es="Registro: {registry}, {period}. El mayor conteo es el de {what}: {n} ({share} %), con conjunto de confianza del puesto "
    "{set}.",
    en="Registry: {registry}, {period}. The largest count is that of {what}: {n} ({share}%), with rank confidence set {set}.",
)
LEADING_ALIKE = Text(
    es="Registro: {registry}, {period}. El mayor conteo es el de {what}: {n} ({share} %); su puesto no se distingue de otros "
    "(conjunto de confianza {set}).",
    en="Registry: {registry}, {period}. The largest count is that of {what}: {n} ({share}%); its rank cannot be told apart "
    "from others (confidence set {set}).",
)
LEADING_PLACE = Text(
    es="{indicator}: entre {places} {units}, el mayor conteo es el de {place}, {n} ({share} %; conjunto de confianza del "
    "puesto {set}).",
    en="{indicator}: among {places} {units}, the largest count is that of {place}, {n} ({share}%; rank confidence set "
    "{set}).",
)
CONCENTRATION = Text(
    es="{indicator}: índice de Gini {gini} e índice HH {hhi} sobre {places} {units}.",
    en="{indicator}: Gini index {gini} and HH index {hhi} over {places} {units}.",
)
TOLD_APART = Text(
    es="{indicator}: {k} de {pairs} pares de {units} no se distinguen por su puesto.",
    en="{indicator}: {k} of {pairs} pairs of {units} cannot be told apart by rank.",
)
TOLD_APART_WHY = Text(
    es="{indicator}: {k} de {pairs} pares de {units} no se distinguen por su puesto, porque cada uno tiene muy pocas "
    "{offices} y la diferencia entre ellas es grande.",
    en="{indicator}: {k} of {pairs} pairs of {units} cannot be told apart by rank, because each has very few {offices} and "
    "these differ much from one another.",
)
REACHES = Text(
    es="De {all} indicadores de las variables del estudio, directos: {direct}; indirectos (proxy): {indirect}; sin dato "
    "público: {none}.",
    en="Of {all} indicators of the study's variables, direct: {direct}; proxies: {indirect}; without public data: "
    "{none}.",
)
NO_DESCRIPTION = Text(
    es="Se responde con las tablas y figuras de la sección de resultados.",
    en="Answered by the tables and figures of the results section.",
)
OBJECTIVE_NOT_ASSESSABLE = Text(
    es="No evaluable con estos datos: {missing}. Lo haría evaluable: {records}.",
    en="Not assessable with these data: {missing}. It would become assessable with: {records}.",
)
NO_RECORDS = Text(es="los registros que faltan", en="the missing records")
VARIANTS = Text(
    es="{page}: en {n} variantes el coeficiente va de {low} a {high} (como en el plan: {planned}) y la decisión cambia en "
    "{changes}.",
    en="{page}: over {n} variants the coefficient goes from {low} to {high} (as planned: {planned}), and the decision "
    "changes in {changes}.",
)
VARIANTS_NONE = Text(
    es="{page}: en {n} variantes el coeficiente va de {low} a {high} (como en el plan: {planned}) y la decisión no cambia en "
    "ninguna.",
    en="{page}: over {n} variants the coefficient goes from {low} to {high} (as planned: {planned}), and the decision "
    "changes in none.",
)
NO_DEVIATIONS = Text(es="Sin desviaciones declaradas del plan.", en="No declared deviations from the plan.")
DEVIATION = Text(es="{date}. {item}: {reason}", en="{date}. {item}: {reason}")
NOTHING_IN_SECTION = Text(es="Sin cuadros en esta sección.", en="No tables in this section.")
MAGNITUDE_SPLIT = Text(
    es="{n} {what}: {parts} ({registry}, {geography}, {period}).",
    en="{n} {what}: {parts} ({registry}, {geography}, {period}).",
)

METHOD_LABELS = {
    "area-whitened": Text(
        es="correlación de puntajes normales sin dependencia espacial ni tendencia",
        en="correlation of normal scores, whitened for space and cleared of trend",
    ),
    "spearman": Text(es="rho de Spearman", en="Spearman's rho"),
    "pearson": Text(es="r de Pearson", en="Pearson's r"),
    "kendall-tau-b": Text(es="tau-b de Kendall", en="Kendall's tau-b"),
    "modified-t": Text(es="t modificada", en="modified t"),
    "partial-spearman": Text(es="rho parcial de Spearman", en="partial Spearman's rho"),
}


def method_label(name: str) -> Text:
    """The words for a method; its id where there are none."""
    return METHOD_LABELS.get(name, Text.same(name))
