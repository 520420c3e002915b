"""Which of all hierarchical models is best, and what do the others say?

Formula: every model with interactions up to an order is fitted; BIC = (effects) log(seen) - 2 log-likelihood, AIC =
2 (effects) - 2 log-likelihood, minus infinite effects counted. Models whose estimate does not exist or is not unique
are refused by exact arithmetic and have no rank.
Reference: Schwarz (1978), Annals of Statistics 6, 461-464; Silverman, Chan and Vincent (2024), Statistics and Computing
34, 44.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yupay.analyse.hidden import doubt, existence, hierarchy, loglinear
from yupay.analyse.hidden.brackets import written
from yupay.analyse.hidden.loglinear import Shown
from yupay.analyse.hidden.newton import log_factorials
from yupay.analyse.hidden.search import Catalogue, fit_all, pick_best
from yupay.analyse.hidden.tables import Cells, lists_of, seen, size
from yupay.analyse.hidden.wording import assumed, chosen_warning
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-bic",
    label=Text(es="Modelo de menor BIC entre todos", en="Smallest-BIC model of all"),
    room="hidden",
    formula="all hierarchical models up to an order; total of the one with the smallest BIC",
    reference="Schwarz, G. (1978). Estimating the dimension of a model. Annals of Statistics, 6, 461-464. Silverman, "
    "B. W., Chan, L., & Vincent, K. (2024). Bootstrapping multiple systems estimates to account for model selection. "
    "Statistics and Computing, 34, 44.",
    needs=Text(es="De tres a seis listas con personas en común", en="Three to six lists that overlap"),
    fields=("interval", "se", "df", "parameters.model", "parameters.bic", "parameters.models", "parameters.refused"),
)
ALIKE, AT_ONCE = 2.0, 4_096
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Criterion = Literal["bic", "aic"]


@dataclass(frozen=True)
class Searched:
    """All models of one table, each in the place it has in `effects` (m, pmax) and `lengths` (m,) of `hierarchy.models`.

    `codes`: 0 estimated, 1 the maximum does not exist, 2 not identified, 3 both, 4 not converged; the numbers of a model
    with a code are nan (estimates, log_dark, se_log_dark, log_likelihood, bic, aic: (m,)).
    """

    lists: int
    seen: int
    most_order: int
    effects: Integers
    lengths: Integers
    codes: Integers
    log_dark: Floats
    se_log_dark: Floats
    log_likelihood: Floats

    @property
    def estimates(self) -> Floats:
        """The total of each model."""
        total: Floats = self.seen + np.exp(self.log_dark)
        return total

    @property
    def bic(self) -> Floats:
        """Schwarz's criterion of each model."""
        return self.lengths * math.log(max(self.seen, 1)) - 2.0 * self.log_likelihood

    @property
    def aic(self) -> Floats:
        """Akaike's criterion of each model."""
        return 2.0 * self.lengths - 2.0 * self.log_likelihood

    @property
    def admissible(self) -> int:
        """How many models have an estimate."""
        return int((self.codes == existence.OK).sum())

    def interactions(self, at: int) -> tuple[int, ...]:
        """The interactions of the model in this place."""
        return tuple(self.effects[at, self.lists + 1 : self.lengths[at]].tolist())

    def ranked(self, by: Criterion = "bic") -> Integers:
        """The places of the models with an estimate, best first; equals (to 1e-7) by the smaller total."""
        score = self.bic if by == "bic" else self.aic
        there = np.flatnonzero(self.codes == existence.OK)
        return there[np.lexsort((self.estimates[there], np.round(score[there], 7)))]


def usual_order(t: int) -> int | None:
    """The highest order of interactions that is searched when none is asked for; None: too many models."""
    return None if t > 6 else max(1, min(t - 1, 2 if t == 6 else t))


def all_models(y: Cells, most_order: int | None = None) -> Searched:
    """Fit every hierarchical model with interactions of at most `most_order` lists (None: `usual_order`).

    Raises:
        ValueError: more than a million models, or more than six lists and no order.

    """
    t = lists_of(y)
    order = usual_order(t) if most_order is None else most_order
    if order is None:
        raise ValueError(f"too many models of {t} lists: give most_order")
    effects, lengths = hierarchy.models(t, order)
    codes = existence.codes(y, effects, lengths).astype(np.int64)
    found = fit_all(t, y, effects, lengths, codes)
    found[codes != existence.OK] = np.nan
    likelihood = found[:, 2] - log_factorials(y)
    return Searched(t, seen(y), order, effects, lengths, codes, found[:, 0], np.sqrt(found[:, 1]), likelihood)


def best_of(t: int, tables: Floats, effects: Integers, lengths: Integers) -> Floats:
    """The total of the model with the smallest BIC for each of many tables (B, 2**t); nan where no model has an estimate.

    `effects` and `lengths` are a catalogue of hierarchical models as `hierarchy.models` writes them, or some of its rows.
    """
    return picked(t, tables, effects, lengths)[0]


def picked(t: int, tables: Floats, effects: Integers, lengths: Integers) -> tuple[Floats, Integers]:
    """What `best_of` gives, and the place of each best model in the catalogue (-1: none)."""
    if tables.shape[0] == 0 or tables.sum() == 0:
        return np.full(tables.shape[0], np.nan), np.full(tables.shape[0], -1, dtype=np.int64)
    letters = np.array(
        sorted({one for one in np.unique(effects).tolist() if one > 0 and size(one) > 1}), dtype=np.int64
    )
    has = np.zeros((lengths.size, letters.size), dtype=np.bool_)
    for k, letter in enumerate(letters.tolist()):
        has[:, k] = (effects == letter).any(axis=1)
    counts = np.ascontiguousarray(tables, dtype=np.float64)
    order, of = _promising(t, counts, effects, lengths), Catalogue(effects, lengths, letters, has)
    blocks = [pick_best(t, counts[at : at + AT_ONCE], of, order) for at in range(0, len(counts), AT_ONCE)]
    totals, picks = zip(*blocks, strict=True)
    return np.concatenate(totals), np.concatenate(picks)


def _promising(t: int, tables: Floats, effects: Integers, lengths: Integers) -> Integers:
    """The models in the order of their BIC for the mean of the tables: the best of each comes early."""
    mean, codes = tables.mean(axis=0), np.zeros(lengths.size, dtype=np.int64)
    found = fit_all(t, mean, effects, lengths, codes)
    score = lengths * math.log(max(float(mean.sum()), 2.0)) - 2.0 * found[:, 2]
    return np.argsort(np.where(codes == 0, score, np.inf), kind="stable").astype(np.int64)


def estimate(
    y: Cells, subject: Subject, *, level: float = 0.95, most_order: int | None = None, seed: int | None = None
) -> Estimate:
    """The total of the model with the smallest BIC; its interval takes the model as given. Nothing is drawn.

    `most_order` (None: all orders to five lists, 2 with six) bounds the interactions searched; `seed` is not used.
    """
    found = searched(y, most_order)
    if isinstance(found, Text):
        return doubt.refused(y, subject, METHOD.id, found, *doubt.left_empty(y, subject), assumptions=assumed())
    places = found.ranked("bic")
    best = loglinear.fit(doubt.only(y, doubt.manned(y)), found.interactions(int(places[0])))
    return loglinear.recorded(
        y, subject, METHOD, best, level=level, more=_rivals(found, y, places), warnings=(chosen_warning(),)
    )


def searched(y: Cells, most_order: int | None) -> Searched | Text:
    """All models of the lists with somebody, or why there is nothing to choose from."""
    short = doubt.unusable(y)
    if short is not None:
        return short
    t = len(doubt.manned(y))
    if most_order is None and usual_order(t) is None:
        return too_many(t)
    try:
        found = all_models(doubt.only(y, doubt.manned(y)), most_order)
    except ValueError:
        return too_many(t)
    return found if found.admissible else _none()


def too_many(t: int) -> Text:
    """Why a table has too many models to be searched."""
    return Text(
        es=f"No evaluable: {t} listas tienen demasiados modelos para ajustarlos todos; use la elección paso a paso o una listas.",
        en=f"Not assessable: {t} lists have too many models to fit them all; use the stepwise choice or merge lists.",
    )


def _none() -> Text:
    return Text(
        es="No evaluable: ningún modelo tiene un máximo único de su verosimilitud en esta tabla.",
        en="Not assessable: no model has a unique maximum of its likelihood in this table.",
    )


def _rivals(found: Searched, y: Cells, places: Integers) -> Shown:
    """How many models there were, and what those within 2 of the best BIC say."""
    alike = places[found.bic[places] <= found.bic[places[0]] + ALIKE]
    shown: Shown = {
        "most_order": found.most_order,
        "models": int(found.lengths.size),
        "refused": int(found.lengths.size) - found.admissible,
        "models_within_2": int(alike.size),
        "lowest_within_2": float(found.estimates[alike].min()),
        "highest_within_2": float(found.estimates[alike].max()),
    }
    for rank, at in enumerate(places[1:3].tolist(), 2):
        shown[f"model_{rank}"] = named(found, y, at)
        shown[f"model_{rank}_total"] = float(found.estimates[at])
        shown[f"model_{rank}_bic"] = float(found.bic[at])
    return shown


def named(found: Searched, y: Cells, at: int) -> str:
    """A model of the search in brackets, by the numbers of the lists of the whole table."""
    return written([doubt.placed(one, doubt.manned(y)) for one in found.interactions(at)], lists_of(y))
