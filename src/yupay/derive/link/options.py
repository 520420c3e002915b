"""What may be chosen about linkage, and what linkage needs of a vault."""

from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from yupay.model.text import Text
from yupay.study.form import ENGINES
from yupay.study.toml import stop

LEAST_K = 5
EMBEDDED = "duckdb://"
ON_SPARK = "spark://local?cores=2"


class Vault(Protocol):
    """What linkage needs: the engine, and a place for its two tables."""

    def raw(self) -> Any:
        """The connection of the engine, for SQL."""

    def write(self, name: str, table: pa.Table) -> None:
        """Keep a table in the vault, over one of that name."""


@dataclass(frozen=True)
class LinkOptions:
    """How records are joined.

    `threshold`: pairs at least this probable are one person; from `review` up to it they wait for a person's eye. `k`:
    patterns of fewer pairs are pooled. `most_in_block`: a key that more records share is not used to look for pairs.
    `train_pairs`: pairs each training looks at, at most; `sample`: records whose pairs say how often strangers agree.
    `place`: the column of places, "" for none. `tests`: how often documents are hidden to see what is missed.
    `engine`: where pairs are found and weighed, the vault's own or Spark on this machine, such as spark://local?cores=4&memory=8GB.
    """

    threshold: float = 0.95
    review: float = 0.5
    k: int = 11
    seed: int = 1
    most_in_block: int = 400
    train_pairs: int = 400_000
    sample: int = 1800
    place: str = "ubigeo_captacion"
    tests: int = 20
    engine: str = EMBEDDED

    def check(self) -> None:
        """Raise StudyProblems, P673 an option is out of range, S139 the engine is neither the vault's nor Spark on this machine."""
        if not (0.6 <= self.threshold <= 0.999 and 0.05 <= self.review < self.threshold and self.k >= LEAST_K):
            got = Text.same(f"threshold {self.threshold:g}, review {self.review:g}, k {self.k}")
            expected = Text.same("0.6 <= threshold <= 0.999, 0.05 <= review < threshold, k >= 5")
            raise stop("P673", "link", got, expected)
        if self.engine != EMBEDDED and not ENGINES["spark"].fullmatch(self.engine):
            got = Text.same(f"{self.engine.partition(':')[0][:20]} ...")
            expected = Text(
                es=f"{EMBEDDED} o {ON_SPARK}: vincular lee nombres y documentos, y no sale de esta máquina",
                en=f"{EMBEDDED} or {ON_SPARK}: linkage reads names and documents, and does not leave this machine",
            )
            raise stop("S139", "link", got, expected)
