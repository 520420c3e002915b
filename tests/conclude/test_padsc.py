"""The tables of a district plan, in its own order."""

from tests.conclude.builders import study
from tests.conclude.conftest import Concluded
from yupay.conclude.conclude import Conclusions
from yupay.conclude.padsc import padsc
from yupay.conclude.plainly import plainly
from yupay.conclude.wording.padsc import NO_PUBLIC_DATA, PARTS

ORDER = [
    "Definición del problema",
    "Enfoques",
    "Información sociodemográfica",
    "Victimización",
    "Denuncias",
    "Percepción",
    "Zonas de mayor incidencia",
    "Recursos",
]


def test_parts_stand_in_the_order_of_the_plan(lima: Concluded) -> None:
    found = padsc(lima.study, lima.conclusions)
    assert [block.text.es for block in found if block.kind == "heading"] == ORDER


def test_each_table_stands_once_and_is_referred_to_after_that(lima: Concluded) -> None:
    found = padsc(lima.study, lima.conclusions)
    placed = [b.table for b in found if b.kind == "table"] + [b.figure for b in found if b.kind == "figure"]
    assert len(placed) == len(set(placed))
    assert {"table-01", "table-06", "table-08", "table-09", "table-10", "districts", "figure-5"} <= set(placed)
    said = [plainly(s, "es_PE").es for b in found if b.kind == "paragraph" for s in b.sentences]
    assert "Véase la Tabla 9." in said
    assert "Véase la Tabla 10." in said


def test_no_map_of_effort_and_no_hypothesis_enters_a_district_plan(lima: Concluded) -> None:
    found = padsc(lima.study, lima.conclusions)
    assert "figure-4" not in {b.figure for b in found if b.kind == "figure"}
    assert not any(b.kind == "hypothesis" for b in found)


def test_a_part_without_tables_says_that_there_is_no_public_data() -> None:
    nothing = Conclusions((), (), (), (), (), (), (), ())
    found = padsc(study(), nothing)
    said = [s.template for b in found if b.kind == "paragraph" for s in b.sentences]
    assert said == [NO_PUBLIC_DATA] * len(PARTS)
