"""What is said about the part nobody recorded? Titles, heads, marks, and the plain paragraph, in both languages.

No sentence gives one total: a range always says across which models, and what was not shown.
"""

from yupay.model.text import Text


def _text(es: str, en: str) -> Text:
    return Text(es=es, en=en)


MODELS_TITLE = _text("Total según cada modelo", "Total by each model")
FOREST_TITLE = _text("Los modelos, uno junto a otro", "The models, side by side")
OVERLAPS_TITLE = _text("En qué listas está cada persona", "On which lists each person is")
DOUBT_TITLE = _text("La duda en una página", "Doubt on one page")
STRATA_TITLE = _text("Total por grupo", "Total by group")
RATE_TITLE = _text(
    "Detectadas por cada 100,000 habitantes (ODS 16.2.2) y, aparte, lo estimado",
    "Detected per 100,000 inhabitants (SDG 16.2.2) and, apart, what is estimated",
)

ASSUMED = _text("Supuesto: {words}", "Assumption: {words}")
NOTHING_SAID = _text("no declarado", "not declared")
MODEL = _text("Modelo", "Model")
TOTAL = _text("Total", "Total")
INTERVAL = _text("Intervalo {level}\u00a0%", "{level}% interval")
CHECKED = _text("Ajuste y comprobaciones", "Fit and checks")
BRACKETS = _text("{label}: {model}", "{label}: {model}")
BY_NAME = _text("{model} (población cerrada)", "{model} (closed population)")
HELD = _text("sí", "yes")
FAILED = _text("no", "no")
CHECK = _text("{name}: {held}", "{name}: {held}")
NOTHING_CHECKED = _text("nada", "nothing")

CHANGE = _text("Qué se cambió", "What was changed")
RESULT = _text("Resultado", "Result")
SEEN = _text("Vistas", "Seen")
READING = _text("Lectura", "Reading")
GROUP = _text("Grupo", "Group")
LOWEST = _text("Del menor", "From the lowest")
HIGHEST = _text("al mayor", "to the highest")
MODELS = _text("Modelos", "Models")
NOT_SHOWN = _text("No evaluables", "Not assessable")
CAUTION = _text("Cautela", "Caution")
EVERYBODY = _text("Todas", "All")

WHAT = _text("Qué es", "What it is")
PEOPLE = _text("Personas", "Persons")
RATE = _text("Por cada 100,000", "Per 100,000")
IS_IT = _text("Qué es y qué no", "What it is and is not")
DETECTED = _text("Detectadas: indicador ODS 16.2.2", "Detected: SDG indicator 16.2.2")
DETECTED_IS = _text(
    "Las vistas por al menos una lista. Mide también cuánto se busca: más detección no es más trata.",
    "Those seen by at least one list. It also measures how much is looked for: more detection is not more trafficking.",
)
ESTIMATED = _text("Estimación, al lado: no es el indicador", "Estimate, beside it: not the indicator")
ESTIMATED_IS = _text(
    "De la menor a la mayor entre los modelos comparados. Vistas y no vistas; no se informa como 16.2.2.",
    "From the lowest to the highest among the models compared. Seen and not seen; not reported as 16.2.2.",
)

X_LABEL = _text("{people}, vistas y no vistas", "{people}, seen and not seen")
X_LABEL_LOG = _text(
    "{people}, vistas y no vistas (escala logarítmica)", "{people}, seen and not seen (logarithmic axis)"
)
HEAD = _text("Total e intervalo", "Total and interval")
SHAPES = {
    "dot": _text("total según un modelo, con su intervalo", "total by a model, with its interval"),
    "hollow": _text(
        "total según un modelo que ajusta peor a la tabla: no entra en la franja",
        "total by a model that fits the table worse: not part of the band",
    ),
    "bound": _text("cota inferior: el total no se dice", "lower bound: the total is not told"),
    "published": _text("rango que otros publicaron con estos datos", "range that others published with these data"),
    "refused": _text(
        "no evaluable: no converge o no se identifica", "not assessable: does not converge or is not identified"
    ),
}
BASE = _text("vistas por al menos una lista: {n}", "seen by at least one list: {n}")
BAND = _text(
    "franja: entre {low} y {high}, modelos que ajustan igual de bien",
    "band: between {low} and {high}, models that fit equally well",
)
FOREST_ALT = _text(
    "Un renglón por modelo, con su total y su intervalo sobre un mismo eje; una línea vertical marca las personas vistas. "
    "Los totales no coinciden: ninguno se destaca y no se promedian.",
    "One line a model, with its total and its interval on one axis; a vertical rule marks the persons seen. The totals "
    "disagree: none is set apart and they are not averaged.",
)
OVERLAPS_ALT = _text(
    "Una columna por historia, esto es, por conjunto de listas: su altura es el número de personas y los puntos unidos "
    "dicen qué listas son. A la izquierda, cuántas personas tiene cada lista.",
    "One column a history, that is, a set of lists: its height is the number of persons and the joined dots say which "
    "lists. At the left, how many persons each list has.",
)
Y_LABEL = _text("personas con esta historia", "persons with this history")
SIZE_LABEL = _text("personas en cada lista", "persons on each list")
HISTORY = _text("Historia: listas en que está", "History: lists a person is on")
LISTS = _text("Listas", "Lists")
OVERLAPS_NOTE = _text(
    "Cada persona cuenta una vez, en la historia que tiene. Historias sin nadie no se dibujan: son {empty} de {all}. En dos "
    "listas o más: {overlap} de {seen} personas; de esas coincidencias sale todo total estimado.",
    "Each person counts once, in her or his history. Histories without anybody are not drawn: they are {empty} of {all}. On "
    "two lists or more: {overlap} of {seen} persons; every estimated total comes from these overlaps.",
)
OVERLAPS_MORE = _text(
    "Se dibujan las {drawn} historias con más personas; la tabla las trae todas.",
    "The {drawn} histories with most persons are drawn; the table holds them all.",
)
OVERLAPS_SIZES = _text(
    "La fuente no es pública: solo se muestran los tamaños de las listas, redondeados, y ninguna coincidencia.",
    "The source is not public: only the sizes of the lists are shown, rounded, and no overlap.",
)

MODELS_NOTE = _text(
    "Cada modelo supone algo distinto de quienes no están en ninguna lista; ese supuesto va primero y no puede comprobarse "
    "con estos datos. Los intervalos miden el azar si el supuesto es cierto, no la duda sobre el supuesto. Base: {seen} "
    "{people} en {lists} listas.",
    "Each model assumes something different about those on no list; that assumption goes first and cannot be checked with "
    "these data. The intervals measure chance if the assumption is true, not the doubt about the assumption. Base: {seen} "
    "{people} on {lists} lists.",
)
LISTS_NOTE = _text(
    "Los números entre corchetes nombran las listas: {lists}.", "The numbers in brackets name the lists: {lists}."
)
REFUSED_NOTE = _text("{label}: {reason}", "{label}: {reason}")
RANGE_NOTE = _text(
    "No hay una cifra principal. {rule}",
    "There is no headline figure. {rule}",
)
WARNED = _text("Con cautela: {what}", "With care: {what}")
DOUBT_NOTE = _text(
    "Cada renglón repite el cálculo con algo cambiado. Ninguna de estas comprobaciones alcanza a quienes no están en ninguna "
    "lista: pueden desmentir un modelo, no confirmarlo.",
    "Each line repeats the calculation with something changed. None of these checks reaches those on no list: they can "
    "contradict a model, not confirm it.",
)
STRATA_NOTE = _text(
    "De menor a mayor total entre los modelos de cada grupo. Un grupo con menos de 50 personas vistas, o con dos listas que "
    "comparten menos de 5, lleva esa advertencia. Los extremos de los grupos no se suman.",
    "From the lowest to the highest total among the models of each group. A group with fewer than 50 persons seen, or with "
    "two lists that share fewer than 5, carries that warning. The ends of the groups do not add up.",
)
RATE_NOTE = _text(
    "Tasa por {population} habitantes ({words}). El indicador 16.2.2 de los Objetivos de Desarrollo Sostenible cuenta víctimas "
    "detectadas; la estimación va al lado y nunca lleva su nombre.",
    "Rate over {population} inhabitants ({words}). Indicator 16.2.2 of the Sustainable Development Goals counts detected "
    "victims; the estimate stands beside it and never carries its name.",
)

PLAIN_ASSUMED = _text(
    "Lo primero es el supuesto: todo total de esta sección depende de cómo se supone que aparecen en las listas las personas "
    "que no están en ninguna, y eso no puede comprobarse con estos datos.",
    "The assumption comes first: every total of this section depends on how the persons on no list are supposed to appear on "
    "lists, and these data cannot check it.",
)
PLAIN_RANGE = _text(
    "Al menos una lista vio a {seen} {people}. Vistas y no vistas, serían entre {low} y {high} según {models} modelos que "
    "ajustan igual de bien a los mismos conteos.",
    "At least one list saw {seen} {people}. Seen and not seen, there would be between {low} and {high} across {models} models "
    "that fit the same counts equally well.",
)
PLAIN_ONE = _text(
    "Al menos una lista vio a {seen} {people}. Un solo modelo da un total, {low}, y sin otro al lado no puede decirse cuánto "
    "depende de él.",
    "At least one list saw {seen} {people}. One model alone gives a total, {low}, and without another beside it nobody can say "
    "how much hangs on it.",
)
PLAIN_LIMITS = _text(
    "Con los intervalos de esos modelos, de {low} a {high}.",
    "With the intervals of those models, from {low} to {high}.",
)
PLAIN_NOT_SHOWN = _text(
    "Otros {n} cálculos no dan ningún número: no convergen o no se identifican, y se dice cuáles.",
    "Another {n} calculations give no number: they do not converge or are not identified, and the table says which.",
)
PLAIN_NOT_SHOWN_ONE = _text(
    "Otro cálculo no da ningún número: no converge o no se identifica, y se dice cuál.",
    "One more calculation gives no number: it does not converge or is not identified, and the table says which.",
)
PLAIN_WORSE = _text(
    "Otros {n} modelos ajustan peor a los conteos y no entran en ese rango.",
    "Another {n} models fit the counts worse and are not part of that range.",
)
PLAIN_WORSE_ONE = _text(
    "Otro modelo ajusta peor a los conteos y no entra en ese rango.",
    "Another model fits the counts worse and is not part of that range.",
)
NO_MODEL = _text("nada se estimó.", "nothing was estimated.")
PLAIN_MAY = _text(
    "Puede concluirse que las listas no vieron a todas, y que cuántas faltan depende más del modelo que de los datos.",
    "It may be concluded that the lists did not see everybody, and that how many are missing depends on the model more than "
    "on the data.",
)
PLAIN_MAY_NOT = _text(
    "No puede concluirse que uno de los totales sea el correcto, ni usar un extremo sin el otro, ni comparar con otro año, "
    "otro país u otro lugar, ni repartir el total por distritos, ni llamar detectadas o registradas a las personas "
    "estimadas.",
    "It may not be concluded that one of the totals is the right one, nor may one end be used without the other, nor may it be "
    "compared with another year, country or place, nor shared out by district, nor may estimated persons be called detected "
    "or recorded.",
)
PLAIN_NONE = _text(
    "Al menos una lista vio a {seen} {people}. Ningún modelo da un total: {reason}",
    "At least one list saw {seen} {people}. No model gives a total: {reason}",
)
PLAIN_WITHHELD = _text(
    "La fuente no es pública: los totales se redondean a dos cifras y ninguna coincidencia de listas se muestra.",
    "The source is not public: totals are rounded to two digits and no overlap of lists is shown.",
)
RANGE = _text("Entre modelos que ajustan igual de bien", "Across models that fit equally well")
RULE = _text(
    "Cada modelo se muestra con el mismo peso y ninguno se promedia con otro.",
    "Every model is shown with the same weight and none is averaged with another.",
)
WITHOUT = _text("Sin {lists}", "Without {lists}")
MERGED = _text("Unidas: {lists}", "Merged: {lists}")
ODDS_RATIO = _text("Con razón de odds {lists}", "With odds ratio {lists}")
HELD_BACK = _text("Retenida: {lists}", "Held back: {lists}")
FIRST = _text("Con las {lists} primeras listas", "With the first {lists} lists")
NO_CHANGE = _text("Tabla completa", "The whole table")
BOUNDS = _text("Intervalo", "Interval")
MONTE_CARLO = _text(
    "Error de Monte Carlo de los límites sorteados (en «Vistas», el número de sorteos)",
    "Monte-Carlo error of the limits drawn (under “Seen”, the number of draws)",
)
DRAWN = _text(
    "Error del límite inferior: {low}; del superior: {high}.", "Error of the lower limit: {low}; of the upper: {high}."
)
ERROR = _text("{error} %", "{error}%")
NOT_BOUNDED = _text("estos datos no lo acotan", "not bounded by these data")
PLAIN_OVERLAP = _text(
    "En {lists} listas se vio a {seen} {people}; {overlap} están en dos listas o más.",
    "On {lists} lists {seen} {people} were seen; {overlap} are on two lists or more.",
)
PLAIN_MOVED = _text(
    "Al quitar una lista o unir dos ({n} cálculos), el total por pasos va de {low} a {high}.",
    "When a list is left out or two are merged ({n} calculations), the stepwise total goes from {low} to {high}.",
)
PLAIN_RATE = _text(
    "ODS 16.2.2, solo detectadas: {rate} {people} por cada 100,000 habitantes.",
    "SDG 16.2.2, detected only: {rate} {people} per 100,000 inhabitants.",
)
FACTS = (
    (_text("BIC {bic}", "BIC {bic}"), ("bic",)),
    (_text("desvianza {deviance} con {df} gl", "deviance {deviance} on {df} df"), ("deviance", "df")),
    (
        _text(
            "{models_estimable} de {models} modelos tienen máximo",
            "{models_estimable} of {models} models have a maximum",
        ),
        ("models_estimable", "models"),
    ),
    (_text("{graphs} grafos promediados", "{graphs} graphs averaged"), ("graphs",)),
    (_text("{chains} cadenas, R-hat {rhat}", "{chains} chains, R-hat {rhat}"), ("chains", "rhat")),
    (_text("muestra efectiva {ess_bulk}", "effective sample {ess_bulk}"), ("ess_bulk",)),
    (_text("techo {ceiling}", "ceiling {ceiling}"), ("ceiling",)),
    (_text("cobertura muestral {coverage}", "sample coverage {coverage}"), ("coverage",)),
    (_text("{draws} sorteos", "{draws} draws"), ("draws",)),
)
"""What a model was judged by, where its estimate carries it."""
DIGITS = {"bic": 1, "deviance": 1, "rhat": 3, "coverage": 2}
INSIDE = _text("El intervalo contiene el número conocido.", "The interval holds the known number.")
OUTSIDE = _text("El intervalo no contiene el número conocido.", "The interval does not hold the known number.")
ORDERS = _text(
    "Con otras listas en ese número: mediana {median}, de {lowest} a {highest}.",
    "With other lists, as many: median {median}, from {lowest} to {highest}.",
)
PUBLISHED = _text("Publicado: {registry}", "Published: {registry}")
TRUTH = _text("Si la verdad fuera: {lists}", "Were the truth: {lists}")
TRUTHS = {
    "stepwise": _text("modelo paso a paso", "stepwise model"),
    "smallest BIC": _text("modelo de menor BIC", "smallest-BIC model"),
    "two classes": _text("dos clases latentes", "two latent classes"),
}
SIMULATED = _text(
    "Por ciento de {tables} tablas simuladas cuyo intervalo contiene el total {total}; ancho mediano {median_width}.",
    "Per cent of {tables} simulated tables whose interval holds the total {total}; median width {median_width}.",
)
