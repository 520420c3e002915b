"""What does each message code mean, and how is it mended? The catalogue is `codes.toml`, for people as for programs."""

import tomllib
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from yupay.model.base import Noun
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Language, Text
from yupay.study.messages import show_problem, wrapped

STAGES = {
    "S": Text(es="El archivo del estudio", en="The study file"),
    "L": Text(es="Los datos", en="The data"),
    "D": Text(es="Los indicadores", en="The indicators"),
    "A": Text(es="El análisis", en="The analysis"),
    "P": Text(es="La protección", en="Protection"),
    "R": Text(es="La publicación", en="The release"),
    "W": Text(es="La escritura de los archivos", en="Writing the files"),
    "Q": Text(es="La ley y los casos codificados", en="The law and coded cases"),
    "C": Text(es="La línea de órdenes", en="The command line"),
}


class Example(Noun):
    """A problem as it is printed."""

    where: str
    line: int = 0
    column: int = 0
    what: Text | None = None
    got: Text
    expected: Text
    hint: Text | None = None
    act: Text | None = None


class Code(Noun):
    """One entry of the catalogue: its name, what it means, how it is mended, an example."""

    what: Text
    why: Text
    mend: Text
    notice: bool = False
    example: Example | None = None

    def problem(self, code: str) -> Problem | None:
        """The example as a problem."""
        if self.example is None:
            return None
        named = {"what": self.what} | self.example.model_dump(exclude_none=True)
        return Problem.model_validate({"code": code, "notice": self.notice} | named)


@cache
def catalogue() -> dict[str, Code]:
    """Every code, in the order of the file."""
    raw = tomllib.loads(files("yupay.study").joinpath("codes.toml").read_text(encoding="utf-8"))
    return {code: Code.model_validate(entry) for code, entry in raw.items()}


def explain(code: str, language: Language, width: int = 80) -> str:
    """What a code means, how to mend it, and an example.

    Raises:
        StudyProblems: C901 when there is no such code, with the nearest ones.

    """
    entry = catalogue().get(code.upper())
    if entry is None:
        raise StudyProblems([unknown_code(code)])
    parts = [
        wrapped(f"{code.upper()}  {entry.what.say(language)}", width, first="", rest="  "),
        wrapped(entry.why.say(language), width, first="", rest=""),
        wrapped(entry.mend.say(language), width, first="", rest=""),
    ]
    if (example := entry.problem(code.upper())) is not None:
        parts += [Text(es="Ejemplo:", en="Example:").say(language), show_problem(example, language, width)]
    return "\n\n".join(parts)


def unknown_code(code: str) -> Problem:
    """C901: neither a message code nor an estimate."""
    digits = code[:1].upper() + code[1:8].upper().replace("O", "0").replace("I", "1").replace("L", "1")
    near = get_close_matches(digits, list(catalogue()), n=3, cutoff=0.5)
    return Problem(
        code="C901",
        what=catalogue()["C901"].what,
        where="yupay explain",
        got=Text.same(code[:80]),
        expected=Text(
            es="un código como S101, o el id de una estimación de estimates.json",
            en="a code such as S101, or the id of an estimate in estimates.json",
        ),
        hint=Text.same(", ".join(near)) if near else None,
    )


def document() -> str:
    """The page docs/messages.md: every code in both languages."""
    lines = [
        "# Messages",
        "",
        "Every message has a code; `yupay explain CODE` prints its entry. This page is written from",
        "`src/yupay/study/codes.toml` by `python -m yupay.study.codes`.",
    ]
    for letter, stage in STAGES.items():
        entries = [(code, entry) for code, entry in catalogue().items() if code[0] == letter]
        if entries:
            lines += ["", f"## {letter}: {stage.en} / {stage.es}"]
        for code, entry in entries:
            lines += ["", f"### {code}", *_paragraphs(code, entry, "en"), *_paragraphs(code, entry, "es")]
    return "\n".join(lines) + "\n"


def _paragraphs(code: str, entry: Code, language: Language) -> list[str]:
    lines = ["", f"**{entry.what.say(language)}.** {entry.why.say(language)} {entry.mend.say(language)}"]
    if (example := entry.problem(code)) is not None:
        lines += ["", "```text", show_problem(example, language, 100), "```"]
    return lines


if __name__ == "__main__":
    import sys
    from pathlib import Path

    Path(sys.argv[1]).write_text(document(), encoding="utf-8", newline="\n")
