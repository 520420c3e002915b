"""Which methods stand side by side over one table of lists? Each by its id, where it is, and what it is to the others.

Imported at use: a command that asks for one method loads that one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import signature
from typing import Any, Literal

from yupay.analyse.hidden.tables import MOST_LISTS
from yupay.model.estimate import Estimate, Subject

Kind = Literal["model", "bound", "doubt", "covariates", "strata", "linkage"]
HERE = "yupay.analyse.hidden"


@dataclass(frozen=True)
class Entry:
    """One method.

    `kind`: "model" estimates the total of the whole table; "bound" bounds it; "doubt" looks at parts or changes of it;
    "covariates" models the tables of a column's words together; "strata" adds the totals of its words; "linkage" draws
    tables from uncertain links. `family`: whose fit its own is compared with. `chosen`: it chooses its model itself, so
    that its fit is its own choice. `usual`: asked where no method is named (a model that needs an order of the lists is
    not: lists of institutions have none). `most_lists`: it says nothing of tables with more.
    `own`: options that it keeps its own usual value of.
    """

    id: str
    where: str
    kind: Kind = "model"
    family: str = ""
    chosen: bool = False
    usual: bool = True
    most_lists: int = MOST_LISTS
    own: tuple[str, ...] = ()

    def function(self) -> Callable[..., Estimate | Iterable[Estimate]]:
        """The function of the method."""
        module, _, name = self.where.partition(":")
        found: Callable[..., Estimate | Iterable[Estimate]] = getattr(import_module(f"{HERE}.{module}"), name)
        return found


ENTRIES = (
    Entry("hidden-two-lists", "two_lists:estimate", chosen=True, most_lists=2),
    Entry("hidden-independence", "loglinear:independence", family="log-linear"),
    Entry("hidden-stepwise", "stepwise:estimate", family="log-linear", chosen=True),
    Entry("hidden-stepwise-bootstrap", "bootstrap:stepwise_bootstrap", family="log-linear", chosen=True),
    Entry("hidden-jackknife", "bootstrap:jackknife", family="log-linear", chosen=True),
    Entry("hidden-bic", "selection:estimate", family="log-linear", chosen=True),
    Entry("hidden-bic-bootstrap", "bootstrap:bic_bootstrap", family="log-linear", chosen=True),
    Entry("hidden-bic-average", "averaging:bic_average", family="log-linear", chosen=True),
    Entry("hidden-aic-average", "averaging:aic_average", family="log-linear", chosen=True),
    Entry("hidden-bayes-threshold", "thresholding:estimate", chosen=True),
    Entry("hidden-graphs", "graphs:estimate", chosen=True),
    Entry("hidden-latent-class", "latent_class:estimate", chosen=True),
    Entry("hidden-closed", "closed:estimates", family="log-linear"),
    Entry("hidden-closed-corrected", "closed:estimate_corrected", family="log-linear"),
    Entry("hidden-behaviour", "behaviour:estimate", family="log-linear", usual=False),
    Entry("hidden-profile", "profile:estimate", family="log-linear"),
    Entry("hidden-sample-coverage", "sample_coverage:estimate"),
    Entry("hidden-chao", "chao:estimate", "bound"),
    Entry("hidden-sensitivity", "sensitivity:estimate", "doubt"),
    Entry("hidden-omission", "omission:leave_one_out", "doubt"),
    Entry("hidden-merging", "omission:merge_pairs", "doubt"),
    Entry("hidden-consistency", "consistency:held_back", "doubt"),
    Entry("hidden-trajectory", "trajectory:added", "doubt"),
    Entry("hidden-coverage", "coverage:estimate", "doubt", own=("draws",)),
    Entry("hidden-covariates", "covariates:estimate", "covariates"),
    Entry("hidden-covariate-average", "covariate_average:estimate", "covariates"),
    Entry("hidden-strata", "strata:estimate", "strata"),
    Entry("hidden-linkage", "linkage:estimate", "linkage", own=("tables",)),
)
PORTFOLIO: Mapping[str, Entry] = {entry.id: entry for entry in ENTRIES}


def asked(methods: Iterable[str], kinds: Iterable[Kind]) -> tuple[Entry, ...]:
    """The entries of some kinds, in order: those named, the usual ones where none is."""
    named, wanted = set(methods), set(kinds)
    return tuple(one for one in ENTRIES if one.kind in wanted and (one.id in named if named else one.usual))


def estimates(entry: Entry, what: Any, subject: Subject, options: Mapping[str, Any]) -> tuple[Estimate, ...]:
    """What one method says of a table (of the tables of strata, of linked entries); it receives the options it names."""
    function = entry.function()
    takes = tuple(signature(function).parameters)[2:]
    made = function(
        what, subject, **{name: value for name, value in options.items() if name in takes and name not in entry.own}
    )
    return (made,) if isinstance(made, Estimate) else tuple(made)
