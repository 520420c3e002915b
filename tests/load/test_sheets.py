"""How far a sheet reaches and which cells failed, read from its XML as Excel, LibreOffice and XlsxWriter write it."""

import io
import zipfile

import pytest

from yupay.load.sheets import column_number, failed_cells, reach, sheet_xml

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def book(*sheets: tuple[str, str, str]) -> zipfile.ZipFile:
    """A workbook of (name, target, xml)."""
    held = io.BytesIO()
    named = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, (name, _, _) in enumerate(sheets))
    linked = "".join(f'<Relationship Id="r{i}" Target="{target}"/>' for i, (_, target, _) in enumerate(sheets))
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{named}</sheets></workbook>'
        )
        packed.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{linked}</Relationships>")
        for _, target, xml in sheets:
            packed.writestr(target[1:] if target.startswith("/") else f"xl/{target}", xml)
    return zipfile.ZipFile(held)


def test_a_sheet_is_found_by_its_name_wherever_it_is_kept() -> None:
    made = book(("A &amp; B", "worksheets/sheet7.xml", "<a/>"), ("Año", "/xl/worksheets/x.xml", "<b/>"))
    assert sheet_xml(made, None) == sheet_xml(made, "A & B") == b"<a/>"
    assert sheet_xml(made, "Año") == b"<b/>"
    assert sheet_xml(made, "none") == b""


def test_a_workbook_of_another_make_has_no_such_xml() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("content.xml", "<a/>")
    assert sheet_xml(zipfile.ZipFile(held), None) == b""


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        (b"<sheetData/>", (0, 0)),
        (b'<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2"/></row>', (2, 3)),
        (b"<x:row r='9'><x:c s='1' r='XFD1048576'><x:v>1</x:v></x:c></x:row>", (1_048_576, 16_384)),
        (b'<row r="5" spans="1:2"/>', (5, 0)),
    ],
)
def test_reach(xml: bytes, wanted: tuple[int, int]) -> None:
    assert reach(xml) == wanted


def test_failed_formulas_with_their_errors() -> None:
    xml = (
        b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
        b'<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B2"><v>5</v></c></row>'
        b"<x:row r='3'><x:c t='e' s='4' r='AB3'><x:v>#N/A</x:v></x:c></x:row>"
    )
    assert list(failed_cells(xml)) == [(1, 0, "#DIV/0!"), (2, 27, "#N/A")]
    assert list(failed_cells(b'<c r="A1"><v>5</v></c>')) == []


@pytest.mark.parametrize(("letters", "number"), [(b"", 0), (b"A", 1), (b"Z", 26), (b"AA", 27), (b"XFD", 16_384)])
def test_column_numbers(letters: bytes, number: int) -> None:
    assert column_number(letters) == number
