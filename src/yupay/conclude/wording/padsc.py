"""What are the parts of the diagnosis of a district plan called, and which kinds of exhibit does each need?"""

from yupay.model.text import Text

NO_PUBLIC_DATA = Text(es="Sin dato público.", en="No public data.")
SEE_NUMBER = Text(es="Véase la Tabla {number}.", en="See Table {number}.")
SEE_TITLE = Text(es="Véase «{title}».", en='See "{title}".')
PARTS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("problem", Text(es="Definición del problema", en="Definition of the problem"), ("consistency",)),
    ("approaches", Text(es="Enfoques", en="Approaches"), ("modalities",)),
    (
        "population",
        Text(es="Información sociodemográfica", en="Sociodemographic information"),
        ("unit-descriptives", "districts"),
    ),
    ("victimisation", Text(es="Victimización", en="Victimisation"), ("survey-indicators",)),
    (
        "complaints",
        Text(es="Denuncias", en="Complaints"),
        ("registries", "series", "modality-ranks", "unit-ranks", "pareto"),
    ),
    ("perception", Text(es="Percepción", en="Perception"), ("survey-indicators",)),
    ("areas", Text(es="Zonas de mayor incidencia", en="Areas of greatest incidence"), ("rank-sets",)),
    ("resources", Text(es="Recursos", en="Resources"), ("unit-descriptives", "districts")),
)
