"""What is being done now? One line per stage on standard error, with a moving sign where there is a terminal."""

import sys
from time import monotonic
from types import TracebackType
from typing import Any

from yupay.cli.screen import Screen, colour_wanted, fitted
from yupay.model.text import Text
from yupay.study.messages import plain


class Progress:
    """Stages as they are told; silent under --quiet and --json."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.start = monotonic()
        self.stage = ""
        self.since = self.start
        self.status: Any = None

    def __enter__(self) -> "Progress":
        if not self._silent and colour_wanted(sys.stderr):
            from rich.console import Console

            self.status = Console(stderr=True).status("")
            self.status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.status is not None:
            self.status.stop()
        if kind is None:
            self._done()

    @property
    def _silent(self) -> bool:
        return self.screen.quiet or self.screen.as_json

    def tell(self, words: Text) -> None:
        """A stage begins; the one before it is done."""
        if self._silent:
            return
        self._done()
        self.stage, self.since = plain(words.say(self.screen.language)), monotonic()
        if self.status is not None:
            from rich.markup import escape

            self.status.update(escape(fitted(self.stage, sys.stderr.encoding)))

    def _done(self) -> None:
        if self.stage and not self._silent:
            self.screen.write(f"{monotonic() - self.since:6.1f} s  {self.stage}", error=True)
        self.stage = ""
