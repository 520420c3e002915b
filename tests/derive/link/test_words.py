"""Names that a person would call the same become the same; names that are others stay others."""

import pytest
from memory_vault import MemoryVault, rows

from yupay.derive.link.options import LinkOptions
from yupay.derive.link.prepare import PEOPLE, prepare, work_space

SAME = [
    (("María", "Núñez", "de la Cruz"), ("MARIA", "NUNES", "CRUZ")),
    (("Pepe", "Gonzáles", "Benites"), ("José", "Gonzalez", "Benitez")),
    (("Jhon", "Quispe", "Huamán"), ("John", "Kispe", "Guaman".replace("Gu", "Hu"))),
    (("Brayan", "Vásquez", "Del Águila"), ("Bryan", "Basquez", "Aguila")),
    (("Lucho", "Ccoyllo", "Llosa"), ("Luis", "Coyllo", "Yosa")),
    (("Yesenia", "Ñahui", "Ponce de León"), ("Jessenia", "Nahui", "Ponce León")),
]
OTHERS = [
    (("Rosa", "Quispe", "Mamani"), ("Rosario", "Quispe", "Mamani")),
    (("Juan", "Ramos", "Rojas"), ("Juana", "Ramos", "Rojas")),
    (("Luis", "Castro", "Castillo"), ("Luis", "Castillo", "Castro")),
]


def heard(*people):
    """The compared names of some people, in their order."""
    vault = MemoryVault(*rows([{"nombres": a, "ap_paterno": b, "ap_materno": c} for a, b, c in people]))
    with work_space(vault.raw()) as home:
        prepare(vault.raw(), home, LinkOptions())
        found = vault.raw().execute(f"select record_id, g1, g2, pat, mat from {PEOPLE} order by 1").fetchall()
    return [row[1:] for row in found]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_in_two_spellings(one, other):
    first, second = heard(one, other)
    assert first == second


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_stay_others(one, other):
    first, second = heard(one, other)
    assert first != second


def test_a_maternal_name_written_in_the_paternal_field_is_found():
    first, second = heard(("Ana", "Quispe Flores", None), ("Ana", "Quispe", "Flores"))
    assert first == second


def test_a_name_of_particles_alone_is_kept():
    (only, _) = heard(("Ana", "De la", None), ("Ana", "Rojas", None))
    assert only[2] is not None


@pytest.mark.parametrize("number", ["", "X", "00000000", "11111111", "X000000", "--"])
def test_a_number_that_is_no_number_is_not_compared(number):
    vault = MemoryVault(*rows([{"nombres": "Ana", "doc_num": number}, {"nombres": "Eva", "doc_num": "x-123.456"}]))
    with work_space(vault.raw()) as home:
        prepare(vault.raw(), home, LinkOptions())
        found = dict(vault.raw().execute(f"select record_id, doc from {PEOPLE}").fetchall())
    assert found == {1: None, 2: "X123456"}


def test_the_first_of_january_is_a_date_in_doubt():
    people = [{"nombres": "Ana", "fecha_nac": day} for day in ("2010-01-01", "2010-01-02", None)]
    vault = MemoryVault(*rows(people))
    with work_space(vault.raw()) as home:
        prepare(vault.raw(), home, LinkOptions())
        found = dict(vault.raw().execute(f"select record_id, coarse from {PEOPLE}").fetchall())
    assert found == {1: True, 2: False, 3: False}


def test_a_key_that_too_many_share_is_not_used():
    crowd = [{"nombres": "Ana", "ap_paterno": "Quispe", "ap_materno": "Rojas", "fecha_nac": "2010-05-06"}] * 30
    vault = MemoryVault(*rows(crowd))
    with work_space(vault.raw()) as home:
        prepare(vault.raw(), home, LinkOptions(most_in_block=20))
        used, crowded = (
            vault.raw().execute(f"select count(k_names), count(*) filter (crowded) from {PEOPLE}").fetchone()
        )
    assert (used, crowded) == (0, 30)
