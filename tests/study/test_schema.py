"""The schema for editors is valid, up to date, and agrees with the reader."""

import json
import tomllib

import jsonschema
import pytest

from yupay.study.schema import committed, json_schema, schema_text


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(committed())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_up_to_date():
    assert committed() == schema_text(), "run: python -m yupay.study.schema src/yupay/study/study.schema.json"
    assert json_schema()["$schema"].endswith("2020-12/schema")


def test_the_complete_study_is_valid(validator, complete):
    assert list(validator.iter_errors(tomllib.loads(complete))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rankable = true", "rankabel = true"),
        ('reach = "none"', 'reach = "ninguno"'),
        ('period = "2017"', "period = 2017"),
        ('kind = "consistency"', 'kind = "matriz"'),
        ('id = "X3"', 'id = "X/3"'),
        ('place = "Lima"', "place = { de = 'Lima' }"),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(validator, complete, broken, old, new):
    assert not validator.is_valid(tomllib.loads(complete.replace(old, new, 1)))
    assert broken((old, new))


def test_the_starters_are_valid(validator, root):
    found = list((root / "src/yupay/study/starters").glob("*/study.toml"))
    assert found
    for path in found:
        assert list(validator.iter_errors(tomllib.loads(path.read_text(encoding="utf-8")))) == []
