"""Which items do STROBE (cross-sectional studies) and RECORD ask of a report? In our words, with where each stands.

Reference: von Elm, E., Altman, D. G., Egger, M., Pocock, S. J., Gøtzsche, P. C., & Vandenbroucke, J. P. (2007). PLoS
Medicine, 4(10), e296. Benchimol, E. I., Smeeth, L., Guttmann, A., Harron, K., Moher, D., Petersen, I., Sørensen, H. T.,
von Elm, E., & Langan, S. M. (2015). PLoS Medicine, 12(10), e1001885.
"""

from dataclasses import dataclass
from typing import Literal

from yupay.model.text import Text

Needs = Literal["part", "author", "linked"]
"""Who answers it: a part of the report, only the author, or the pages of an edition: without linked lists it has no object."""


@dataclass(frozen=True)
class Item:
    """One item: its number in the standard, what it asks, where the report answers it, and who does."""

    number: str
    asks: Text
    where: str
    needs: Needs = "part"


def _item(number: str, es: str, en: str, where: str, needs: Needs = "part") -> Item:
    return Item(number, Text(es=es, en=en), where, needs)


STROBE = (
    _item(
        "1",
        "El diseño en el título o el resumen, y un resumen equilibrado",
        "The design in the title or the abstract, and a balanced abstract",
        "cover",
    ),
    _item("2", "Antecedentes y razón del estudio", "Background and reason for the study", "1.problems"),
    _item("3", "Objetivos e hipótesis previas", "Objectives and hypotheses stated beforehand", "1.objectives"),
    _item("4", "Elementos del diseño", "Key elements of the design", "2"),
    _item("5", "Lugar, periodo y fechas", "Setting, period and dates", "cover"),
    _item("6", "Criterios de selección de las unidades", "How the units were chosen", "2"),
    _item("7", "Definición de cada variable", "Definition of each variable", "operationalisation"),
    _item("8", "Fuente y forma de medición de cada variable", "Source and measurement of each variable", "3"),
    _item("9", "Esfuerzos contra los sesgos", "Efforts against bias", "5.limits"),
    _item("10", "Cómo se llegó al tamaño del estudio", "How the study size was arrived at", "2"),
    _item(
        "11",
        "Cómo se trataron las variables cuantitativas",
        "How quantitative variables were handled",
        "operationalisation",
    ),
    _item("12a", "Métodos estadísticos y control de confusión", "Statistical methods and control of confounding", "2"),
    _item("12b", "Subgrupos e interacciones", "Subgroups and interactions", "4.5"),
    _item("12c", "Tratamiento de los datos que faltan", "How missing data were handled", "missing-data"),
    _item("12d", "El diseño de la muestra en el análisis", "The sampling design in the analysis", "2"),
    _item("12e", "Análisis de sensibilidad", "Sensitivity analyses", "4.5"),
    _item(
        "13",
        "Unidades en cada etapa: existentes, con respuesta, analizadas",
        "Units at each stage: existing, answering, analysed",
        "missing-data",
    ),
    _item(
        "14",
        "Características de las unidades y datos que faltan por variable",
        "Features of the units and missing data by variable",
        "4.3",
    ),
    _item("15", "Cifras de los resultados", "Figures of the outcomes", "4.1"),
    _item("16", "Estimaciones con intervalo y ajuste", "Estimates with interval and adjustment", "4.4"),
    _item("17", "Otros análisis", "Other analyses", "4.5"),
    _item("18", "Resultados clave por objetivo", "Key results by objective", "5.objectives"),
    _item(
        "19",
        "Limitaciones, con sentido y tamaño del sesgo posible",
        "Limitations, with direction and size of possible bias",
        "5.limits",
    ),
    _item("20", "Interpretación prudente", "Cautious interpretation", "5.general"),
    _item("21", "A quiénes se extiende el resultado", "To whom the result extends", "5.cannot-say"),
    _item("22", "Financiamiento", "Funding", "", "author"),
)
RECORD = (
    _item(
        "1.1",
        "El tipo de datos en el título o el resumen, con el nombre de las bases",
        "The type of data in the title or abstract, with the names of the databases",
        "cover",
    ),
    _item(
        "1.2",
        "El ámbito geográfico y el periodo en el título o el resumen",
        "Geographic region and period in the title or abstract",
        "cover",
    ),
    _item(
        "1.3",
        "Si se enlazaron bases, dicho en el título o el resumen",
        "Linkage between databases, said in the title or abstract",
        "",
        "linked",
    ),
    _item("6.1", "Códigos con que se eligió la población", "Codes by which the population was selected", "3"),
    _item("6.2", "Estudios de validación de esos códigos", "Validation studies of those codes", "", "author"),
    _item("6.3", "Diagrama del enlace de bases", "Diagram of the linkage", "", "linked"),
    _item(
        "7.1",
        "Lista completa de códigos y definiciones",
        "Complete list of codes and definitions",
        "operationalisation",
    ),
    _item("12.1", "A qué parte de las bases se tuvo acceso", "To which part of the databases there was access", "3"),
    _item("12.2", "Cómo se limpiaron los datos", "How the data were cleaned", "3"),
    _item(
        "12.3",
        "Nivel, técnica y calidad del enlace",
        "Level, technique and quality of the linkage",
        "methods",
        "linked",
    ),
    _item("13.1", "Cómo se filtraron los registros", "How records were filtered", "missing-data"),
    _item(
        "19.1",
        "Qué implica usar datos que no se crearon para esta pregunta",
        "What it implies to use data not created for this question",
        "5.limits",
    ),
    _item("22.1", "Dónde están el plan, los datos y el programa", "Where plan, data and program are", "cards"),
)
TITLE = Text(es="Lista de comprobación STROBE y RECORD", en="STROBE and RECORD checklist")
STANDARD = {
    "STROBE": Text(es="STROBE (estudios transversales)", en="STROBE (cross-sectional studies)"),
    "RECORD": Text(es="RECORD (datos reunidos para otros fines)", en="RECORD (data collected for other purposes)"),
}
NUMBER = Text(es="Ítem", en="Item")
ASKS = Text(es="Qué pide", en="What it asks")
WHERE = Text(es="Dónde está", en="Where it stands")
STATE = Text(es="Estado", en="State")
REPORTED = Text(es="informado", en="reported")
BY_AUTHOR = Text(es="lo completa la persona autora", en="to be completed by the author")
NO_OBJECT = Text(es="no corresponde", en="does not apply")
NOT_REPORTED = Text(es="no está en el estudio", en="not in the study")
CARDS = Text(es="Fichas de métodos, fuentes y versiones", en="Cards of methods, sources and versions")
METHODS = Text(es="Métodos de la edición (methods)", en="Methods of the edition (methods)")
COVER = Text(es="Portada", en="Cover")
SECTION = Text(es="Sección {number}", en="Section {number}")
NOTE = Text(
    es="El programa comprueba que la parte exista en este informe, no que sea suficiente: eso lo juzga quien lee. "
    "STROBE: von Elm y otros (2007), PLoS Medicine 4(10), e296. RECORD: Benchimol y otros (2015), PLoS Medicine 12(10), e1001885.",
    en="The program checks that the part exists in this report, not that it is enough: that is for the reader to judge. "
    "STROBE: von Elm et al. (2007), PLoS Medicine 4(10), e296. RECORD: Benchimol et al. (2015), PLoS Medicine 12(10), e1001885.",
)
