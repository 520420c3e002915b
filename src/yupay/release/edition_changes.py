"""What differs from the edition before, in words: tables, axes, years, threshold, policy. Never a cell, never a count."""

from collections.abc import Iterable, Sequence

from yupay.conclude.wording.registry import AXES as AXIS_WORDS
from yupay.model.registry import AXES, EditionPolicy, LedgerEntry, PublicCell
from yupay.model.text import Text

UNKNOWN = "unknown"
FIRST = Text(
    es="Es la primera edición: no hay otra con la que compararla.", en="First edition: there is none to compare."
)
SAME_TABLES = Text(es="Las tablas son las mismas.", en="The tables are the same.")
SAME_POLICY = Text(es="La política de publicación es la misma.", en="The release policy is the same.")
OTHER_POLICY = Text(
    es="La política de publicación cambió: véase el informe de privacidad de cada edición.",
    en="The release policy changed: see the privacy report of each edition.",
)


def changes(
    cells: Sequence[PublicCell], policy: EditionPolicy, digest: str, earlier: Sequence[LedgerEntry]
) -> tuple[Text, ...]:
    """What is new since the last of the earlier editions, one sentence each.

    Args:
        cells: those of the new edition.
        policy: its policy, and in `digest` the digest of it.
        digest: as the ledger keeps it.
        earlier: editions published before, oldest first.

    """
    if not earlier:
        return (FIRST,)
    last = earlier[-1]
    against = _both("Se compara con la edición {}.", "Compared with edition {}.", last.edition)
    policies = SAME_POLICY if digest == last.policy else OTHER_POLICY
    return (against, *_tables(cells, last.cells), *_years(cells, last.cells), *_threshold(policy, last), policies)


def _tables(new: Sequence[PublicCell], old: Sequence[PublicCell]) -> list[Text]:
    """Tables that came, went or are crossed otherwise."""
    now, before = _axes(new), _axes(old)
    told = [_both("Tabla nueva: {}.", "New table: {}.", name) for name in now if name not in before]
    told += [
        _both("Tabla que ya no está: {}.", "Table no longer there: {}.", name) for name in before if name not in now
    ]
    for name in (name for name in now if name in before and now[name] != before[name]):
        es, en = (" x ".join(AXIS_WORDS[axis].say(language).lower() for axis in now[name]) for language in ("es", "en"))
        told.append(
            Text(es=f"Tabla cruzada de otra forma: {name} ({es}).", en=f"Table crossed otherwise: {name} ({en}).")
        )
    return told or [SAME_TABLES]


def _axes(cells: Iterable[PublicCell]) -> dict[str, tuple[str, ...]]:
    """The axes that each table crosses."""
    found: dict[str, set[str]] = {}
    for cell in cells:
        found.setdefault(cell.table, set()).update(axis for axis in AXES if getattr(cell.key, axis))
    return {name: tuple(axis for axis in AXES if axis in used) for name, used in found.items()}


def _years(new: Sequence[PublicCell], old: Sequence[PublicCell]) -> list[Text]:
    """Years and periods that came or went."""
    now, before = _labels(new), _labels(old)
    came, went = sorted(now - before), sorted(before - now)
    told = [_both("Años y periodos nuevos: {}.", "New years and periods: {}.", ", ".join(came))] if came else []
    gone = _both("Años y periodos que ya no están: {}.", "Years and periods no longer there: {}.", ", ".join(went))
    return [*told, *([gone] if went else [])]


def _labels(cells: Iterable[PublicCell]) -> set[str]:
    return {cell.key.year for cell in cells} - {"", UNKNOWN}


def _threshold(policy: EditionPolicy, last: LedgerEntry) -> list[Text]:
    if policy.threshold == last.threshold:
        return []
    es = f"El umbral era {last.threshold} y es {policy.threshold}."
    return [Text(es=es, en=f"The threshold was {last.threshold} and is {policy.threshold}.")]


def _both(es: str, en: str, word: str) -> Text:
    return Text(es=es.format(word), en=en.format(word))
