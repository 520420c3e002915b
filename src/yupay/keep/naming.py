"""May this word become the name of a file or folder? Letters, digits, point, hyphen, underscore; never a path, a device or a hidden file."""

import re

from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text

PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?")
SWAPPED = (".new", ".old")
DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def safe_name(name: str, where: str) -> str:
    """The name itself, where it may be that of a file or folder on every system.

    Args:
        name: what somebody typed or a file declares.
        where: what it would name, for the message; the name itself is not repeated.

    Raises:
        StudyProblems: P657.

    """
    plain = PLAIN.fullmatch(name) and not DEVICES.fullmatch(name) and ".." not in name
    if plain and not name.lower().endswith(SWAPPED):  # the endings of a folder that is being written
        return name
    what = Text(es="nombre que no puede ser de un archivo", en="name that cannot be that of a file")
    expected = Text(
        es="hasta 64 letras sin tilde, números, punto, guion o guion bajo",
        en="up to 64 plain letters, digits, point, hyphen or underscore",
    )
    got = Text(es=f"{len(name)} signos, no se muestran", en=f"{len(name)} signs, not shown")
    raise StudyProblems([Problem(code="P657", what=what, where=where, got=got, expected=expected)])
