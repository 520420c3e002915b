"""What is said of coded cases that the law has answered? The facts are classified, never a person; nothing unknown is said as a no."""

from yupay.model.text import Text


def _text(es: str, en: str) -> Text:
    return Text(es=es, en=en)


MAGNITUDE_TITLE = _text(
    "Calificación de los hechos por modalidad, forma y versión de la ley",
    "Classification of the facts by modality, form and version of the law",
)
SERIES_TITLE = _text(
    "Casos por año del hecho, con un corte en cada cambio de texto",
    "Cases by year of the act, with a break at each change of text",
)
MISSING_TITLE = _text("Hechos por averiguar", "Facts to find out")
BESIDE_TITLE = _text(
    "La calificación junto al estado de la prueba y a lo que resolvió el juzgado",
    "The classification beside the state of the evidence and what the court found",
)
TRACE_TITLE = _text(
    "El porqué: patrones de hechos y las palabras de la norma",
    "The reasons: patterns of facts and the words of the norm",
)

MODALITY = _text("Modalidad", "Modality")
MET = _text("Hechos calificados como trata de personas", "Facts classified as trafficking in persons")
OTHERS = _text("Otra respuesta", "Another answer")
TIERS = {
    "0": _text("Forma básica", "Basic form"),
    "1": _text("Agravada, 1.er nivel", "Aggravated, 1st tier"),
    "2": _text("Agravada, 2.º nivel", "Aggravated, 2nd tier"),
    "open": _text("Nivel abierto", "Tier open"),
}
MET_ALL = _text("Total", "Total")
SHARE = _text("%", "%")
CLASSES = {
    "trata": _text("Trata de personas", "Trafficking in persons"),
    "precursor": _text("Texto anterior (precursor)", "Earlier text (precursor)"),
    "none": _text("Elementos no registrados", "Elements not recorded"),
    "unknown": _text("Por averiguar", "Undecided"),
}
CASES = _text("Casos", "Cases")
ALL_OF_VERSION = _text("Todas las modalidades", "All modalities")
IN_FORCE = _text("{label}, {period}", "{label}, {period}")
SINCE = _text("desde el {day}", "from {day}")
UNTIL = _text("del {first} al {last}", "{first} to {last}")
SEVERAL = _text("Fecha que toca dos textos o que no consta", "Date that touches two texts or is not recorded")

YEAR = _text("Año del hecho", "Year of the act")
NO_YEAR = _text("Sin un año cierto", "No certain year")
CHANGE = _text("Cambio de texto", "Change of text")
NO_CHANGE = _text("—", "—")
CHANGED = _text("{norm}, {day}", "{norm}, {day}")
Y_LABEL = _text("{name}: casos", "{name}: cases")
SERIES_ALT = _text(
    "Barras con los casos de cada año del hecho y una línea vertical en cada día en que entró en vigor otro texto. Los "
    "valores están en la tabla.",
    "Bars with the cases of each year of the act and a vertical line on each day on which another text entered into force. "
    "The values are in the table.",
)

FACT = _text("Hecho por averiguar", "Fact to find out")
WOULD_CLASS = _text("Cambiaría la calificación", "Would change the classification")
WOULD_TIER = _text("Solo movería la pena", "Would only move the penalty")
USEFUL = _text("El más útil del caso", "The most useful of the case")
SHARE_OF_CASES = _text("% de los casos", "% of the cases")
ANY_FACT = _text("Casos con algún hecho por averiguar", "Cases with some fact to find out")
COLUMNS = {
    "act_date": _text("fecha del hecho", "date of the act"),
    "place": _text("lugar y fronteras", "place and borders"),
    "acts": _text("conductas", "acts"),
    "means": _text("medios", "means"),
    "purposes": _text("finalidad", "purpose"),
    "victims_n": _text("número de víctimas", "number of victims"),
    "victim_ages": _text("edad de las víctimas", "age of the victims"),
    "victim_flags": _text("condición de la víctima", "condition of the victim"),
    "victim_consent": _text(
        "consentimiento alegado (sin efecto en NNA)", "consent alleged (without effect for children)"
    ),
    "agent_flags": _text("calidad del agente", "capacity of the agent"),
    "agents_n": _text("número de agentes", "number of agents"),
    "outcome_flags": _text("resultado", "outcome"),
}

ANSWER = _text("Calificación de los hechos", "Classification of the facts")
EVIDENCE = _text("Estado de la prueba", "State of the evidence")
COURT = _text("Lo que resolvió el juzgado, frente a la calificación", "What the court found, beside the classification")
NOT_SAID = _text("no consta", "not recorded")

PART = _text("Elemento o inciso", "Element or item")
VALUE = _text("Respuesta", "Answer")
FACTS = _text("Hechos", "Facts")
PLACE = _text("Artículo y párrafo", "Article and paragraph")
WORDS = _text("Palabras de la norma", "Words of the norm")
PATTERN = _text(
    "Patrón de hechos {name}. Versión de la ley: {version}", "Pattern of facts {name}. Version of the law: {version}"
)
SHARED_BY = _text("Casos que lo comparten", "Cases that share it")
PENALTY_ONLY = _text("{fact} (solo la pena)", "{fact} (penalty only)")

UNSIGNED = _text(
    "{open} de los {of} textos de la ley que responden aquí no llevan la firma de un abogado.",
    "{open} of the {of} texts of the law that answer here carry no lawyer's signature.",
)
BANNER = _text(
    "Texto no revisado por abogado: {open} de los {of} textos de la ley que responden aquí no llevan la firma de un abogado.",
    "Not reviewed by a lawyer: {open} of the {of} texts of the law that answer here carry no lawyer's signature.",
)
NOT_A_PERSON = _text(
    "Se califican los hechos codificados, no a las personas: no dice quién cometió un delito ni a quién se debe o se niega "
    "protección. Lo registrado no es lo ocurrido.",
    "The coded facts are classified, not persons: it does not say who committed an offence nor to whom protection is due or "
    "denied. What is recorded is not what occurred.",
)
ACROSS = _text(
    "De {cases} casos codificados, los hechos de {met} cumplen los elementos de la trata según el texto vigente el día del "
    "hecho, y en {children} de ellos alguna víctima es niña, niño o adolescente; en {none} consta que falta algún elemento, y "
    "{unknown} quedan por averiguar.",
    "Of {cases} coded cases, the facts of {met} meet the elements of trafficking under the text in force on the day of the act, "
    "and in {children} of them some victim is a child or adolescent; in {none} some element is recorded as absent, and "
    "{unknown} stay undecided.",
)
EARLIER = _text(
    "Los de otros {precursor} cumplen un texto anterior que todavía no se llamaba trata.",
    "Those of another {precursor} meet an earlier text that was not yet called trafficking.",
)
NO_CASES = _text(
    "No evaluable: la fuente no tiene ningún caso codificado.", "Not assessable: the source holds no coded case."
)
BREAKS_SAID = _text(
    "Dentro del periodo entraron en vigor {n} textos ({texts}): los años a uno y otro lado de cada corte no son comparables.",
    "Within the period {n} texts entered into force ({texts}): the years on the two sides of each break are not comparable.",
)
BREAK_SAID = _text(
    "Dentro del periodo entró en vigor otro texto ({texts}): los años a uno y otro lado del corte no son comparables.",
    "Within the period another text entered into force ({texts}): the years on the two sides of the break are not comparable.",
)
NO_BREAK_SAID = _text(
    "Dentro del periodo no cambió ningún texto que dé la calificación.",
    "Within the period no text that gives the classification changed.",
)
MISSING_SAID = _text(
    "En {n} casos falta algún hecho que cambiaría la respuesta. El que más a menudo cambiaría la calificación: {fact} ({most} "
    "casos).",
    "In {n} cases some fact is lacking that would change the answer. The one that would most often change the classification: "
    "{fact} ({most} cases).",
)
NOTHING_MISSING = _text(
    "En ningún caso falta un hecho que cambiaría la calificación.",
    "In no case a fact is lacking that would change the classification.",
)
COURT_SAID = _text(
    "Hay fallo en {n} casos; en {unlike} de ellos no coincide con la calificación de los hechos, y así se muestra.",
    "There is a ruling in {n} cases; in {unlike} of them it differs from the classification of the facts, and is shown so.",
)

MAGNITUDE_NOTE = _text(
    "% = parte de los casos calificados como trata bajo la misma versión de la ley. «Nivel abierto»: un hecho que no consta deja "
    "abierto un nivel más alto. Cada versión cuenta según su propio texto: no se comparan ni se suman entre sí. La modalidad es la "
    "de los casos con alguna víctima menor de 18 años; los demás van aparte.",
    '% = share of the cases classified as trafficking under the same version of the law. "Tier open": a fact that is not recorded '
    "leaves a higher tier open. Each version counts by its own text: they are not compared or added. The modality is that of cases "
    "with some victim under 18; the others stand apart.",
)
BREAK_NOTE = _text(
    "Línea vertical: día en que entró en vigor otro texto. Los años a uno y otro lado no son comparables, porque los mismos hechos "
    "pueden recibir otra calificación; el año de un corte reúne casos de los dos textos.",
    "Vertical line: the day on which another text entered into force. The years on the two sides are not comparable, because the "
    "same facts may be classified otherwise; the year of a break holds cases of both texts.",
)
MOVED_NOTE = _text(
    "Con el texto inmediatamente anterior, {n} casos de la fuente tendrían otra calificación.",
    "Under the text just before, {n} cases of the source would be classified otherwise.",
)
NO_YEAR_NOTE = _text(
    "Sin un año cierto, y fuera del gráfico: {n}.", "Without a certain year, and outside the drawing: {n}."
)
OPEN_NOTE = _text(
    "Los casos por averiguar ({n}) no cuentan como «no»: van en su propia columna de la tabla.",
    'Undecided cases ({n}) do not count as "no": they have a column of their own in the table.',
)
MISSING_NOTE = _text(
    "Un caso puede necesitar varios hechos. «El más útil»: el primero de la lista del caso. Un hecho que falta no es un «no».",
    'One case may need several facts. "The most useful": the first on the list of the case. A fact that is lacking is not a "no".',
)
BESIDE_NOTE = _text(
    "El estado de la prueba y el fallo son del expediente; ninguno entra en el examen de elementos. Donde el fallo y el texto no "
    "coinciden, se muestran los dos.",
    "The state of the evidence and the ruling are the file's; neither enters the element test. Where ruling and text differ, both "
    "are shown.",
)
TRACE_NOTE = _text(
    "Los patrones más frecuentes de cada respuesta, sin número de caso, día ni lugar; las edades van por tramos.",
    "The commonest patterns of each answer, without case number, day or place; ages go by bands.",
)
