"""How is a counting unit called on the page?"""

from yupay.model.text import Text

COUNTING_UNITS = {
    "complaint": Text(es="denuncia", en="complaint"),
    "case": Text(es="caso", en="case"),
    "presumed victim": Text(es="presunta víctima", en="presumed victim"),
    "identified victim": Text(es="víctima identificada", en="identified victim"),
    "assisted victim": Text(es="víctima atendida", en="assisted victim"),
    "person": Text(es="persona", en="person"),
    "police operation": Text(es="operativo policial", en="police operation"),
    "police station": Text(es="comisaría", en="police station"),
    "gang": Text(es="banda criminal", en="criminal gang"),
    "misdemeanour complaint": Text(es="denuncia por faltas", en="misdemeanour complaint"),
    "officer": Text(es="policía", en="police officer"),
    "death": Text(es="muerte", en="death"),
    "inhabitant": Text(es="habitante", en="inhabitant"),
    "percent": Text(es="porcentaje", en="percentage"),
    "index": Text(es="índice", en="index"),
    "place": Text(es="lugar", en="place"),
}


def counting_unit(name: str) -> Text:
    """The counting unit in both languages; the word itself where it is not one of the list."""
    return COUNTING_UNITS.get(name, Text.same(name))
