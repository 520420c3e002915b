"""What is compared, and in which degrees may it agree? The agreement levels of each comparison, best first, as SQL.

The SQL is what DuckDB and Spark both read. Each level has a first guess of m: how often records of one person agree so. Training moves it; a level that training never
saw keeps it. u, how often strangers agree so, is always measured.
Reference: Fellegi and Sunter (1969), A theory for record linkage; Winkler (2006), Overview of record linkage.
"""

from dataclasses import dataclass
from itertools import combinations

from yupay.model.text import Text

DIFFERS = Text(es="distinto", en="differs")

# One letter wrong leaves the first letter or the last: a cheap look before the costly one.
EDGE = "(left({a}_l, 1) = left({b}_r, 1) or right({a}_l, 1) = right({b}_r, 1))"
ONE_WRONG = EDGE + " and abs(length({a}_l) - length({b}_r)) <= 1 and damerau_levenshtein({a}_l, {b}_r) <= 1"
LIKE = EDGE + " and jaro_winkler_similarity({a}_l, {b}_r) >= 0.88"


@dataclass(frozen=True)
class Level:
    """One degree of agreement: its name, its SQL over columns ending _l and _r, the first guess of m, the shares of a name.

    `u` where it is not measured: a document number is of one person by law, and a stranger has it by a slip only.
    """

    name: Text
    sql: str
    m: float
    shares: str = ""
    u: float | None = None


@dataclass(frozen=True)
class Compared:
    """One comparison: its name, its words, when it cannot be made, its levels, and the last level for all other pairs."""

    name: str
    label: Text
    unknown: str
    levels: tuple[Level, ...]
    rest: float

    @property
    def names(self) -> tuple[Text, ...]:
        """The names of the levels by number: level 0 is all other pairs."""
        return (DIFFERS, *(level.name for level in reversed(self.levels)))


def _near(a: str, b: str) -> str:
    return f"(length({a}_l) > 2 and length({b}_r) > 2 and {ONE_WRONG.format(a=a, b=b)})"


def _alike(a: str, b: str) -> str:
    return f"({LIKE.format(a=a, b=b)})"


def _same(a: str, b: str) -> str:
    return f"{a}_l = {b}_r"


ONE_MISSING = "(mat_l is null or mat_r is null)"
BOTH_GIVEN = "(g2_l is not null and g2_r is not null)"

SURNAMES = Compared(
    "surnames",
    Text(es="apellidos", en="surnames"),
    "pat_l is null or pat_r is null",
    (
        Level(Text(es="los dos", en="both"), f"{_same('pat', 'pat')} and {_same('mat', 'mat')}", 0.62, "two_surnames"),
        Level(
            Text(es="los dos, intercambiados", en="both, swapped"),
            f"{_same('pat', 'mat')} and {_same('mat', 'pat')}",
            0.04,
            "two_surnames",
        ),
        Level(
            Text(es="los dos, con una letra distinta", en="both, a letter differs"),
            f"({_same('pat', 'pat')} and {_near('mat', 'mat')}) or ({_near('pat', 'pat')} and {_same('mat', 'mat')})",
            0.10,
        ),
        Level(
            Text(es="los dos, intercambiados y con una letra distinta", en="both, swapped, a letter differs"),
            f"({_same('pat', 'mat')} and {_near('mat', 'pat')}) or ({_near('pat', 'mat')} and {_same('mat', 'pat')})",
            0.01,
        ),
        Level(
            Text(es="uno, falta el otro", en="one, the other missing"),
            f"{ONE_MISSING} and {_same('pat', 'pat')}",
            0.13,
            "one_surname",
        ),
        Level(
            Text(es="uno, falta el otro, en otro lugar", en="one, the other missing, swapped"),
            f"{ONE_MISSING} and ({_same('pat', 'mat')} or {_same('mat', 'pat')})",
            0.01,
        ),
        Level(
            Text(es="uno casi, falta el otro", en="one nearly, the other missing"),
            f"{ONE_MISSING} and {_near('pat', 'pat')}",
            0.01,
        ),
        Level(
            Text(es="los dos parecidos", en="both alike"), f"{_alike('pat', 'pat')} and {_alike('mat', 'mat')}", 0.02
        ),
        Level(
            Text(es="uno de los dos", en="one of two"),
            " or ".join(_same(a, b) for a, b in (("pat", "pat"), ("mat", "mat"), ("pat", "mat"), ("mat", "pat"))),
            0.02,
        ),
    ),
    0.04,
)
GIVEN = Compared(
    "given",
    Text(es="nombres", en="given names"),
    "g1_l is null or g1_r is null",
    (
        Level(Text(es="los dos", en="both"), f"{_same('g1', 'g1')} and {_same('g2', 'g2')}", 0.45, "two_names"),
        Level(
            Text(es="el primero, falta el segundo", en="first, second missing"),
            f"{_same('g1', 'g1')} and not {BOTH_GIVEN}",
            0.38,
            "one_name",
        ),
        Level(
            Text(es="el primero casi, el segundo no lo contradice", en="first nearly, second not against"),
            f"{_near('g1', 'g1')} and (g2_l = g2_r or not {BOTH_GIVEN})",
            0.08,
        ),
        Level(
            Text(es="el primero, el segundo casi", en="first, second nearly"),
            f"{_same('g1', 'g1')} and {_alike('g2', 'g2')}",
            0.02,
        ),
        Level(Text(es="en otro orden", en="in another order"), f"{_same('g1', 'g2')} or {_same('g2', 'g1')}", 0.02),
        Level(Text(es="el primero, el segundo no", en="first, second against"), _same("g1", "g1"), 0.02),
        Level(Text(es="parecidos", en="alike"), LIKE.format(a="g1", b="g1"), 0.02),
    ),
    0.01,
)
DOUBT = "(coarse_l or coarse_r)"
DAYS = "abs(days_l - days_r)"
YEARS = "abs(year(born_l) - year(born_r))"
TURNED = "(year(born_l) = year(born_r) and month(born_l) = day(born_r) and day(born_l) = month(born_r))"
PARTS = ("year(born_l) = year(born_r)", "month(born_l) = month(born_r)", "day(born_l) = day(born_r)")
TYPED = " or ".join(f"({a} and {b})" for a, b in combinations(PARTS, 2))
BORN = Compared(
    "born",
    Text(es="nacimiento", en="birth"),
    "born_l is null or born_r is null",
    (
        Level(Text(es="el día", en="the day"), f"born_l = born_r and not {DOUBT}", 0.80),
        Level(
            Text(es="el año, fecha del 1 de enero", en="the year, a date of 1 January"),
            f"{DOUBT} and {YEARS} = 0",
            0.12,
        ),
        Level(
            Text(
                es="dos de día, mes y año, o día y mes cambiados",
                en="two of day, month, year, or day and month change places",
            ),
            f"not {DOUBT} and ({TURNED} or {TYPED})",
            0.04,
        ),
        Level(Text(es="dentro de un mes", en="within a month"), f"not {DOUBT} and {DAYS} <= 31", 0.02),
        Level(Text(es="el año", en="the year"), f"{YEARS} = 0", 0.01),
        Level(Text(es="un año de diferencia", en="a year apart"), f"{YEARS} = 1", 0.005),
    ),
    0.005,
)
DOCUMENT = Compared(
    "document",
    Text(es="documento", en="document"),
    "doc_l is null or doc_r is null or (doc_kind_l <> doc_kind_r and doc_kind_l <> '' and doc_kind_r <> '' and doc_l <> doc_r)",
    (
        Level(Text(es="el número", en="the number"), "doc_l = doc_r", 0.95, u=1e-6),
        Level(
            Text(es="un dígito distinto, o dos cambiados", en="a digit differs, or two change places"),
            f"{ONE_WRONG.format(a='doc', b='doc')}",
            0.035,
        ),
    ),
    0.015,
)
PLACE = Compared(
    "place",
    Text(es="lugar", en="place"),
    "place_l is null or place_r is null",
    (Level(Text(es="el distrito", en="the district"), "place_l = place_r", 0.75),),
    0.25,
)
SEX = Compared(
    "sex",
    Text(es="sexo", en="sex"),
    "sex_l is null or sex_r is null",
    (Level(Text(es="el sexo", en="the sex"), "sex_l = sex_r", 0.99),),
    0.01,
)
ALL = (SURNAMES, GIVEN, BORN, DOCUMENT, PLACE, SEX)
