"""`yupay run --engine URL`: another engine for one run; a wrong address is told, a password is not shown."""

import pytest


@pytest.mark.parametrize(("url", "code"), [("sqlite://x", "S139"), ("postgres://ana:clave@host/base", "S126")])
def test_an_address_that_cannot_be_used(yupay, study, url, code):
    said = yupay("run", study, "--engine", url)
    assert said.code == 2
    assert code in said.err and "--engine" in said.err
    assert "clave" not in said.out + said.err
    assert not (study / "output").exists()


def test_the_option_is_in_both_helps(yupay):
    assert "Another engine than the study's" in yupay("run", "--help", "--language", "en").out
    assert "Otro motor que el del estudio" in yupay("run", "--help", "--language", "es").out
