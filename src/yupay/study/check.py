"""Does the declaration hold together? Every reference, every rule of the house, at once and each at its place."""

from collections.abc import Callable, Collection

from yupay.model.problem import Problem
from yupay.model.study import Study
from yupay.study.drawn import check_drawn, check_estimands, check_instruments
from yupay.study.form import check_engine, check_ids, check_ranges, check_secrets, check_unfilled
from yupay.study.hidden import check_hidden
from yupay.study.hypotheses import check_families, check_hypotheses, check_methods, check_objectives
from yupay.study.indicators import (
    check_columns,
    check_maps,
    check_proxies,
    check_ratios,
    check_rules,
    check_sensitivity,
)
from yupay.study.locator import Locator
from yupay.study.look import Found, Look
from yupay.study.qualify import check_qualify
from yupay.study.references import check_cycles, check_kinds, check_references
from yupay.study.registry import check_registry
from yupay.study.wording import check_causal, check_proxy_names, check_words

CHECKS: tuple[Callable[[Look], None], ...] = (
    check_ids,
    check_references,
    check_kinds,
    check_cycles,
    check_objectives,
    check_hypotheses,
    check_methods,
    check_families,
    check_rules,
    check_columns,
    check_drawn,
    check_instruments,
    check_estimands,
    check_hidden,
    check_qualify,
    check_registry,
    check_ratios,
    check_proxies,
    check_maps,
    check_sensitivity,
    check_ranges,
    check_unfilled,
    check_secrets,
    check_engine,
    check_causal,
    check_words,
    check_proxy_names,
)


def check_study(
    study: Study, locate: Locator | None = None, known_methods: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """Every problem of a study that is well formed, sorted by place; notices among them (`Problem.notice`).

    Args:
        study: as `read_study` returns it.
        locate: where its parts stand (`yupay.study.read.locate`); without it problems carry no line.
        known_methods: ids of the methods a plan may name; None leaves them unchecked.

    """
    found = found_in(study, locate or Locator(""), methods=known_methods)
    return tuple(sorted((one.problem for one in found), key=lambda p: (p.where, p.line, p.column, p.code)))


def found_in(
    study: Study, locate: Locator, *, where: str = "study.toml", methods: Collection[str] | None = None
) -> list[Found]:
    """What `check_study` finds, each with its path."""
    look = Look(study=study, locate=locate, where=where, methods=methods)
    for check in CHECKS:
        check(look)
    return look.found
