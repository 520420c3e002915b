"""How telling is each agreement? The parameters of Fellegi and Sunter, learned from the records without labels.

u (strangers agree) comes from all pairs of a sample of records, each as far as the rest of it speaks of strangers. m (records of one
person agree) comes from expectation maximisation over pairs that share a key, once per key, and never for what the key holds.
What training saw too little of keeps its first guess, in proportion.
Reference: Fellegi and Sunter (1969); Dempster, Laird and Rubin (1977); Enamorado, Fifield and Imai (2019), doi:10.1017/S0003055418000783.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from yupay.derive.link.comparisons import ALL, Compared
from yupay.derive.link.options import LinkOptions
from yupay.derive.link.prepare import PEOPLE, RULES

SAMPLE = "sampled"
TRAININGS = ("doc", "born, pat", "born, g1", "pat, mat, g1")
FEWEST = 30
STEPS = 200
WEIGHT = 60.0
LEAST_M = 0.1
CLEANINGS = 4
SLICES = 1_000_000
DIGITS = 8
Levels = tuple[float, ...]


@dataclass(frozen=True)
class Parameters:
    """m and u of each comparison, level 0 (differs) first; the chance that two records are one person; which were learned."""

    m: Mapping[str, Levels] = field(repr=False)
    u: Mapping[str, Levels] = field(repr=False)
    prior: float
    learned: frozenset[str] = frozenset()


def settings(parameters: Parameters, compared: Sequence[Compared] = ALL, *, shares: bool = True) -> dict[str, Any]:
    """The model as the linkage library wants it; `shares`: with the adjustment for how common a name is."""
    rules = [{"blocking_rule": rule} for rule in RULES]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "link_id",
        "comparisons": [_comparison(one, parameters, shares) for one in compared],
        "blocking_rules_to_generate_predictions": rules,
        "probability_two_random_records_match": parameters.prior,
        "retain_matching_columns": shares,
        "retain_intermediate_calculation_columns": shares,
    }


def _comparison(one: Compared, parameters: Parameters, shares: bool) -> dict[str, Any]:
    count = len(one.levels)
    levels: list[dict[str, Any]] = [{"sql_condition": one.unknown, "is_null_level": True}]
    for at, level in enumerate(one.levels):
        m, u = parameters.m[one.name][count - at], parameters.u[one.name][count - at]
        made = {"sql_condition": level.sql, "m_probability": m, "u_probability": u}
        if shares and level.shares:
            made |= {"tf_adjustment_column": level.shares, "disable_tf_exact_match_detection": True}
        levels.append(made)
    rest = {"m_probability": parameters.m[one.name][0], "u_probability": parameters.u[one.name][0]}
    return {"output_column_name": one.name, "comparison_levels": [*levels, {"sql_condition": "ELSE", **rest}]}


def first_guess(compared: Sequence[Compared] = ALL) -> Parameters:
    """M as each level guesses, u alike for all levels: a beginning."""
    m = {one.name: (one.rest, *(level.m for level in reversed(one.levels))) for one in compared}
    u = {one.name: tuple(1 / (len(one.levels) + 1) for _ in range(len(one.levels) + 1)) for one in compared}
    return Parameters(m=m, u=u, prior=1e-4)


def usable(connection: Any) -> tuple[Compared, ...]:
    """The comparisons whose columns hold anything."""
    held = connection.execute(f"select count(place), count(sex), count(doc), count(born) from {PEOPLE}").fetchone()
    empty = {name for name, count in zip(("place", "sex", "document", "born"), held, strict=True) if not count}
    return tuple(one for one in ALL if one.name not in empty)


def learn(connection: Any, options: LinkOptions) -> Parameters:
    """The parameters of these records: the same for the same records in any order."""
    compared, size = usable(connection), connection.execute(f"select count(*) from {PEOPLE}").fetchone()[0]
    guess = first_guess(compared)
    prior = min(known_pairs(connection) / max(size * (size - 1) / 2, 1), 0.5)
    begun = Parameters(guess.m, strangers(connection, guess, compared, prior, options), prior)
    return trained(connection, begun, compared, options)


def known_pairs(connection: Any) -> float:
    """How many pairs are one person, roughly: those that agree on document and a name, over the share that both have one.

    Where hardly any record has a document: those that agree on the day of birth and all names, and half as many again.
    """
    both, share, exact = connection.execute(f"""
        select (select count(*) from {PEOPLE} l join {PEOPLE} r on l.k_doc = r.k_doc and l.link_id < r.link_id
                where l.g1 = r.g1 or l.pat = r.pat or l.mat = r.mat),
            (select avg((doc is not null)::int) from {PEOPLE}),
            (select count(*) from {PEOPLE} l join {PEOPLE} r on l.k_names = r.k_names and l.born = r.born
                and l.link_id < r.link_id)
    """).fetchone()
    by_document = both / share**2 if share and both >= FEWEST else 0.0
    return float(max(by_document, 1.5 * exact, 1.0))


def strangers(
    connection: Any, guess: Parameters, compared: Sequence[Compared], prior: float, options: LinkOptions
) -> dict[str, Levels]:
    """How often two strangers agree so: all pairs of a sample of records, each as far as its other comparisons call it strangers.

    The sample is by the hash of the seed and a record's number.
    """
    connection.execute(f"""create or replace table {SAMPLE} as
        select * from {PEOPLE} order by hash(link_id * 1000003 + {options.seed}) limit {options.sample}""")
    seen, pairs = _grouped(connection, SAMPLE, "true", compared)
    connection.execute(f"drop table {SAMPLE}")
    u = {one.name: _shares(one, seen[:, at], pairs) for at, one in enumerate(compared)}
    for _ in range(CLEANINGS):
        weights = np.stack([_weights(one, guess.m, u)[seen[:, at]] for at, one in enumerate(compared)], axis=1)
        odds = math.log(prior / (1 - prior)) + weights.sum(axis=1)
        u = {
            one.name: _shares(one, seen[:, at], pairs / (1 + np.exp(np.clip(odds - weights[:, at], -700, 700))))
            for at, one in enumerate(compared)
        }
    return u


def _weights(one: Compared, m: Mapping[str, Levels], u: Mapping[str, Levels]) -> np.ndarray:
    """The log of m over u by level; the last, at place -1, is a comparison that cannot be made: 0."""
    return np.append(np.log(np.array(m[one.name]) / np.array(u[one.name])), 0.0)


def _shares(one: Compared, seen: np.ndarray, pairs: np.ndarray) -> Levels:
    """The share of pairs at each level, half a pair more at each, and what a level fixes."""
    count = len(one.levels) + 1
    held = np.bincount(seen + 1, weights=pairs, minlength=count + 1)[1:] + 0.5
    fixed = (None, *(level.u for level in reversed(one.levels)))
    return _normal([value if level is None else level * held.sum() for value, level in zip(held, fixed, strict=True)])


def _normal(values: Sequence[float]) -> Levels:
    whole = sum(values)
    return tuple(round(value / whole, DIGITS) or 10.0**-DIGITS for value in values)


def trained(connection: Any, begun: Parameters, compared: Sequence[Compared], options: LinkOptions) -> Parameters:
    """M by expectation maximisation, one training per key, each for the comparisons its key does not hold."""
    sums = {one.name: np.zeros(len(one.levels) + 1) for one in compared}
    for columns in TRAININGS:
        free = tuple(one for one in compared if not _uses(one, columns))
        pairs = _pairs(connection, columns)
        if pairs < FEWEST or not free:
            continue
        for name, likely in maximised(begun, free, *patterns(connection, columns, pairs, free, options)).items():
            sums[name] += likely
    m = {one.name: _tempered(sums[one.name], begun.m[one.name]) for one in compared}
    return Parameters(m, begun.u, begun.prior, frozenset(name for name, likely in sums.items() if likely.sum()))


def _uses(one: Compared, columns: str) -> bool:
    """Whether a comparison looks at one of these columns."""
    return bool(set(_columns(one)) & {name.strip() for name in columns.split(",")})


def patterns(
    connection: Any, columns: str, pairs: int, compared: Sequence[Compared], options: LinkOptions
) -> tuple[np.ndarray, np.ndarray]:
    """The patterns (n, comparisons) of pairs that share these columns, and how many have each: of some of them by a hash."""
    same = " and ".join(f"l.{name.strip()} = r.{name.strip()}" for name in columns.split(","))
    keep = min(SLICES, round(SLICES * options.train_pairs / max(pairs, 1)))
    some = f"hash(l.link_id * 1000003 + r.link_id + {options.seed}) % {SLICES} < {keep}"
    return _grouped(connection, PEOPLE, f"{same} and {some}", compared)


def _grouped(connection: Any, table: str, rule: str, compared: Sequence[Compared]) -> tuple[np.ndarray, np.ndarray]:
    """The patterns (n, comparisons) of the pairs of a table that meet a rule, and how many pairs have each."""
    used = sorted({word for one in compared for word in _columns(one)})
    both = ", ".join(f"l.{name} as {name}_l, r.{name} as {name}_r" for name in used)
    levels = ", ".join(f"{_case(one)} as {one.name}" for one in compared)
    grouped = connection.execute(f"""
        with pairs as (select {both} from {table} l join {table} r on l.link_id < r.link_id and {rule})
        select {levels}, count(*) as pairs from pairs group by all order by all
    """).to_arrow_table()
    seen = np.stack([grouped[one.name].to_numpy() for one in compared], axis=1)
    return seen, grouped["pairs"].to_numpy().astype(float)


def _columns(one: Compared) -> list[str]:
    """The columns a comparison looks at."""
    held = " ".join((one.unknown, *(level.sql for level in one.levels)))
    return re.findall(r"\b(\w+)_[lr]\b", held)


def _case(one: Compared) -> str:
    """SQL: the level of a comparison, -1 where it cannot be made."""
    count = len(one.levels)
    made = " ".join(f"when {level.sql} then {count - at}" for at, level in enumerate(one.levels))
    return f"case when {one.unknown} then -1 {made} else 0 end"


def maximised(
    begun: Parameters, compared: Sequence[Compared], seen: np.ndarray, pairs: np.ndarray
) -> dict[str, np.ndarray]:
    """How many pairs of one person have each level of each comparison, by expectation maximisation with u held.

    The first guess of m counts as `WEIGHT` pairs in every step, so that no level ever dies out.
    """
    m, share = {one.name: np.array(begun.m[one.name]) for one in compared}, 0.5
    for _ in range(STEPS):
        odds = np.full(len(pairs), np.log(share / (1 - share)))
        for at, one in enumerate(compared):
            odds += _weights(one, {one.name: tuple(m[one.name])}, begun.u)[seen[:, at]]
        likely = pairs / (1 + np.exp(-odds))
        share = min(max(float(likely.sum() / pairs.sum()), 1e-6), 1 - 1e-6)
        counts = {
            one.name: np.bincount(seen[:, at] + 1, weights=likely, minlength=len(one.levels) + 2)[1:]
            for at, one in enumerate(compared)
        }
        new = {name: np.array(_tempered(held, begun.m[name])) for name, held in counts.items()}
        moved = max(float(np.abs(new[name] - m[name]).max()) for name in new)
        m = new
        if moved < 1e-6:
            break
    return counts


def _pairs(connection: Any, columns: str) -> int:
    """Pairs that share these columns."""
    known = " and ".join(f"{name.strip()} is not null" for name in columns.split(","))
    query = f"select coalesce(sum(n * (n - 1) / 2), 0) from (select count(*) n from {PEOPLE} where {known} group by {columns})"
    return int(connection.execute(query).fetchone()[0])


def _tempered(likely: np.ndarray, guess: Levels) -> Levels:
    """M from pairs by level, with the first guess as so many pairs more."""
    made = [count + WEIGHT * first for count, first in zip(likely.tolist(), guess, strict=True)]
    return _normal([max(value / sum(made), LEAST_M * first) for value, first in zip(made, guess, strict=True)])
