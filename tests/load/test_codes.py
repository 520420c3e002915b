"""Codes: a lost zero is found and can be put back by declaration; nothing is guessed."""

import pytest

from yupay.load.codes import is_geographic

AMAZONAS = "ubigeo,n\n" + "".join(f"1010{n},1\n" for n in range(1, 9))


def test_a_lost_zero_is_found(refuse) -> None:
    (found,) = refuse(AMAZONAS + "150101,1\n", place="ubigeo")
    assert (found.code, found.line, found.column) == ("L210", 2, 1)
    assert found.what.es == "ubigeo sin su cero inicial"
    assert found.got.es == "10101 (5 dígitos) en 8 filas: 2, 3, 4, 5, 6 ..."
    assert found.expected.en == "6 digits as text"
    assert found.hint.es == '010101; Excel quitó el cero: type = "code", pad = 6'


def test_a_lost_zero_is_found_where_every_code_lost_it(refuse) -> None:
    (found,) = refuse(AMAZONAS, place="ubigeo")
    assert found.code == "L210"


@pytest.mark.parametrize("content", ["dep\n1\n2\n10\n15\n", "dep\n1\n"])
def test_departments_too(refuse, content: str) -> None:
    (found,) = refuse(content, place="dep")
    assert (found.code, found.expected.en) == ("L210", "2 digits as text")


def test_pad_puts_back_exactly_one_zero(read, refuse) -> None:
    spec = {"ubigeo": {"type": "code", "pad": 6}}
    assert read(AMAZONAS, place="ubigeo", columns=spec)["ubigeo"].to_pylist()[0] == "010101"
    (found,) = refuse("ubigeo\n1501\n", place="ubigeo", columns=spec)
    assert (found.code, found.expected.en) == ("L211", "6 characters")


def test_other_codes_only_where_a_full_code_begins_with_zero(read, refuse) -> None:
    spec = {"columns": {"id": {"type": "code"}}}
    assert read("id\n1\n12\n123\n", **spec)["id"].to_pylist() == ["1", "12", "123"]
    (found,) = refuse("id\n0012\n123\n1234\n", **spec)
    assert (found.code, found.what.en) == ("L210", "id without its leading zero")


def test_a_declared_missing_code_is_no_short_code(read) -> None:
    spec = {"ubigeo": {"type": "code", "missing": {"9": "no precisa"}}}
    assert read("ubigeo\n150101\n9\n", place="ubigeo", columns=spec)["ubigeo"].to_pylist() == ["150101", "9"]


def test_place_codes_are_known_by_name() -> None:
    assert is_geographic("UBIGEO_dep") and not is_geographic("id")
