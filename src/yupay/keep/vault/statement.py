"""What did an intake find, in words? How many rows came in, and which stayed out: by row, class of the column and reason, never by value."""

from collections.abc import Iterator, Sequence

from yupay.model.records import ColumnClass, Reject
from yupay.model.text import Text
from yupay.study.codes import catalogue

CLASSES: dict[ColumnClass, Text] = {
    "vault": Text(es="columna de la bóveda", en="vault column"),
    "quasi-identifier": Text(es="columna cuasi-identificadora", en="quasi-identifier column"),
    "sensitive": Text(es="columna sensible", en="sensitive column"),
    "ordinary": Text(es="columna ordinaria", en="ordinary column"),
}
SHOWN = 8
SAME = Text(es="El mismo archivo ya estaba: nada cambió.", en="The same file was in already: nothing changed.")


def came_in(accepted: int, before: int, rejects: Sequence[Reject]) -> Text:
    """The statement of an intake: one line of counts, then one line for each reason and class of column."""
    lines = [_replaced(before, accepted) if before else _new(accepted), *_left_out(rejects)]
    return Text(es="\n".join(one.es for one in lines), en="\n".join(one.en for one in lines))


def unchanged(left_out: int) -> Text:
    """The statement of a file that is in already."""
    if not left_out:
        return SAME
    return Text(
        es=f"{SAME.es} Filas que quedaron fuera al leerlo: {left_out:,}.",
        en=f"{SAME.en} Rows that stayed out when it was read: {left_out:,}.",
    )


def _new(accepted: int) -> Text:
    return Text(es=f"Entraron {accepted:,} filas.", en=f"{accepted:,} rows came in.")


def _replaced(before: int, accepted: int) -> Text:
    return Text(
        es=f"Las {accepted:,} filas del archivo nuevo reemplazan a las {before:,} que la institución tenía.",
        en=f"The {accepted:,} rows of the newer file replace the {before:,} that the institution had.",
    )


def _left_out(rejects: Sequence[Reject]) -> Iterator[Text]:
    if not rejects:
        return
    rows = len({one.row for one in rejects})
    yield Text(es=f"Quedaron fuera, por fila del archivo: {rows:,}.", en=f"Left out, by row of the file: {rows:,}.")
    for code, kind in sorted({(one.code, one.column_class) for one in rejects}):
        at = sorted(one.row for one in rejects if (one.code, one.column_class) == (code, kind))
        what, where = catalogue()[code].what, CLASSES[kind]
        listed, more = ", ".join(str(row) for row in at[:SHOWN]), len(at) - SHOWN
        yield Text(
            es=f"- {code}, {what.es} ({where.es}): {listed}{f' y {more:,} más' if more > 0 else ''}.",
            en=f"- {code}, {what.en} ({where.en}): {listed}{f' and {more:,} more' if more > 0 else ''}.",
        )
