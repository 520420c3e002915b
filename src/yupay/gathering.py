"""The first half of the path of a registry: from the files of institutions to counts of persons.

files -> vault -> links -> qualified facts -> persons -> counts

Rows stay in the vault; what leaves it are counts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from yupay.derive.law.crosswalk import read_crosswalk
from yupay.derive.law.read import own_folder, read_law
from yupay.derive.link.link import link
from yupay.derive.link.linked import Linked
from yupay.derive.link.options import LinkOptions
from yupay.derive.lists import Listed
from yupay.derive.registry.counts import Places, TableCounts, counted, places_of
from yupay.derive.registry.declared import DeclaredCounts, declared
from yupay.derive.registry.lists import listed_people
from yupay.derive.registry.people import people
from yupay.derive.registry.qualify import TABLE as DECISIONS
from yupay.derive.registry.qualify import qualify
from yupay.derive.registry.truth import Truth, truth_of
from yupay.keep.vault import Vault, check_institutions, open_vault, take_in, vault_folder
from yupay.load.invented.files import Made, write_files
from yupay.load.records.mapping import read_mapping
from yupay.load.records.schema import case_schema
from yupay.load.tables import load
from yupay.model.records import Intake
from yupay.model.registry import Registry
from yupay.model.text import Text
from yupay.run import OpenStudy, Tell
from yupay.study.registry import MADE, exact, until
from yupay.study.toml import stop

Took = Callable[[Intake], object]


def unheard(_: Intake) -> None:
    """Nobody asks what was found in the files."""


@dataclass(frozen=True)
class Gathered:
    """What the vault gives to the rest of the path: counts, never rows."""

    tables: tuple[TableCounts, ...] = field(repr=False)
    places: Places = field(repr=False)
    lists: Listed | None = field(repr=False)
    linked: Linked = field(repr=False)
    intakes: tuple[Intake, ...] = ()
    truth: Truth | None = None
    noisy: tuple[DeclaredCounts, ...] = field(repr=False, default=())


def registry_of(opened: OpenStudy) -> Registry:
    """The `[registry]` block. Raises StudyProblems: P625 where a study has none."""
    if opened.study.registry is None:
        got = Text(es="un estudio sin [registry]", en="a study without [registry]")
        raise stop("P625", "study.toml", got, Text.same("yupay run"))
    return opened.study.registry


def gather(
    opened: OpenStudy, registry: Registry, edition: str, tell: Tell, day: date, took: Took = unheard
) -> Gathered:
    """Take the files in, link, and count persons: what leaves the vault are counts."""
    folder = opened.folder
    source, invented = files_of(opened, registry, edition, tell)
    with open_vault(vault_folder(folder)) as vault:
        intakes = taken(vault, registry, folder, source, tell, day, took)
        check_institutions(vault, [one.id for one in registry.institutions])
        tell(Text(es="Vinculando los registros", en="Linking the records"))
        linked = link(vault, LinkOptions(threshold=registry.threshold_of_links), tell)
        tell(Text(es="Calificando los hechos", en="Qualifying the facts"))
        vault.work(lambda: qualify(vault, read_law(own_folder(folder))))
        loaded = load(opened.study, folder, locate=opened.examined.locate)
        try:
            places = places_of(registry, loaded.tables[registry.places])
        finally:
            loaded.engine.close()
        names = tuple(one.id for one in registry.institutions)
        records, persons, decisions = (vault.table(name) for name in ("records", "persons", DECISIONS))
        everybody = people(records, persons, decisions, names, read_crosswalk(own_folder(folder)))
        tell(Text(es="Contando personas", en="Counting persons"))
        printed = registry.model_copy(update={"tables": exact(registry.tables)})
        tables = vault.work(lambda: counted(printed, everybody, places))
        apart = [one for one in registry.tables if one.noise]
        unprotected = vault.work(lambda: declared(registry, apart, everybody, places, vault.token))
        hidden = opened.study.hidden
        lists = None
        if hidden is not None and hidden.rows == "registry":
            block = hidden
            doubt = linked.linked_entries()
            lists = vault.work(lambda: listed_people(block, everybody, doubt))
        truth = None
        if invented is not None and registry.invented is not None:
            truth = truth_of(persons, invented, intakes, until(registry.invented, edition))
        return Gathered(tables, places, lists, linked, intakes, truth, unprotected)


def files_of(opened: OpenStudy, registry: Registry, edition: str, tell: Tell) -> tuple[Path, Made | None]:
    """The folder that the files of the institutions are read from; an invented registry is made there first, truth and all."""
    if registry.invented is None:
        return opened.folder, None
    tell(Text(es="Inventando el registro", en="Making the registry up"))
    folder = vault_folder(opened.folder).parent / MADE
    folder.mkdir(mode=0o700, exist_ok=True)
    made = write_files(folder, registry.invented.seed, registry.invented.people, until(registry.invented, edition))
    return folder, made


def taken(
    vault: Vault, registry: Registry, folder: Path, source: Path, tell: Tell, day: date, took: Took
) -> tuple[Intake, ...]:
    """Every institution's file in the vault."""
    schema = case_schema()
    found = []
    for one in registry.institutions:
        tell(Text(es=f"Tomando {one.label.es}", en=f"Taking in {one.label.en}"))
        mapping = read_mapping(folder / one.mapping, schema)
        found.append(take_in(vault, source / one.file, mapping, schema, today=day))
        took(found[-1])
    return tuple(found)
