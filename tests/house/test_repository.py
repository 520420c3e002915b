"""What no tracked file may hold, and a mirror of how large the rooms are."""

import ast
import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "yupay"
TEXT = {
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".in",
    ".cff",
    ".css",
    ".js",
    ".html",
    ".jinja",
    ".j2",
    ".typ",
    ".json",
    ".csv",
    "",
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    return [ROOT / name for name in listed] or [p for p in ROOT.rglob("*") if p.is_file() and ".venv" not in p.parts]


def test_no_registry_host_and_no_path_of_a_machine() -> None:
    hosts = [
        "python" + "hosted",
        "py" + "pi.org",
        "registry.npm" + "js",
        "deb.deb" + "ian",
        "/wo" + "rk/",
        "/ro" + "ot/",
    ]
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in tracked()
        if path.suffix in TEXT and path.is_file() and path.stat().st_size < 2_000_000
        for host in hosts
        if host in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert not found, found


def test_no_large_file() -> None:
    large = [str(p.relative_to(ROOT)) for p in tracked() if p.is_file() and p.stat().st_size > 1_000_000]
    assert not large, large


def test_made_up_document_numbers_begin_with_a_letter() -> None:
    """No record of a person: no file of the repository has a column of document numbers made of digits."""
    for path in tracked():
        if path.suffix == ".csv":
            head = path.read_text(encoding="utf-8-sig", errors="ignore").splitlines()[:1]
            assert not any(
                name in {"dni", "document", "documento", "nombres", "apellidos"}
                for name in ",".join(head).lower().split(",")
            ), path


def functions() -> list[tuple[str, int]]:
    sizes = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                size = (body[-1].end_lineno or 0) - body[0].lineno + 2 if body else 1
                sizes.append((f"{path.relative_to(SOURCE)}:{node.name}", size))
    return sizes


def test_the_mirror(capsys) -> None:  # type: ignore[no-untyped-def]
    """Printed, not fenced: how long functions and files are."""
    sizes = sorted(size for _, size in functions())
    files = {str(p.relative_to(SOURCE)): len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCE.rglob("*.py")}
    tests = sum(len(p.read_text(encoding="utf-8").splitlines()) for p in (ROOT / "tests").rglob("*.py"))
    with capsys.disabled():
        print(
            f"\nmirror: {len(sizes)} functions, median {statistics.median(sizes):.0f} lines, "
            f"p90 {sizes[int(0.9 * len(sizes))]}, longest {sizes[-1]}; {len(files)} files, "
            f"longest {max(files.values())}; {sum(files.values())} lines of source, {tests} of tests"
        )
    assert max(files.values()) <= 600, max(files, key=lambda name: files[name])
