"""What do yupay's own outputs claim? `estimates.json` and `findings.json`, with all their digits."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from yupay.load.messages import problem
from yupay.load.results.numbers import exact
from yupay.load.results.roles import traits_of
from yupay.model.claim import Claim, ClaimPlace, Printed
from yupay.model.problem import Problem, StudyProblems

COEFFICIENTS = {
    "pearson": "r",
    "spearman": "r",
    "kendall-tau-b": "tau",
    "cramers-v": "v",
    "gamma": "gamma",
    "cronbach-alpha": "alpha",
}
STATISTICS = {"t": "t", "F": "f", "z": "z", "chi2": "chi2", "X2": "chi2"}
TAILED = ("pearson", "spearman", "kendall-tau-b")
ID = re.compile(r'^ *"(?:id|subject|hypothesis)": "((?:[^"\\]|\\.)*)"', re.MULTILINE)


def claims_of_json(text: str, where: str) -> list[Claim]:
    """The claims of an output of yupay.

    Raises:
        StudyProblems: L208 not an output of yupay.

    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as bad:
        line = getattr(bad, "lineno", 0)
        raise StudyProblems([_damaged(where, line)]) from None
    if not isinstance(content, dict) or not {"estimates", "findings", "hypotheses"} & set(content):
        raise StudyProblems([_damaged(where, 1)])
    lines = _lines(text)
    return [*_estimates(content, where, lines), *_findings(content, where, lines)]


def _lines(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    line, last = 1, 0
    for one in ID.finditer(text):
        line += text.count("\n", last, one.start())
        last = one.start()
        found.setdefault(one[1], line)
    return found


def _records(content: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    listed = content.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _estimates(content: Mapping[str, Any], where: str, lines: Mapping[str, int]) -> Iterator[Claim]:
    for one in _records(content, "estimates"):
        name = str(one.get("id", ""))
        numbers = _numbers(one)
        if numbers:
            at = ClaimPlace(file=where, table=name, line=lines.get(name, 0))
            yield Claim(at=at, label=name, numbers=numbers, traits=_traits(one))


def _numbers(one: Mapping[str, Any]) -> dict[str, Printed]:
    method = str(one.get("method", ""))
    parameters = one.get("parameters") if isinstance(one.get("parameters"), dict) else {}
    assert isinstance(parameters, dict)
    named: dict[str, Any] = {}
    interval = one.get("interval")
    if isinstance(interval, dict) and method != "equivalence":
        named |= {"estimate": one.get("value"), "low": interval.get("low"), "high": interval.get("high")}
    if method in COEFFICIENTS:
        named |= {COEFFICIENTS[method]: one.get("value"), "n": one.get("n")}
    if one.get("unit") == "coefficient":
        named |= {"association": one.get("value")} if method != "normality" else {}
    if method in TAILED and parameters.get("p_method", "t") in ("t", "normal"):
        statistic = STATISTICS.get(str(one.get("statistic_name")))
        named |= {"p": one.get("p"), "df": one.get("df")} | ({statistic: one.get("statistic")} if statistic else {})
    elif one.get("p") is not None:
        named |= {"p_alone": one.get("p")}
    if method == "rate":
        named |= {
            "rate": one.get("value"),
            "count": parameters.get("count"),
            "population": parameters.get("base"),
            "rate_per": parameters.get("per"),
        }
    if method == "share" and one.get("unit") == "percent":
        named |= {"percent": one.get("value"), "count": parameters.get("count"), "base": parameters.get("base")}
    return {role: exact(float(value)) for role, value in named.items() if _finite(value)}


def _traits(one: Mapping[str, Any]) -> tuple[str, ...]:
    parameters = one.get("parameters")
    side = parameters.get("alternative") if isinstance(parameters, dict) else None
    sided = ("one-sided",) if side in ("greater", "less") else ()
    return ("own", *sided, *((str(one.get("method")),) if one.get("method") else ()))


def _finite(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _findings(content: Mapping[str, Any], where: str, lines: Mapping[str, int]) -> Iterator[Claim]:
    for name, record in [("findings", "subject"), ("hypotheses", "hypothesis")]:
        for one in _records(content, name):
            subject = str(one.get(record, ""))
            at = ClaimPlace(file=where, table=subject, line=lines.get(subject, 0))
            said = one.get("sentence" if name == "findings" else "verdict")
            for language in ("es", "en"):
                words = said.get(language) if isinstance(said, dict) else None
                if isinstance(words, str):
                    yield Claim(at=at, label=subject, words=words, traits=("own", *traits_of(words)))


def _damaged(where: str, line: int) -> Problem:
    got = ("un archivo que no es una salida de yupay", "a file that is not an output of yupay")
    return problem("L208", where, got, ("estimates.json o findings.json", "estimates.json or findings.json"), line=line)
