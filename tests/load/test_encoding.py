"""Letters: every encoding that a Peruvian office still sends gives the same words, and says which it was."""

import codecs
from pathlib import Path

import made
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yupay.load.encoding import decode, find_encoding
from yupay.load.tables import load

TEXT = "ubigeo,distrito\n150105,Breña\n150121,Magdalena Vieja\n150119,Lurín\n"


@pytest.mark.parametrize(
    ("encoding", "reported"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8 (BOM)"),
        ("utf-16", "utf-16 (BOM)"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_words_survive_and_the_encoding_is_reported(tmp_path: Path, encoding: str, reported: str) -> None:
    study = made.study((made.source("rows", "data/rows.csv"),))
    loaded = load(study, made.write(tmp_path, rows__csv=TEXT.encode(encoding)))
    assert loaded.tables["rows"].distrito.to_pyarrow().to_pylist() == ["Breña", "Magdalena Vieja", "Lurín"]
    assert loaded.audits["rows"].encoding == reported
    assert loaded.audits["rows"].separator == ","


def test_big_endian_mark() -> None:
    assert find_encoding(codecs.BOM_UTF16_BE + "año".encode("utf-16-be")) == "utf-16"


def test_a_declared_encoding_overrules_the_guess(tmp_path: Path) -> None:
    study = made.study((made.source("rows", "data/rows.csv", encoding="cp1252"),))
    loaded = load(study, made.write(tmp_path, rows__csv="a,b\nBreña,1\n".encode()))
    assert loaded.tables["rows"].a.to_pyarrow().to_pylist() == ["BreÃ±a"]


def test_a_declared_encoding_that_does_not_fit_is_refused(refuse) -> None:
    (found,) = refuse("a,b\nBreña,1\n".encode("cp1252"), encoding="utf-8")
    assert (found.code, found.got.en) == ("L207", "bytes that are not text in utf-8")
    (found,) = refuse("a,b\n1,1\n", encoding="klingon")
    assert found.code == "L207"


def test_a_workbook_named_csv_is_recognised(refuse) -> None:
    (found,) = refuse(b"PK\x03\x04" + bytes(500))
    assert found.code == "L207"
    assert found.hint is not None and ".xlsx" in found.hint.en


spanish = st.text(alphabet="abcdefghijklmnñopqrstuvwxyzáéíóúü ABCÑÁÉ", min_size=1, max_size=40)


@given(text=spanish, encoding=st.sampled_from(["utf-8", "cp1252", "mac_roman"]))
def test_spanish_text_is_read_as_written(text: str, encoding: str) -> None:
    data = ("nombre,n\n" + text + ",1\n").encode(encoding)
    assume(encoding == "utf-8" or data.isascii() or decode(data, "utf-8") is None)  # ÁÉÉ in Mac Roman is 烃 in utf-8
    found = find_encoding(data)
    assert found is not None
    assert decode(data, found) == data.decode(encoding)


@given(data=st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    found = find_encoding(data)
    text = decode(data, found) if found else None
    assert text is None or "\0" not in text
