"""Published figures: one per row, each with its row; a figure that was not printed has no value."""

from pathlib import Path

import made
import pytest

from yupay.load.tables import load
from yupay.model.problem import StudyProblems

HEAD = "id,registry_es,registry_en,label_es,label_en,counting_unit,geography_es,geography_en,period,value,percent_of,note_es,note_en\n"
ROW = "mp,Fiscalía,Prosecutors,Denuncias,Complaints,complaint,Perú,Peru,2016,1144,,,\n"
SHARE = "share,Fiscalía,Prosecutors,Parte,Share,percent,Perú,Peru,2016,53,mp,nota,note\n"
BLANK = "gap,Fiscalía,Prosecutors,Nada,None,complaint,Perú,Peru,2016,,,,\n"


def figures(folder: Path, content: str):
    study = made.study((made.source("figures", "data/f.csv", kind="figures"),))
    return load(study, made.write(folder, f__csv=content)).figures


def codes(folder: Path, content: str) -> list[tuple[str, int]]:
    with pytest.raises(StudyProblems) as found:
        figures(folder, content)
    return [(one.code, one.line) for one in found.value.problems]


def test_figures_carry_their_row(tmp_path: Path) -> None:
    found = figures(tmp_path, HEAD + ROW + SHARE + BLANK)
    assert (found["mp"].value, found["mp"].row, found["mp"].registry.en) == (1144, 2, "Prosecutors")
    assert (found["share"].percent_of, found["share"].note.es, found["share"].row) == ("mp", "nota", 3)
    assert found["gap"].value is None
    assert found["gap"].source == "figures"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("complaint", "complaints"), "L250"),
        (("1144", "1,144"), "L205"),
        (("1144", "nan"), "L250"),
        (("1144", "1_144"), "L250"),
        (("Fiscalía", ""), "L250"),
        ((",,,\n", ",other,,\n"), "L250"),
        ((",,,\n", ",,sola,\n"), "L250"),
    ],
)
def test_rows_not_well_written(tmp_path: Path, change: tuple[str, str], code: str) -> None:
    assert codes(tmp_path, HEAD + ROW.replace(*change)) == [(code, 2)]


def test_repeated_ids(tmp_path: Path) -> None:
    assert codes(tmp_path, HEAD + ROW + ROW) == [("L216", 3)]


def test_missing_columns(tmp_path: Path) -> None:
    assert codes(tmp_path, HEAD.replace(",value", "") + ROW.replace(",1144", "")) == [("L213", 1)]
