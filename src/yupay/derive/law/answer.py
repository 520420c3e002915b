"""The answer of the texts of one epoch to one sheet, and of several epochs where the date spans them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from yupay.derive.law.evaluate import ReadyElement, ReadyItem, ReadyProvision
from yupay.derive.law.facts import NO, YES, Sheet
from yupay.derive.law.penalty import Penalty, items_of, penalty
from yupay.derive.law.timeline import Epoch
from yupay.model.law import CaseClass

Part = ReadyElement | ReadyItem


@dataclass(frozen=True)
class Answer:
    """The class, the text that governs, its penalty; `also` are other texts met, `read` the texts that the answer rests on.

    `by` are the texts whose items the penalty lists, without the item `dropped`.
    """

    case_class: CaseClass
    article: str = ""
    provision: str = ""
    penalty: Penalty | None = None
    also: tuple[str, ...] = ()
    read: tuple[ReadyProvision, ...] = ()
    by: tuple[ReadyProvision, ...] = ()
    dropped: ReadyItem | None = None

    @property
    def open(self) -> bool:
        """Whether an unknown fact leaves the class or the frame open."""
        return self.case_class == "unknown" or (self.penalty is not None and self.penalty.open)

    @property
    def frame(self) -> tuple[object, ...]:
        """What a change of penalty changes."""
        held = self.penalty
        return (held.tier, held.open, held.minimum, held.maximum) if held else ()


def value_of(provision: ReadyProvision, sheet: Sheet, flipped: Part | None) -> int:
    """Whether a text is met; `flipped` is the contested part read the other way."""
    if flipped is None or flipped not in provision.elements:
        return provision.over(sheet)
    return min(_read(element, sheet, flipped) for element in provision.elements)


def _read(element: ReadyElement, sheet: Sheet, flipped: Part) -> int:
    other = element.otherwise(sheet) if element is flipped else None
    return element.over(sheet) if other is None else other


def answer(epoch: Epoch, sheet: Sheet, flipped: Part | None = None) -> Answer:
    """The answer of the texts of one epoch: the gravest text met governs, unless one that is still undecided could be graver."""
    values = [(value_of(provision, sheet, flipped), provision) for provision in epoch.provisions]
    met = [provision for value, provision in values if value == YES]
    undecided = [provision for value, provision in values if value not in (NO, YES)]
    if not epoch.provisions:
        return Answer("unknown")
    if not met:
        return _unmet(epoch, undecided)
    dropped = flipped if isinstance(flipped, ReadyItem) else None
    weighed = [(penalty(provision, sheet, epoch.rules, dropped), provision) for provision in met]
    best, governing = max(weighed, key=lambda pair: pair[0].weight)
    rivals = [provision for provision in undecided if provision.heaviest > best.weight]
    rivals += [p for held, p in weighed if p is not governing and held.open and p.heaviest > best.weight]
    also = tuple(held.cited for held, provision in weighed if provision is not governing)
    if not rivals:
        case_class, name = class_of(governing), governing.provision.id
        return Answer(case_class, best.cited, name, best, also, (governing,), (governing,), dropped)
    return replace(_rivalled(governing, best, rivals, also), by=(governing,), dropped=dropped)


def _unmet(epoch: Epoch, undecided: list[ReadyProvision]) -> Answer:
    if not undecided:
        return Answer("none", read=epoch.provisions)
    ordered = sorted(undecided, key=lambda p: -min((frame.minimum for frame in p.frames), default=0.0))
    return Answer("unknown", labels(ordered), read=tuple(ordered))


def _rivalled(governing: ReadyProvision, best: Penalty, rivals: list[ReadyProvision], also: tuple[str, ...]) -> Answer:
    read = (governing, *rivals)
    classes = {class_of(provision) for provision in read}
    if len(classes) > 1:
        return Answer("unknown", labels(read), also=also, read=read)
    loose = replace(best, maximum=None, loose=True)
    return Answer(class_of(governing), labels(read), "", loose, also, read)


def class_of(provision: ReadyProvision) -> CaseClass:
    """The class of a text that gives one."""
    found = provision.provision.case_class
    return "trata" if found == "trata" else "precursor"


def labels(provisions: Sequence[ReadyProvision]) -> str:
    """The articles of several texts, each once."""
    return " | ".join(dict.fromkeys(provision.provision.label for provision in provisions))


def continued(answers: Sequence[Answer]) -> Answer:
    """Conduct that goes on over several texts: the last text that is met governs, the first one met is named before it."""
    deciding = next((found for found in reversed(answers) if found.case_class != "none"), answers[-1])
    first = next((found for found in answers if found.case_class in ("trata", "precursor")), deciding)
    if deciding.case_class in ("none", "unknown") or first.article == deciding.article:
        return deciding
    read = tuple(dict.fromkeys((*first.read, *deciding.read)))
    return replace(deciding, article=f"{first.article} then {shortened(deciding.article, first.article)}", read=read)


def shortened(article: str, before: str) -> str:
    """Only the law, "(Ley 30251)", where the article before it is the same one of an earlier law."""
    head, bracket, tail = article.partition(" (")
    return f"({tail}" if bracket and before.startswith(f"{head} (") else article


def uncertain(answers: Sequence[Answer], *, named: bool) -> Answer:
    """One act on one day of several texts, unknown which: what all of them answer is known, the rest is open."""
    distinct = list(dict.fromkeys((found.case_class, found.article, found.frame) for found in answers))
    if len(distinct) == 1 and named:
        return answers[-1]
    classes = {found.case_class for found in answers}
    read = tuple(dict.fromkeys(text for found in answers for text in found.read))
    article = " | ".join(dict.fromkeys(found.article for found in answers if found.article)) if named else ""
    if len(classes) > 1 or "unknown" in classes:
        return Answer("unknown", article, read=read)
    if classes == {"none"}:
        return Answer("none", read=read)
    by = tuple(dict.fromkeys(text for found in answers for text in found.by))
    held = spread([found.penalty for found in answers if found.penalty])
    return Answer(answers[0].case_class, article, "", held, read=read, by=by, dropped=answers[0].dropped)


def spread(found: Sequence[Penalty]) -> Penalty:
    """The penalty under several texts: the lowest frame, open where they differ, items undecided where not in all."""
    lowest = min(found, key=lambda held: held.weight)
    same = len({(held.tier, held.top, held.minimum, held.maximum) for held in found}) == 1
    items = spread_items([held.items for held in found])
    tier, top = min(held.tier for held in found), max(held.top for held in found)
    maximum = lowest.maximum if same else None
    return replace(lowest, tier=tier, top=top, items=items, maximum=maximum, loose=not same)


def spread_items(found: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The items of several texts: undecided where not in all."""
    if len(found) == 1:
        return found[0]
    firm = set.intersection(*(set(items) for items in found))
    seen = dict.fromkeys(item.rstrip("?") for items in found for item in items)
    return tuple(item if item in firm else f"{item}?" for item in seen)


def items_listed(found: Answer, sheet: Sheet) -> tuple[str, ...]:
    """The items that an answer lists for a sheet: the answer may be that of another one which its texts see alike."""
    if found.penalty is None:
        return ()
    return spread_items([items_of(text, sheet, found.dropped) for text in found.by])
