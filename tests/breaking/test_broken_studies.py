"""Two hundred and more broken study files, by hand and by machine: each is read or refused in plain words."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

COMPLETE = Path(__file__).resolve().parents[1] / "study" / "complete.toml"
TEXT = COMPLETE.read_text(encoding="utf-8")
LINES = TEXT.split("\n")

VALUES = (
    "5",
    "-1",
    "1e400",
    "nan",
    "-inf",
    "9" * 400,
    "true",
    "2016-12-31",
    "2016-13-45",
    '""',
    '" "',
    '"?"',
    '"=1+1"',
    '"[/red]"',
    '"[bold]x"',
    '"{x} %s"',
    '"\\u0000"',
    '"\\u001b[31m"',
    '"\\U0010FFFF"',
    '"../../etc/passwd"',
    '"' + "a" * 5000 + '"',
    "'''\nuna\nlinea\n'''",
    "[]",
    "[[]]",
    "[[[[1]]]]",
    "{}",
    "{ es = 1 }",
    '{ es = "a", en = "b", de = "c" }',
    '["a", 1, {}]',
    '{ "" = {} }',
)
HEADERS = (
    "[study]",
    "[[study]]",
    "[units]",
    "[[units.columns]]",
    "[[unidades]]",
    "[a.b.c]",
    "[[sources.columns]]",
    "[hypotheses.H1]",
    '[["quoted key"]]',
    "[decision.alpha]",
    "[[decision]]",
)


KINDS = (0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4, 5, 6, 7)


def changed(seed: int) -> str:
    """The complete study with one to four of its lines broken."""
    dice = random.Random(seed)
    lines = list(LINES)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(lines))
        key = lines[at].partition("=")[0].strip()
        match dice.choice(KINDS):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[dice.randrange(len(lines))])
            case 2 if "=" in lines[at]:
                lines[at] = f"{key} = {dice.choice(VALUES)}"
            case 3 if "=" in lines[at]:
                lines[at] = lines[at].replace(key, key[::-1] or "x", 1)
            case 4:
                lines[at] = dice.choice(HEADERS)
            case 5:
                lines[at] = lines[at][: len(lines[at]) // 2]
            case 6 if lines[at].startswith("[["):
                lines[at] = lines[at][1:-1]
            case _:
                lines[at] = f"nueva_{at} = {dice.choice(VALUES)}"
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(160))
def test_broken_lines(tmp_path, outcome, seed):
    (tmp_path / "study.toml").write_text(changed(seed), encoding="utf-8")
    assert outcome(tmp_path)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("key", ["id", "columns", "label"])
def test_every_odd_value(tmp_path, outcome, key, value):
    at = next(n for n, line in enumerate(LINES) if line.startswith(f"{key} = ") and n > 20)
    lines = [*LINES[:at], f"{key} = {value}", *LINES[at + 1 :]]
    (tmp_path / "study.toml").write_text("\n".join(lines), encoding="utf-8")
    assert outcome(tmp_path)


BYTES = {
    "empty": b"",
    "spaces": b" \n\t\n" * 1000,
    "nul": b"\x00" * 100,
    "zip": b"PK\x03\x04" + bytes(range(256)) * 10,
    "utf-16": TEXT.encode("utf-16"),
    "utf-16 without mark": TEXT.encode("utf-16-le"),
    "utf-32": TEXT.encode("utf-32"),
    "cp1252": TEXT.encode("cp1252"),
    "mac": TEXT.encode("mac_roman"),
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + TEXT.encode(),
    "cut in a letter": TEXT.encode()[: TEXT.encode().index("ó".encode()) + 1],
    "carriage returns": TEXT.replace("\n", "\r").encode(),
    "ten million letters": b'x = "' + b"a" * 10_000_000 + b'"\n',
    "a long line": b"x = [" + b"1," * 9_000 + b"]\n",
    "a million lines": b"\n" * 1_000_000 + b"x = 1\n",
    "many brackets": b"x = " + b"[" * 15_000,
    "many braces": b"x = " + b"{a=" * 5_000,
    "many dots": b".".join([b"a"] * 8_000) + b" = 1\n",
    "many headers": b"\n".join(b"[a%d]" % n for n in range(20_000)),
    "many items": b"\n".join(b'[[units]]\nid = "u%d"' % n for n in range(3_000)),
    "the same item": b'[[hypotheses]]\nid = "H"\n' * 2_000,
    "json": b'{"study": {"id": "x"}}',
    "yaml": b"study:\n  id: x\n",
    "html": b"<html><script>alert(1)</script></html>",
    "a whole file twice": (TEXT + TEXT).encode(),
    "surrogates": b'x = "\xed\xa0\x80"',
}


@pytest.mark.parametrize("name", list(BYTES))
def test_files_that_are_no_study(tmp_path, outcome, name):
    (tmp_path / "study.toml").write_bytes(BYTES[name])
    assert outcome(tmp_path) != "ok"


def test_a_folder_in_the_place_of_the_file(tmp_path):
    from yupay.model.problem import StudyProblems
    from yupay.study.read import read

    (tmp_path / "study.toml").mkdir()
    with pytest.raises(StudyProblems):
        read(tmp_path)


@settings(
    max_examples=120, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(0, len(TEXT)), size=st.integers(0, 40), new=st.binary(max_size=12))
def test_any_bytes_in_any_place(tmp_path, outcome, cut, size, new):
    raw = TEXT.encode()
    (tmp_path / "study.toml").write_bytes(raw[:cut] + new + raw[cut + size :])
    assert outcome(tmp_path)


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=30))
def test_any_words_in_any_language(tmp_path, outcome, words):
    import json

    quoted = json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
    try:
        (tmp_path / "study.toml").write_text(TEXT.replace('"Lima"', quoted), encoding="utf-8")
    except UnicodeEncodeError:
        return
    assert outcome(tmp_path)


@settings(max_examples=80, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=400))
def test_any_registration(tmp_path, outcome, raw):
    (tmp_path / "study.toml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "plan.lock.toml").write_bytes(raw)
    assert outcome(tmp_path) == "S133"
