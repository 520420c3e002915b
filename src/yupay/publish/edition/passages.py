"""What the methods page of an edition says: how a person is counted, what is hidden and why, what protection cannot do."""

from yupay.model.registry import EditionPolicy, EditionSheet
from yupay.model.text import Text

Passage = tuple[Text, tuple[Text, ...]]


def _text(es: str, en: str) -> Text:
    return Text(es=es, en=en)


PERSONS = (
    _text("De los registros a las personas", "From records to persons"),
    (
        _text(
            "El archivo de cada institución se lee con un mapa propio: cada columna y cada palabra se lleva a un mismo esquema; lo que el mapa no nombra no entra. Los registros quedan en una bóveda que no sale de la institución.",
            "The file of each institution is read with a mapping of its own: every column and word is taken to one schema; what the mapping does not name does not come in. Records stay in a vault that does not leave the institution.",
        ),
        _text(
            "Los registros de una misma persona se vinculan por nombres, apellidos, documento, fecha de nacimiento y lugar, con un modelo probabilístico (Fellegi y Sunter, 1969). Una persona se cuenta una vez, en todas las tablas, salvo en las tablas por institución: allí cuenta una vez en cada lista en que está, y las listas no se suman.",
            "Records of one person are linked by given names, surnames, document, date of birth and place, with a probabilistic model (Fellegi & Sunter, 1969). A person is counted once, in every table, but for tables by institution: there once on each list, and lists do not add up.",
        ),
        _text(
            "Cada respuesta es la primera que alguna institución anotó. El lugar es el de la explotación; si no consta, el del rescate; si no, el de la captación. El año es el del primer registro. Quien tiene más de una finalidad cuenta en «varias». «No consta» es un grupo como los demás y se protege igual.",
            "Each answer is the first that some institution wrote down. The place is that of the exploitation; where it is not recorded, of the rescue; else of the recruitment. The year is that of the first record. Who has more than one purpose counts under “several”. “Not recorded” is a group like any other and is protected alike.",
        ),
        _text(
            "Se cuentan personas menores de 18 años; quien no tiene edad anotada también cuenta, pues en caso de duda se presume niña, niño o adolescente. Quien la autoridad descartó como víctima no cuenta.",
            "Persons under 18 are counted; who has no recorded age counts too, since in doubt a person is taken for a child or adolescent. Whom the authority ruled out as a victim does not count.",
        ),
    ),
)
NOISE = (
    _text("Las tablas con ruido", "The tables with noise"),
    (
        _text(
            "En ellas no se oculta nada y nada es exacto: a cada celda interior, también a las que no tienen a nadie, se le sumó un número entero al azar, positivo o negativo (ruido de Laplace discreto), y los totales son la suma de las celdas con su ruido. Las celdas son todas las que se declararon de antemano; ningún conteo exacto de estas tablas sale de la bóveda, ni entra al análisis del informe.",
            "In them nothing is hidden and nothing is exact: to every inner cell, also to those with nobody, a random whole number was added, positive or negative (discrete Laplace noise), and totals are the sum of the cells with their noise. The cells are all those declared beforehand; no exact count of these tables leaves the vault, nor does it enter the analysis of the report.",
        ),
        _text(
            "Un conteo menor que cero no es un error: es una celda con pocas personas o ninguna, a la que le tocó ruido negativo. No lo cambie por cero: los totales quedarían demasiado altos. Una celda con 3 puede ser de nadie, y una con 0 puede tener personas: la tabla sirve para comparar grupos grandes, no para afirmar algo de una celda pequeña.",
            "A count below zero is no error: it is a cell with few persons or none that drew negative noise. Do not put it to zero: totals would be too high. A cell with 3 may hold nobody, and one with 0 may hold persons: the table serves to compare large groups, not to claim something of a small cell.",
        ),
        _text(
            "El ruido se sorteó una sola vez para estos datos y se guarda: volver a publicar da las mismas cifras y no cuesta nada. Si los datos cambian en algo, todo se sortea de nuevo y se paga de nuevo; dos ediciones con las mismas cifras dicen que entre ellas el registro no cambió. Lo que cuestan los sorteos (epsilon) se suma para siempre y tiene un tope, que se comprueba antes de sortear (Ghosh, Roughgarden y Sundararajan, 2012).",
            "Noise was drawn once for these data and is kept: publishing again gives the same figures and costs nothing. Where the data change at all, everything is drawn anew and paid for anew; two editions with the same figures say that the registry did not change between them. What draws cost (epsilon) adds up for ever and has a cap, checked before drawing (Ghosh, Roughgarden & Sundararajan, 2012).",
        ),
        _text(
            "El umbral y la auditoría valen para las demás tablas. El ruido protege de otro modo: limita cuánto puede aprender cualquiera sobre una persona a partir de estas tablas, sepa lo que sepa, también lo que dicen las tablas exactas. No esconde que una celda es pequeña.",
            "The threshold and the audit hold for the other tables. Noise protects otherwise: it limits how much anybody can learn about one person from these tables, whatever they know, what the exact tables say included. It does not hide that a cell is small.",
        ),
    ),
)
NOISE_REFERENCE = "Ghosh, A., Roughgarden, T., & Sundararajan, M. (2012). Universally utility-maximizing privacy mechanisms. SIAM Journal on Computing, 41(6), 1673–1693."
EDITIONS = (
    _text("Juntas, todas las ediciones", "All editions together"),
    (
        _text(
            "La diferencia entre dos ediciones es otra tabla: la de quienes entraron o salieron entre ambas. Por eso cada edición se juzga junto con todas las anteriores, y no sale si permite deducir una diferencia pequeña. Las ediciones publicadas quedan en un libro al que solo se agrega.",
            "The difference of two editions is a table too: of who came in or went out between them. Each edition is therefore judged together with every earlier one, and does not leave if it lets a small difference be worked out. Published editions stay in a ledger that is only ever added to.",
        ),
    ),
)
LIMITS = (
    _text("Lo que esta protección no puede", "What this protection cannot do"),
    (
        _text(
            "Protege de quien solo conoce lo publicado, y de una institución que resta sus propios casos. No protege de quien ya tiene los registros de varias instituciones, ni de lo que otros publiquen por su cuenta sobre las mismas personas.",
            "It protects from who only knows what is published, and from an institution that takes its own cases away. It does not protect from who already has the records of several institutions, nor from what others publish on their own about the same persons.",
        ),
        _text(
            "Un conteo de registros es lo que las instituciones anotaron, no lo que ocurrió.",
            "A count of records is what institutions wrote down, not what occurred.",
        ),
    ),
)
FILES = (
    _text("Los archivos", "The files"),
    (
        _text(
            "tables/ tiene los conteos con todos sus totales: una columna por eje, _T para el total, y una sola marca para toda celda oculta. codebook da el significado de cada columna y código en los dos idiomas; datapackage.json los describe para programas; manifest.sha256 permite comprobar que nada cambió.",
            "tables/ holds the counts with all their totals: one column per axis, _T for the total, and one mark for every hidden cell. codebook gives the meaning of every column and code in both languages; datapackage.json describes them for programs; manifest.sha256 lets anyone check that nothing changed.",
        ),
    ),
)
REFERENCES = (
    "Fellegi, I. P., & Sunter, A. B. (1969). A theory for record linkage. Journal of the American Statistical Association, 64(328), 1183–1210.",
    "Fischetti, M., & Salazar-González, J. J. (2000). Models and algorithms for optimizing cell suppression in tabular data with linear constraints. Journal of the American Statistical Association, 95(451), 916–928.",
    "Hundepool, A., Domingo-Ferrer, J., Franconi, L., Giessing, S., Schulte Nordholt, E., Spicer, K., & de Wolf, P.-P. (2012). Statistical disclosure control. Wiley.",
)


def passages(sheet: EditionSheet) -> tuple[Passage, ...]:
    """The passages before the list of tables and those after it, in order; one on noise where some table carries it."""
    return (PERSONS, _protection(sheet.policy), *((NOISE,) if sheet.noisy else ()), EDITIONS, LIMITS, FILES)


def _protection(policy: EditionPolicy) -> Passage:
    k, width = policy.threshold, policy.width
    hidden = _text(
        f"Se oculta todo conteo de 1 a {k - 1} personas; el que quedaría así si una institución restara sus propios casos; y el grupo en que todas las personas tienen una misma finalidad.",
        f"Hidden is every count of 1 to {k - 1} persons; one that would be so if an institution took its own cases away; and a group in which all persons have one same purpose.",
    )
    others = _text(
        "Con eso no basta: de un total y sus partes se deduce la que falta. Se ocultan por ello otras celdas, las menos posibles, mirando juntas todas las tablas y todos sus totales (Fischetti y Salazar-González, 2000).",
        "That is not enough: from a total and its parts the missing one is worked out. Other cells are therefore hidden, as few as can be, looking at all tables and all their totals together (Fischetti & Salazar-González, 2000).",
    )
    audit = _text(
        f"Una auditoría por programación lineal se pone en el lugar de quien conoce todo lo publicado y la regla: si pudiera acotar un conteo protegido en menos de {width}, o deducirlo, no se escribe ningún archivo. A quien sabe además que un conteo oculto no es cero le queda al menos la mitad.",
        f"An audit by linear programming takes the place of who knows everything published and the rule: could it narrow a protected count to less than {width}, or work it out, no file is written. Who also knows that a hidden count is not zero is left at least half of that.",
    )
    zeros = _text(
        "Donde la tabla no dice lo contrario, un cero se oculta con la misma marca, pues que en un lugar no haya nadie también se puede usar; se imprime el que cualquiera deduce de lo demás.",
        "Where a table does not say otherwise a zero is hidden under the same mark, for that a place has nobody can be used too; one that anybody can work out from the rest is printed.",
    )
    return (
        _text("Qué se oculta, y por qué basta", "What is hidden, and why it is enough"),
        (hidden, others, audit, zeros),
    )
