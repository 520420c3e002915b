"""How is a problem shown to a person? One form for every stage, in either language, wrapped to the terminal.

file:line:column  CODE  what
read         ...
expected     ...
did you mean ...
what to do   ...
more         yupay explain CODE
"""

import textwrap
from collections.abc import Sequence
from itertools import groupby

from yupay.model.problem import Problem
from yupay.model.text import Language, Text

READ = Text(es="se leyó", en="read")
EXPECTED = Text(es="se esperaba", en="expected")
HINT = Text(es="quizá", en="did you mean")
ACT = Text(es="qué hacer", en="what to do")
MORE = Text(es="más", en="more")
NOTICE = Text(es="aviso", en="notice")
LABEL = 13
ALIKE = 5


def plain(value: str) -> str:
    """A value a user wrote, safe on a terminal: control characters and bidirectional marks become escapes."""
    spaced = value.replace("\u00a0", " ").replace("\u202f", " ")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in spaced)


def show_problem(problem: Problem, language: Language, width: int = 80) -> str:
    """One problem in the form above; no line is longer than `width` where a break is possible."""
    what = problem.what.say(language)
    if problem.notice and not what.startswith(NOTICE.say(language)):
        what = f"{NOTICE.say(language)}: {what}"
    head = f"{plain(problem.place)}  {problem.code}  {plain(what)}"
    lines = [(READ, problem.got), (EXPECTED, problem.expected), (HINT, problem.hint), (ACT, problem.act)]
    body = [line_of(label, words, language, width) for label, words in lines if words is not None]
    more = line_of(MORE, Text.same(f"yupay explain {problem.code}"), language, width)
    return "\n".join([wrapped(head, width, first="", rest="  "), *body, more])


def line_of(label: Text, words: Text, language: Language, width: int) -> str:
    """One labelled line, wrapped under its own words; lines to copy stand below the label, whole."""
    head, rest = "  " + label.say(language).ljust(LABEL), " " * (LABEL + 2)
    lines = words.say(language).split("\n")
    if len(lines) > 1:
        return "\n".join([head.rstrip(), *(rest + plain(line) for line in lines)])
    return wrapped(plain(lines[0]), width, first=head, rest=rest)


def wrapped(words: str, width: int, *, first: str, rest: str) -> str:
    """Words filled to `width`, double spaces kept, long paths whole where they fit."""
    filled = textwrap.wrap(
        words,
        max(width, 30),
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    )
    return "\n".join(filled) if filled else first.rstrip()


def shown_and_left(problems: Sequence[Problem]) -> tuple[list[Problem], int]:
    """At most five problems of one code in one file, and how many were left out."""
    kept: list[Problem] = []
    ordered = sorted(problems, key=lambda p: (p.where, p.code, p.line, p.column))
    for _, alike in groupby(ordered, key=lambda p: (p.where, p.code)):
        kept += list(alike)[:ALIKE]
    kept.sort(key=lambda p: (p.where, p.line, p.column, p.code))
    return kept, len(problems) - len(kept)


def show_all(problems: Sequence[Problem], language: Language, width: int = 80, listed: str | None = None) -> str:
    """Every problem, sorted by file and line, at most five of one kind in one file; `listed`: where the rest stand."""
    kept, left = shown_and_left(problems)
    parts = [show_problem(problem, language, width) for problem in kept]
    if left:
        where = Text(es=f" en `{listed}`", en=f" in `{listed}`") if listed else Text.same("")
        parts.append(Text(es=f"... y {left} más{where.es}", en=f"... and {left} more{where.en}").say(language))
    return "\n\n".join(parts)


def counted(problems: Sequence[Problem], language: Language, listed: str | None = None) -> str:
    """The last line: how many problems in how many files, and that nothing was written but the list of them."""
    files = numbered(len({problem.where for problem in problems}), ("archivo", "archivos"), ("file", "files"))
    n = numbered(len(problems), ("problema", "problemas"), ("problem", "problems"))
    nothing = Text(es="No se escribió nada.", en="Nothing was written.")
    if listed:
        nothing = Text(es=f"No se escribió nada más que {listed}.", en=f"Nothing was written but {listed}.")
    return Text(es=f"{n.es} en {files.es}. {nothing.es}", en=f"{n.en} in {files.en}. {nothing.en}").say(language)


def numbered(n: int, es: tuple[str, str], en: tuple[str, str]) -> Text:
    """A count with its noun: `1 fuente`, `2 fuentes`; the singular first in each pair."""
    many = int(n != 1)
    return Text(es=f"{n:,} {es[many]}", en=f"{n:,} {en[many]}")


def next_command(command: str, language: Language) -> str:
    """What to do after mending."""
    return Text(es=f"Siguiente: corrija y ejecute  {command}", en=f"Next: mend them and run  {command}").say(language)
