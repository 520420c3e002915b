"""How is a decision said? The exact sentences of the plan; each slot is a cell with its estimate."""

from yupay.model.text import Text

SUPPORTED = Text(
    es="Se rechaza H0. La hipótesis de investigación queda respaldada por estos datos.",
    en="H0 is rejected. The research hypothesis is supported by these data.",
)
NOT_SUPPORTED = Text(
    es="No se rechaza H0. Los datos no muestran ni descartan una relación: son compatibles valores de {lo} a {hi}, y "
    "con estos {n} {units} una relación menor que {mdc} podría haber pasado inadvertida.",
    en="H0 is not rejected. The data neither show nor rule out a relation: values from {lo} to {hi} are compatible, "
    "and with these {n} {units} a relation below about {mdc} could have been missed.",
)
NOT_SUPPORTED_WITHOUT_SIZE = Text(
    es="No se rechaza H0. Los datos no muestran ni descartan una relación: son compatibles valores de {lo} a {hi}.",
    en="H0 is not rejected. The data neither show nor rule out a relation: values from {lo} to {hi} are compatible.",
)
NOT_SUPPORTED_WITHOUT_INTERVAL = Text(
    es="No se rechaza H0. Los datos no muestran ni descartan una relación.",
    en="H0 is not rejected. The data neither show nor rule out a relation.",
)
NOT_SUPPORTED_BY_CONTROL = Text(
    es="Se rechaza H0 por su valor p, pero la hipótesis de investigación no queda respaldada: el registro común por sí "
    "solo daría esta relación. El control negativo ({control}) se asocia "
    "con {y} en la misma dirección ({control_r}, p = {control_p}) y {x}, con {r}. Son compatibles valores de {lo} a "
    "{hi}.",
    en="H0 is rejected by its p value, but the research hypothesis is not supported: common reporting alone would give "
    "this relation. The negative control ({control}) is "
    "associated with {y} in the same direction ({control_r}, p = {control_p}), and {x} with {r}. Values from {lo} to "
    "{hi} are compatible.",
)
NOT_SUPPORTED_BY_OPPOSITE_CONTROL = Text(
    es="Se rechaza H0 por su valor p, pero la hipótesis de investigación no queda respaldada: el control negativo "
    "({control}) se asocia con {y} con una fuerza igual o mayor y en la "
    "dirección contraria ({control_r}, p = {control_p}; {x}, {r}): la manera de registrar acompaña a estos conteos "
    "tanto como la relación buscada. Son compatibles valores de {lo} a {hi}.",
    en="H0 is rejected by its p value, but the research hypothesis is not supported: the negative control ({control}) is "
    "associated with {y} at least as strongly and in the "
    "opposite direction ({control_r}, p = {control_p}; {x}, {r}): the way of recording goes with these counts as much "
    "as the relation sought. Values from {lo} to {hi} are compatible.",
)
NOT_ASSESSABLE = Text(
    es="No evaluable con estos datos: {missing}. H0 no se contrasta. La haría evaluable: {records}.",
    en="Not assessable with these data: {missing}. H0 is not tested. It would become assessable with: {records}.",
)
NOT_ASSESSABLE_FEW = Text(
    es="No evaluable con estos datos: n = {n} ({units} con ambos datos), y la regla pide {least} o más. H0 no se contrasta. "
    "La haría evaluable: {records}.",
    en="Not assessable with these data: n = {n} ({units} with both values), and the rule asks for {least} or more. H0 is not "
    "tested. It would become assessable with: {records}.",
)
NOT_ASSESSABLE_VERY_FEW = Text(
    es="No evaluable con estos datos: n = {n} ({units} con ambos datos); con menos de {least}, ni una relación perfecta da "
    "p < {alpha}. H0 no se contrasta. La haría evaluable: {records}.",
    en="Not assessable with these data: n = {n} ({units} with both values); with fewer than {least}, not even a perfect "
    "relation gives p < {alpha}. H0 is not tested. It would become assessable with: {records}.",
)
NOT_ASSESSABLE_RESIDUAL = Text(
    es="No evaluable con estos datos: retirada la dependencia espacial, los residuos de los vecinos siguen "
    "pareciéndose (I de Moran, p = {moran}). H0 no se contrasta. La haría evaluable: {records}.",
    en="Not assessable with these data: once spatial dependence is removed, the residuals of neighbours are still alike "
    "(Moran's I, p = {moran}). H0 is not tested. It would become assessable with: {records}.",
)
NOT_ASSESSABLE_HIDDEN = Text(
    es="No evaluable con estos datos: algunos conteos están ocultos para proteger a las personas, y según cuánto valgan la "
    "decisión cambia. H0 no se contrasta. La haría evaluable: {records}.",
    en="Not assessable with these data: some counts are hidden to protect persons, and what they are changes the decision. "
    "H0 is not tested. It would become assessable with: {records}.",
)
RECORDS_WIDER = Text(
    es="lugares más amplios o más años juntos, donde menos conteos queden ocultos",
    en="wider places or more years together, where fewer counts stay hidden",
)
DERIVED_SUPPORTED = Text(
    es="Se rechaza H0. La hipótesis de investigación queda respaldada por estos datos. Se deriva de {parents} y no "
    "tiene contraste propio: basta que una quede respaldada ({holding}).",
    en="H0 is rejected. The research hypothesis is supported by these data. It is derived from {parents} and has no "
    "test of its own: one supported hypothesis is enough ({holding}).",
)
DERIVED_NOT_SUPPORTED = Text(
    es="La hipótesis de investigación no queda respaldada por estos datos. Se deriva de {parents} y no tiene contraste "
    "propio: ninguna queda respaldada; los valores compatibles están en el bloque de cada una.",
    en="The research hypothesis is not supported by these data. It is derived from {parents} and has no test of its own: "
    "none of them is supported; the compatible values are in the block of each.",
)
DERIVED_NOT_ASSESSABLE = Text(
    es="No evaluable con estos datos: se deriva de {parents} y ninguna pudo contrastarse. H0 no se contrasta. La haría "
    "evaluable: {records}.",
    en="Not assessable with these data: it is derived from {parents} and none of them could be tested. H0 is not "
    "tested. It would become assessable with: {records}.",
)
NO_DATA = Text(
    es="no hay datos de {x} y de {y} en las mismas unidades de análisis",
    en="there are no data of {x} and of {y} over the same units of analysis",
)
CONTROL_UNKNOWN = Text(
    es="la regla pide el control negativo y su relación con {y} no pudo calcularse",
    en="the rule asks for the negative control, and its relation with {y} could not be calculated",
)
NO_MAP = Text(
    es="la prueba que decide compara vecinos y el estudio no trae los límites de los lugares ({units})",
    en="the deciding test compares neighbours, and the study brings no boundaries of its places ({units})",
)
RECORDS_MAP = Text(
    es="los límites de los lugares ({units}) en un mapa", en="the boundaries of the places ({units}) on a map"
)
RECORDS_MORE_UNITS = Text(
    es="conteos de ambos indicadores en más {units}", en="counts of both indicators in more {units}"
)
RECORDS_BOTH = Text(
    es="conteos de ambos indicadores por {unit}, con su unidad de registro y su periodo",
    en="counts of both indicators by {unit}, with their counting unit and period",
)
RECORDS_FINER = Text(
    es="registros con un lugar más preciso que el de la dependencia que los declara",
    en="records with a more precise place than that of the office that declares them",
)
RECORDS_CONTROL = Text(
    es="los conteos del control negativo en las mismas unidades de análisis",
    en="the counts of the negative control over the same units of analysis",
)
ONLY_PLAIN = Text(
    es="Ambos van juntos en {place}, pero los {units} vecinos, el centro y el tamaño del {unit} producirían lo mismo; "
    "{n} {units} no permiten separarlos.",
    en="The two go together across {place}, but neighbouring {units}, the centre and {unit} size would produce as much; "
    "{n} {units} cannot tell these apart.",
)
ONLY_DECISIVE = Text(
    es="Las diferencias locales van juntas aunque el patrón amplio lo oculta.",
    en="Local differences go together although the broad pattern hides it.",
)
EQUIVALENT = Text(
    es="No hay una relación mayor que {bound}: la prueba de equivalencia lo sostiene (p = {p}).",
    en="No relation larger than {bound}: the equivalence test holds (p = {p}).",
)
DIFFERENCE = Text(
    es="La diferencia entre el coeficiente de {x} y el del control negativo ({control}) es {difference}, IC 95 % "
    "{interval}.",
    en="The difference between the coefficient of {x} and that of the negative control ({control}) is {difference}, "
    "95% CI {interval}.",
)
COEFFICIENT = Text(
    es="{x} se asocia con {y} con un coeficiente de {r}, IC 95 % {interval}, p = {p}; p de Holm = {adjusted} "
    "(hipótesis contrastadas en la familia: {m}).",
    en="{x} is associated with {y} with a coefficient of {r}, 95% CI {interval}, p = {p}; Holm p = {adjusted} "
    "(tested hypotheses in the family: {m}).",
)
COEFFICIENT_NOT_SHOWN = Text(
    es="El coeficiente de {x} con {y} es {r}, IC 95 % {interval}, p = {p}; p de Holm = {adjusted} (hipótesis "
    "contrastadas en la familia: {m}).",
    en="The coefficient of {x} with {y} is {r}, 95% CI {interval}, p = {p}; Holm p = {adjusted} (tested "
    "hypotheses in the family: {m}).",
)
POWER = Text(
    es="Sobre este mapa, una correlación latente de {small} se habría detectado en {power_small} % de las simulaciones, y una "
    "de {mdc}, en {power} %.",
    en="On this map a latent correlation of {small} would have been detected in {power_small}% of the simulations, and one of "
    "{mdc} in {power}%.",
)
NO_LABEL = Text(
    es="Sin etiqueta de tamaño: la escala {scale} [{citation}] se aplica solo a relaciones respaldadas.",
    en="No label of size: scale {scale} [{citation}] is applied to supported relations only.",
)
STRENGTH = Text(
    es="Por su tamaño, la escala {scale} la llama «{label}» ({citation}).",
    en='By its size, scale {scale} calls it "{label}" ({citation}).',
)
EXPLORED_PLAIN = Text(
    es="El ρ de Spearman simple ({plain}, p = {plain_p}) se imprime al lado y no decide.",
    en="Plain Spearman ρ ({plain}, p = {plain_p}) is printed beside it and decides nothing.",
)
HOLDER = Text(es="Quién tiene el registro: {holder}.", en="Who holds the record: {holder}.")
TOO_FEW_WHAT = Text(es="aviso: no evaluable, muy pocos casos", en="notice: not assessable, too few units")
TOO_FEW_GOT = Text(es="n = {n} pares completos para {page}", en="n = {n} complete pairs for {page}")
TOO_FEW_GOT_ONE = Text(es="n = {n} par completo para {page}", en="n = {n} complete pair for {page}")
TOO_FEW_HINT = Text.same('unit = "{unit}" (n = {n})')
TOO_FEW_EXPECTED = Text(
    es="{fewest} o más; con {n}, ni una relación perfecta da p < .05",
    en="{fewest} or more; with {n}, not even a perfect relation gives p < .05",
)
DECISION_OF = Text(es="{page}: {decision}.", en="{page}: {decision}.")
