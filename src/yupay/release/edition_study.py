"""What does the report of an edition say beside the study's own words? Its name, threshold, signed reason and help lines; and what is kept back."""

from yupay.conclude.material import names
from yupay.model.registry import EditionPolicy
from yupay.model.study import Exhibit, Hypothesis, Study
from yupay.model.text import Text
from yupay.study.registry import exact
from yupay.study.release_policy import USUAL, noisy, offered, withheld

COUNTS, TESTED = "registry-counts", "hypothesis"
PROTECTED = Text(
    es="Edición {name}. Los conteos están protegidos: los de 1 a {most} personas se ocultan, y otros más, para que aquellos no puedan deducirse de esta edición ni de las anteriores.",
    en="Edition {name}. Counts are protected: those of 1 to {most} persons are hidden, and others, so that those cannot be worked out from this edition or from earlier ones.",
)
LOWERED = Text(
    es="El umbral de esta edición es {k}, menor que {usual}. Razón que firma {who}: {reason}",
    en="The threshold of this edition is {k}, below {usual}. Reason signed by {who}: {reason}",
)
APART = Text(
    es="La edición tiene también tablas con ruido sorteado, como archivos aparte: sus conteos no son exactos, pueden ser menores que cero, y no entran en este informe.",
    en="The edition also has tables with drawn noise, as files apart: their counts are not exact, may be below zero, and do not enter this report.",
)
NOT_SHOWN = Text(
    es="el resultado no se publica: podría dañar a un grupo", en="the result is not published: it could harm a group"
)
NOT_ASKED = Text(es="la decisión de quien responde por la edición", en="the decision of who answers for the edition")


def edition_study(study: Study, policy: EditionPolicy, name: str) -> Study:
    """The study as an edition tells it: its statements on the first page, the policy's help lines, no hypothesis kept back."""
    header = study.study
    told = header.model_copy(
        update={"definitions": (*statements(policy, name), *header.definitions), "help_lines": policy.help_lines}
    )
    silent = tested_by(study, kept_back(study, policy))
    hypotheses = tuple(unasked(one) if one.id in silent else one for one in study.hypotheses)
    return study.model_copy(update={"study": told, "hypotheses": hypotheses})


def statements(policy: EditionPolicy, name: str) -> tuple[Text, ...]:
    """What an edition says of itself on the first page; that tables with noise stand apart; the signed reason where its threshold is low."""
    said = [filled(PROTECTED, name=Text.same(name), most=Text.same(str(policy.threshold - 1)))]
    if policy.noise:
        said.append(APART)
    if policy.reason is not None and policy.threshold < USUAL:
        k, usual, who = (Text.same(str(one)) for one in (policy.threshold, USUAL, policy.signed_by))
        said.append(filled(LOWERED, k=k, usual=usual, who=who, reason=policy.reason))
    return tuple(said)


def filled(template: Text, **slots: Text) -> Text:
    """A template in both languages."""
    return Text(
        es=template.es.format(**{name: one.es for name, one in slots.items()}),
        en=template.en.format(**{name: one.en for name, one in slots.items()}),
    )


def kept_back(study: Study, policy: EditionPolicy) -> frozenset[str]:
    """The exhibits of a study that are not shown: those answered so, and those of a table of counts that is not published."""
    answered = withheld(policy)
    left = {table.id for table in offered(study.registry, policy)} if study.registry else set()
    lost = {one.id for one in study.exhibits if one.kind == COUNTS and table_of(study, one) not in left}
    return frozenset({one.id for one in study.exhibits if one.id in answered} | lost)


def table_of(study: Study, exhibit: Exhibit) -> str:
    """The table of counts that an exhibit shows: the first without noise where it names none."""
    first = next((table.id for table in exact(study.registry.tables)), "") if study.registry else ""
    return str(exhibit.options.get("table", first))


def tested_by(study: Study, exhibits: frozenset[str]) -> set[str]:
    """The hypotheses that some exhibits are about."""
    shown = [one for one in study.exhibits if one.id in exhibits and one.kind == TESTED]
    return {name for one in shown for name in names(one, "hypothesis", "hypotheses")}


def unasked(hypothesis: Hypothesis) -> Hypothesis:
    """A hypothesis that is not assessable since its result may not be shown."""
    update = {"missing": NOT_SHOWN, "records": NOT_ASKED, "x": None, "y": None, "control": None, "derived_from": ()}
    return hypothesis.model_copy(update=update)


def withheld_titles(study: Study, policy: EditionPolicy) -> tuple[tuple[str, Text], ...]:
    """What is kept back, by its id and title: tables of counts, then exhibits."""
    tables = [(one.id, one.title) for one in study.registry.tables] if study.registry else []
    leaving = (*offered(study.registry, policy), *noisy(study.registry, policy)) if study.registry else ()
    shown = {table.id for table in leaving}
    kept = kept_back(study, policy)
    exhibits = [(one.id, one.title) for one in study.exhibits if one.id in kept]
    return (*(one for one in tables if one[0] not in shown), *exhibits)
