"""What is wrong with an input, where, and what to do: collected first, shown together."""

from yupay.model.base import Noun
from yupay.model.text import Text


class Problem(Noun):
    """One problem. `where` is a path as the user wrote it; line and column count from 1 (0: unknown).

    `rows` are quoted examples; values of protected sources never enter any field.
    """

    code: str
    what: Text
    where: str
    line: int = 0
    column: int = 0
    got: Text
    expected: Text
    hint: Text | None = None
    act: Text | None = None
    notice: bool = False

    @property
    def place(self) -> str:
        """`file:line:column` with the unknown parts left out."""
        parts = [self.where, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


class StudyProblems(Exception):
    """Everything that stops a run, raised once. The command line shows it and exits with 2."""

    def __init__(self, problems: "tuple[Problem, ...] | list[Problem]") -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.where, p.line, p.column, p.code)))
        super().__init__("; ".join(f"{p.place} {p.code} {p.what.en}" for p in self.problems))
