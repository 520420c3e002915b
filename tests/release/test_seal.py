"""Ways to publish what was not checked, tried one after the other."""

import copy
import pickle

import pytest

from yupay.model.problem import StudyProblems
from yupay.model.release import Manifest, Release
from yupay.model.source import Source
from yupay.model.study import Header, ReleasePolicy, ReportOptions
from yupay.model.table import Cell, Column, Row, Table
from yupay.model.text import Text
from yupay.release.seal import BrokenSeal, digest, seal, verify


def table(value: float = 12.0, estimate: str | None = None, title: str = "Counts") -> Table:
    return Table(
        id="t",
        title=Text.same(title),
        section="4",
        columns=(Column(id="n", label=Text.same("n")),),
        rows=(Row(cells=(Cell(value=value, form="count", estimate=estimate),)),),
    )


def draft(**changes: object) -> Release:
    fields: dict[str, object] = {
        "header": Header(id="s", title=Text.same("S"), place=Text.same("P"), period="2016"),
        "report": ReportOptions(),
        "policy": ReleasePolicy(),
        "tables": (table(),),
        "manifest": Manifest(study="s", version="0", code_sha256="c", plan_sha256="p", seed=1, python="3.11"),
    }
    return Release(**{**fields, **changes})  # type: ignore[arg-type]


def card(confidentiality: str) -> Source:
    words = Text.same("x")
    return Source(
        id="c",
        title=words,
        producer=words,
        path="c.csv",
        counting_unit="complaint",
        period="2016",
        coverage=words,
        geography=words,
        citation="x",
        confidentiality=confidentiality,  # type: ignore[arg-type]
        limitations=words,
    )


def test_a_sealed_release_verifies_and_survives_copies() -> None:
    sealed = seal(draft())
    verify(sealed)
    verify(copy.deepcopy(sealed))
    verify(pickle.loads(pickle.dumps(sealed)))
    verify(Release.model_validate_json(sealed.model_dump_json()))


FORGERIES = {
    "constructor": lambda sealed: draft(),
    "constructor with a plain digest": lambda sealed: draft(seal="0" * 64),
    "constructor with the old seal": lambda sealed: draft(seal=sealed.seal, tables=(table(13.0),)),
    "model_construct": lambda sealed: Release.model_construct(**{**dict(sealed), "tables": (table(13.0),)}),
    "model_copy": lambda sealed: sealed.model_copy(update={"tables": ()}),
    "copy.replace by dict": lambda sealed: Release(**{**dict(sealed), "policy": ReleasePolicy(small_count=0)}),
    "changed manifest": lambda sealed: sealed.model_copy(
        update={"manifest": sealed.manifest.model_copy(update={"seed": 2})}
    ),
    "pickle with changed state": lambda sealed: pickle.loads(
        pickle.dumps(sealed.model_copy(update={"tables": (table(13.0),)}))
    ),
    "object.__setattr__": lambda sealed: _set(copy.deepcopy(sealed)),
    "emptied seal": lambda sealed: sealed.model_copy(update={"seal": ""}),
}


def _set(release: Release) -> Release:
    object.__setattr__(release.tables[0].rows[0].cells[0], "value", 99.0)
    return release


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_forgeries_are_refused(forge) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BrokenSeal):
        verify(forge(seal(draft())))


def test_the_seal_is_not_part_of_what_it_seals() -> None:
    release = draft()
    assert digest(release) == digest(seal(release))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sources": (card("victim-records"),)}, "P601"),
        ({"sources": (card("restricted"),)}, "P601"),
        ({"sources": (card("invented"),)}, "P611"),
        ({"tables": (table(estimate="describe/nobody"),)}, "P612"),
        ({"tables": (table(title="Trafficking operations by district"),)}, "P613"),
    ],
)
def test_breaches_are_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(StudyProblems) as caught:
        seal(draft(**changes))
    assert [problem.code for problem in caught.value.problems] == [code]


def test_an_invented_source_passes_with_its_watermark() -> None:
    verify(seal(draft(sources=(card("invented"),), watermark=Text.same("INVENTADO"))))


def test_drug_trafficking_is_not_trafficking_in_persons() -> None:
    seal(draft(tables=(table(title="Declared police effort: operations against illicit drug trafficking"),)))
