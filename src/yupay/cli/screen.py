"""How does text reach the terminal? Wrapped to its width, in colour where it helps, and readable in any encoding."""

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from yupay.cli.language import Language
from yupay.model.problem import Problem
from yupay.model.text import Text
from yupay.study.messages import counted, next_command, plain, show_all, wrapped

NEXT = Text(es="Siguiente:", en="Next:")
NARROWEST, WIDEST = 40, 120
INSTEAD = {
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "…": "...",
    "–": "-",
    "—": "-",
    "·": ".",
    "→": "->",
    "✓": "+",
    "│": "|",
    "─": "-",
}


def fitted(words: str, encoding: str | None) -> str:
    """Words that an encoding can hold: an accent it lacks is dropped, never turned into something else."""
    name = encoding or "utf-8"
    try:
        words.encode(name)
    except (UnicodeEncodeError, LookupError):
        return "".join(_fitted(letter, name) for letter in words)
    return words


def _fitted(letter: str, encoding: str) -> str:
    for attempt in (letter, INSTEAD.get(letter, ""), _bare(letter)):
        try:
            if attempt and attempt.encode(encoding):
                return attempt
        except (UnicodeEncodeError, LookupError):
            continue
    return "?"


def _bare(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))


@dataclass(frozen=True)
class Screen:
    """Where a command speaks: results on standard output, progress and problems on standard error."""

    language: Language
    as_json: bool = False
    quiet: bool = False

    @property
    def width(self) -> int:
        """The columns of the terminal, 80 where there is none."""
        return min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)

    def say(self, words: Text | str) -> None:
        """A result, wrapped; silent under --json and --quiet."""
        if not (self.as_json or self.quiet):
            written = words if isinstance(words, str) else words.say(self.language)
            self.write("\n".join(wrapped(plain(line), self.width, first="", rest="  ") for line in written.split("\n")))

    def say_as_is(self, words: str) -> None:
        """A result that is laid out already."""
        if not (self.as_json or self.quiet):
            self.write(words)

    def command(self, line: str) -> None:
        """A command to type, on a line of its own and never broken."""
        self.say_as_is(f"  {plain(line)}")

    def write(self, words: str, *, error: bool = False) -> None:
        """Text as it is, plus a line end."""
        stream = sys.stderr if error else sys.stdout
        stream.write(fitted(words, stream.encoding) + "\n")
        stream.flush()

    def heading(self, words: Text) -> None:
        """The name of what follows."""
        if not (self.as_json or self.quiet):
            lines = wrapped(words.say(self.language), self.width, first="", rest="").split("\n")
            self.write("\n" + "\n".join(bold(line, sys.stdout) for line in lines))

    def give(self, content: dict[str, Any]) -> None:
        """The answer of a command under --json: one object on standard output."""
        if self.as_json:
            self.write(json.dumps(content, ensure_ascii=False, indent=1))

    def problems(self, problems: Sequence[Problem], command: str | None, listed: str | None = None) -> None:
        """Problems, how many they are, and the next command; `listed`: the file that was written with all of them."""
        if self.as_json:
            self.give({"exit": 2, "problems": [one.model_dump() for one in problems]})
            return
        shown = [show_all(problems, self.language, self.width, listed)]
        if command:
            shown += ["", counted(problems, self.language, listed), next_command(command, self.language)]
        self.write("\n".join(coloured(line, sys.stderr) for line in "\n".join(shown).split("\n")), error=True)

    def notices(self, notices: Sequence[Problem]) -> None:
        """What does not stop a run and should be known."""
        if notices and not self.as_json:
            self.write("\n" + show_all(notices, self.language, self.width), error=True)


def colour_wanted(stream: TextIO) -> bool:
    """Whether a stream takes colour: a terminal, without NO_COLOR, not a dumb one."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def bold(words: str, stream: TextIO) -> str:
    """Bold on a terminal, as it is elsewhere."""
    return f"\x1b[1m{words}\x1b[0m" if colour_wanted(stream) else words


def coloured(line: str, stream: TextIO) -> str:
    """The first line of a problem in bold; nothing is said by colour alone."""
    return bold(line, stream) if line and not line.startswith(" ") and "  " in line else line
