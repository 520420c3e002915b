"""Periods in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.conclude.periods import period_words


@pytest.mark.parametrize(
    ("period", "spanish", "english"),
    [
        ("2016", "2016", "2016"),
        ("2009/2017", "2009-2017", "2009-2017"),
        ("2007-01/2014-04", "enero de 2007 a abril de 2014", "January 2007 to April 2014"),
        ("2018-01/2018-09", "enero a setiembre de 2018", "January to September 2018"),
        ("2009/2018-09", "2009 a setiembre de 2018", "2009 to September 2018"),
        ("2016-06-30", "30 de junio de 2016", "30 June 2016"),
        ("2014-10-22/2021-03-30", "22 de octubre de 2014 a 30 de marzo de 2021", "22 October 2014 to 30 March 2021"),
    ],
)
def test_iso_periods_are_said(period: str, spanish: str, english: str) -> None:
    words = period_words(period)
    assert (words.es, words.en) == (spanish, english)


@given(st.text(max_size=20))
def test_what_is_no_period_stays_as_it_is_and_nothing_fails(period: str) -> None:
    words = period_words(period)
    assert any(c.isdigit() for c in period) or (words.es == period == words.en)


@pytest.mark.parametrize("odd", ["2016-13", "hacia 2016", "2016/2017/2018"])
def test_odd_periods_stay(odd: str) -> None:
    assert period_words(odd).es == odd
