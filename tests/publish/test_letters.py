"""Which letters can be drawn, and what stands in place of the others."""

import pytest
from fixture_release import example_release
from fontTools.ttLib import TTFont

from yupay.publish.fonts import FACES, FOLDER, drawn
from yupay.publish.publish import render


@pytest.mark.parametrize("file", [face[3] for face in FACES])
def test_the_declared_letters_are_those_of_every_face(file: str) -> None:
    known = set(TTFont(FOLDER / f"{file}.ttf").getBestCmap())
    assert {code for code in range(32, 0x10000) if drawn(chr(code)) == chr(code) or code == 0x25A1} - known == set()
    assert all(drawn(chr(code)) == chr(code) for code in known)


def test_a_letter_without_a_face_becomes_a_square() -> None:
    assert drawn("Ate 👩 日, ñandú") == "Ate □ □, ñandú"


def test_a_name_in_other_letters_still_makes_a_pdf() -> None:
    release = example_release(odd_name="Ate 👩🏽 日本")
    only = release.model_copy(update={"report": release.report.model_copy(update={"formats": ("pdf",)})})
    files = render(only, lambda _: None)
    made = [name for name in files if name.endswith(".pdf")]
    assert len(made) == 4 and all(files[name].startswith(b"%PDF") for name in made)
