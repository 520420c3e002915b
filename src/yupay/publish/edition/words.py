"""Words of the pages of an edition: short ones here, the passages of its methods in `passages`."""

from yupay.model.text import Text


def _text(es: str, en: str) -> Text:
    return Text(es=es, en=en)


FRAME = {
    "edition": _text("Edición", "Edition"),
    "report": _text("Informe", "Report"),
    "methods": _text("Métodos", "Methods"),
    "privacy_report": _text("Privacidad", "Privacy"),
    "utility_report": _text("Utilidad", "Utility"),
    "other_language": _text("in English", "en español"),
    "pages": _text("Páginas de la edición", "Pages of the edition"),
    "language": _text("Idioma", "Language"),
    "skip": _text("Ir al contenido", "Skip to the contents"),
    "made_with": _text("Hecho con yupay", "Made with yupay"),
    "none": _text("ninguna", "none"),
    "not_said": _text("no se dice", "not said"),
}
PRIVACY = {
    "title": _text("Informe de privacidad", "Privacy report"),
    "lead": _text(
        "Por qué se publica esta edición, quién responde por ella, y qué se hizo para que ninguna cifra señale a una persona.",
        "Why this edition is published, who answers for it, and what was done so that no figure points at a person.",
    ),
    "policy": _text("La política", "The policy"),
    "purpose": _text("Para qué", "What for"),
    "accountable": _text("Quién responde", "Who answers"),
    "contact": _text("Contacto", "Contact"),
    "retention": _text("Los registros se conservan hasta", "Records are kept until"),
    "threshold": _text("Umbral", "Threshold"),
    "threshold_words": _text(
        "{k}: se oculta todo conteo de 1 a {most} personas", "{k}: every count of 1 to {most} persons is hidden"
    ),
    "width": _text("Ancho", "Width"),
    "width_words": _text(
        "quien solo conoce lo publicado no puede acotar un conteo protegido en menos de {width}",
        "who only knows what is published cannot narrow a protected count to less than {width}",
    ),
    "dominance": _text("Una sola institución", "One single institution"),
    "dominance_words": _text(
        "se oculta la celda de la que una institución tiene más del {share} %",
        "a cell of which one institution holds more than {share}% is hidden",
    ),
    "audit": _text("Auditoría", "Audit"),
    "audit_words": _text(
        "aprobada: sí. Se hizo sobre todas las tablas juntas antes de escribir el primer archivo; sin ella no se escribe ninguno.",
        "passed: yes. It was made over all tables together before the first file was written; without it none is written.",
    ),
    "earlier": _text("Ediciones con las que se juzgó", "Editions it was judged with"),
    "reason": _text("Razón del umbral, firmada por", "Reason for the threshold, signed by"),
    "hidden": _text("Qué parte de cada tabla se oculta", "Which share of each table is hidden"),
    "hidden_note": _text(
        "Celdas ocultas entre las que no son totales. No se dice cuáles se ocultan por pequeñas y cuáles para proteger a otras, ni entre qué valores está cada una.",
        "Hidden cells among those that are no totals. It is not said which are hidden for being small and which to protect others, nor between which values each lies.",
    ),
    "table": _text("Tabla", "Table"),
    "hidden_cells": _text("Celdas ocultas", "Hidden cells"),
    "questions": _text("Preguntas de datos responsables", "Responsible-data questions"),
    "questions_note": _text(
        "Según Responsible Data for Children (UNICEF y The GovLab). Las responde quien responde por la edición.",
        "After Responsible Data for Children (UNICEF and The GovLab). Answered by who answers for the edition.",
    ),
    "harms": _text("¿Podría dañar a un grupo?", "Could it harm a group?"),
    "exhibit": _text("Tabla, figura o mapa", "Table, figure or map"),
    "harm": _text("Daño posible", "Possible harm"),
    "answer": _text("Respuesta", "Answer"),
}
ANSWERS = {
    "no": _text("no", "no"),
    "yes, mitigated": _text("sí, atenuado", "yes, mitigated"),
    "do not publish": _text("no se publica", "not published"),
}
NOISE = {
    "head": _text("Tablas con ruido", "Tables with noise"),
    "drawn_cells": _text("Celdas sorteadas", "Drawn cells"),
    "scale": _text("Escala", "Scale"),
    "one": _text("Una celda, 95 de 100", "One cell, 95 in 100"),
    "total": _text("El total, 95 de 100", "The total, 95 in 100"),
    "reach": _text(
        "En 95 de 100 sorteos el ruido de una celda, y el del total, no pasa de lo que se dice, hacia arriba o hacia abajo. Un conteo menor que cero no es un error.",
        "In 95 of 100 draws the noise of one cell, and of the total, is at most what is said, up or down. A count below zero is no error.",
    ),
    "budget": _text("Ruido: presupuesto", "Noise: budget"),
    "budget_words": _text(
        "epsilon {here} en esta edición, {spent} con todo lo sorteado hasta ella; tope {cap} en total, {year} por año",
        "epsilon {here} in this edition, {spent} with all that was drawn up to it; cap {cap} in all, {year} a year",
    ),
    "epsilon_here": _text(
        "Qué significa epsilon. Piense en una persona cualquiera y en quien apuesta, mitad y mitad, a que está en los registros. Con epsilon {epsilon}, lo que estas tablas dicen es como mucho {odds} veces más probable si está que si no está, o al revés: quien apuesta puede pasar de 50 % a {belief} de certeza, no más, aunque sepa todo de los demás. De quien ya se sabe que está, sobre en cuál de dos celdas: hasta {double}.",
        "What epsilon means. Think of any person, and of somebody who bets, half and half, that this person is in the records. With epsilon {epsilon}, what these tables say is at most {odds} times likelier if the person is there than if not, or the reverse: whoever bets can go from 50% to {belief} of certainty and no further, even knowing everything of all others. Of a person known to be there, on which of two cells: up to {double}.",
    ),
    "epsilon_spent": _text(
        "Quien reúne todo el ruido sorteado hasta ahora (epsilon {epsilon}) puede llegar a {belief}. Por eso hay un tope.",
        "Whoever brings together all noise drawn so far (epsilon {epsilon}) can get to {belief}. That is why there is a cap.",
    ),
    "would": _text(
        "Nada se sorteó todavía. Al publicar se sortearía y se gastaría lo que sigue, y no se puede deshacer: lo gastado no vuelve.",
        "Nothing was drawn yet. Publishing would draw and spend what follows, and it cannot be undone: what is spent does not come back.",
    ),
    "already": _text(
        "El ruido de estos datos ya se sorteó: publicar no gasta nada más.",
        "The noise of these data was drawn before: publishing spends nothing more.",
    ),
}
UTILITY = {
    "title": _text("Informe de utilidad", "Utility report"),
    "lead": _text(
        "Qué se perdió al proteger: para que quien use estas cifras sepa lo que no puede concluir de ellas.",
        "What was lost by protecting: so that who uses these figures knows what cannot be concluded from them.",
    ),
    "lost": _text("Lo que se oculta, tabla por tabla", "What is hidden, table by table"),
    "cells": _text("Celdas", "Cells"),
    "people": _text("Personas en celdas publicadas", "Persons in published cells"),
    "inner": _text("Sin totales", "Totals aside"),
    "margin": _text("Totales por {axis}", "Totals by {axis}"),
    "lost_note": _text(
        "Las partes se calculan de lo publicado; donde un total se oculta, no se dicen.",
        "Shares are worked out from what is published; where a total is hidden they are not said.",
    ),
    "coarser": _text("Lo que salió más grueso", "What came out coarser"),
    "coarser_none": _text(
        "Nada: cada eje de cada tabla tiene algún valor publicado.",
        "Nothing: every axis of every table has some published value.",
    ),
    "coarser_axis": _text(
        "{title}: no se publica ningún valor por {axis}, solo totales.",
        "{title}: no value by {axis} is published, only totals.",
    ),
    "coarser_inner": _text("{title}: solo se publican totales.", "{title}: only totals are published."),
    "coarser_district": _text(
        "{title}: no se publica ningún distrito, solo zonas.", "{title}: no district is published, only zones."
    ),
    "refused": _text("Lo que no se publica", "What is not published"),
    "refused_none": _text("Ninguna tabla, figura o mapa se dejó fuera.", "No table, figure or map was left out."),
    "reading": _text("Cómo leer una celda oculta", "How to read a hidden cell"),
    "changes": _text("Qué cambió desde la edición anterior", "What changed since the edition before"),
}
READING = (
    _text(
        "Una celda oculta no es cero ni falta de dato: hay un conteo, y no se dice. No la trate como cero ni la quite.",
        "A hidden cell is neither zero nor missing: there is a count, and it is not said. Do not take it for zero or drop it.",
    ),
    _text(
        "En el análisis del informe cada celda oculta es un valor censurado, del que solo se sabe lo que cualquiera puede deducir. Donde la respuesta depende de cómo se rellene, la decisión es «no evaluable».",
        "In the analysis of the report every hidden cell is a censored value, of which only what anybody can work out is known. Where the answer depends on how it is filled, the decision is “not assessable”.",
    ),
    _text(
        "Las celdas publicadas se eligen por su tamaño: una comparación entre ellas solas favorece a los lugares y grupos con más personas.",
        "Published cells are chosen by their size: a comparison among them alone favours places and groups with more persons.",
    ),
)
METHODS = {
    "title": _text("Métodos de la edición", "Methods of the edition"),
    "lead": _text(
        "De los archivos de las instituciones a los conteos que se publican.",
        "From the files of the institutions to the counts that are published.",
    ),
    "tables": _text("Las tablas", "The tables"),
    "axes": _text("Ejes", "Axes"),
    "file": _text("Archivo", "File"),
    "measured": _text("Lo que se midió", "What was measured"),
    "references": _text("Referencias", "References"),
}
DRY = {
    "title": _text("Ensayo de una edición", "Rehearsal of an edition"),
    "mark": _text("NO PUBLICAR: para quien dirige la oficina", "NOT FOR PUBLICATION: for the head of office"),
    "lead": _text(
        "Nada se publicó ni se anotó. Esto es lo que saldría, y lo que usted firma si sale.",
        "Nothing was published or noted. This is what would leave, and what you sign if it does.",
    ),
    "leaves": _text("Lo que saldría", "What would leave"),
    "kept": _text("Lo que no sale", "What does not leave"),
    "checked": _text("Lo que se comprobó", "What was checked"),
    "answered": _text("Quién respondió", "Who answered"),
    "answered_words": _text(
        "{who} respondió las {n} preguntas de datos responsables y dijo de cada tabla, figura y mapa si podría dañar a un grupo ({all}): no, {no}; sí, atenuado, {mitigated}; no se publica, {kept}.",
        "{who} answered the {n} responsible-data questions and said of every table, figure and map whether it could harm a group ({all}): no, {no}; yes, mitigated, {mitigated}; not published, {kept}.",
    ),
    "again": _text(
        "Lo publicado no se puede retirar: quien tenga dos versiones las puede restar. Por eso esta edición se juzgó junto con todas las anteriores.",
        "What is published cannot be recalled: whoever holds two versions can subtract them. That is why this edition was judged together with every earlier one.",
    ),
    "next": _text("Si está de acuerdo", "If you agree"),
    "next_words": _text(
        "Ejecute la misma orden sin la opción de ensayo. La carpeta pública será",
        "Run the same command without the option of rehearsal. The public folder will be",
    ),
}
