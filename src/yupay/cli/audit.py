"""`yupay audit`: what does not agree in printed results, where, by what arithmetic, and what could explain it?"""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from yupay.cli.language import Language

if TYPE_CHECKING:
    from yupay.cli.screen import Screen
    from yupay.model.claim import AuditFinding, Claim
    from yupay.model.text import Text

HELP = {
    "es": "Audita resultados impresos (CSV, TOML, DOCX, XLSX) o los de yupay: lo imposible, lo dudoso, lo mal dicho.",
    "en": "Audit printed results (CSV, TOML, DOCX, XLSX) or yupay's own: the impossible, the doubtful, the misworded.",
}
FILE = {
    "es": "Un archivo de resultados, o una carpeta de salida de yupay.",
    "en": "A file of results, or an output folder of yupay.",
}
STRICT = {"es": "Termina con 1 si algo no concuerda.", "en": "Leave with 1 where something does not agree."}
GRADES = {
    "impossible": ("imposible", "impossible"),
    "doubtful": ("dudoso", "doubtful"),
    "wording": ("redacción", "wording"),
}


def audit_command(options: Any, spoken: Language) -> Callable[..., int]:
    """`yupay audit`."""
    named: Any = typer.Argument(..., help=FILE[spoken], metavar="FILE", show_default=False)
    strictly: Any = typer.Option(False, "--strict", help=STRICT[spoken])

    def audit(
        file: Path = named,
        strict: bool = strictly,
        language: Language = options.language,
        as_json: bool = options.json,
        quiet: bool = options.quiet,
    ) -> int:
        from yupay.cli.failing import guarded

        return guarded(spoken, as_json, quiet, lambda screen: audit_file(file, screen, strict=strict))

    return audit


def audit_file(path: Path, screen: "Screen", *, strict: bool) -> int:
    """Read a file, apply every rule, and show what was found; 1 where `strict` and something was."""
    from yupay.conclude.audit.audit import audit
    from yupay.load.results.read import read_results

    claims = read_results(path)
    found = audit(claims)
    code = 1 if strict and found else 0
    screen.give(
        {
            "exit": code,
            "file": str(path),
            "claims": len(claims),
            "grades": {grade: sum(one.grade == grade for one in found) for grade in GRADES},
            "findings": [record(one) for one in found],
        }
    )
    for one in found:
        show(one, screen)
    summary(claims, found, screen)
    return code


def record(finding: "AuditFinding") -> dict[str, Any]:
    """A finding as plain values, with its place in words."""
    return {**finding.model_dump(), "place": finding.at.words.model_dump()}


def show(finding: "AuditFinding", screen: "Screen") -> None:
    """Where, how grave, what does not agree; its arithmetic and what could explain it below."""
    from yupay.model.text import Text
    from yupay.study.messages import line_of, plain

    grade = GRADES[finding.grade]
    head = Text(es=grade[0], en=grade[1])
    screen.heading(Text(es=_head(finding, head, "es"), en=_head(finding, head, "en")))
    rows = [(Text(es="aritmética", en="arithmetic"), finding.arithmetic)]
    rows += [(Text(es="quizá", en="perhaps"), one) for one in finding.explanations]
    rows.append((Text(es="más", en="more"), Text.same(f"yupay explain {finding.code}")))
    screen.say(plain(finding.what.say(screen.language)))
    for label, words in rows:
        screen.say_as_is(line_of(label, words, screen.language, screen.width))


def _head(finding: "AuditFinding", grade: "Text", language: Language) -> str:
    from yupay.study.messages import plain

    place = finding.at.words.say(language)
    label = f" ({finding.label})" if finding.label and finding.label not in place else ""
    return plain(f"{place}{label}  {finding.code}  {grade.say(language)}")


def summary(claims: Sequence["Claim"], found: Sequence["AuditFinding"], screen: "Screen") -> None:
    """How many claims with numbers were read, and how many findings of each grade there are."""
    from yupay.model.text import Text
    from yupay.study.messages import numbered

    numbers = sum(bool(claim.numbers or claim.columns) for claim in claims)
    sentences = len(claims) - numbers
    read = numbered(numbers, ("resultado", "resultados"), ("result", "results"))
    said = numbered(sentences, ("oración", "oraciones"), ("sentence", "sentences"))
    tally = Counter[str](one.grade for one in found)
    es = ", ".join(f"{GRADES[grade][0]}: {tally[grade]}" for grade in GRADES)
    en = ", ".join(f"{GRADES[grade][1]}: {tally[grade]}" for grade in GRADES)
    screen.say("")
    screen.say(Text(es=f"{read.es} y {said.es}. {es}.", en=f"{read.en} and {said.en}. {en}."))
    if not found:
        screen.say(
            Text(
                es="Nada de lo que se comprueba discrepa; lo que no se imprimió no se comprobó.",
                en="Nothing that was checked disagrees; what was not printed was not checked.",
            )
        )
