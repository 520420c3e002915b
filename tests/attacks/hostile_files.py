"""Files made to do harm at intake, each with the codes that it may be refused with; "" where it may be read."""

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyreadstat
import xlsxwriter
from made_records import HEADER, many, row, write_rows

CANARY = "Zqxhostil"
ROWS = [*many(20), row(NOMBRES=CANARY, DIR=CANARY)]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MB = 1 << 20
Make = Callable[[Path], object]


def book(file: Path, far: tuple[int, int] | None = None, formula: str = "") -> Path:
    """A good workbook; `far`: with one stray cell, `formula`: instead of the sex of the last row."""
    made = xlsxwriter.Workbook(str(file))
    sheet = made.add_worksheet()
    for at, values in enumerate([HEADER, *ROWS]):
        sheet.write_row(at, 0, values)
    if far:
        sheet.write(*far, CANARY)
    if formula:
        sheet.write_formula(len(ROWS), HEADER.index("SEXO"), formula, None, "MUJER")
        sheet.write_url(len(ROWS), HEADER.index("DIR"), f"external:\\\\host\\{CANARY}.xlsx", None, CANARY)
    made.close()
    return file


def parts(file: Path, *, sheet: str = "", declared: str = "", **more: bytes) -> None:
    """A workbook written part by part."""
    inside = f'<row r="1">{"".join(cell(at, name) for at, name in enumerate(HEADER))}</row>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        packed.writestr("[Content_Types].xml", types())
        link = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        packed.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{link}</Relationships>')
        named = '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
        packed.writestr("xl/workbook.xml", f'{declared}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{named}</workbook>')
        written = f'<worksheet xmlns="{MAIN}"><sheetData>{inside}{sheet}</sheetData></worksheet>'
        packed.writestr("xl/worksheets/sheet1.xml", written)
        for name, content in more.items():
            packed.writestr(name, content)


def types() -> str:
    rest = f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
    return f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>{rest}</Types>'


def cell(column: int, words: str, line: int = 1) -> str:
    return f'<c r="{chr(65 + column)}{line}" t="inlineStr"><is><t>{words}</t></is></c>'


def lying(file: Path) -> None:
    """A workbook that declares another size than it has."""
    size = 300 * MB
    parts(file, **{"xl/media/x.bin": b"\0" * size})
    file.write_bytes(file.read_bytes().replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))


def nested(file: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{CANARY}.csv", CANARY * 1000)
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("inner.xlsx", inner.getvalue())


def crowded(file: Path) -> None:
    """More members than a workbook has."""
    with zipfile.ZipFile(file, "w") as packed:
        for at in range(10_100):
            packed.writestr(f"{CANARY}{at}", b"")


def listed(file: Path) -> None:
    """A list of members that is longer than the file is worth: only its last bytes are true."""
    book(file)
    content = file.read_bytes()
    at = content.rfind(b"PK\x05\x06")
    long = (1 << 28).to_bytes(4, "little")
    file.write_bytes(content[: at + 12] + long + content[at + 16 :])


def entities(file: Path) -> None:
    """A name that stands for a thousand million others."""
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    parts(file, declared=f'<!DOCTYPE workbook [<!ENTITY e0 "{CANARY}">{declared}]><!-- &e9; -->')


def saved(file: Path, **options: bool) -> bytes:
    import pandas

    pyreadstat.write_sav(pandas.DataFrame(ROWS, columns=list(HEADER)), str(file), **options)
    return file.read_bytes()


def with_rows(file: Path, count: int) -> None:
    """An SPSS file whose header declares another number of rows (bytes 80 to 83)."""
    content = saved(file)
    file.write_bytes(content[:80] + count.to_bytes(4, "little", signed=True) + content[84:])


def broken(file: Path) -> None:
    """An SPSS file with bytes of its header changed at random."""
    content = bytearray(saved(file))
    draw = random.Random(len(content))
    for _ in range(60):
        content[draw.randrange(4, 800)] = draw.randrange(256)
    file.write_bytes(bytes(content))


def sparse(file: Path, size: int) -> None:
    """One line of so many bytes, which take no room on the disk."""
    file.write_bytes(",".join(HEADER).encode() + b"\n" + CANARY.encode())
    os.truncate(file, size)


def wide(file: Path) -> None:
    header = ",".join([*HEADER, *(f"{CANARY}{at}" for at in range(60_000))])
    file.write_text(f"{header}\n{','.join(ROWS[0])}{',' * 60_000}\n", encoding="utf-8")


def text(file: Path) -> str:
    return write_rows(file, ROWS).read_text(encoding="utf-8")


def linked(file: Path, to: str) -> None:
    if to == "good":
        write_rows(file.parent / f"{file.stem}-good.csv", ROWS)
        to = f"{file.stem}-good.csv"
    file.symlink_to(to)


FILES: dict[str, tuple[Make, str]] = {
    "swollen.xlsx": (lambda f: parts(f, **{"xl/media/x.bin": b"\0" * (300 * MB)}), "L286"),
    "swollen-sheet.xlsx": (lambda f: parts(f, sheet='<row r="2"/>' * 15_000_000), "L286"),
    "lying.xlsx": (lying, "L286"),
    "stray.xlsx": (lambda f: book(f, far=(999_999, 49)), "L286"),
    "rows.xlsx": (lambda f: parts(f, sheet="".join(f'<row r="{at}"/>' for at in range(2, 1_000_000))), "L286"),
    "external.xlsx": (lambda f: book(f, formula=f"='[http://host.invalid/{CANARY}.xlsx]S'!A1"), ""),
    "nested.xlsx": (nested, "L208"),
    "crowded.xlsx": (crowded, "L286"),
    "listed.xlsx": (listed, "L286"),
    "entities.xlsx": (entities, "L208"),
    "outside.xlsx": (lambda f: parts(f, **{f"../../{CANARY}.xml": b"<a/>"}), "L286"),
    "cut.xlsx": (lambda f: f.write_bytes(book(f).read_bytes()[:3000]), "L208"),
    "words.xlsx": (lambda f: f.write_text(CANARY * 500, encoding="utf-8"), "L208"),
    "line.csv": (lambda f: f.write_bytes(",".join(HEADER).encode() + b"\n" + CANARY.encode() * MB), "L206"),
    "sparse.csv": (lambda f: sparse(f, 2 << 30), "L286"),
    "wide.csv": (wide, "L286"),
    "nul.csv": (lambda f: f.write_bytes(text(f).replace(CANARY, f"{CANARY}\0", 1).encode()), "L207"),
    "quotes.csv": (lambda f: f.write_text(text(f) + ('"' * 5000 + CANARY + "\n") * 400, encoding="utf-8"), "L205 L206"),
    "utf16.csv": (lambda f: f.write_bytes(text(f).encode("utf-16")), ""),
    "utf16-no-mark.csv": (lambda f: f.write_bytes(text(f).encode("utf-16-be")), ""),
    "utf16-cut.csv": (lambda f: f.write_bytes(text(f).encode("utf-16")[:-1]), "L207"),
    "utf16-half.csv": (lambda f: f.write_bytes(text(f).encode("utf-16") + b"\x3d\xd8\n\0"), "L207"),
    "random.csv": (lambda f: f.write_bytes(random.Random(1).randbytes(1 << 16)), "L205 L206 L207 L212"),
    "broken.sav": (broken, "L208"),
    "cut.sav": (lambda f: f.write_bytes(saved(f)[:200]), "L208"),
    "head.sav": (lambda f: f.write_bytes(b"$FL2" + CANARY.encode() * 80), "L208"),
    "endless.sav": (lambda f: with_rows(f, 10**9), "L286"),
    "unknown.sav": (lambda f: with_rows(f, -1), "L208"),
    "cut.zsav": (lambda f: f.write_bytes(saved(f, compress=True)[:-300]), "L208"),
    "link.csv": (lambda f: linked(f, "good"), "L201"),
    "zero.csv": (lambda f: linked(f, "/dev/zero"), "L201"),
    "nowhere.csv": (lambda f: linked(f, "/nowhere"), "L201"),
    "fifo.csv": (lambda f: os.mkfifo(f), "L201"),
    "folder.csv": (lambda f: f.mkdir(), "L201"),
    "program.exe": (lambda f: f.write_bytes(b"MZ" + CANARY.encode()), "L203"),
    "empty.csv": (lambda f: f.write_bytes(b""), "L204"),
}
