"""The page docs/case-records.md, written from the schema: `python -m yupay.load.records.page docs/case-records.md`."""

from yupay.load.records.htcds import fields
from yupay.load.records.schema import AGE_BANDS, SET_BY_READING, case_schema
from yupay.load.records.words import AGAINST, BLANK, COUNTED, DATED, EXPIRED, FORGOTTEN, LISTED, WORDED
from yupay.model.records import RecordColumn
from yupay.study.codes import catalogue

HEAD = """# Case records

One row per victim per source. The table below is the whole schema; it is data (`src/yupay/load/records/case_schema.toml`), and
this page is written from it by `python -m yupay.load.records.page docs/case-records.md`.

Classes: **vault** columns never leave the [vault](vault.md); **quasi-identifier** and **sensitive** ones leave only as protected
counts; **ordinary** ones name nobody. HTCDS is the field of the Human Trafficking Case Data Standard 2.0 (IOM). IC-TIP is the unit
and concept of the international classification of 2025; its code numbers are unverified, so none is written here.
"""
AFTER = """
A value, a reason for no answer, a blank and a zero are four states. The reason stands in a column of its own, `<column>_motivo`,
and the column itself is then null, as it is where the file is blank. Lists are codes joined by `;` in the order above, each once.
Flags are `si` or `no`. A date has its precision beside it: `d`, `m` or `y`; a month or a year is stored as its first day.

`persona_id` and the score of its links are made by linkage inside the vault and are no columns of a file.

## How the file of an institution is read

Each institution has a mapping, a small TOML file. Nothing else of its file is read: a column that the mapping does not name is
dropped and counted.

```toml
institution = "policia"              # its id in the study
label = { es = "Policía", en = "Police" }
legal_basis = "convenio 01-2024"     # why its records may be held
retention_until = "2030-12-31"       # after this day the file is refused
dates = "dmy"                        # the order of day and month; YYYY-MM-DD is always understood

[columns]                            # their column = ours
"NRO DENUNCIA" = "id_fuente"
"FEC NAC" = "fecha_nac"
"SEXO" = "sexo"
"FINALIDAD" = "finalidad"

[values.sexo]                        # their word = our code; "" for blank
"MUJER" = "F"

[constants]                          # the same in every row
fuente = "PNP"
```

`separator`, `encoding`, `sheet` and `list_separator` (`;` when left out) may be added. Codes, their labels in both languages and
the words of `[values]` are understood without regard to case and accents. Several of their columns may fill one list. A problem of
a mapping is shown with its line and the nearest name (`L280` to `L284`).

Files are .csv, .xlsx or .sav, up to 512 MB, 2,000,000 rows, 2,000 columns and lines of 1 MB; a workbook or SPSS file up to 10,000,000
cells, a workbook up to 256 MB unpacked (`L286`). What is larger is read as CSV. A link, a pipe or a device is no file (`L201`).

A row with a fault is left out whole and told by its row number, the class of the column and a reason, never by a value or the
name of the column. Where more than half of the rows have one, nothing is taken in (`L287`).
"""
AGES = """
## Ages

Bands: {bands}. They are cut at 12 (child and adolescent, Law 27337 art. I) and at 14 (Criminal Code); nothing inside 0 to 11 is
ever split. Where the age on the day of the act is blank and both dates have their day, it is computed in completed years and
`edad_origen` says so.
"""
HTCDS = """
## HTCDS 2.0

`load/records/htcds.py` reads and writes these fields: {names}. `htcds_mapping` makes the mapping of a file that has them;
`to_htcds` gives rows in them, with the count of values that have no equal there (forced criminality has none). Names, documents,
addresses, coordinates and free text of HTCDS are refused outside the vault (`L288`).

## The law

`derive/registry/as_cases.py` gives the fourteen columns of [coded cases](how-to-read-a-decision.md). What a record does not say is
unknown, never "no". The relation of the agent is wider than the words of the law and is not taken for them.
"""


def document() -> str:
    """The page."""
    bands = ", ".join(band for band, *_ in AGE_BANDS)
    names = ", ".join(f"`{field.name}`" for field in fields())
    return "\n".join(
        [HEAD, *_table(), AFTER, *_reasons(), AGES.format(bands=bands), HTCDS.format(names=names).strip("\n"), ""]
    )


def _table() -> list[str]:
    head = ["| column | what | class | holds | HTCDS 2.0 | IC-TIP | leaves as |", "|---|---|---|---|---|---|---|"]
    return [*head, *(_row(column) for column in case_schema().columns)]


def _row(column: RecordColumn) -> str:
    label = f"{column.label.en}; *{column.label.es}*"
    public = column.public.en if column.public else "never" if column.column_class == "vault" else "-"
    htcds = f"`{column.htcds}`" if column.htcds else "-"
    cells = (f"`{column.id}`", label, column.column_class, _holds(column), htcds, column.ictip or "-", public)
    return f"| {' | '.join(cells)} |"


def _holds(column: RecordColumn) -> str:
    """What a column holds, and the reasons for no answer."""
    nations = "PER" in column.codes
    codes = [code for code in column.codes if not nations or code == "XXA"]
    parts = ["set by reading"] if column.id in SET_BY_READING else []
    parts += ["ISO 3166 alpha-3"] if nations else []
    parts += [", ".join(f"`{code}`" for code in codes)] if codes else [] if nations else [_plain(column)]
    parts += ["reasons: " + ", ".join(f"`{code}`" for code in column.missing)] if column.missing else []
    parts += ["required"] if column.required else []
    return "; ".join(parts)


def _plain(column: RecordColumn) -> str:
    if column.kind == "integer":
        return f"{column.low} to {column.high}"
    form = column.pattern.replace("|", "\\|")
    return f"`{form}`" if form else {"text": "text", "date": "date"}[column.kind]


def _reasons() -> list[str]:
    codes = (BLANK, LISTED, DATED, COUNTED, WORDED, EXPIRED, FORGOTTEN, AGAINST)
    rows = [f"| `{code}` | {catalogue()[code].what.en} |" for code in codes]
    return ["| reason | a row is left out for |", "|---|---|", *rows]


if __name__ == "__main__":
    import sys
    from pathlib import Path

    Path(sys.argv[1]).write_text(document(), encoding="utf-8", newline="\n")
