"""The work of `yupay law`: the texts with their dates, one text with its words, the vocabulary, what an edit changes."""

from datetime import date
from difflib import get_close_matches
from pathlib import Path

from yupay.cli.failing import DONE
from yupay.cli.qualify import banner
from yupay.cli.screen import Screen
from yupay.derive.law.cases import coded_cases, read_cases
from yupay.derive.law.diff import LawDiff, diff
from yupay.derive.law.lint import untested
from yupay.derive.law.read import FOLDER, checked_texts, read_law
from yupay.derive.law.room import room
from yupay.load.engine import open_engine
from yupay.model.law import Law, Provision, Quote
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text


def show_law(text: str | None, folder: Path | None, screen: Screen, *, vocabulary: bool = False) -> int:
    """The texts on a time line, one text, or the vocabulary. Raises StudyProblems: Q443 no such text."""
    law = read_law(folder)
    if vocabulary:
        show_vocabulary(law, screen)
    elif text is None:
        show_texts(law, screen)
    else:
        show_text(named(law, text), screen)
    return DONE


def named(law: Law, name: str) -> Provision:
    """The text of an id. Raises StudyProblems: Q443."""
    known = {one.id.casefold(): one for one in law.provisions}
    if (found := known.get(name.casefold())) is not None:
        return found
    near = get_close_matches(name.casefold()[:80], known, n=3, cutoff=0.5)
    problem = Problem(
        code="Q443",
        what=Text(es="texto de la ley desconocido", en="unknown text of the law"),
        where="yupay law show",
        got=Text.same(name[:80]),
        expected=Text(es="un id de `yupay law show`", en="an id of `yupay law show`"),
        hint=Text.same(", ".join(known[one].id for one in near)) if near else None,
    )
    raise StudyProblems([problem])


def show_texts(law: Law, screen: Screen) -> None:
    """Every text: its id, its days in force, its article."""
    screen.give({"exit": DONE, "texts": [one.model_dump(mode="json") for one in law.provisions]})
    for one in sorted(law.provisions, key=lambda text: (text.valid_from, text.id)):
        screen.say_as_is(f"  {one.valid_from} .. {one.valid_to or ''!s:10}  {one.id:28} {one.label}")
    if "review" in (told := banner(law)):
        screen.say(told["review"][screen.language])


def show_text(text: Provision, screen: Screen) -> None:
    """One text: its elements, items and frames with the words of the norm."""
    screen.give({"exit": DONE, "text": text.model_dump(mode="json")})
    screen.heading(Text(es=f"{text.label}: {text.heading.es}", en=f"{text.label}: {text.heading.en}"))
    screen.say(f"{text.norm}; {text.valid_from} .. {text.valid_to or ''}")
    parts = [(one.id, one.label, one.quote) for one in text.elements]
    parts += [(one.id, one.label, one.quote) for one in text.items]
    for name, label, quote in parts:
        screen.say(Text(es=f"{name}: {label.es}", en=f"{name}: {label.en}"))
        screen.say(cited(quote))
    for rule in (text.consent, text.promoter, *(frame.quote for frame in text.frames)):
        if rule is not None:
            screen.say(cited(rule))
    if not text.reviewed_by:
        screen.say(Text(es="texto no revisado por abogado", en="not reviewed by a lawyer"))


def cited(quote: Quote) -> str:
    """The words of a norm with their article."""
    place = f"{quote.article}.{quote.paragraph}" if quote.paragraph else quote.article
    return f"    [{place}] «{quote.text}»"


def show_vocabulary(law: Law, screen: Screen) -> None:
    """The values that each column of a coded case may hold."""
    columns = list(dict.fromkeys(fact.column for fact in law.facts if fact.column))
    held = {name: [fact for fact in law.facts if fact.column == name] for name in columns}
    screen.give({"exit": DONE, "vocabulary": {name: [fact.value for fact in facts] for name, facts in held.items()}})
    for name, facts in held.items():
        screen.heading(Text.same(name))
        for fact in facts:
            screen.say(f"  {fact.value:24} {fact.label.say(screen.language)}")


def diff_law(cases: Path, folder: Path | None, on: date | None, screen: Screen) -> int:
    """Which cases change answer between the texts of the package and those of a folder, and what none of them tests there.

    Raises:
        StudyProblems: Q401 to Q410 of the folder's texts; those of the cases.

    """
    before, after = read_law(), checked_texts(folder or cases.resolve().parent / FOLDER)
    engine = open_engine()
    try:
        with room(cases.name):
            coded = tuple(coded_cases(read_cases(cases, engine), after.law))
    finally:
        engine.close()
    found = diff(before, after.law, coded, on=on)
    notices = untested(after.law, coded, (*found.added, *found.reworded), after.places)
    screen.give(
        {
            "exit": DONE,
            "added": found.added,
            "removed": found.removed,
            "reworded": found.reworded,
            "cases": found.cases,
            "changes": [vars(one) for one in found.changes],
            "notices": [one.model_dump() for one in notices],
        }
    )
    tell_diff(found, screen)
    screen.notices(notices)
    return DONE


def tell_diff(found: LawDiff, screen: Screen) -> None:
    """The texts that differ, each answer that changes, and how many cases do."""
    for words, names in (
        (Text(es="Nuevos", en="Added"), found.added),
        (Text(es="Quitados", en="Removed"), found.removed),
        (Text(es="Con otras palabras", en="Reworded"), found.reworded),
    ):
        if names:
            screen.say(Text(es=f"{words.es}: {', '.join(names)}", en=f"{words.en}: {', '.join(names)}"))
    for change in found.changes:
        screen.say(change.words)
    moved = len({change.case_id for change in found.changes})
    screen.say(
        Text(
            es=f"{moved:,} de {found.cases:,} casos cambian de respuesta.",
            en=f"{moved:,} of {found.cases:,} cases change answer.",
        )
    )
