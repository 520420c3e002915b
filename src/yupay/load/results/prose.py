"""What numbers does a sentence claim? `Rho = 0.078, P = 0.000, n = 90`; `t(122) = 3.2, p < .01`; `245 de 394 (73.4 %)`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yupay.load.results.numbers import BOUNDED, NUMBER, Mark, number, of_role, pair
from yupay.load.results.roles import role_of, traits_of
from yupay.model.claim import Claim, ClaimPlace, Printed

NAMES = (
    r"(?:[Cc]oeficiente\s+(?:de\s+)?[Cc]orrelaci[o\u00f3]n(?:\s+(?:de\s+)?(?:rho\s+de\s+)?(?:Pearson|Spearman))?"
    r"|[Cc]orrelation\s+coefficient|[Rr]ho(?:\s+de\s+[Ss]pearman)?|RHO|[Ss]pearman(?:['\u2019]s)?(?:\s+rho)?"
    r"|[Pp]earson(?:['\u2019]s)?(?:\s+r)?|\u03c1|r_?s|r|R"
    r"|[Tt]au(?:[- _]?[bc])?(?:\s+de\s+Kendall)?|\u03c4_?b?"
    r"|[Aa]lfa(?:\s+de\s+[Cc]ronbach)?|[Aa]lpha(?:\s+de\s+[Cc]ronbach)?|[Cc]ronbach['\u2019]s\s+alpha|\u03b1|KR-?20"
    r"|V(?:\s+de\s+[Cc]ram[e\u00e9]r)?|[Cc]ram[e\u00e9]r['\u2019]s\s+V|[Pp]hi|\u03c6"
    r"|[Cc]hi[- ]?[Cc]uadrado|[Jj]i[- ]?[Cc]uadrad[oa]|[Cc]hi[- ]?[Ss]quared?|\u03c7\s?[2\u00b2]|X\s?[2\u00b2]|[Cc]hi2"
    r"|[Pp][- ]?[Vv]al(?:or|ue)|[Vv]alor\s+(?:de\s+)?[pP]|[Ss]ig(?:nificancia|nificaci[o\u00f3]n|nificance)?\.?(?:\s*\([^)]{3,15}\))?|p|P"
    r"|[Mm]uestra|[Ss]ample|[Pp]oblaci[o\u00f3]n|[Pp]opulation|n|N|gl|GL|df|k|[\u00edi]tems|items"
    r"|[Mm]argen\s+de\s+error|[Mm]argin\s+of\s+error|[Ee]rror|e|Z|z|q|t|T|F|d|[Cc]ohen['\u2019]s\s+d|d\s+de\s+[Cc]ohen"
    r"|M|[Mm]edia|[Mm]ean|DE|D\.E\.|DS|SD|S\.D\.|[Dd]esviaci[o\u00f3]n\s+est[a\u00e1]ndar)"
)
SIGN = r"(?:<=|>=|=<|[<>=\u2264\u2265:]|\sfue\s(?:de\s)?|\sde\s|\swas\s|\sis\s|\sof\s)"
STATED = re.compile(
    rf"(?<![\w.])(?P<name>{NAMES})(?:\s?\((?P<inside>[^()]{{1,40}})\))?\s*(?P<sign>{SIGN})\s*(?P<number>{NUMBER})"
    rf"(?P<percent>\s?%)?(?P<stars>\*{{1,3}})?(?![\w%])"
)
INTERVAL = re.compile(
    rf"(?<!\w)(?:(?:IC|CI|intervalo de confianza|confidence interval)\s*(?:de[l]?|al)?\s*(?:(?P<after>9[059])\s?%)?"
    rf"|(?P<before>9[059])\s?%\s*(?:IC|CI|de confianza|confidence interval))\s*[=:,]?\s*"
    rf"(?P<pair>[\[(]\s*{NUMBER}\s*(?:;|,\s|,|\sa\s|\sto\s|\s?[\u2013-]\s?)\s*{NUMBER}\s*[\])]"
    rf"|{NUMBER}\s*(?:\sa\s|\sto\s|\s?\u2013\s?)\s*{NUMBER})"
)
SHARE = re.compile(
    rf"(?P<count>{NUMBER})\s+(?:de|of|/)\s+(?:los\s|las\s|the\s)?(?P<base>{NUMBER})[^.;()%\d]{{0,60}}\(?\s*(?P<percent>{NUMBER})\s?%"
)
SHARED = re.compile(
    rf"(?P<base>{NUMBER})\s+(?:denuncias|v[\u00edi]ctimas|casos|personas|complaints|victims|cases|people|encuestad[oa]s|respondents)"
    rf"[^.;()%\d]{{1,60}}(?P<count>{NUMBER})[^.;()%\d]{{0,60}}\(\s*(?P<percent>{NUMBER})\s?%\s*\)"
)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\u00c1\u00c9\u00cd\u00d3\u00da\u00bf\u00a1])")
SPELLED = ("de", "of", "is", "was", "fue", "fue de")
METHODS = ("Spearman", "spearman", "Pearson", "pearson")
LONGEST = 20_000
RESTART = frozenset({"r", "tau", "t", "f", "chi2", "z", "alpha", "v", "mean", "d", "phi", "kr20"})


@dataclass(frozen=True)
class Found:
    """A number with its role and where in the line it ends."""

    role: str
    value: Printed
    at: int
    df: str = ""
    n: str = ""


def sentences(line: str) -> list[str]:
    """A line in its sentences; a decimal point ends none."""
    return [part for part in SENTENCE.split(line[:LONGEST].strip()) if part]


def claims_of_line(line: str, at: ClaimPlace, mark: Mark | None, words: str = "") -> list[Claim]:
    """The claims of a line: one for each result it states, one for a sentence without numbers."""
    around = f"{words} {line[:LONGEST]}"
    found = [claim for sentence in sentences(line) for claim in _claims(sentence, at, mark, around)]
    sizes = {claim.numbers["n"].value: claim.numbers["n"] for claim in found if "n" in claim.numbers}
    return [_sized(claim, next(iter(sizes.values()))) for claim in found] if len(sizes) == 1 else found


def _sized(claim: Claim, n: Printed) -> Claim:
    """A coefficient without n takes the only one of its line."""
    if not {"r", "tau"} & set(claim.numbers) or "n" in claim.numbers:
        return claim
    return claim.model_copy(update={"numbers": {**claim.numbers, "n": n}})


def states_results(line: str) -> bool:
    """Whether a line is a sentence with results, not a row of cells: two names with their sign."""
    return len([one for one in STATED.finditer(line[:LONGEST]) if one["sign"].strip() not in (*SPELLED, ":")]) >= 2


def _claims(sentence: str, at: ClaimPlace, mark: Mark | None, words: str) -> Iterator[Claim]:
    traits = traits_of(words)
    shares = [_share(one, mark) for one in [*SHARE.finditer(sentence), *SHARED.finditer(sentence)]]
    groups = _grouped(list(_found(sentence, mark)))
    shared = groups[0] if len(groups) == 1 else {}
    for share in shares:
        if share:
            yield Claim(at=at, numbers=share, words=sentence, traits=traits)
    if groups and any(len(group) > 0 for group in groups):
        for group in groups:
            yield Claim(at=at, numbers=group, words=sentence, traits=traits)
    elif not shared:
        yield Claim(at=at, words=sentence, traits=traits)


def _share(found: re.Match[str], mark: Mark | None) -> dict[str, Printed]:
    numbers = {role: number(found[role], mark) for role in ("count", "base", "percent")}
    whole = {role: value for role, value in numbers.items() if value is not None}
    return whole if len(whole) == 3 else {}


def _found(sentence: str, mark: Mark | None) -> Iterator[Found]:
    for one in STATED.finditer(sentence):
        role = _role(one["name"], one["inside"] or "")
        sign = one["sign"].strip()
        if role is None or _is_no_claim(role, one["name"], sign, one["percent"]):
            continue
        value = of_role(role, one["number"], mark, sign if sign not in (*SPELLED, ":") else "=")
        if value is not None:
            value = value.model_copy(update={"text": one[0][-60:].strip()})
            yield Found(role, _in_percent(value, one["percent"], role), one.start(), *_inside(one["inside"] or ""))
    for one in INTERVAL.finditer(sentence):
        ends = pair(one["pair"], mark)
        if ends is not None:
            level = one["after"] or one["before"]
            yield Found("low", ends[0], one.start())
            yield Found("high", ends[1], one.start() + 1)
            if level:
                yield Found("level", _plain_number(level), one.start() + 2)


def _is_no_claim(role: str, name: str, sign: str, percent: str | None) -> bool:
    """`p de 3`, `Spearman: 95 %`: words that only look like a result."""
    spelled = sign in (*SPELLED, ":")
    if spelled and len(name) < 3 and name not in ("n", "N"):
        return True
    return bool(role in BOUNDED and role != "p" and (percent or (spelled and name in METHODS)))


def _role(name: str, inside: str) -> str | None:
    if name in ("N", "n", "p", "P", "e", "k", "q"):
        return {"N": "n", "P": "p"}.get(name, {"k": "items"}.get(name, name))
    if name == "R":
        return "r"
    return role_of(re.sub(r"\s*\([^)]*\)", "", name)) if not inside or name[:3].lower() != "sig" else "p"


def _in_percent(value: Printed, percent: str | None, role: str) -> Printed:
    """`e = 5 %` is .05."""
    if not percent or role not in ("e", "p", "q"):
        return value
    scaled = {"value": value.value / 100, "low": value.low / 100, "high": value.high / 100}
    return value.model_copy(update=scaled | {"decimals": value.decimals + 2})


def _plain_number(words: str) -> Printed:
    value = float(words)
    return Printed(text=words, value=value, low=value, high=value)


def _inside(words: str) -> tuple[str, str]:
    """`122`, `2, 87`, `4, N = 90`: degrees of freedom, and n."""
    n = re.search(r"[nN]\s*=\s*(\d+)", words)
    df = re.sub(r",?\s*[nN]\s*=\s*\d+", "", words).replace("gl", "").replace("df", "").replace("=", "").strip()
    return (df if re.fullmatch(r"\d+(?:\.\d+)?(?:\s*[,;]\s*\d+(?:\.\d+)?)?", df) else "", n[1] if n else "")


def _grouped(found: list[Found]) -> list[dict[str, Printed]]:
    """One group per result: a coefficient or statistic that comes again begins another; a lone n serves all."""
    groups: list[dict[str, Printed]] = []
    loose: dict[str, Printed] = {}
    for one in sorted(found, key=lambda f: f.at):
        if not groups or _begins(groups[-1], one.role):
            groups.append({})
        if one.role not in groups[-1]:
            groups[-1][one.role] = one.value
        _freedom(groups[-1], one)
    for group in groups:
        for role in ("n", "population"):
            if role in group:
                loose.setdefault(role, group[role])
    return [{**loose, **group} for group in groups]


def _begins(group: dict[str, Printed], role: str) -> bool:
    """Whether a role begins another result: it is there already, or a result with its p is closed."""
    if role in group:
        return role in RESTART or role == "p"
    return role in RESTART and "p" in group and bool(RESTART & set(group))


def _freedom(group: dict[str, Printed], one: Found) -> None:
    if one.n:
        group.setdefault("n", _plain_number(one.n))
    if not one.df or one.role not in ("t", "f", "chi2", "r"):
        return
    parts = [number(part.strip(), ".") for part in re.split(r"[,;]", one.df)]
    names = ("df1", "df2") if one.role == "f" else ("df_r",) if one.role == "r" else ("df",)
    for name, part in zip(names, parts, strict=False):
        if part is not None:
            group.setdefault(name, part)
