"""The page of every text on its time line, for a reader: made from the texts, never written by hand.

`python -m yupay.derive.law.page docs/law-texts.md`
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from yupay.derive.law.read import read_law
from yupay.derive.law.wording import BANNER
from yupay.model.law import Condition, Element, Frame, Item, Law, Provision, Quote, Rule

GROUPS = (
    ("trata", "Trafficking in persons (trata de personas)"),
    ("precursor", "The texts on minors before 2007"),
    ("neighbour", "Neighbouring offences"),
    ("international", "International texts"),
)
HEAD = """# Every text of the law, on its time line

Made from the texts by `python -m yupay.derive.law.page docs/law-texts.md`; do not edit it: edit the texts
([how to amend the law](how-to-amend-the-law.md)). The words in quotation marks are those of the norm; the English is a gloss. A text is in force
from the day after its publication unless the page says why not. The page says which facts each article asks for. It says nothing on any person.
"""
MET = {"facts": "", "all": "all of", "any": "one of", "none": "none of"}


def document(law: Law) -> str:
    """The whole page."""
    unsigned = sum(not text.reviewed_by for text in law.provisions) + sum(not rule.reviewed_by for rule in law.rules)
    parts = [HEAD]
    if unsigned:
        parts.append(f"> **{BANNER.es} / {BANNER.en}**: {unsigned} of {len(law.provisions) + len(law.rules)} texts.\n")
    parts += [_line_of_time(law), *(_group(law, kind, title) for kind, title in GROUPS), _rules(law.rules), _facts(law)]
    return "\n".join(parts)


def _line_of_time(law: Law) -> str:
    rows = sorted(law.provisions, key=lambda text: (text.valid_from, text.id))
    lines = ["## Time line\n", "| from | to | text | norm | chain | custody (years) |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {text.valid_from} | {text.valid_to or ''} | [{text.label}](#{_anchor(text)}) | {text.norm} | {text.chain} | {_span(text)} |"
        for text in rows
    ]
    return "\n".join([*lines, ""])


def _anchor(text: Provision) -> str:
    return text.id.lower()


def _span(text: Provision) -> str:
    return "; ".join(_years(frame) for frame in sorted(text.frames, key=lambda frame: frame.tier))


def _years(frame: Frame) -> str:
    if frame.life:
        return "life"
    return f"{frame.minimum:g}-{frame.maximum:g}" if frame.ceiling_stated else f"{frame.minimum:g} or more"


def _group(law: Law, kind: str, title: str) -> str:
    found = [text for text in law.provisions if text.case_class == kind]
    return "\n".join([f"## {title}\n", *(_text(text, _before(law, text)) for text in found)])


def _before(law: Law, text: Provision) -> Provision | None:
    """The text of the same chain that this one followed."""
    earlier = [other for other in law.provisions if other.chain == text.chain and other.valid_from < text.valid_from]
    return max(earlier, key=lambda other: other.valid_from, default=None)


def _text(text: Provision, before: Provision | None) -> str:
    if before is None or _said(before) != _said(text):
        return "\n".join([*_top(text), *_body(text)])
    same = f"The parts shown on this page are those of [{before.label}](#{_anchor(before)}) under the number {text.items_article}.\n"
    return "\n".join([*_top(text), same])


def _said(text: Provision) -> str:
    """Everything a text asks for and threatens, without the number of its article."""
    told = text.model_dump_json(include={"elements", "items", "frames", "consent", "promoter"})
    return re.sub(r'"article":"[^"]*"', "", told)


def _top(text: Provision) -> Iterator[str]:
    yield f'### <a id="{_anchor(text)}"></a>{text.label}\n'
    yield f"{text.heading.es} / {text.heading.en}. {text.norm}, {_days(text)}."
    if text.note is not None:
        yield f"\n{text.note.es}\n{text.note.en}"
    if text.reviewed_by:
        yield f"\nReviewed by {text.reviewed_by}, {text.reviewed_on or 'no date'}."
    yield f"\nSource: {text.source}.\n"


def _days(text: Provision | Rule) -> str:
    begins = f"published {text.published}, in force from {text.valid_from}"
    reason = f" ({text.from_reason})" if text.from_reason else ""
    ends = f" to {text.valid_to}" if text.valid_to else ""
    why = f" ({text.to_reason})" if text.to_reason else ""
    return begins + reason + ends + why


def _body(text: Provision) -> Iterator[str]:
    yield "| part | words of the norm | met by |"
    yield "|---|---|---|"
    for element in text.elements:
        yield from _element(element)
    for item in text.items:
        yield _item(text, item)
    for frame in text.frames:
        yield f"| marco penal, tier {frame.tier}: {_years(frame)} | {_words(frame.quote)} | {_extras(frame)} |"
    for name, quote in (("consent", text.consent), ("promoter", text.promoter)):
        if quote is not None:
            yield f"| {name} | {_words(quote)} | |"
    yield ""


def _element(element: Element) -> Iterator[str]:
    yield f"| {element.label.es} / {element.label.en} | {_words(element.quote)} | {_met(element.when)} |"
    if element.waived is not None and element.waived_quote is not None:
        yield f"| {element.id}: dispensed with | {_words(element.waived_quote)} | {_met(element.waived)} |"
    if element.contested is not None and element.contested_quote is not None:
        note = f" {element.note.en}" if element.note else ""
        yield f"| {element.id}: disputed |{note} {_words(element.contested_quote)} | {_met(element.contested)} |"


def _item(text: Provision, item: Item) -> str:
    article = text.items_article
    name = item.id if not article or item.id.startswith(article) else f"{article}.{item.id}"
    return f"| {name}, tier {item.tier}: {item.label.es} / {item.label.en} | {_words(item.quote)} | {_met(item.when)} |"


def _extras(frame: Frame) -> str:
    given = (frame.cited, frame.disqualification, frame.fine, "" if frame.ceiling_stated else "ceiling: CP 29")
    return "; ".join(filter(None, given))


def _words(quote: Quote) -> str:
    cited = ", ".join(filter(None, (quote.article, f"par. {quote.paragraph}" if quote.paragraph else "")))
    words = f"«{quote.text}»" if quote.text else "text not read"
    gloss = f" ({quote.gloss})" if quote.gloss else ""
    return f"{cited}: {words}{gloss}{'' if quote.basis == 'text' else f' [{quote.basis}]'}"


def _met(condition: Condition) -> str:
    """A condition in words: `act.capta`, or all of ..., one of ..., none of ...."""
    parts = [", ".join(f"`{fact}`" for fact in condition.facts)] if condition.facts else []
    for key in ("all", "any", "none"):
        inner = [_met(part) for part in getattr(condition, key)]
        if inner:
            parts.append(f"{MET[key]} ({'; '.join(inner)})")
    return " and ".join(parts)


def _rules(rules: tuple[Rule, ...]) -> str:
    lines = [
        "## The general part\n",
        "| rule | in force | words of the norm | holds where | flag |",
        "|---|---|---|---|---|",
    ]
    for rule in rules:
        when = _met(rule.when) if rule.when else ""
        lines.append(
            f"| {rule.label.es} / {rule.label.en} | {rule.norm}, {_days(rule)} | {_words(rule.quote)} | {when} | {rule.flag} |"
        )
    return "\n".join([*lines, ""])


def _facts(law: Law) -> str:
    lines = [
        "## The facts\n",
        "A fact without a column is asked for by a text and recorded by no column: unknown in every case.\n",
        "| fact | column | value | words |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{f.id}` | {f.column} | {f.value.replace('|', '')} | {f.label.es} / {f.label.en} |" for f in law.facts
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(read_law()), encoding="utf-8", newline="\n")
