"""Codes of small tables as Chan, Silverman and Vincent (2021) discuss them and as R's linear programme gives them."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from yupay.analyse.hidden import brackets, certificate, existence, hierarchy, newton, tables

ARTIFICIAL = {1: 40, 2: 30, 4: 20, 3: 6}
KOREA = {4: 41, 2: 5, 1: 5, 3: 54, 5: 6, 7: 12}
UK_FIVE = {
    **{1: 54, 2: 463, 4: 995, 8: 695, 16: 316, 3: 15, 5: 19, 9: 3, 6: 62},
    **{10: 19, 18: 1, 12: 76, 20: 11, 24: 8, 7: 1, 11: 1, 14: 4, 15: 1},
}
ALL = {t: hierarchy.models(t, t - 1) for t in (1, 2, 3, 4)}
SPARSE = st.sampled_from([0, 0, 0, 1, 2, 5])


def table(t: int, counts: dict[int, int]) -> np.ndarray:
    y = np.zeros(2**t)
    y[list(counts)] = list(counts.values())
    return y


def sparse(t: int) -> st.SearchStrategy[np.ndarray]:
    cells = st.lists(SPARSE, min_size=2**t - 1, max_size=2**t - 1)
    return cells.map(lambda found: np.array([0.0, *found]))


def by_programme(y: np.ndarray, interactions: list[int]) -> int:
    """The code as Fienberg and Rinaldo's linear programme gives it: the largest s with x >= s and the margins of y."""
    effects, _, cells = certificate.staying(y, interactions)
    design = np.array([[float(c & effect == effect) for effect in effects] for c in cells])
    design = design.reshape(len(cells), len(effects))
    unidentifiable = 2 * int(not cells or np.linalg.matrix_rank(design) < len(effects))
    if (y[cells] > 0).all():
        return unidentifiable
    margins = np.c_[design.T, design.sum(axis=0)]
    found = linprog(np.r_[np.zeros(len(cells)), -1.0], A_eq=margins, b_eq=design.T @ y[cells], method="highs")
    assert found.status == 0
    return int(found.x[-1] <= 1e-9) + unidentifiable


@pytest.mark.parametrize(
    ("counts", "model", "code"),
    [
        (ARTIFICIAL, "[1,2,3]", 0),
        (ARTIFICIAL, "[12,3]", 1),
        (ARTIFICIAL, "[13,23]", 0),
        (ARTIFICIAL, "[12,13]", 1),
        (ARTIFICIAL, "[12,13,23]", 2),
        (KOREA, "[12,3]", 0),
        (KOREA, "[12,13]", 1),
        (KOREA, "[12,23]", 0),
        (KOREA, "[12,13,23]", 1),
    ],
)
def test_published_tables(counts: dict[int, int], model: str, code: int) -> None:
    y = table(3, counts)
    found = existence.check(y, brackets.read(model))
    assert found.code == code
    assert certificate.proven(found, y)
    assert (certificate.words(code) is None) == (code == 0)


def test_a_certificate_can_be_read() -> None:
    """Six people on lists 1 and 2 and nobody on 3 beside another: only list 3's people tell mu(no list), and cannot."""
    found = existence.check(table(3, ARTIFICIAL), brackets.read("[12,3]"))
    assert (found.effects, found.removed, found.cells) == ((0, 1, 2, 3, 4), (), (1, 2, 3, 4, 5, 6, 7))
    assert found.direction == {0: 1, 1: -1, 2: -1, 3: 1, 4: -1} or found.direction == {0: -1, 1: 1, 2: 1, 3: -1, 4: 1}
    korea = existence.check(table(3, KOREA), brackets.read("[12,3]"))
    assert korea.interior.keys() == {1, 2, 3, 4, 5, 6, 7}
    assert all(isinstance(count, Fraction) and count > 0 for count in korea.interior.values())
    alias = existence.check(table(3, ARTIFICIAL), brackets.read("[12,13,23]"))
    assert alias.removed == (5, 6)
    assert alias.alias == {0: 1, 1: -1, 2: -1, 3: 1, 4: -1} or alias.alias == {0: -1, 1: 1, 2: 1, 3: -1, 4: 1}


def test_374_of_6893_models_of_the_five_list_table_are_refused() -> None:
    y, (effects, lengths) = table(5, UK_FIVE), hierarchy.models(5, 4)
    codes = existence.codes(y, effects, lengths)
    assert np.bincount(codes).tolist() == [6519, 338, 0, 36]
    for at in np.flatnonzero(codes):
        found = existence.check(y, effects[at, 6 : lengths[at]].tolist())
        assert found.code == codes[at]
        assert certificate.proven(found, y)
    assert (existence.codes(y, *hierarchy.models(5, 3)) == 0).sum() == 6084
    assert not existence.codes(y, *hierarchy.models(5, 2)).any()


@settings(deadline=None, max_examples=60)
@given(st.one_of(sparse(1), sparse(2), sparse(3), sparse(4)))
def test_every_code_is_proven(y: np.ndarray) -> None:
    t = tables.lists_of(y)
    effects, lengths = ALL[t]
    codes = existence.codes(y, effects, lengths)
    for row, length, code in list(zip(effects.tolist(), lengths, codes, strict=True))[:: max(1, len(codes) // 12)]:
        found = existence.check(y, row[t + 1 : length])
        assert found.code == code
        assert certificate.proven(found, y)


@settings(deadline=None, max_examples=25)
@given(st.one_of(sparse(3), sparse(4)), st.integers(0, 10**6))
def test_codes_are_those_of_the_linear_programme(y: np.ndarray, pick: int) -> None:
    t = tables.lists_of(y)
    effects, lengths = ALL[t]
    codes = existence.codes(y, effects, lengths)
    for at in {pick % len(codes), len(codes) - 1}:
        assert codes[at] == by_programme(y, effects[at, t + 1 : lengths[at]].tolist())


@settings(deadline=None, max_examples=30)
@given(sparse(4), st.permutations(range(4)))
def test_the_order_of_the_lists_and_the_size_of_the_counts_change_nothing(y: np.ndarray, order: list[int]) -> None:
    effects, lengths = ALL[4]
    plain, turned = (existence.codes(one, effects, lengths) for one in (y, tables.reordered(y, order)))
    models = [frozenset(row[5:length]) for row, length in zip(effects.tolist(), lengths, strict=True)]
    place = {model: at for at, model in enumerate(models)}
    moved = {1 << old: 1 << new for new, old in enumerate(order)}
    for model, code in zip(models, plain, strict=True):
        new = frozenset(sum(to for bit, to in moved.items() if effect & bit) for effect in model)
        assert turned[place[new]] == code
    assert (existence.codes(7 * y, effects, lengths) == plain).all()


@settings(deadline=None, max_examples=30)
@given(sparse(3))
def test_a_list_without_anybody_changes_no_code(y: np.ndarray) -> None:
    wider = np.concatenate([y, np.zeros(8)])
    for row, length, code in zip(*ALL[3], existence.codes(y, *ALL[3]), strict=True):
        model = row[4:length].tolist()
        assert existence.check(wider, model).code == code
        assert existence.check(wider, [*model, 9]).code == code


def test_full_rank_of_all_effects_spares_the_single_models() -> None:
    """What the shortcut of `codes_of` says is what each model says alone."""
    y = table(4, dict.fromkeys([1, 2, 4, 8, 3, 5, 9, 6, 10, 12, 7, 11, 13, 14], 3))
    effects, lengths = ALL[4]
    kept, alive = np.empty(16, np.int64), np.empty(16, np.bool_)
    for at, code in enumerate(existence.codes(y, effects, lengths)):
        p = newton.prepare(4, effects[at], lengths[at], tables.margins(y), kept, alive)
        assert existence.code_of(4, kept, p, alive, y) == code


def test_codes_of_many_tables_by_their_empty_cells() -> None:
    random, effects, lengths = np.random.default_rng(3), *ALL[4]
    many = random.poisson(0.8, size=(60, 16)).astype(float)
    many[:, 0] = 0.0
    many[30:] = 2 * many[:30]
    codes, pattern = existence.codes_by_pattern(many, effects, lengths)
    assert len(codes) == len(np.unique(many > 0, axis=0)) <= 30
    for at, y in enumerate(many):
        assert (codes[pattern[at]] == existence.codes(y, effects, lengths)).all()


def test_tables_that_hold_nothing_to_estimate() -> None:
    assert existence.check(np.zeros(8), ()).code == existence.codes(np.zeros(8), *ALL[3])[0] == 2
    one = table(3, {5: 1})
    assert existence.check(one, ()).code == existence.codes(one, *ALL[3])[0]
    assert existence.codes(np.array([0.0, 9.0]), *ALL[1])[0] == 2
    assert existence.codes(table(2, {1: 4, 2: 5, 3: 1}), *ALL[2])[0] == 0
    assert existence.codes(table(2, {1: 4, 2: 5}), *ALL[2])[0] == 1


def test_where_64_bits_are_too_few_rational_numbers_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    large = np.array([[3, 2**29, 5], [2, 7, 2**29]])
    assert not existence.sweep(large, 1, 0)
    assert existence.only_tip(np.array([[2**29 - 3, -(2**29), 1, 0], [3, 2**28 - 57, 0, 1], [2**29, 5, 0, 0]])) == -1
    y, wanted = table(3, KOREA), existence.codes(table(3, KOREA), *ALL[3])
    monkeypatch.setattr(existence, "codes_of", lambda t, effects, lengths, margins, y: np.full(lengths.size, -1))
    assert (existence.codes(y, *ALL[3]) == wanted).all()


def test_a_false_certificate_proves_nothing() -> None:
    y = table(3, ARTIFICIAL)
    found = existence.check(y, brackets.read("[12,3]"))
    wrong = {effect: -value for effect, value in found.direction.items()} | {4: 2}
    fields = (found.effects, found.removed, found.cells)
    assert not certificate.proven(certificate.Verdict(1, *fields, wrong, {}, {}), y)
    assert not certificate.proven(certificate.Verdict(0, *fields, {}, dict.fromkeys(found.cells, Fraction(1)), {}), y)
    assert not certificate.proven(certificate.Verdict(3, *fields, found.direction, {}, {0: 1}), y)
