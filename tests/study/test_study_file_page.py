"""The page of the study file names every key there is, and none that there is not."""

import re
from typing import get_args

from yupay.model.source import CountingUnit
from yupay.model.study import Study
from yupay.model.text import Text
from yupay.study.references import EXHIBIT_KINDS
from yupay.study.shape import core, is_model


def keys_of(model, seen=None):
    seen = set() if seen is None else seen
    if model in seen or model is Text:
        return set()
    seen.add(model)
    found = set(model.model_fields)
    for field in model.model_fields.values():
        wants = core(field.annotation)
        for inner in (wants, *get_args(wants)):
            found |= keys_of(inner, seen) if is_model(inner) else set()
    return found


def test_every_key_kind_and_unit_is_on_the_page(root):
    page = (root / "docs" / "study-file.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z0-9_-]+", " ".join(re.findall(r"`([^`\n]+)`", page))))
    assert not sorted(keys_of(Study) - words)
    assert not sorted(set(EXHIBIT_KINDS) - words)
    assert all(f'"{unit}"' in page for unit in get_args(CountingUnit))
