"""Do the Spanish and the English report of the worked study carry the same numbers and decisions?"""

import re
from collections import Counter
from string import Formatter

from tests.conclude.conftest import Concluded
from tests.conclude.reading import cell_texts, said, sentences, texts
from yupay.model.text import Language, Text

NUMBER = re.compile(r"[−-]?(?:\d[\d,]*)?\.?\d+")
PAGE_NAME = re.compile(r"\b(?:PE|SP|OE|SO|HE|SH)(?=\d)")
MOJIBAKE = re.compile("Ã|Â|\ufffd|&amp;|\\\\u")
LEFT_OPEN = re.compile(r"\{|\}|\bNone\b|\bnan\b|\binf\b|\bText\(")
LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def numbers(words: str) -> Counter[str]:
    """The numbers of a text; an ISO or a Peruvian date counts by its parts."""
    return Counter(n.lstrip("-") for n in NUMBER.findall(PAGE_NAME.sub("", words.replace("/", " "))))


def test_both_languages_say_the_same_numbers_in_the_same_places(lima: Concluded) -> None:
    spanish, english = dict(said(lima.conclusions, "es")), dict(said(lima.conclusions, "en"))
    assert spanish.keys() == english.keys()
    assert len(spanish) > 2_000
    unlike = {k: (spanish[k], english[k]) for k in spanish if numbers(spanish[k]) != numbers(english[k])}
    assert unlike == {}


def test_both_languages_fill_the_same_slots_and_no_slot_is_left(lima: Concluded) -> None:
    for sentence in sentences(lima.conclusions):
        opened = [
            {slot for _, slot, _, _ in Formatter().parse(words) if slot is not None}
            for words in (sentence.template.es, sentence.template.en)
        ]
        assert opened[0] == opened[1] == set(sentence.slots), sentence.template.en


def test_nothing_is_left_open_and_nothing_is_garbled(lima: Concluded) -> None:
    languages: tuple[Language, ...] = ("es", "en")
    for language in languages:
        for where, words in said(lima.conclusions, language):
            assert not LEFT_OPEN.search(words), (where, words)
            assert not MOJIBAKE.search(words), (where, words)
            assert "  " not in words, (where, words)
            assert ".." not in words.replace("...", ""), (where, words)


def same_in_both(text: Text) -> bool:
    return text.es == text.en and LONG_WORD.search(re.sub(r"\{\w+\}", "", text.es)) is not None


COGNATES = {"Gini", "Variable", "ordinal", "nominal"}


def test_what_reads_alike_in_both_languages_is_a_name(lima: Concluded) -> None:
    places = {place.name for cube in lima.evidence.cubes.values() for place in cube.places}
    places |= {figure.registry.es for figure in lima.evidence.figures.values()}
    cited = [card.citation for card in lima.study.sources] + [m.citation for m in lima.study.modalities]
    cited += [figure.citation for figure in lima.evidence.figures.values()]
    alike = {t.es for t in (*texts(lima.conclusions), *cell_texts(lima.conclusions)) if same_in_both(t)}
    places |= {figure.geography.es for figure in lima.evidence.figures.values()}
    assert {t for t in alike if t not in places | COGNATES and not any(t in entry for entry in cited)} == set()
    templates = {s.template.es for s in sentences(lima.conclusions) if same_in_both(s.template)}
    references = set(lima.conclusions.references)
    assert {t for t in templates if t.replace("{{", "{").replace("}}", "}") not in references} == set()


def test_decisions_are_said_in_both_languages(lima: Concluded) -> None:
    said = {
        "supported": ("queda respaldada", "is supported"),
        "not supported": ("No se rechaza H0", "H0 is not rejected"),
        "not assessable": ("No evaluable con estos datos", "Not assessable with these data"),
    }
    refuted = ("no queda respaldada", "is not supported")
    assert len(lima.conclusions.hypotheses) == 5
    for block in lima.conclusions.hypotheses:
        words = (block.verdict.template.es, block.verdict.template.en)
        found = [
            all(part in whole for part, whole in zip(pair, words, strict=True))
            for pair in (said[block.decision], refuted)
        ]
        assert found[0] or (block.decision == "not supported" and found[1]), words
    assert "No se rechaza H0" in lima.conclusions.hypotheses[1].verdict.template.es
    assert "se rechaza h0 por su valor p" in lima.conclusions.hypotheses[2].verdict.template.es.lower()
