"""In which language does the command line speak? The one asked for, else the machine's: Spanish where it is Spanish."""

import locale
import os
from collections.abc import Mapping, Sequence
from typing import Literal

Language = Literal["es", "en"]


def machine_language(environment: Mapping[str, str] | None = None) -> Language:
    """`es` where the machine's locale is Spanish, else `en`."""
    settings = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        if value := settings.get(name):
            return "es" if value.lower().startswith(("es", "spanish")) else "en"
    named = (locale.getlocale()[0] or "").lower()
    return "es" if named.startswith(("es", "spanish")) else "en"


def asked_language(arguments: Sequence[str]) -> Language:
    """The language that `--language` names anywhere on the line, else the machine's."""
    for index, word in enumerate(arguments):
        value = word.partition("=")[2] if word.startswith("--language=") else ""
        if word == "--language" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in ("es", "en"):
            return "es" if value == "es" else "en"
    return machine_language()
