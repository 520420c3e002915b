"""Words of the protected counts of a registry."""

from yupay.model.text import Text

AXES = {
    "place": Text(es="Lugar", en="Place"),
    "age": Text(es="Edad", en="Age"),
    "sex": Text(es="Sexo", en="Sex"),
    "purpose": Text(es="Finalidad", en="Purpose"),
    "offence": Text(es="Calificación de los hechos", en="Qualification of the facts"),
    "year": Text(es="Año de registro", en="Year of recording"),
    "source": Text(es="Institución", en="Institution"),
}
MEMBERS = {
    "sexual": Text(es="Explotación sexual", en="Sexual exploitation"),
    "drugs": Text(es="Tráfico ilícito de drogas", en="Illicit drug trafficking"),
    "labour": Text(es="Trabajo forzado", en="Forced labour"),
    "other": Text(es="Otra finalidad", en="Another purpose"),
    "several": Text(es="Varias finalidades", en="Several purposes"),
    "unknown": Text(es="No consta", en="Not recorded"),
    "met": Text(es="Elementos de la trata registrados", en="Elements of trafficking recorded"),
    "open": Text(es="Por averiguar", en="Open"),
    "not met": Text(es="Elementos no registrados", en="Elements not recorded"),
    "F": Text(es="Mujer", en="Female"),
    "M": Text(es="Hombre", en="Male"),
    "0-11": Text(es="0 a 11 años", en="0 to 11 years"),
    "12-13": Text(es="12 y 13 años", en="12 and 13 years"),
    "14-17": Text(es="14 a 17 años", en="14 to 17 years"),
}
ALL = Text(es="Total", en="Total")
PERSONS = Text(es="Personas", en="Persons")
HIDDEN_NOTE = Text(
    es="Los conteos de 1 a {most} personas se ocultan, y otros más para que aquellos no puedan deducirse; una sola marca para todos. Una celda oculta no es cero ni falta.",
    en="Counts of 1 to {most} persons are hidden, and others so that those cannot be worked out; one mark for all. A hidden cell is neither zero nor missing.",
)
LOST_NOTE = Text(
    es="Las celdas visibles, sin totales, reúnen {share} % de las personas de la tabla.",
    en="The printed cells, totals aside, hold {share} % of the persons of the table.",
)
LISTS_NOTE = Text(
    es="Una persona puede estar en los registros de varias instituciones: las filas no se suman.",
    en="A person may be on the lists of several institutions: rows do not add up.",
)
