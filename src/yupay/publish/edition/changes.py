"""`CHANGES.txt`: what differs from the edition before, in words and in both languages; never a cell."""

from yupay.model.registry import EditionSheet
from yupay.model.release import Release
from yupay.model.text import Language
from yupay.publish.edition.counts import mark
from yupay.publish.edition.words import FRAME, UTILITY
from yupay.publish.names import file_name


def name(release: Release) -> str:
    """The name of the file."""
    return file_name(release, "CHANGES", "txt")


def render(release: Release, sheet: EditionSheet) -> bytes:
    """The sentences of each language under its own head."""
    parts = [_in_language(release, sheet, language) for language in release.header.languages]
    first = f"{mark(release)}\n\n" if mark(release) else ""
    return (first + "\n".join(parts)).encode()


def _in_language(release: Release, sheet: EditionSheet, language: Language) -> str:
    lines = [
        f"{release.header.title.say(language)}. {FRAME['edition'].say(language)} {sheet.name}",
        UTILITY["changes"].say(language),
        *(f"- {one.say(language)}" for one in sheet.changes),
        sheet.policy.help_lines.say(language),
    ]
    return "\n".join(lines) + "\n"
