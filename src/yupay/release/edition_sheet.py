"""What does an edition say of itself: its printed cells, the words of its codes, what it was judged with, what is new?"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from yupay.conclude.wording.registry import MEMBERS
from yupay.derive.link.linked import Linked
from yupay.derive.registry.truth import Truth
from yupay.model.cube import Evidence
from yupay.model.estimate import Estimate
from yupay.model.registry import (
    AXES,
    AxisMember,
    EditionCheck,
    EditionPolicy,
    EditionSheet,
    LedgerEntry,
    NoisyCell,
    NoisyTable,
    PublicCell,
    Registry,
)
from yupay.model.study import Study
from yupay.model.text import Text
from yupay.protect.registry import Protected, safe_cube
from yupay.release.edition_changes import changes
from yupay.release.edition_study import withheld_titles

PRECISION = Text(
    es="Vinculación: pares unidos que son de una persona, según sus probabilidades",
    en="Linkage: joined pairs that are of one person, by their probabilities",
)
RECALL = Text(
    es="Vinculación: pares de una persona que se unieron, con los documentos ocultos",
    en="Linkage: pairs of one person that were joined, with documents hidden",
)
TRUE_PRECISION = Text(
    es="Verdad conocida: de los pares unidos, los que son de una persona",
    en="Known truth: of the joined pairs, those of one person",
)
TRUE_RECALL = Text(
    es="Verdad conocida: de los pares de una persona, los que se unieron",
    en="Known truth: of the pairs of one person, those joined",
)
TRUE_TOTAL = Text(
    es="Verdad conocida: personas en total, y el rango de los modelos",
    en="Known truth: persons in all, and the range of the models",
)
SAFETY = Text(
    es="Celdas protegidas que la auditoría pudo deducir de todo lo público",
    en="Protected cells that the audit could work out from everything public",
)

SUBTRACTED = Text(
    es="Ediciones frente a las que se juzgó lo que una institución vería al restar a los suyos",
    en="Editions against which it was judged what an institution would see by taking its own people away",
)
NOT_KEPT = Text(
    es="{} (sus conteos propios de entonces no se conservan)", en="{} (its own counts of then are not kept)"
)

NOISY = Text(
    es="Tabla con ruido: {}. Restarla de la de otra edición da ruido, no personas.",
    en="Table with noise: {}. Subtracting it from that of another edition gives noise, not persons.",
)


BESIDE = Text(
    es="Se oculta más de lo que esta edición necesitaría por sí sola: junto con las anteriores mostraría a pocas personas ({}).",
    en="More is hidden than this edition would need by itself: together with earlier ones it would show a few people ({}).",
)


def sheet_of(
    edition: str,
    study: Study,
    made: Protected,
    policy: EditionPolicy,
    earlier: Sequence[LedgerEntry],
    nearest: Text | None = None,
) -> EditionSheet:
    """The sheet of an edition, its codes still without words.

    `earlier` are those it was judged with, oldest first; `nearest` what was done to it for their sake.
    """
    cells = made.public_cells()
    beside = () if nearest is None else (Text(es=BESIDE.es.format(nearest.es), en=BESIDE.en.format(nearest.en)),)
    return EditionSheet(
        name=edition,
        policy=policy,
        tables=made.tables,
        cells=cells,
        hidden_share=safe_cube(made, policy.threshold).hidden_share,
        earlier=tuple(one.edition for one in earlier),
        changes=(*changes(cells, policy, policy_digest(policy), earlier), *beside),
        withheld=withheld_titles(study, policy),
    )


def with_noise(sheet: EditionSheet, noisy: Sequence[NoisyTable], spent: float) -> EditionSheet:
    """The sheet with its tables that carry noise, and what all noise had cost by then; the same sheet where there are none."""
    if not noisy:
        return sheet
    said = tuple(Text(es=NOISY.es.format(one.table.title.es), en=NOISY.en.format(one.table.title.en)) for one in noisy)
    return sheet.model_copy(update={"noisy": tuple(noisy), "spent": spent, "changes": (*sheet.changes, *said)})


def digest_of(sheet: EditionSheet) -> str:
    """The digest of what an edition publishes: its printed cells, noisy ones too, and its policy; an axis or key that is new later changes none."""
    content = sheet.model_dump_json(include={"policy", "tables", "cells", "noisy"}, exclude_defaults=True)
    return hashlib.sha256(content.encode()).hexdigest()


def policy_digest(policy: EditionPolicy) -> str:
    """The digest of a policy, as the ledger keeps it."""
    return hashlib.sha256(policy.model_dump_json(exclude_defaults=True).encode()).hexdigest()


def measured(
    linked: Linked,
    truth: Truth | None,
    estimates: Sequence[Estimate],
    then: Mapping[str, object | None],
    unsafe: Callable[[], int],
) -> tuple[EditionCheck, ...]:
    """How well records were linked, as far as the records themselves tell; what institutions could subtract; the truth, where invented.

    `then`: the own counts of each earlier edition, None where they are not kept. `unsafe` audits once more what is published
    and counts what fails; asked only where the truth is known.
    """
    return (*_linkage(linked), *_subtracted(then), *(() if truth is None else _true(truth, estimates, unsafe())))


def _subtracted(then: Mapping[str, object | None]) -> Iterator[EditionCheck]:
    """Which earlier editions an institution's own people were taken from; and which could not be."""
    if not then:
        return
    kept = ", ".join(name for name, own in then.items() if own is not None)
    lost = ", ".join(name for name, own in then.items() if own is None)
    yield EditionCheck(label=SUBTRACTED, value=Text.same(kept) if kept else Text(es="ninguna", en="none"))
    if lost:
        label = Text(es=f"{SUBTRACTED.es}: no", en=f"{SUBTRACTED.en}: not")
        yield EditionCheck(label=label, value=Text(es=NOT_KEPT.es.format(lost), en=NOT_KEPT.en.format(lost)))


def _true(truth: Truth, estimates: Sequence[Estimate], unsafe: int) -> Iterator[EditionCheck]:
    """The truth of an invented registry beside what was found."""
    yield EditionCheck(label=TRUE_PRECISION, value=_percent(truth.precision))
    yield EditionCheck(label=TRUE_RECALL, value=_percent(truth.recall))
    ranges = [one.parameters for one in estimates if one.method == "hidden-range" and not one.key]
    ends = [(one.get("low"), one.get("high")) for one in ranges]
    for low, high in ends:
        if isinstance(low, int | float) and isinstance(high, int | float):
            held = low <= truth.everybody <= high
            said = Text(es="la contiene" if held else "no la contiene", en="holds it" if held else "does not hold it")
            numbers = f"{truth.everybody:,}; {low:,.0f}-{high:,.0f}"
            yield EditionCheck(label=TRUE_TOTAL, value=Text(es=f"{numbers}: {said.es}", en=f"{numbers}: {said.en}"))
    yield EditionCheck(label=SAFETY, value=Text.same(f"{unsafe:,}"))


def _linkage(linked: Linked) -> tuple[EditionCheck, ...]:
    precision = EditionCheck(label=PRECISION, value=_percent(linked.precision))
    if linked.recall is None:
        return (precision,)
    low, high = _percent(linked.recall.low), _percent(linked.recall.high)
    value = _percent(linked.recall.value)
    between = Text(es=f"{value.es} ({low.es} a {high.es})", en=f"{value.en} ({low.en} to {high.en})")
    return precision, EditionCheck(label=RECALL, value=between)


def _percent(share: float) -> Text:
    return Text(es=f"{100 * share:.1f} %", en=f"{100 * share:.1f}%")


def named(sheet: EditionSheet, registry: Registry, zone_of: Mapping[str, str], evidence: Evidence) -> EditionSheet:
    """The sheet with the words of every code its tables use."""
    places = {place.key: Text.same(place.name) for cube in evidence.cubes.values() for place in cube.places}
    institutions = {one.id: one.label for one in registry.institutions}
    cells: list[PublicCell | NoisyCell] = [*sheet.cells]
    cells += [cell for one in sheet.noisy for cell in one.cells]
    return sheet.model_copy(update={"members": members(cells, places, institutions, zone_of)})


def members(
    cells: Sequence[PublicCell | NoisyCell],
    places: Mapping[str, Text],
    institutions: Mapping[str, Text],
    zone_of: Mapping[str, str],
) -> tuple[AxisMember, ...]:
    """Every code of every axis in the order of the cells, with its words; a code without any stands for itself."""
    own = {"place": {**places, **_unknown()}, "source": institutions}
    return tuple(
        AxisMember(
            axis=axis,
            code=code,
            label=own.get(axis, MEMBERS).get(code, Text.same(code)),
            part_of=zone_of.get(code, "") if axis == "place" else "",
        )
        for axis in AXES
        for code in dict.fromkeys(getattr(cell.key, axis) for cell in cells)
        if code
    )


def _unknown() -> dict[str, Text]:
    return {"unknown": MEMBERS["unknown"]}
