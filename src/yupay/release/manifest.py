"""What was read, with what, under which plan: equal on every run of the same inputs."""

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path

import yupay
from yupay.model.cube import Evidence
from yupay.model.release import Input, Manifest
from yupay.model.study import Study

PACKAGES = (
    "babel",
    "duckdb",
    "ibis-framework",
    "jinja2",
    "numba",
    "numpy",
    "pyarrow",
    "pydantic",
    "pyproj",
    "python-docx",
    "scipy",
    "shapely",
    "typst",
    "xlsxwriter",
)


def code_digest() -> str:
    """One digest over every file of the installed package that can change a result or a page."""
    folder = Path(yupay.__file__).parent
    files = sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def manifest(study: Study, evidence: Evidence, *, plan_sha256: str, registered: str) -> Manifest:
    """The manifest of one run: no time stamp, no machine name, no path outside the study."""
    inputs = tuple(
        Input(source=audit.source, file=audit.file, sha256=audit.sha256, rows=audit.rows)
        for _, audit in sorted(evidence.audits.items())
    )
    return Manifest(
        study=study.study.id,
        version=yupay.__version__,
        code_sha256=code_digest(),
        plan_sha256=plan_sha256,
        registered=registered,
        seed=study.study.seed,
        python=".".join(platform.python_version_tuple()[:2]),
        packages={name: version(name) for name in PACKAGES},
        inputs=inputs,
    )
