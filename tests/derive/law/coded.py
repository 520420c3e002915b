"""Coded cases for the tests: rows in the columns of the coded file, and random ones."""

import calendar
from datetime import date
from random import Random

from yupay.derive.law.facts import OLDEST, interval
from yupay.model.law import CodedCase

LISTS = ("acts", "means", "purposes", "victim_flags", "agent_flags", "outcome_flags")


def days(words: str) -> tuple[date | None, date | None]:
    """The first and the last day of "2016", "2018-02", "2014-08-01/2015-02-28"; "20XX" is no date."""
    if not words or not words[:4].isdigit():
        return None, None
    ends = [span(part) for part in words.split("/")]
    return ends[0][0], ends[-1][1]


def span(words: str) -> tuple[date, date]:
    parts = [int(part) for part in words.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        return date(*parts, 1), date(*parts, calendar.monthrange(*parts)[1])
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def coded(row: dict[str, str]) -> CodedCase:
    """One row of the coded file."""
    first, last = days(row["act_date"])
    listed = {name: tuple(filter(None, row[name].split(";"))) for name in LISTS}
    ages = tuple(interval(age) for age in row["victim_ages"].split(";") if age and age != "unknown")
    return CodedCase.model_validate(
        {
            "case_id": row["case_id"],
            "act_from": first,
            "act_to": last,
            "precision": row["date_precision"],
            "place": row["place"],
            "ages": ages,
            "victims_n": number(row["victims_n"]),
            "agents_n": number(row["agents_n"]),
            "victim_consent": row["victim_consent"] or "unknown",
        }
        | listed
    )


def number(words: str) -> int | None:
    return int(words) if words.isdigit() else None


def random_case(rng: Random, words: dict[str, list[str]], name: str = "R") -> CodedCase:
    """A random coded case over a vocabulary, a third of its columns unknown."""
    first = date.fromordinal(rng.randint(date(1991, 1, 1).toordinal(), date(2026, 6, 1).toordinal()))
    listed = {column: some(rng, values) for column, values in words.items()}
    ages = tuple(age(rng) for _ in range(rng.choice((0, 1, 1, 1, 2))))
    return CodedCase.model_validate(
        {
            "case_id": name,
            "act_from": first,
            "act_to": first,
            "precision": "day",
            "place": rng.choice(("PE, Lima", "BO to PE", "PE to AR", "AR, Jujuy", "")),
            "ages": ages,
            "victims_n": rng.choice((None, 1, 1, 2)) if len(ages) < 2 else len(ages),
            "agents_n": rng.choice((None, 1, 1, 2, 3)),
            "victim_consent": rng.choice(("yes", "no", "unknown")),
        }
        | listed
    )


def some(rng: Random, values: list[str]) -> tuple[str, ...]:
    drawn = rng.random()
    if drawn < 0.3:
        return ("unknown",)
    if drawn < 0.45:
        return ("none",)
    return tuple(rng.sample(values, rng.choice((1, 1, 1, 2))))


def age(rng: Random) -> tuple[int, int]:
    low = rng.choice((0, 5, 11, 12, 13, 14, 16, 17, 18, 19, 25))
    if rng.random() < 0.6:
        return low, low
    return low, min(OLDEST, low + rng.choice((1, 4, 8, 30)))
