"""How is an objective or hypothesis called on the page? PG, OG, HG, PE, OE, HE; in English GP, GO, HG, SP, SO, SH."""

from yupay.model.study import Hypothesis, Study
from yupay.model.text import Text
from yupay.study.matrices import page_ids, problem_ids


def hypothesis_page(study: Study, name: str) -> Text:
    """The page name of a hypothesis: H1 is HE1 and SH1; the id itself where the study has no such hypothesis."""
    return page_ids(study).get(name, Text.same(name))


def objective_page(study: Study, name: str) -> Text:
    """The page name of an objective: O1 is OE1 and SO1, the general one is OG and GO."""
    return page_ids(study).get(name, Text.same(name))


def problem_page(study: Study, name: str) -> Text:
    """The page name of the problem behind an objective: PE1 and SP1, PG and GP."""
    return problem_ids(study).get(name, Text.same(name))


def parent_pages(study: Study, h: Hypothesis) -> tuple[Text, ...]:
    """The page names of the hypotheses that one is derived from."""
    return tuple(hypothesis_page(study, name) for name in h.derived_from)
