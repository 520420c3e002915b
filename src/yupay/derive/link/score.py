"""How probable is each pair? Every pair that shares a key, scored; the chance that two records are one person, settled.

The prior moves until it is the share of pairs that the scores themselves call one person.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from yupay.derive.link.comparisons import BORN, DOCUMENT, Compared
from yupay.derive.link.engine import Engine, linker
from yupay.derive.link.model import Parameters, settings
from yupay.derive.link.prepare import RULES

SCORED = "scored"
LEAST = 0.001
ROUNDS = 50


@dataclass(frozen=True)
class Scored:
    """Pairs by the place of their records, a < b: log2 odds of one person, the part of it that the document adds, the pattern.

    `only_document`: the pair was found by its document alone. `sure`: it agrees on the document and on both surnames, one surname of
    one, or the day of birth; it is joined whatever its odds. `lacking`: a maternal name is missing. `pattern`: level of each comparison, -1 where it cannot be made.
    """

    a: np.ndarray = field(repr=False)
    b: np.ndarray = field(repr=False)
    weight: np.ndarray = field(repr=False)
    document: np.ndarray = field(repr=False)
    only_document: np.ndarray = field(repr=False)
    sure: np.ndarray = field(repr=False)
    lacking: np.ndarray = field(repr=False)
    pattern: np.ndarray = field(repr=False)
    compared: tuple[str, ...] = ()

    @property
    def probability(self) -> np.ndarray:
        """Of each pair, that it is one person."""
        found: np.ndarray = 1 / (1 + np.exp2(-np.clip(self.weight, -60, 60)))
        return found


def score(on: Engine, parameters: Parameters, compared: tuple[Compared, ...]) -> Scored:
    """All pairs that share a key and are not hopeless."""
    made = linker(on, settings(parameters, compared))
    for column in sorted({level.shares for one in compared for level in one.levels if level.shares}):
        made.table_management.register_term_frequency_lookup(made._db_api.register(on.shares(column)), column)
    blocked = made.inference.compute_blocked_pairs_for_predict()
    made.table_management.register_blocked_pairs_for_predict(blocked)
    found = made.inference.predict(threshold_match_probability=LEAST, warning_mode="never")
    names = tuple(one.name for one in compared)
    gammas = ", ".join(f"cast(gamma_{name} as tinyint) as of_{name}" for name in names)
    document = "mw_document" if "document" in names else "0.0"
    last = len(RULES) - 1
    table = on.rows(f"""
        select link_id_l as a, link_id_r as b, round(match_weight, 6) as weight, cast({document} as double) as by_document,
            match_key = '{last}' as only_document, mat_l is null or mat_r is null as lacking, {gammas}
        from {found.physical_name} order by 1, 2
    """)
    taken = {name: table[name].to_numpy() for name in table.column_names}
    pattern = np.stack([taken[f"of_{name}"] for name in names], axis=1)
    return Scored(
        taken["a"],
        taken["b"],
        taken["weight"],
        taken["by_document"],
        taken["only_document"],
        sure(pattern, names),
        taken["lacking"],
        pattern,
        names,
    )


def sure(pattern: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """Pairs of the deterministic tier: one document, and a surname or the day of birth besides."""
    if "document" not in names:
        return np.zeros(len(pattern), dtype=bool)
    level = {name: pattern[:, at] for at, name in enumerate(names)}
    day = level["born"] == len(BORN.levels) if "born" in names else np.zeros(len(pattern), dtype=bool)
    found: np.ndarray = (level["document"] == len(DOCUMENT.levels)) & ((level["surnames"] >= 1) | day)
    return found


def settled(scored: Scored, prior: float, size: int) -> tuple[Scored, float]:
    """The pairs under the prior that their own probabilities make, and that prior."""
    pairs, bare = size * (size - 1) / 2, scored.weight - np.log2(prior / (1 - prior))
    for _ in range(ROUNDS):
        shift = np.log2(prior / (1 - prior))
        likely = float((1 / (1 + np.exp2(-np.clip(bare + shift, -60, 60)))).sum())
        new = min(max(likely / pairs, 1 / (10 * pairs)), 0.5)
        if abs(new / prior - 1) < 1e-6:
            break
        prior = new
    return replace(scored, weight=np.round(bare + np.log2(prior / (1 - prior)), 6)), prior
