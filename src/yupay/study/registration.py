"""What was decided before the data were seen, and what changed since? plan.lock.toml keeps the plan with its date.

The digest is of the parsed plan in canonical JSON (sorted keys, no spaces), so a comment or a label is no deviation.
"""

import hashlib
import json
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from yupay.model.base import Noun
from yupay.model.lists import Hidden
from yupay.model.problem import Problem, StudyProblems
from yupay.model.registry import Registry
from yupay.model.sample import Estimand, Instrument
from yupay.model.source import Qualify
from yupay.model.study import (
    DecisionRule,
    Deviation,
    Family,
    Hypothesis,
    Indicator,
    Objective,
    Scaling,
    Study,
    Unit,
    Variant,
)
from yupay.model.text import Text
from yupay.study.locator import KeyPath, Locator
from yupay.study.look import Look, shown
from yupay.study.read import locate as locate_in
from yupay.study.registered_law import LAW, SOURCES, law_part
from yupay.study.shape import UNWRITTEN
from yupay.study.toml import stop

LOCK = "plan.lock.toml"
WORDS_ONLY = frozenset(
    {"id", "label", "short", "plural", "limits", "holder", "searched", "silent_on", "inset", "named"}
)
PLAN: dict[str, type[Noun]] = {
    "objectives": Objective,
    "hypotheses": Hypothesis,
    "families": Family,
    "units": Unit,
    "indicators": Indicator,
    "instruments": Instrument,
    "estimands": Estimand,
    "sensitivity": Variant,
    "scales": Scaling,
}
BLOCKS: dict[str, type[Noun]] = {"decision": DecisionRule, "hidden": Hidden, "registry": Registry}
WHOLE = (*BLOCKS, LAW)
MODELS: dict[str, type[Noun]] = {**PLAN, **BLOCKS, SOURCES: Qualify}
BLOCK_WORDS: dict[str, Any] = {
    "people": True,
    "population_words": True,
    "lists": {"__all__": {"label"}},
    "institutions": {"__all__": {"label"}},
    "tables": {"__all__": {"title"}},
}
Plan = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One item of the plan that differs from the registration; None where it was or is absent."""

    item: str
    path: KeyPath
    before: Any
    after: Any
    whole: bool = False
    deviation: Deviation | None = None


@dataclass(frozen=True)
class Registration:
    """The registration of a study beside its present plan.

    `date` is empty where nothing is registered; `digest` is that of the present plan, the registered one where nothing
    changed (a later version may know more fields). `problems` holds what is
    undeclared (S131), altered (S133) or declared without cause (S134, S135: a notice). `words` tell it to a reader.
    """

    digest: str
    date: str = ""
    registered_digest: str = ""
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    seen_before: Text | None = None

    @property
    def words(self) -> tuple[Text, ...]:
        """The registration and each declared deviation, one sentence each; nothing where nothing is registered."""
        if not self.date:
            return (Text(es="El plan no fue registrado.", en="The plan was not registered."),)
        short = self.registered_digest[:12]
        first = Text(
            es=f"El plan se registró el {self.date} (sha256 {short}).",
            en=f"The plan was registered on {self.date} (sha256 {short}).",
        )
        return (first, *(_told(change) for change in self.changes if change.deviation))


def plan_of(study: Study, folder: Path | None = None) -> Plan:
    """The plan, flat: `decision.alpha`, `hypotheses.H1.x`, `law.CP-153-2014` to plain values; the texts are those of `law/` in the folder."""
    plan: Plan = {}
    for name in BLOCKS:
        block: Noun | None = getattr(study, name)
        told = {} if block is None else block.model_dump(mode="json", exclude=BLOCK_WORDS)
        plan |= {f"{name}.{key}": value for key, value in told.items()}
    for noun in PLAN:
        for item in getattr(study, noun):
            for key, value in item.model_dump(mode="json", exclude=set(WORDS_ONLY)).items():
                plan[f"{noun}.{item.id}.{key}"] = value
    return plan | law_part(study, folder)


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, no ASCII escapes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(plan: Plan) -> str:
    """The sha256 of a plan in canonical JSON."""
    return hashlib.sha256(canonical(plan).encode("utf-8")).hexdigest()


def plan_digest(study: Study, folder: Path | None = None) -> str:
    """The sha256 of the plan of a study."""
    return digest_of(plan_of(study, folder))


def register(study: Study, folder: Path, on: date) -> Path:
    """Write plan.lock.toml in the study folder; an equal registration is left as it is.

    Args:
        study: read and checked.
        folder: the study folder.
        on: the date of the registration, given by the caller.

    Returns:
        The path of the lock.

    Raises:
        StudyProblems: S132 where another plan is registered already, S133 where the lock cannot be trusted.

    """
    path = folder / LOCK
    if path.exists():
        known = compare(study, folder)
        if altered := [one for one in known.problems if one.code == "S133"]:
            raise StudyProblems(altered)
        if known.changes:
            raise already(known)
        return path
    text = _lock_text(study, folder, on)
    beside = path.with_suffix(".tmp")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
    return path


def already(known: Registration) -> StudyProblems:
    """S132."""
    n = len(known.changes)
    return stop(
        "S132",
        LOCK,
        Text(
            es=f"registrado el {known.date}; {n} {'cambio' if n == 1 else 'cambios'} desde entonces",
            en=f"registered on {known.date}; {n} {'change' if n == 1 else 'changes'} since",
        ),
        Text(es="un plan sin registrar", en="a plan not yet registered"),
    )


def _lock_text(study: Study, folder: Path, on: date) -> str:
    plan = plan_of(study, folder)
    seen = study.study.seen_before
    lines = [
        "# The registered plan. Written by `yupay check --register`; keep it under version control, do not edit.",
        "# El plan registrado. Lo escribe `yupay check --register`; guárdelo en el control de versiones, no lo edite.",
        f"study = {_quoted(study.study.id)}",
        f"date = {_quoted(on.isoformat())}",
        f"digest = {_quoted(digest_of(plan))}",
    ]
    if seen is not None:
        lines.append(f"seen_before = {{ es = {_quoted(seen.es)}, en = {_quoted(seen.en)} }}")
    lines += ["", "[plan]", *(f"{_quoted(key)} = {_quoted(canonical(value))}" for key, value in sorted(plan.items()))]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    """A TOML basic string."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def compare(study: Study, folder: Path, locate: Locator | None = None, today: date | None = None) -> Registration:
    """The present plan beside the registered one.

    Args:
        study: read and checked.
        folder: the study folder, with plan.lock.toml where it was registered.
        locate: where the parts of the study file stand; read from the folder when not given.
        today: the date of the [[deviation]] proposed for an undeclared change; the machine's when not given.

    """
    plan = plan_of(study, folder)
    where = locate or (locate_in(folder) if (folder / "study.toml").is_file() else Locator(""))
    look = Look(study=study, locate=where)
    if not (folder / LOCK).exists():
        _without_plan(look)
        return Registration(digest=digest_of(plan), problems=tuple(one.problem for one in look.found))
    lock = _locked(folder / LOCK)
    if lock is None:
        return Registration(digest=digest_of(plan), problems=stop("S133", LOCK, *_altered()).problems)
    changes = tuple(replace(change, deviation=_declared(change, study)) for change in _changes(study, lock.plan, plan))
    for change in changes:
        if change.deviation is None:
            at = replace(look, where=f"{LAW}/") if change.path[0] == LAW else look
            _undeclared(at, change, lock.date, today or date.today())
    _strange_deviations(look, lock.plan, plan)
    return Registration(
        digest=digest_of(plan) if changes else lock.digest,
        date=lock.date,
        registered_digest=lock.digest,
        changes=changes,
        problems=tuple(one.problem for one in look.found),
        seen_before=lock.seen_before,
    )


def _altered() -> tuple[Text, Text]:
    return (
        Text(es="un contenido que no corresponde a su digest", en="a content that does not match its digest"),
        Text(es="el archivo que escribió `yupay check --register`", en="the file that `yupay check --register` wrote"),
    )


@dataclass(frozen=True)
class _Lock:
    date: str
    digest: str
    plan: Plan
    seen_before: Text | None


def _locked(path: Path) -> _Lock | None:
    """The lock, or None where it cannot be read or is not what was written."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        plan = {key: json.loads(value) for key, value in raw["plan"].items()}
        seen = Text.model_validate(raw["seen_before"]) if "seen_before" in raw else None
        lock = _Lock(date.fromisoformat(raw["date"]).isoformat(), str(raw["digest"]), plan, seen)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return lock if lock.digest == digest_of(plan) else None


def _changes(study: Study, before: Plan, after: Plan) -> list[Change]:
    changes = []
    for owner in dict.fromkeys([_owner(key) for key in [*after, *before]]):
        was = {key: value for key, value in before.items() if _owner(key) == owner}
        now = {key: value for key, value in after.items() if _owner(key) == owner}
        if not was or not now:
            changes.append(_whole(study, owner, was, now))
            continue
        for key in dict.fromkeys([*now, *was]):
            old, new = was.get(key, _default(key)), now.get(key, _default(key))
            if canonical(old) != canonical(new):
                changes.append(Change(_short(key), _path(study, key), old, new))
    return changes


def _owner(key: str) -> str:
    first = key.partition(".")[0]
    return first if first in WHOLE else key.rpartition(".")[0]


def _short(key: str) -> str:
    """`decision.alpha` -> alpha; `hypotheses.H1.x` -> H1.x."""
    return key.partition(".")[2]


def _whole(study: Study, owner: str, was: Plan, now: Plan) -> Change:
    noun, _, name = owner.partition(".")
    items = () if noun in WHOLE else getattr(study, noun, ())
    path: KeyPath = next(((noun, index) for index, item in enumerate(items) if item.id == name), (noun,))
    return Change(name or noun, path, "..." if was else None, "..." if now else None, whole=True)


def _default(key: str) -> Any:
    """The value of a field that a plan written by another version does not carry."""
    noun, _, field = key.partition(".")[0], "", key.rpartition(".")[2]
    model = MODELS.get(noun)
    if model is None or field not in model.model_fields or model.model_fields[field].is_required():
        return None
    value = model.model_fields[field].get_default(call_default_factory=True)
    return json.loads(canonical(value)) if not isinstance(value, Noun) else value.model_dump(mode="json")


def _path(study: Study, key: str) -> KeyPath:
    noun, rest = key.split(".", 1)
    if noun in WHOLE:
        return (noun, rest)
    name, _, field = rest.rpartition(".")
    index = next(index for index, item in enumerate(getattr(study, noun)) if item.id == name)
    return (noun, index, "qualify", field) if noun == SOURCES else (noun, index, field)


def _declared(change: Change, study: Study) -> Deviation | None:
    """The deviation that names this change: by its item, by its owner, or by its full name."""
    names = {change.item, ".".join(str(part) for part in change.path)}
    noun = str(change.path[0])
    if noun not in WHOLE:
        owner = change.item if change.whole else change.item.rpartition(".")[0]
        names |= {owner, f"{noun}.{owner}", f"{noun}.{change.item}"}
    return next((one for one in study.deviation if one.item in names), None)


def _undeclared(look: Look, change: Change, on: str, today: date) -> None:
    es, en = _now(look, change), _now(look, change)
    got = Text(
        es=f"{es} (registrado el {on}: {_value(change.before, 'es')})",
        en=f"{en} (registered on {on}: {_value(change.before, 'en')})",
    )
    if change.whole and change.before is None:
        got = Text(es=f"{change.item}, añadido después del {on}", en=f"{change.item}, added after {on}")
    elif change.whole:
        got = Text(
            es=f"{change.item} ya no está (registrado el {on})", en=f"{change.item} is gone (registered on {on})"
        )
    look.add(
        "S131",
        change.path,
        got,
        Text(
            es="el valor registrado, o [[deviation]] con su razón",
            en="the registered value, or a [[deviation]] with its reason",
        ),
        Text.same(f'[[deviation]]\nitem = "{change.item}"\ndate = "{today.isoformat()}"\nreason = "{UNWRITTEN}"'),
        key=not change.whole,
    )


def _now(look: Look, change: Change) -> str:
    raw = look.locate.raw(change.path)
    return f"{change.item} = {raw if raw is not None else _value(change.after, 'es')}"


def _value(value: Any, language: str) -> str:
    if isinstance(value, dict) and set(value) == {"es", "en"}:
        value = value[language]
    return (
        Text(es="sin valor", en="no value").say("es" if language == "es" else "en") if value is None else shown(value)
    )


def _without_plan(look: Look) -> None:
    """S135: a deviation from nothing."""
    for path, one in ((("deviation", n), one) for n, one in enumerate(look.study.deviation)):
        look.add(
            "S135",
            path,
            Text(es=f'item = "{one.item}", sin {LOCK}', en=f'item = "{one.item}", without {LOCK}'),
            Text(es="un plan registrado", en="a registered plan"),
        )


def _strange_deviations(look: Look, before: Plan, after: Plan) -> None:
    """S134: a deviation of something that neither plan has."""
    keys = [*before, *after]
    names = {name for key in keys for name in (key, _short(key), _owner(key), _short(_owner(key)))}
    for n, one in enumerate(look.study.deviation):
        if one.item not in names:
            path: KeyPath = ("deviation", n, "item")
            look.add(
                "S134",
                path,
                Text.same(look.written(path, one.item)),
                Text(
                    es="un elemento del plan: alpha, H1.y, X1.columns ...",
                    en="an item of the plan: alpha, H1.y, X1.columns ...",
                ),
                look.near(one.item, sorted(names - {""})),
            )


def _told(change: Change) -> Text:
    one = change.deviation
    if one is None:
        return Text.same(change.item)
    es = f"de {_value(change.before, 'es')} a {_value(change.after, 'es')}"
    en = f"from {_value(change.before, 'en')} to {_value(change.after, 'en')}"
    if change.whole:
        es = "añadido" if change.before is None else "retirado"
        en = "added" if change.before is None else "withdrawn"
    return Text(
        es=f"Desviación de {change.item}, {one.date}: {es}. {one.reason.es}",
        en=f"Deviation of {change.item}, {one.date}: {en}. {one.reason.en}",
    )
