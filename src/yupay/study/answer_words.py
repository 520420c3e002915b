"""What do the words of an answer say? That there is none, that answers are ordered, or that an item is turned around."""

import re
from collections.abc import Collection, Iterable

from yupay.study.aliases import folded

NONE = (
    r"(?:no (?:sabe|se|responde|contesta|opina|precisa|recuerda|aplica|corresponde|especifica|especificado|informa)"
    r"|sin (?:respuesta|informacion|dato|datos)|prefier[eo] no \w+(?: .*)?|rehus[ao]\w*|n ?[srcae]|ns ?n[rc]|n ?s ?n ?[rc]"
    r"|no (?:answer|response|opinion)|do(?: ?n ?t| not) (?:know|remember)|dk|(?:refused?|declined?)(?: to \w+)?"
    r"|(?:i )?(?:would |d )?(?:rather not|prefers? not to) \w+(?: .*)?|not applicable|missing|perdidos?)"
)
NO_ANSWER = re.compile(rf"{NONE}(?:(?: [oy]| or| and)? (?:{NONE}|responde|contesta|opina))*")
REVERSED = re.compile(r"\((?:(?:item )?invers[oa]|invertid[oa]|negativ[oa]|reversed?(?: item)?|r)\)")
ORDERED = frozenset(
    "nunca siempre veces frecuentemente raramente casi ocasionalmente nada poco poca algo bastante mucho mucha muy totalmente "
    "completamente acuerdo desacuerdo bajo baja medio media alto alta malo mala regular bueno buena pesimo excelente "
    "inseguro insegura seguro segura satisfecho insatisfecho peor igual mejor ninguna primaria secundaria superior "
    "never rarely seldom sometimes often always little somewhat very strongly completely disagree agree low medium "
    "middle high poor fair good excellent bad unsafe safe dissatisfied satisfied worse same better primary secondary "
    "higher least most".split()
)


def no_answer(words: str) -> bool:
    """Whether an answer says that there is none: does not know, did not respond, would rather not say."""
    plain = " ".join(re.sub(r"[^\w]+", " ", folded(words)).split())
    return NO_ANSWER.fullmatch(plain) is not None


def in_order(answers: Collection[str]) -> bool:
    """Whether most of three or more answers are words of degree: never, sometimes, always."""
    said = [set(re.findall(r"\w+", folded(words))) for words in answers]
    return len(said) > 2 and sum(bool(words & ORDERED) for words in said) * 3 >= len(said) * 2


def turned_around(labels: Iterable[str]) -> bool:
    """Whether a label marks its item as one that reads the other way round: (inverso), (reversed), (R)."""
    return any(REVERSED.search(folded(label)) for label in labels)
