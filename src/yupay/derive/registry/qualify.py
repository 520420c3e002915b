"""What do the facts of each record meet? Every record of the vault qualified by the law in the vault's own engine.

Decisions are row-level: they stay in the vault, as its table `decisions` (record_id and the columns of a decision).
"""

from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from yupay.derive.law.engine import qualified_table
from yupay.derive.registry.as_cases import law_columns
from yupay.model.law import Law

TABLE = "decisions"
HELPING = "yupay_"
MET, OPEN, NOT_MET = "met", "open", "not met"
CLASSES = {"trata": MET, "unknown": OPEN}


class Vault(Protocol):
    """What qualifying needs of a vault."""

    @property
    def engine(self) -> Any:
        """The engine that holds its tables."""

    def table(self, name: str) -> Any:
        """A table of the vault."""

    def names(self) -> tuple[str, ...]:
        """The tables of the vault."""

    def write(self, name: str, data: pa.Table) -> None:
        """Keep a table in the vault."""


def qualify(vault: Vault, law: Law) -> None:
    """Write the decision on every record into the vault.

    Raises:
        StudyProblems: Q422 to Q429 for values that the vocabulary does not have, never with the value.

    """
    made = qualified_table(law_columns(vault.table("records")), law, engine=vault.engine, where="vault", name="records")
    rows = made.rows.to_pyarrow()
    numbers = pc.cast(rows["case_id"], pa.int64())
    vault.write(TABLE, rows.drop_columns(["yupay_row", "case_id"]).add_column(0, "record_id", numbers))
    for name in vault.names():
        if name.startswith(HELPING):
            vault.engine.drop(name)
