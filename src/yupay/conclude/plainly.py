"""How does a sentence read inside a cell, where no slot can stay open? Its numbers are written as the report writes them.

Forms of `yupay.model.table.Cell`; a quantity bounded by 1 has no zero before the point; p is never .000.
"""

from decimal import ROUND_HALF_UP, Decimal
from string import Formatter

from yupay.conclude.wording.marks import DECISIONS, MARKS
from yupay.model.table import Cell, Sentence
from yupay.model.text import Language, Text

NARROW_SPACE = "\u202f"
MINUS = "\u2212"
DIGITS = {"count": 0, "percent": 1, "rate": 1, "coefficient": 2, "p": 3, "year": 0}


def plainly(sentence: Sentence, style: str) -> Text:
    """The sentence as words in both languages."""
    return Text(es=_said(sentence, style, "es"), en=_said(sentence, style, "en"))


def _said(sentence: Sentence, style: str, language: Language) -> str:
    words = ""
    for before, slot, _, _ in Formatter().parse(sentence.template.say(language)):
        words += before
        if slot is not None:
            number = cell_words(sentence.slots[slot], style, language)
            words = words.removesuffix("= ") + number if number[:1] in ("<", ">") else words + number
    return words


def cell_words(cell: Cell, style: str, language: Language) -> str:
    """One cell as words."""
    if cell.mark is not None:
        return MARKS[cell.mark].say(language)
    if cell.form == "interval":
        return _interval(cell, style, language)
    if isinstance(cell.value, Text):
        return cell.value.say(language)
    if isinstance(cell.value, str) and cell.form == "decision":
        return DECISIONS.get(cell.value, Text.same(cell.value)).say(language)
    if cell.value is None:
        return "" if cell.form in ("text", "code", "decision") else MARKS["no data"].say(language)
    if isinstance(cell.value, str):
        return cell.value
    return _number(cell, cell.value, style, language)


def _number(cell: Cell, value: float, style: str, language: Language) -> str:
    whole = float(value).is_integer()
    digits = DIGITS.get(cell.form, 0 if whole else 1) if cell.digits is None else cell.digits
    if cell.form in ("year", "code"):
        return str(int(value)) if whole else str(value)
    if cell.form == "coefficient":
        return bounded(value, digits, style, language)
    return p_words(value, digits, style, language) if cell.form == "p" else number(value, digits, style, language)


def _interval(cell: Cell, style: str, language: Language) -> str:
    """Bounds in brackets; without the zero before the point where both are within 1."""
    given = [bound for bound in (cell.low, cell.high) if bound is not None]
    if not given and cell.value is None:
        return MARKS["no data"].say(language)
    within = cell.digits in (None, 2, 3) and bool(given) and max(abs(bound) for bound in given) <= 1
    digits = cell.digits if cell.digits is not None else 2 if within else 1
    write = bounded if within else number
    low = f"({MINUS}∞" if cell.low is None else f"[{write(cell.low, digits, style, language)}"
    high = "∞)" if cell.high is None else f"{write(cell.high, digits, style, language)}]"
    words = f"{low}{'; ' if style == 'si' and language == 'es' else ', '}{high}"
    if isinstance(cell.value, int | float):
        value = write(cell.value, digits, style, language)
        return f"{value} {words}" if given else value
    return words


def number(value: float, digits: int, style: str, language: Language) -> str:
    """A number with its groups and a fixed count of decimals, half rounded away from zero."""
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    group, decimal = (NARROW_SPACE if style == "si" else ","), ("," if style == "si" and language == "es" else ".")
    words = f"{abs(rounded):,f}".replace(",", "\0").replace(".", decimal).replace("\0", group)
    return f"{MINUS}{words}" if rounded < 0 else words


def bounded(value: float, digits: int, style: str, language: Language) -> str:
    """A quantity bounded by 1, without the zero before the point."""
    words = number(value, digits, style, language)
    decimal = "," if style == "si" and language == "es" else "."
    return words.replace(f"0{decimal}", decimal, 1) if abs(value) < 1 else words


def p_words(value: float, digits: int, style: str, language: Language) -> str:
    """A p value: below the last digit it reads "< .001"."""
    step = 10.0**-digits
    if value < step:
        return f"< {bounded(step, digits, style, language)}"
    if value > 1 - step:
        return f"> {bounded(1 - step, digits, style, language)}"
    return bounded(value, digits, style, language)


def together(*sentences: Sentence) -> Sentence:
    """Sentences one after another, as one sentence whose slots keep their cells."""
    renamed = [_renamed(sentence, f"s{place}_") for place, sentence in enumerate(sentences)]
    return Sentence(
        template=Text(es=" ".join(s.template.es for s in renamed), en=" ".join(s.template.en for s in renamed)),
        slots={name: cell for s in renamed for name, cell in s.slots.items()},
    )


def _renamed(sentence: Sentence, prefix: str) -> Sentence:
    """The same sentence with `prefix` before the name of every slot."""
    template = Text(es=_rename(sentence.template.es, prefix), en=_rename(sentence.template.en, prefix))
    return Sentence(template=template, slots={f"{prefix}{name}": cell for name, cell in sentence.slots.items()})


def _rename(template: str, prefix: str) -> str:
    parts = []
    for before, slot, _, _ in Formatter().parse(template):
        parts.append(before.replace("{", "{{").replace("}", "}}"))
        if slot is not None:
            parts.append(f"{{{prefix}{slot}}}")
    return "".join(parts)
