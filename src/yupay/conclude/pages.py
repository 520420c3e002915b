"""How is an objective or hypothesis called on the page? PG, OG, HG, PE, OE, HE; in English GP, GO, HG, SP, SO, SH."""

import re

from yupay.model.text import Text

NUMBERED = re.compile(r"^[OHP](?:E)?(\d+)$")


def _specific(name: str, letter: str, english: str) -> Text:
    found = NUMBERED.match(name)
    return Text(es=f"{letter}E{found[1]}", en=f"S{english}{found[1]}") if found else Text.same(name)


def hypothesis_page(name: str) -> Text:
    """The page name of a hypothesis id of the plan: H1 is HE1 and SH1, HG stays HG."""
    return Text.same("HG") if name == "HG" else _specific(name, "H", "H")


def objective_page(name: str) -> Text:
    """The page name of an objective id of the plan: O1 is OE1 and SO1, OG is OG and GO."""
    return Text(es="OG", en="GO") if name == "OG" else _specific(name, "O", "O")


def problem_page(name: str) -> Text:
    """The page name of the problem behind an objective: O1 is PE1 and SP1, OG is PG and GP."""
    return Text(es="PG", en="GP") if name == "OG" else _specific(name, "P", "P")
