"""`yupay run`: from data to report, with its progress, what changed, what was written, and what comes next."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from yupay.analyse.methods import known_methods
from yupay.cli.changes import DECISIONS, Snapshot, differences, marked
from yupay.cli.progress import Progress
from yupay.cli.screen import Screen
from yupay.model.text import Text
from yupay.study.examine import examine
from yupay.study.matrices import page_ids
from yupay.study.messages import numbered

FIRST = ("report.{language}.html", "summary.{language}.pdf", "report.{language}.docx", "tables.{language}.xlsx")


def perform(
    path: Path,
    screen: Screen,
    *,
    output: Path | None,
    strict: bool,
    place: str | None,
    purpose: Literal["study", "padsc"] = "study",
    engine: str | None = None,
) -> int:
    """Run a study and tell what came of it; 1 where `strict` and something is not assessable or a check failed."""
    seen = examine(path, known_methods())
    target = output or seen.folder / "output"
    before = Snapshot.of(target)
    with Progress(screen) as progress:
        progress.tell(Text(es="Preparando", en="Getting ready"))
        from yupay.run import run_study

        outcome = run_study(path, output=output, tell=progress.tell, place=place, purpose=purpose, engine=engine)
    names = page_ids(seen.study)
    changed = differences(before, Snapshot.of(target), names)
    code = 1 if strict and (outcome.not_assessable or outcome.failed_checks) else 0
    notices = (*seen.notices, *(one for one in outcome.notices if one not in seen.notices))
    decisions = {finding.subject: finding.decision for finding in outcome.findings if finding.decision}
    screen.give(
        {
            "exit": code,
            "written": [str(one) for one in outcome.written],
            "decisions": decisions,
            "not_assessable": outcome.not_assessable,
            "failed_checks": outcome.failed_checks,
            "changes": [one.say(screen.language) for one in changed],
            "notices": [one.model_dump() for one in notices],
        }
    )
    screen.notices(notices)
    tell_decisions(decisions, names, screen)
    tell_changes(changed, screen)
    tell_written(outcome.written, target, screen)
    if outcome.failed_checks:
        n = outcome.failed_checks
        screen.say(
            Text(
                es=f"{n} {'total declarado no es la suma' if n == 1 else 'totales declarados no son la suma'} de sus filas.",
                en=f"{n} declared {'total is' if n == 1 else 'totals are'} not the sum of the rows.",
            )
        )
    tell_next(seen.folder, target, outcome.written, screen)
    return code


def tell_decisions(decisions: Mapping[str, Any], names: Mapping[str, Text], screen: Screen) -> None:
    """One line per hypothesis."""
    if decisions:
        screen.heading(Text(es="Decisiones", en="Decisions"))
    for subject, decision in decisions.items():
        name = names.get(subject, Text.same(subject)).say(screen.language)
        screen.say(f"  {name.ljust(4)}  {DECISIONS[decision].say(screen.language)}")


def tell_changes(changed: Iterable[Text], screen: Screen) -> None:
    """What differs from the previous output."""
    screen.heading(Text(es="Qué cambió", en="What changed"))
    for words in changed:
        screen.say(f"  {words.say(screen.language)}")


def tell_written(written: tuple[Path, ...], target: Path, screen: Screen) -> None:
    """The files a reader opens first, and how many more."""
    screen.heading(Text(es="Qué se escribió", en="What was written"))
    first = opened_first(written, target, screen)
    for path in first:
        screen.command(str(path))
    rest = len(written) - len(first)
    if rest > 0:
        more = numbered(rest, ("archivo más", "archivos más"), ("more file", "more files"))
        screen.say(Text(es=f"y {more.es} en", en=f"and {more.en} in"))
        screen.command(str(target))


def opened_first(written: Iterable[Path], target: Path, screen: Screen) -> list[Path]:
    """The files of the reader's language, in the order they are opened."""
    names = {path.name for path in written}
    wanted = [marked(target, name.format(language=screen.language)) for name in FIRST]
    return [path for path in wanted if path.name in names]


def tell_next(folder: Path, target: Path, written: tuple[Path, ...], screen: Screen) -> None:
    """What to do now."""
    reports = opened_first(written, target, screen)[:1]
    screen.say("")
    for report in reports:
        screen.say(Text(es="Siguiente: abra", en="Next: open"))
        screen.command(str(report))
    screen.say(Text(es="Para abrir un número del informe:", en="To open a number of the report:"))
    where = f"--study {folder}" if target == folder / "output" else f"--output {target}"
    screen.command(f"yupay explain ID {where}")
