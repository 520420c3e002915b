"""Under what policy may an edition leave? release.toml -> EditionPolicy, with every problem at once, each at its line.

The file states why the figures are published, who answers for it and until when the records are kept, answers the
responsible-data questions, and says of every table, figure and map whether it could harm a group. Without the answers
nothing leaves. The threshold cannot be weakened by an option: it stands here, and below 11 it needs a signed reason.

Questions after Responsible Data for Children (UNICEF and The GovLab, rd4c.org): purpose-driven, people-centric,
participatory, protective of children's rights, proportional, professionally accountable, preventing harms.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from yupay.model.problem import Problem, StudyProblems
from yupay.model.registry import CubeTable, EditionPolicy, Registry
from yupay.model.study import Study
from yupay.model.text import Text
from yupay.study.aliases import KEYS, nearest
from yupay.study.locator import KeyPath, Locator
from yupay.study.look import both
from yupay.study.registry import exact, read_by
from yupay.study.shape import UNWRITTEN, described, sample, wanted
from yupay.study.toml import parse, stop, study_text

FILE = "release.toml"
LEAST, USUAL = 5, 11
LONGEST = 600.0
LEAST_EPSILON, YEARLY, IN_ALL = 0.01, 1.0, 4.0
KEPT_BACK = "do not publish"
QUESTIONS: dict[str, Text] = {
    "purpose": Text(
        es="¿Para qué se publica, y qué decisión lo necesita?",
        en="What is it published for, and which decision needs it?",
    ),
    "legal_basis": Text(
        es="¿Qué norma permite tener estos registros y publicar conteos?",
        en="Which norm allows holding these records and publishing counts?",
    ),
    "people": Text(
        es="¿Qué ganan las niñas, niños y adolescentes contados?",
        en="What do the children and adolescents counted gain?",
    ),
    "participation": Text(
        es="¿A quiénes de los grupos contados se escuchó?", en="Who of the groups counted was heard?"
    ),
    "proportional": Text(
        es="¿Por qué no basta con menos tablas, más años o zonas mayores?",
        en="Why are fewer tables, more years or larger zones not enough?",
    ),
    "harm": Text(
        es="¿Qué daño podría causar, a quién, y qué se hizo para evitarlo?",
        en="What harm could it cause, to whom, and what was done against it?",
    ),
    "incident": Text(
        es="¿Qué se hará, y quién, si una cifra señala a alguien?",
        en="What will be done, and by whom, if a figure points at somebody?",
    ),
    "sharing": Text(
        es="¿Quién recibe los registros por fila, y con qué acuerdo?",
        en="Who receives the row-level records, and under which agreement?",
    ),
}


def read_policy(folder: Path, study: Study, today: date) -> EditionPolicy:
    """The policy of a study's editions, as it stands on a day.

    Raises:
        StudyProblems: P620 no file, P621 a key missing, unknown or of another form, P622 a question or an exhibit without
            an answer, P623 a threshold too low, P624 the retention date has passed, P631 nothing left to publish, P632 an
            indicator that reads a table kept back, P633 noise that cannot be as asked for; S001 to S008 where it is no TOML.

    """
    path = folder / FILE
    if not path.is_file():
        got = Text(es=f"una carpeta sin {FILE}", en=f"a folder without {FILE}")
        raise stop("P620", FILE, got, Text(es="las respuestas del responsable", en="the answers of who is accountable"))
    text = study_text(path)
    tree = parse(text, FILE)
    checking = _Checking(Locator(text))
    policy = checking.form(tree)
    if policy is not None:
        checking.answers(policy, study)
        checking.left(policy, study)
        checking.numbers(policy)
        checking.noise(policy, study)
        checking.retention(policy, today)
    if checking.found or policy is None:
        raise StudyProblems(sorted(checking.found, key=lambda one: (one.line, one.column, one.code)))
    return policy


def withheld(policy: EditionPolicy) -> frozenset[str]:
    """The tables of counts and the exhibits that the accountable person keeps back."""
    return frozenset(one.exhibit for one in policy.harms if one.answer == KEPT_BACK)


def offered(registry: Registry, policy: EditionPolicy) -> tuple[CubeTable, ...]:
    """The tables of exact or hidden counts that may leave: those kept back are not even counted."""
    kept = withheld(policy)
    return tuple(table for table in exact(registry.tables) if table.id not in kept)


def noisy(registry: Registry, policy: EditionPolicy) -> tuple[CubeTable, ...]:
    """The tables with noise that may leave: they are counted, drawn and published apart from the others."""
    kept = withheld(policy)
    return tuple(table for table in registry.tables if table.noise and table.id not in kept)


def unsaid(word: str) -> bool:
    """Whether nothing was answered: blank, or the question mark of a starter."""
    return word.strip() in ("", UNWRITTEN)


def exhibits_of(study: Study) -> list[str]:
    """What the accountable person answers for: every declared table of counts, table, figure and map."""
    tables = [table.id for table in study.registry.tables] if study.registry else []
    return [*tables, *(exhibit.id for exhibit in study.exhibits)]


class _Checking:
    """The problems of one policy, each at its line."""

    def __init__(self, locate: Locator) -> None:
        self.locate = locate
        self.found: list[Problem] = []

    def add(self, code: str, path: KeyPath, got: Text, expected: Text, hint: Text | None = None) -> None:
        """One problem at the place of a key."""
        line, column = self.locate.value(path)
        self.found += stop(code, FILE, got, expected, hint=hint, line=line, column=column).problems

    def form(self, tree: dict[str, Any]) -> EditionPolicy | None:
        """The policy where its form holds."""
        allowed = list(EditionPolicy.model_fields)
        for key in [key for key in tree if key not in allowed]:
            near = nearest(key, allowed, KEYS)
            self.add("P621", (key,), Text.same(key), both(allowed), Text.same(near) if near else None)
        known = {key: value for key, value in tree.items() if key in allowed}
        try:
            return EditionPolicy.model_validate_json(json.dumps(known, default=str))
        except ValidationError as refused:
            for error in refused.errors(include_url=False, include_context=False):
                self._wrong(tuple(part for part in error["loc"] if part != "[key]"), error["type"])
        return None

    def _wrong(self, path: KeyPath, kind: str) -> None:
        wants = wanted(path, EditionPolicy)
        name = ".".join(str(part) for part in path)
        if kind == "missing":
            got = Text(es=f"sin {name}", en=f"without {name}")
            self.add("P621", path, got, Text.same(sample(str(path[-1]), wants)))
        else:
            self.add("P621", path, Text.same(name), described(wants))

    def answers(self, policy: EditionPolicy, study: Study) -> None:
        """P622: every question and every exhibit has its answer."""
        for name, question in QUESTIONS.items():
            said = policy.questions.get(name)
            if said is None or unsaid(said.es) or unsaid(said.en):
                self.add("P622", ("questions", name), Text.same(f"questions.{name}"), question)
        for name, word in (("accountable", policy.accountable), ("contact", policy.contact)):
            if unsaid(word):
                self.add("P622", (name,), Text.same(name), Text(es="quién responde", en="who answers for it"))
        for index, one in enumerate(policy.harms):
            if unsaid(one.harm.es) or unsaid(one.harm.en):
                self.add("P622", ("harms", index, "harm"), Text.same(one.exhibit), QUESTIONS["harm"])
        strange = [name for name in policy.questions if name not in QUESTIONS]
        for name in strange:
            near = nearest(name, list(QUESTIONS), KEYS)
            hint = Text.same(near) if near else None
            self.add("P621", ("questions", name), Text.same(name), both(list(QUESTIONS)), hint)
        asked, said_of = exhibits_of(study), [one.exhibit for one in policy.harms]
        if silent := [name for name in asked if name not in said_of]:
            expected = Text(
                es="un bloque [[harms]] por tabla, figura y mapa", en="one [[harms]] block per table, figure and map"
            )
            self.add("P622", ("harms",), both(silent), expected)
        for index, name in enumerate(said_of):
            if name not in asked:
                near = nearest(name, asked, KEYS)
                hint = Text.same(near) if near else None
                self.add("P621", ("harms", index, "exhibit"), Text.same(name), both(asked), hint)

    def left(self, policy: EditionPolicy, study: Study) -> None:
        """P631 where everything is kept back; P632 where an indicator reads a table that is; once every answer is given."""
        registry, kept = study.registry, withheld(policy)
        if registry is None or not kept or self.found:
            return
        tables = offered(registry, policy)
        if not tables or (study.exhibits and all(one.id in kept for one in study.exhibits)):
            expected = Text(es="una tabla y un cuadro que salgan", en="one table of counts and one exhibit that leave")
            self.add("P631", ("harms",), both(sorted(kept)), expected)
            return
        for index, one in enumerate(policy.harms):
            table = next((table for table in registry.tables if table.id == one.exhibit), None)
            if one.answer == KEPT_BACK and table is not None:
                lost = [name for name in read_by(study, registry.tables) if name not in read_by(study, tables)]
                if lost:
                    expected = Text(es="indicadores de tablas que salen", en="indicators of tables that leave")
                    self.add("P632", ("harms", index, "answer"), both(lost), expected)

    def retention(self, policy: EditionPolicy, today: date) -> None:
        """P624 once the records should no longer be held."""
        if today > policy.retention_until:
            expected = Text(
                es="una fecha por venir, o `yupay release ESTUDIO --purge`",
                en="a date to come, or `yupay release STUDY --purge`",
            )
            got = Text.same(f"retention_until = {policy.retention_until.isoformat()}")
            self.add("P624", ("retention_until",), got, expected)

    def numbers(self, policy: EditionPolicy) -> None:
        """P623 for a threshold too low; P621 for numbers that mean nothing."""
        k = policy.threshold
        if k < LEAST:
            expected = Text(
                es=f"{LEAST} o más; {USUAL} si no hay razón", en=f"{LEAST} or more; {USUAL} without a reason"
            )
            self.add("P623", ("threshold",), Text.same(f"threshold = {k}"), expected)
        elif k < USUAL and not (policy.reason and policy.reason.es.strip() and policy.signed_by.strip()):
            expected = Text(
                es="reason y signed_by, que el informe imprime", en="reason and signed_by, which the report prints"
            )
            self.add("P623", ("threshold",), Text.same(f"threshold = {k}"), expected)
        limits = {
            "width": (policy.threshold, 10_000, policy.width),
            "dominance": (0.5, 1, policy.dominance),
            "time_limit": (1, LONGEST, policy.time_limit),
            "epsilon": (LEAST_EPSILON, min(YEARLY, policy.epsilon_cap), policy.epsilon),
            "epsilon_cap": (LEAST_EPSILON, IN_ALL, policy.epsilon_cap),
        }
        for key, (least, most, value) in limits.items():
            if not least <= value <= most:
                expected = Text(es=f"de {least:g} a {most:g}", en=f"{least:g} to {most:g}")
                self.add("P621", (key,), Text.same(f"{key} = {value:g}"), expected)

    def noise(self, policy: EditionPolicy, study: Study) -> None:
        """P633: noise with a low threshold, without a table that asks for it, or a table that asks for it without the policy."""
        asking = [table.id for table in noisy(study.registry, policy)] if study.registry else []
        if policy.noise and policy.threshold < USUAL:
            expected = Text(es=f"threshold = {USUAL} o más con noise", en=f"threshold = {USUAL} or more with noise")
            self.add("P633", ("threshold",), Text.same(f"threshold = {policy.threshold}, noise = true"), expected)
        if policy.noise and not asking:
            expected = Text(es="noise = true en una tabla que sale", en="noise = true in a table that leaves")
            self.add("P633", ("noise",), Text.same("noise = true"), expected)
        if asking and not policy.noise:
            expected = Text.same(f"noise = true, epsilon = {YEARLY:g}, epsilon_cap = {IN_ALL:g}")
            self.add("P633", ("noise",), both(asking), expected)
