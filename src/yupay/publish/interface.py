"""Which words does every page share, whatever the study? Captions, notes, marks, decisions, buttons."""

from yupay.model.text import Text


def _text(es: str, en: str) -> Text:
    return Text(es=es, en=en)


CAPTIONS = {
    "table": _text("Tabla", "Table"),
    "figure": _text("Figura", "Figure"),
    "note": _text("Nota.", "Note."),
    "source": _text("Fuente", "Source"),
    "sources": _text("Fuentes", "Sources"),
    "annex": _text("Anexo", "Annex"),
    "annexes": _text("Anexos", "Annexes"),
    "chapter": _text("CAPÍTULO", "CHAPTER"),
    "results": _text("RESULTADOS", "RESULTS"),
    "contents": _text("Contenido", "Contents"),
    "list_of_tables": _text("Índice de tablas", "List of tables"),
    "list_of_figures": _text("Índice de figuras", "List of figures"),
    "references": _text("Referencias", "References"),
    "glossary": _text("Glosario", "Glossary"),
    "summary": _text("Resumen en una página", "One-page summary"),
    "methods": _text("Métodos", "Methods"),
    "standing": _text("Cómo leer este informe", "How to read this report"),
    "meaning": _text("Significado", "Meaning"),
    "needs": _text("Qué requiere", "What it needs"),
    "files_read": _text("Archivos leídos", "Files read"),
    "versions": _text("Versiones y registro", "Versions and registration"),
    "item": _text("Elemento", "Item"),
    "seed": _text("Semilla", "Seed"),
    "code_digest": _text("Huella del programa (sha256)", "Digest of the program (sha256)"),
    "plan_digest": _text("Huella del plan (sha256)", "Digest of the plan (sha256)"),
    "registered": _text("Plan registrado el", "Plan registered on"),
    "not_registered": _text("sin registro previo", "not registered beforehand"),
    "low": _text("límite inferior", "lower bound"),
    "high": _text("límite superior", "upper bound"),
    "rows_between": _text("filas no impresas", "rows not printed"),
    "page": _text("Página", "Page"),
    "of": _text("de", "of"),
    "spanish": _text("español", "Spanish"),
    "english": _text("inglés", "English"),
}

MARKS = {
    "no data": _text("sin dato", "no data"),
    "zero": _text("0", "0"),
    "hidden": _text("dato reservado", "suppressed"),
    "not published": _text("no publicado", "not published"),
    "imprecise": _text("impreciso", "imprecise"),
    "not applicable": _text("—", "—"),
    "not stated": _text("ámbito no precisado", "geography not stated"),
}

DECISIONS = {
    "supported": _text("respaldada", "supported"),
    "not supported": _text("no respaldada", "not supported"),
    "not assessable": _text("no evaluable", "not assessable"),
    "refused": _text("no evaluable", "not assessable"),
}

DECISION_SHAPES = {"supported": "●", "not supported": "○", "not assessable": "▨", "refused": "×"}
ALARM = "×"
"""The shape that is also red: a number that does not converge or is not identified, and is not given."""

HYPOTHESIS = {
    "hypotheses": _text("Hipótesis", "Hypotheses"),
    "h0": _text("H0", "H0"),
    "h1": _text("H1", "H1"),
    "level": _text("Nivel de significancia y corrección", "Significance level and correction"),
    "test": _text("Prueba y razón", "Test and reason"),
    "result": _text("Resultado", "Result"),
    "rule": _text("Regla de decisión", "Decision rule"),
    "decision": _text("Decisión", "Decision"),
    "reading": _text("Interpretación", "Interpretation"),
    "silence": _text("Qué no dice", "What it does not say"),
}

PANEL = {
    "copy_with_citation": _text("Copiar con cita", "Copy with citation"),
    "copied": _text("Copiado", "Copied"),
    "close": _text("Cerrar", "Close"),
    "value": _text("Valor", "Value"),
    "unit": _text("Unidad", "Unit"),
    "base": _text("Base", "Base"),
    "interval": _text("Intervalo de confianza", "Confidence interval"),
    "method": _text("Método", "Method"),
    "assumptions": _text("Supuestos", "Assumptions"),
    "assumption_held": _text("se cumple", "holds"),
    "assumption_failed": _text("no se cumple", "does not hold"),
    "assumption_unchecked": _text("no se verificó", "not checked"),
    "file": _text("Archivo", "File"),
    "hash": _text("sha256", "sha256"),
    "rows": _text("Filas", "Rows"),
    "warnings": _text("Advertencias", "Warnings"),
    "design": _text("Diseño", "Design"),
    "reference": _text("Referencia", "Reference"),
    "formula": _text("Fórmula", "Formula"),
}

CARD = {
    "producer": _text("Productor", "Producer"),
    "counting_unit": _text("Unidad de registro", "Counting unit"),
    "period": _text("Periodo", "Period"),
    "coverage": _text("Cobertura", "Coverage"),
    "geography": _text("Ámbito", "Geography"),
    "limitations": _text("Limitaciones", "Limitations"),
    "citation": _text("Cita", "Citation"),
    "url": _text("Dirección", "Address"),
    "licence": _text("Licencia", "Licence"),
    "retrieved": _text("Consultado el", "Retrieved on"),
    "title": _text("Título", "Title"),
    "id": _text("Id", "Id"),
    "sheet": _text("Hoja", "Sheet"),
    "number": _text("N.º", "No."),
    "term": _text("Término", "Term"),
}

SENTENCES = {
    "long_table": _text(
        "Se imprimen las {first} primeras y las {last} últimas de {rows} filas; "
        "la tabla completa está en {xlsx} y en {csv}.",
        "The first {first} and the last {last} of {rows} rows are printed; the whole table is in {xlsx} and in {csv}.",
    ),
    "own_elaboration": _text("Elaboración propia con yupay {version}.", "Own elaboration with yupay {version}."),
    "figure_table": _text("Los datos de la figura, como tabla", "The data of the figure, as a table"),
    "no_rows": _text("La tabla no tiene filas con estos datos.", "The table has no rows with these data."),
    "update_fields": _text(
        "Actualice este campo en Word: clic derecho, «Actualizar campo».",
        "Update this field in Word: right click, “Update field”.",
    ),
}

WORDS: dict[str, Text] = {**CAPTIONS, **HYPOTHESIS, **PANEL, **CARD, **SENTENCES, **MARKS, **DECISIONS}
