"""A path is found at the line and column where a person sees it."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.study.locator import Locator

TEXT = '''# a comment with [brackets] and "quotes"
title = "uno"   # after
a.b . "c d" = 1

[study]
long = """
[[not.a.table]]
x = 1
"""
title = { es = "é", en = 'e', "k # y" = [1, { z = 2 }] }

[[sources]]
id = "one"
  [sources.columns.n]
  type = "count"
[[sources]]
  id  = "two"
  list = [
    "p",  # why
    ['q', """r"""],
  ]
  [[sources.totals]]
  total = 3
  [[sources.totals]]
  total = 1979-05-27 07:32:00
[sources.columns]
m.type = "text"
'''


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("title",), (2, 1), (2, 9)),
        (("a", "b", "c d"), (3, 7), (3, 15)),
        (("study", "title", "en"), (10, 21), (10, 26)),
        (("study", "title", "k # y", 1, "z"), (10, 47), (10, 51)),
        (("study", "long"), (6, 1), (6, 8)),
        (("sources",), (12, 3), (12, 1)),
        (("sources", 0), (12, 1), (12, 1)),
        (("sources", 0, "columns", "n", "type"), (15, 3), (15, 10)),
        (("sources", 1), (16, 1), (16, 1)),
        (("sources", 1, "id"), (17, 3), (17, 9)),
        (("sources", 1, "list", 1, 1), (20, 11), (20, 11)),
        (("sources", 1, "totals", 1, "total"), (25, 3), (25, 11)),
        (("sources", 1, "columns", "m", "type"), (27, 3), (27, 10)),
    ],
)
def test_places(path, key, value):
    locator = Locator(TEXT)
    assert (locator.key(path), locator.value(path)) == (key, value)


def test_an_absent_key_is_placed_at_its_table():
    locator = Locator(TEXT)
    assert locator.value(("sources", 1, "period")) == (16, 1)
    assert locator(("nothing",)) == (0, 0)


def test_raw_is_what_the_file_says():
    locator = Locator("alpha = 0.10 # ten\n")
    assert locator.raw(("alpha",)) == "0.10"
    assert locator.raw(("beta",)) is None


def test_a_renamed_key_keeps_its_place():
    locator = Locator('[[hipotesis]]\nid = "H1"\n')
    locator.rename(("hypotheses",), ("hipotesis",))
    assert locator(("hypotheses", 0, "id")) == (2, 6)


KEYS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=5)
LEAVES = st.one_of(st.integers(-99, 99), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), KEYS)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


def written(value):
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\x7f", "\\u007f") + '"'
        case list():
            return "[" + ", ".join(written(v) for v in value) + "]"
        case dict():
            return "{ " + ", ".join(f"{written(k)} = {written(v)}" for k, v in value.items()) + " }"
    return repr(value) if isinstance(value, int) else f"{value:f}"


def leaves(value, path=()):
    match value:
        case list():
            for index, inner in enumerate(value):
                yield from leaves(inner, (*path, index))
        case dict():
            for key, inner in value.items():
                yield from leaves(inner, (*path, key))
        case _:
            yield path


@settings(max_examples=150, derandomize=True)
@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_every_leaf_of_any_document_has_its_own_place(data):
    text = "".join(f"{written(key)} = {written(value)}\n" for key, value in data.items())
    parsed = tomllib.loads(text)
    locator = Locator(text)
    paths = list(leaves(parsed))
    assert all(locator.has(path) for path in paths)
    assert len({locator.spots[path].value for path in paths}) == len(paths)
