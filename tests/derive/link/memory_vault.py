"""A vault in memory, of the two tables that linkage reads; and the reference file L1 in their shape."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

MEMORY = "1100MB"
L1_COLUMNS = """
    select x.unique_id::bigint as record_id, source as institution, given || coalesce(' ' || given2, '') as nombres,
        pat as ap_paterno, mat as ap_materno, null::varchar as doc_tipo, dni as doc_num, dob::date as fecha_nac,
        'd' as fecha_nac_precision, district as ubigeo_captacion, t.cluster::bigint as person
    from read_csv('{records}', all_varchar = true) x join read_csv('{truth}', all_varchar = true) t using (unique_id)
    order by 1
"""


class MemoryVault:
    """What `link` needs of a vault."""

    def __init__(self, identities: pa.Table | Path, records: pa.Table | Path, spill: str = "") -> None:
        self.connection = duckdb.connect()
        self.connection.execute(f"set threads=2; set memory_limit='{MEMORY}'; set temp_directory='{spill}'")
        for name, table in (("identities", identities), ("records", records)):
            if isinstance(table, Path):
                self.connection.execute(f"create table {name} as select * from read_parquet('{table}')")
            else:
                self.write(name, table)

    def raw(self) -> Any:
        """The connection."""
        return self.connection

    def write(self, name: str, table: pa.Table) -> None:
        """Put a table in."""
        self.connection.register("incoming", table)
        self.connection.execute(f'create or replace table "{name}" as select * from incoming')
        self.connection.unregister("incoming")

    def column(self, table: str, column: str) -> list[Any]:
        """A column, by record."""
        rows = self.connection.execute(f'select "{column}" from "{table}" order by record_id').fetchall()
        return [row[0] for row in rows]


def read_l1(folder: Path) -> tuple[pa.Table, pa.Table, np.ndarray]:
    """Identities, records and the person of each record of L1."""
    where = L1_COLUMNS.format(records=folder / "L1_records.csv.gz", truth=folder / "L1_truth.csv.gz")
    table = duckdb.connect().execute(where).to_arrow_table()
    identities = table.drop_columns(["ubigeo_captacion", "person"])
    return identities, table.select(["record_id", "institution", "ubigeo_captacion"]), table["person"].to_numpy()


def rows(people: list[dict[str, Any]]) -> tuple[pa.Table, pa.Table]:
    """The two tables of a vault from some people; what is not said is null."""
    text = ("institution", "nombres", "ap_paterno", "ap_materno", "doc_tipo", "doc_num", "fecha_nac_precision")
    columns = {name: pa.array([one.get(name) for one in people], pa.string()) for name in text}
    columns["institution"] = pa.array([one.get("institution", "PNP") for one in people])
    born = pa.array([one.get("fecha_nac") for one in people], pa.string()).cast(pa.date32())
    number = pa.array(range(1, len(people) + 1), pa.int64())
    identities = pa.table({"record_id": number, **columns, "fecha_nac": born})
    place, sex = (pa.array([one.get(name) for one in people], pa.string()) for name in ("ubigeo_captacion", "sexo"))
    records = {"record_id": number, "institution": columns["institution"], "ubigeo_captacion": place, "sexo": sex}
    return identities, pa.table(records)
