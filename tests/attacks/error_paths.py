"""Every way to fail between the files of institutions and a public folder: what is done to the study, and the code that must be heard.

Each scenario changes a copy of a planted registry, or makes one stage fail over a planted word, as a library does that quotes
what it could not read.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from attacks.planted import CANARY, EDITION

import yupay.edition as path
from yupay import beside, gathering
from yupay.derive.link import link as linking
from yupay.keep.ledger import ledger_path
from yupay.keep.vault import intake, open_vault, place, vault_folder
from yupay.model.problem import StudyProblems
from yupay.model.registry import LedgerEntry
from yupay.publish.edition import allowed

Do = Callable[["Tried"], object]
LOST = ValueError(f"could not convert string '{CANARY}' to INT64 in column ap_paterno, {CANARY} columna")


@dataclass
class Tried:
    """A copy of the registry in which something is made to fail."""

    study: Path
    patch: pytest.MonkeyPatch
    words: tuple[str, ...] = ("release", "{study}", "--edition", EDITION)
    entered: str = ""

    def change(self, name: str, pattern: str, new: str) -> None:
        """Change what a pattern finds first in a file."""
        file = self.study / name
        text, times = re.subn(pattern, lambda _: new, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        assert times == 1, pattern
        file.write_text(text, encoding="utf-8")

    def fails(self, where: object, name: str, error: BaseException = LOST) -> None:
        """A stage fails with a planted word in its mouth, and another in the error behind it."""

        def failing(*_: object, **__: object) -> None:
            try:
                raise KeyError(f"{CANARY}cause")
            except KeyError as behind:
                raise error from behind

        self.patch.setattr(where, name, failing)

    def run(self, *words: str, entered: str = "") -> None:
        """Another command than a release."""
        self.words, self.entered = words, entered


def file_of(name: str, make: Callable[[Path], object]) -> Do:
    def do(tried: Tried) -> None:
        made = tried.study / "in" / name
        made.unlink()
        make(made)

    return do


def other_ending(ending: str, content: bytes) -> Do:
    def do(tried: Tried) -> None:
        (tried.study / "in" / f"x{ending}").write_bytes(content)
        tried.change("study.toml", r'file = "in/ong.csv"', f'file = "in/x{ending}"')

    return do


def changed(name: str, pattern: str, new: str) -> Do:
    return lambda tried: tried.change(name, pattern, new)


def failing(where: object, name: str) -> Do:
    return lambda tried: tried.fails(where, name)


def sheet_absent(tried: Tried) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tried.study / "in" / "x.xlsx"))
    book.add_worksheet(f"{CANARY} hoja"[:31]).write_row(0, 0, ["a", "b"])
    book.close()
    tried.change("study.toml", r'file = "in/ong.csv"', 'file = "in/x.xlsx"')
    tried.change("mappings/ong.toml", r"^\[columns\]", 'sheet = "otra"\n[columns]')


def headless(file: Path) -> None:
    """A file whose first line is a person."""
    file.write_text(f"{CANARY},{CANARY}1,13,F,x\n" * 3, encoding="utf-8")


def lengthy(file: Path) -> None:
    file.write_text("a,b\n" + CANARY * 200_000 + "\n", encoding="utf-8")


def zeroed(file: Path) -> None:
    file.write_bytes(f"a,b\n{CANARY}\0,1\n".encode())


def mistaken(file: Path) -> None:
    """Most rows with faults."""
    file.write_text("\n".join(["codigo,nombre_completo,sexo", *(f"{CANARY}{n},{CANARY},{CANARY}" for n in range(9))]))


def wrong_values(tried: Tried) -> None:
    """Words of a person where codes of the mapping should be."""
    names = re.findall(
        r"^(\w+) = \"sexo\"", (tried.study / "mappings/ong.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    file = tried.study / "in" / "ong.csv"
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    at = header.split(",").index(names[0])
    bad = [",".join([*row.split(",")[:at], CANARY, *row.split(",")[at + 1 :]]) for row in rows]
    file.write_text("\n".join([header, *bad]), encoding="utf-8")


def in_folder(tried: Tried) -> None:
    """The study lies in a folder that is synced."""
    folder = tried.study.parent / "Dropbox"
    folder.mkdir()
    tried.study = Path(shutil.move(tried.study, folder / "registry"))


def vault_is_link(tried: Tried) -> None:
    folder = vault_folder(tried.study)
    away = tried.study.parent / "elsewhere"
    folder.rename(away)
    folder.symlink_to(away)


def vault_is_torn(tried: Tried) -> None:
    (vault_folder(tried.study) / "vault.duckdb").write_bytes(CANARY.encode() * 500)


def vault_is_another(tried: Tried) -> None:
    (tried.study.parent / "other").write_text("ab" * 32, encoding="utf-8")
    (tried.study.parent / "other").chmod(0o600)
    tried.patch.setenv("YUPAY_KEY_FILE", str(tried.study.parent / "other"))


def public_is_vault(tried: Tried) -> None:
    (tried.study / "editions").symlink_to(vault_folder(tried.study))


def public_is_taken(tried: Tried) -> None:
    folder = tried.study / "editions" / EDITION
    folder.mkdir(parents=True)
    (folder / f"{CANARY}.txt").write_text(CANARY, encoding="utf-8")


def ledger_is(content: str) -> Do:
    def do(tried: Tried) -> None:
        ledger_path(tried.study).write_text(content, encoding="utf-8")

    return do


def ledger_is_link(tried: Tried) -> None:
    ledger_path(tried.study).symlink_to(tried.study / "in" / "ong.csv")


def ledger_is_held(tried: Tried) -> None:
    from yupay.keep.ledger import open_ledger

    held = open_ledger(ledger_path(tried.study))
    held.__enter__()
    tried.patch.setattr(tried, "run", held)


def disk_is_full(tried: Tried) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    tried.patch.setattr("yupay.keep.ledger._append", full)


def empty_vault(tried: Tried) -> None:
    shutil.rmtree(vault_folder(tried.study))
    vault_folder(tried.study).mkdir()
    tried.patch.setenv("YUPAY_KEY_FILE", str(tried.study.parent / "fresh"))
    tried.run("link", "{study}")


def without_splink(tried: Tried) -> None:
    find = linking.engine.find_spec
    tried.patch.setattr(linking.engine, "find_spec", lambda name: None if name == "splink" else find(name))


def one_more(tried: Tried) -> None:
    """A file that is not in yet."""
    file = tried.study / "in" / "ong.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}{text.splitlines()[-1]}\n", encoding="utf-8")


def intake_fails(name: str) -> Do:
    def do(tried: Tried) -> None:
        one_more(tried)
        tried.fails(intake, name)

    return do


def unlinked(tried: Tried) -> None:
    with open_vault(vault_folder(tried.study)) as vault:
        vault.transact(lambda run: intake.drop_derived(vault, run))
    tried.patch.setattr("yupay.cli.forgetting.link_first", lambda *_: None)
    tried.run("release", "{study}", "--forget-person", "ong", "--yes", entered=f"{CANARY}\n")


def debugged(tried: Tried) -> None:
    tried.patch.setenv("YUPAY_DEBUG", "1")
    tried.fails(gathering, "people")


def engine_fails(tried: Tried) -> None:
    """The engine itself quotes a value that it cannot read."""
    opening = gathering.open_vault

    def opened(*given: object) -> object:
        vault = opening(*given)
        sql = "SELECT CAST(ap_paterno AS INTEGER) FROM identities"
        tried.patch.setattr(gathering, "qualify", lambda *_: vault.raw().execute(sql).fetchall())
        return vault

    tried.patch.setattr(gathering, "open_vault", opened)


def stranger_in_vault(tried: Tried) -> None:
    tried.change("mappings/ong.toml", r'^institution = "ong"', f'institution = "{CANARY.casefold()[:4]}"')


def strange_file(tried: Tried) -> None:
    tried.patch.setattr(allowed, "ALLOWED", re.compile("nothing"))


def machine_named(tried: Tried) -> None:
    tried.change("study.toml", r'^es = "Personas, documentos, distritos', f'es = "{tried.study.resolve()}: documentos')


def zones_changed(tried: Tried) -> None:
    tried.patch.setattr(beside, "inside", lambda zone_of: {"Z1": frozenset({str(id(zone_of))})})
    one = LedgerEntry(edition="2020", made="2021-01-01", kind="published", digest="a", policy="", previous="")
    tried.patch.setattr(path, "before", lambda *_: (one,))


def audit_fails(tried: Tried) -> None:
    from yupay.protect import registry

    def failed(*_: object, **__: object) -> None:
        raise StudyProblems([registry._failed(3)])

    tried.patch.setattr(path, "protected", failed)


def keep_all_back(tried: Tried) -> None:
    file = tried.study / "release.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('answer = "no"', 'answer = "do not publish"'))


def keep_one_back(tried: Tried) -> None:
    tried.change("release.toml", r'exhibit = "districts"\n(harm = .*)\nanswer = "no"', "")
    file = tried.study / "release.toml"
    words = '[[harms]]\nexhibit = "districts"\nharm = { es = "a", en = "b" }\nanswer = "do not publish"\n'
    text = file.read_text(encoding="utf-8").replace("[[harms]]\n\n", "", 1)
    file.write_text(f"{text}\n{words}", encoding="utf-8")


ONG = r"^institution = "
SCENARIOS: dict[str, tuple[str, Do]] = {
    "no policy": ("P620", lambda t: (t.study / "release.toml").unlink()),
    "a key of the policy": ("P621", changed("release.toml", "^contact = .*", "kontakt = 1")),
    "an answer lacking": ("P622", changed("release.toml", "^sharing = .*", "")),
    "a threshold of 3": ("P623", changed("release.toml", "^threshold = 11", "threshold = 3")),
    "a policy past its date": (
        "P624",
        changed("release.toml", "^retention_until = .*", "retention_until = 2020-01-01"),
    ),
    "everything kept back": ("P631", keep_all_back),
    "what an indicator reads kept back": ("P632", keep_one_back),
    "a name that leads elsewhere": ("P657", lambda t: t.run("release", "{study}", "--edition", "../x")),
    "two things at once": ("C900", lambda t: t.run("release", "{study}", "--purge", "--edition", "1")),
    "no file": ("L201", lambda t: (t.study / "in/ong.csv").unlink()),
    "a file that is a link": ("L201", file_of("ong.csv", lambda f: f.symlink_to("mujer.csv"))),
    "a file of another kind": ("L203", other_ending(".doc", CANARY.encode())),
    "an empty file": ("L204", file_of("ong.csv", lambda f: f.write_bytes(b""))),
    "a file with ragged rows": ("L205", file_of("ong.csv", lambda f: f.write_text(f"a,b\n1,2\n{CANARY},2,3\n"))),
    "a long line": ("L206", file_of("ong.csv", lengthy)),
    "a zero byte": ("L207", file_of("ong.csv", zeroed)),
    "a torn workbook": ("L208", other_ending(".xlsx", b"PK\x03\x04" + CANARY.encode())),
    "a torn SPSS file": ("L208", other_ending(".sav", b"$FL2" + CANARY.encode() * 40)),
    "a sheet that is not there": ("L209", sheet_absent),
    "columns alike": ("L212", file_of("ong.csv", lambda f: f.write_text(f"{CANARY},{CANARY.lower()}\n1,2\n"))),
    "a mapping without a key": ("L280", changed("mappings/ong.toml", "^legal_basis = .*", "")),
    "a mapping to no column": ("L281", changed("mappings/ong.toml", r"^\[columns\]", '[columns]\nx = "nombre"')),
    "a mapping to no code": (
        "L282",
        changed("mappings/ong.toml", r"^\[columns\]", '[values.etapa]\nx = "x"\n[columns]'),
    ),
    "a lost header": ("L283", file_of("ong.csv", headless)),
    "two columns for one": (
        "L284",
        changed("mappings/ong.toml", r"^\[columns\]", '[columns]\nx = "nombres"\ny = "nombres"'),
    ),
    "a file beyond a limit": ("L286", file_of("ong.csv", lambda f: f.write_text("," * 5000 + f"\n{CANARY}\n"))),
    "rows with faults": ("L287", wrong_values),
    "a synced folder": ("P640", in_folder),
    "a network drive": ("P641", lambda t: t.patch.setattr(place, "network_drive", lambda _: "nfs")),
    "a vault that is a link": ("P642", vault_is_link),
    "a public folder that is the vault": ("P643 P629", public_is_vault),
    "another key": ("P644", vault_is_another),
    "a torn vault": ("P645", vault_is_torn),
    "a mapping past its date": (
        "P646",
        changed("mappings/ong.toml", "^retention_until = .*", 'retention_until = "2020-01-01"'),
    ),
    "nobody to forget": ("P647", lambda t: t.run("release", "{study}", "--forget-source", CANARY, "--yes")),
    "a person nobody has": (
        "P647",
        lambda t: t.run("release", "{study}", "--forget-person", "ong", "--yes", entered=f"{CANARY}999\n"),
    ),
    "an engine that fails": ("P648", engine_fails),
    "an intake that fails": ("P648", intake_fails("_put_in")),
    "a reader that fails": ("L208", intake_fails("read_records")),
    "another institution": ("P649", stranger_in_vault),
    "a foreign file in the public folder": ("P629 P651", public_is_taken),
    "a torn ledger": ("P650", ledger_is('{"edition": "2021"\n')),
    "a ledger that lost its lines": ("P651", lambda t: (t.study / "editions/2019").mkdir(parents=True)),
    "a ledger that is in use": ("P652", ledger_is_held),
    "a ledger that is a link": ("P654", ledger_is_link),
    "nothing to link": ("P670", empty_vault),
    "no linkage library": ("P671", without_splink),
    "a linkage that fails": ("P672", failing(linking, "score")),
    "options of linkage": ("P673", lambda t: t.run("link", "{study}", "--threshold", "2")),
    "records not linked": ("P674", unlinked),
    "a count that fails": ("P648", failing(gathering, "counted")),
    "people that fail": ("C999", failing(gathering, "people")),
    "people that fail while somebody debugs": ("C999", debugged),
    "a stop by hand": ("130", lambda t: t.fails(gathering, "people", KeyboardInterrupt(CANARY))),
}
LATER: dict[str, tuple[str, Do]] = {
    "protection that fails": ("C999", failing(path, "protected")),
    "an audit that fails": ("P630", audit_fails),
    "zones drawn anew": ("P634", zones_changed),
    "a study that fails": ("C999", failing(path, "answer")),
    "a file that may not leave": ("P627", strange_file),
    "a file that names the machine": ("P628", machine_named),
    "a disk that is full": ("P654", disk_is_full),
}
ELSEWHERE = {
    "P625": "a study without a registry has no records: tests/cli/test_release.py",
    "P626": "an invented registry has no records of persons: tests/cli/test_release.py",
    "P633": "told by release.toml alone: tests/study",
    "P653": "counts alone, after protection: tests/keep",
    "P655": "counts alone, after protection: tests/protect",
    "P656": "told before anything is read: tests/protect",
    "P658": "counts alone, after protection: tests/cli/test_release.py",
    "P675": "two people under one number: tests/keep/vault/test_forget.py",
    "L288": "HTCDS outside the vault: tests/load/records/test_htcds.py",
}
