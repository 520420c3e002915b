"""Which files may stand in the public folder of an edition? Those of this list, by name and type; any other stops the build.

What is written is also searched for the machine it was written on: a path or the name of an account would tell who made
the edition and where the records are. Files inside a DOCX or XLSX are searched too.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from yupay.model.text import Text
from yupay.publish.names import MARK
from yupay.study.toml import stop

ALLOWED = re.compile(
    rf"""(?x)
    (?:report|summary|tables|methods|privacy_report|utility_report)(?:\.{MARK})?\.(?:es|en)\.(?:html|docx|pdf|xlsx)
    | (?:estimates|findings)(?:\.{MARK})?\.json
    | codebook(?:\.{MARK})?\.csv
    | CHANGES(?:\.{MARK})?\.txt
    | tables/[\w.-]+\.csv
    | figures/[\w.-]+\.svg
    | (?:datapackage|ro-crate-metadata|manifest)\.json
    | manifest\.sha256
    """
)
ZIPPED = (".docx", ".xlsx")
EXPECTED = Text(es="los archivos que docs/releasing.md nombra", en="the files that docs/releasing.md names")
UNTOUCHED = Text(es="no se escribió nada", en="nothing was written")


def check(files: Mapping[str, bytes], traces: Iterable[str], where: str) -> None:
    """Refuse files that may not stand in the public folder.

    Args:
        files: every file of the folder.
        traces: words that would name this machine, such as the path of the study.
        where: the edition, for the message.

    Raises:
        StudyProblems: P627 a file that is not on the list, P628 a file that names this machine; nothing was written.

    """
    if strange := sorted(name for name in files if not ALLOWED.fullmatch(name)):
        raise stop("P627", where, Text.same(", ".join(strange)), EXPECTED, act=UNTOUCHED)
    wanted = [trace.encode() for trace in traces]
    if named := sorted(name for name, data in files.items() if _holds(name, data, wanted)):
        expected = Text(es="archivos sin rutas ni cuentas", en="files without paths or accounts")
        raise stop("P628", where, Text.same(", ".join(named)), expected, act=UNTOUCHED)


def _holds(name: str, data: bytes, wanted: list[bytes]) -> bool:
    return any(trace in part for part in _parts(name, data) for trace in wanted)


def _parts(name: str, data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and of every file inside it."""
    yield data
    if name.endswith(ZIPPED):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield inner.encode()
                yield archive.read(inner)
