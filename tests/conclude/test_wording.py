"""The words no sentence may use, wherever sentences live."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from string import Formatter

import pytest

import yupay.conclude.wording as wording
from yupay.conclude.glossary import glossary
from yupay.conclude.wording.scales import LabelScale
from yupay.model.text import Text


def texts(found: object) -> Iterator[Text]:
    if isinstance(found, Text):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from texts(value)
    elif isinstance(found, tuple | list):
        for value in found:
            yield from texts(value)
    elif isinstance(found, LabelScale):
        yield from texts(found.bounds)
        yield found.citation


def wording_texts() -> list[tuple[str, Text]]:
    found = []
    for module in pkgutil.iter_modules(wording.__path__):
        loaded = importlib.import_module(f"{wording.__name__}.{module.name}")
        for name, value in vars(loaded).items():
            if name.isupper():
                found += [(f"{module.name}.{name}", text) for text in texts(value)]
    return [*found, *((f"glossary.{term.en}", text) for term, sense in glossary() for text in (term, sense))]


ALL = wording_texts()
CAUSAL_ES = r"\b(influ(ye|yen|ir|encia)|incid(e|en|ir|encia)|determina(n)?|genera(n)?|explica(n)?|impacta(n)?|causa(n)?|provoca(n)?)\b"
CAUSAL_EN = r"\b(influences?|drives?|explains?|causes?|determines?|generates?|impacts?|leads to|affects?)\b"


def test_there_are_words_to_look_at() -> None:
    assert len(ALL) > 300


FORBIDDEN = {
    "causal, Spanish": ("es", CAUSAL_ES),
    "causal, English": ("en", CAUSAL_EN),
    "accepted, Spanish": ("es", r"se acepta"),
    "accepted, English": ("en", r"H0 is accepted|accept H0"),
    "minors alone": ("es", r"\bmenores\b(?! de 18)"),
    "danger": ("es", r"\briesgos?\b|peligrosidad"),
    "stigma, Spanish": ("es", r"prostitución infantil|menor prostituida|\bcliente"),
    "stigma, English": ("en", r"child prostitution|underage sex work"),
}


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_no_forbidden_word(rule: str) -> None:
    language, pattern = FORBIDDEN[rule]
    words = {name: text.es if language == "es" else text.en for name, text in ALL}
    assert {name: said for name, said in words.items() if re.search(pattern, said, re.IGNORECASE)} == {}


def test_the_rules_find_what_they_forbid() -> None:
    bad = {
        "causal, Spanish": "la pobreza influye",
        "causal, English": "it drives crime",
        "accepted, Spanish": "se acepta H0",
        "accepted, English": "we accept H0",
        "minors alone": "los menores",
        "danger": "mapa de riesgo",
        "stigma, Spanish": "prostitución infantil",
        "stigma, English": "child prostitution",
    }
    assert all(re.search(FORBIDDEN[rule][1], words, re.IGNORECASE) for rule, words in bad.items())


def slots(words: str) -> list[str]:
    return sorted(slot for _, slot, _, _ in Formatter().parse(words) if slot is not None)


def test_both_languages_open_the_same_slots() -> None:
    assert {name for name, text in ALL if slots(text.es) != slots(text.en)} == set()


TYPED = r"H0|H1|95 ?%|100,000|< \.05|[ρ] [=≠<>] 0|n - k - 1"


def test_no_number_is_typed_into_prose() -> None:
    prose = [(n, t) for n, t in ALL if n.split(".")[0] in ("decisions", "prose", "summary")]
    assert len(prose) > 100
    assert {n for n, t in prose if re.search(r"\d", re.sub(TYPED, "", f"{t.es} {t.en}"))} == set()


def test_effort_is_never_called_trafficking() -> None:
    effort = [(n, t) for n, t in ALL if "EFFORT" in n]
    assert len(effort) > 5
    assert {n for n, t in effort if re.search(r"\btrata\b|traffick", f"{t.es} {t.en}", re.IGNORECASE)} == set()


def test_the_exact_decision_sentences_of_the_plan() -> None:
    decisions = importlib.import_module("yupay.conclude.wording.decisions")
    assert decisions.NOT_SUPPORTED.es == (
        "No se rechaza H0. Los datos no muestran ni descartan una relación: son compatibles valores de {lo} a {hi}, y con "
        "estos {n} {units} una relación menor que {mdc} podría haber pasado inadvertida."
    )
    assert decisions.NOT_SUPPORTED.en == (
        "H0 is not rejected. The data neither show nor rule out a relation: values from {lo} to {hi} are compatible, and "
        "with these {n} {units} a relation below about {mdc} could have been missed."
    )
    assert decisions.NOT_ASSESSABLE.es == (
        "No evaluable con estos datos: {missing}. H0 no se contrasta. La haría evaluable: {records}."
    )
    assert decisions.NOT_ASSESSABLE.en == (
        "Not assessable with these data: {missing}. H0 is not tested. It would become assessable with: {records}."
    )


def test_the_glossary_has_its_two_columns() -> None:
    found = glossary()
    assert len(found) == 93
    assert len({term.es for term, _ in found}) == len(found)
    assert all(sense.es and sense.en for _, sense in found)
