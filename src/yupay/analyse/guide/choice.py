"""What does the guide answer? The method, a paragraph for a thesis, the alternatives, and what would change the choice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from yupay.analyse.guide import references as works
from yupay.analyse.guide import words
from yupay.analyse.guide.objections import objections_to
from yupay.analyse.guide.references import Reference
from yupay.analyse.guide.rules import rule_of
from yupay.analyse.guide.situation import Rule, Situation
from yupay.model.estimate import Assumption
from yupay.model.text import Text

Verdict = Literal["agrees", "defensible", "another"]
FEWEST, FEWEST_AREAS = 4, 20
OF_PLACE = ("design-", "rao-", "modified-")
WITH_CONTROLS = ("area-whitened", "logistic-regression", "design-regression")
CUSTOMARY = ("spearman", "pearson")
FIRST = Text(es="la primera variable", en="the first variable")
SECOND = Text(es="la segunda variable", en="the second variable")
UNITS = Text(es="unidades", en="units")
ASKED = {
    "relation": Text(es="contrastar la relación entre {x} y {y}", en="test the relation between {x} and {y}"),
    "groups": Text(es="comparar {y} entre los grupos de {x}", en="compare {y} between the groups of {x}"),
    "agreement": Text(es="medir la concordancia entre {x} y {y}", en="measure the agreement of {x} and {y}"),
    "outcome": Text(es="describir cómo varía {y} según {x}", en="describe how {y} varies with {x}"),
}
CHANGES: tuple[tuple[Text, Callable[[Situation], Situation]], ...] = (
    (
        Text(es="si la hipótesis hablara de orden", en="if the hypothesis spoke of order"),
        lambda s: replace(s, claims="order"),
    ),
    (
        Text(
            es="si la hipótesis hablara de promedios o de una línea recta",
            en="if the hypothesis spoke of averages or of a straight line",
        ),
        lambda s: replace(s, claims="amount"),
    ),
    (
        Text(
            es="si se postulara un rasgo continuo bajo las categorías",
            en="if a continuous trait were claimed under the categories",
        ),
        lambda s: replace(s, claims="latent"),
    ),
    (
        Text(
            es="si la segunda variable se declarara como resultado",
            en="if the second variable were declared the outcome",
        ),
        lambda s: replace(s, asks="outcome"),
    ),
    (
        Text(es="si se compararan grupos", en="if groups were compared"),
        lambda s: replace(s, asks="groups"),
    ),
    (
        Text(
            es="si fueran dos mediciones de lo mismo que deben coincidir",
            en="if they were two measurements of the same thing that should agree",
        ),
        lambda s: replace(s, asks="agreement"),
    ),
    (
        Text(
            es="si la muestra tuviera pesos, estratos o conglomerados, o filas de una misma persona o grupo",
            en="if the sample had weights, strata or clusters, or rows of one person or group",
        ),
        lambda s: replace(s, areas=False, weights=True),
    ),
    (
        Text(
            es="si fuera una muestra simple de unidades independientes",
            en="if it were a simple sample of independent units",
        ),
        lambda s: replace(s, areas=False, weights=False, strata=False, clusters=False, grouped="none"),
    ),
    (
        Text(es="si las unidades fueran territorios vecinos", en="if the units were neighbouring areas"),
        lambda s: replace(s, areas=True),
    ),
    (
        Text(es="si se declararan controles", en="if controls were declared"),
        lambda s: replace(s, controls=max(1, s.controls)),
    ),
    (Text(es="si no hubiera controles", en="if there were no controls"), lambda s: replace(s, controls=0)),
    (
        Text(
            es="si la tabla tuviera frecuencias esperadas menores de 5", en="if the table had expected counts below 5"
        ),
        lambda s: replace(s, smallest_expected=0.0),
    ),
    (
        Text(es="si todas las frecuencias esperadas fueran 5 o más", en="if every expected count were 5 or more"),
        lambda s: replace(s, smallest_expected=5.0),
    ),
    (
        Text(
            es="si más de la mitad de las unidades compartiera su valor con otra",
            en="if more than half of the units shared their value with another",
        ),
        lambda s: replace(s, x=replace(s.x, tied=1.0)),
    ),
)


@dataclass(frozen=True)
class Alternative:
    """A method that was not taken, and why; `defensible` where it answers a neighbouring question correctly."""

    method: str
    reason: Text
    defensible: bool


@dataclass(frozen=True)
class Change:
    """What would change the choice, and to which method."""

    if_: Text
    method: str


@dataclass(frozen=True)
class Choice:
    """The answer of the guide. `bars` say why nothing may be decided, where that is so; they come first in a report.

    `paragraph` may be quoted; `references` are the entries it cites, in the order of the alphabet.
    """

    method: str
    rule: str
    reason: Text
    paragraph: Text
    beside: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    changes: tuple[Change, ...]
    assumptions: tuple[Assumption, ...]
    reading_of_p: Text
    normality: Text
    strength: Text
    bars: tuple[Text, ...]
    cautions: tuple[Text, ...]
    correction: Literal["holm", "none"]
    references: tuple[str, ...]

    @property
    def decides(self) -> bool:
        """Whether the method may decide the hypothesis."""
        return not self.bars


@dataclass(frozen=True)
class Comment:
    """What the guide says of a method that the study names: it is honoured, and commented."""

    named: str
    verdict: Verdict
    words: Text
    choice: Choice


def choose(situation: Situation) -> Choice:
    """The method for a situation, and everything a jury may ask about it."""
    rule = rule_of(situation)
    return Choice(
        method=rule.method,
        rule=rule.id,
        reason=rule.reason,
        paragraph=paragraph(rule, situation),
        beside=rule.beside,
        alternatives=alternatives(rule.method, situation),
        changes=tuple(changes(rule.method, situation)),
        assumptions=words.assumptions(rule.method, situation),
        reading_of_p=words.reading_of_p(situation),
        normality=words.NORMALITY,
        strength=words.STRENGTH,
        bars=tuple(bars(rule, situation)),
        cautions=tuple(cautions(rule, situation)),
        correction="holm" if situation.hypotheses > 1 else "none",
        references=tuple(sorted({work.entry for work in _cited(rule, situation)})),
    )


def comment_on(named: str, situation: Situation) -> Comment:
    """What the guide thinks of a named method; a name that it does not know reads as another choice."""
    choice, name = choose(situation), words.name_of(named)
    if named == choice.method:
        said = Text(
            es=f"El estudio nombra {name.es}; la guía la habría elegido también, porque {choice.reason.es}.",
            en=f"The study names {name.en}; the guide would have chosen it too, because {choice.reason.en}.",
        )
        return Comment(named, "agrees", said, choice)
    row, taken = objections_to(situation).get(named), words.name_of(choice.method)
    reason = row.reason if row is not None else _off_topic(named)
    verdict: Verdict = "defensible" if row is not None and row.defensible else "another"
    held = Text(
        es="es defendible" if verdict == "defensible" else "se respeta, aunque la guía habría tomado otra",
        en="it is defensible"
        if verdict == "defensible"
        else "it is honoured, although the guide would have taken another",
    )
    said = Text(
        es=f"El estudio nombra {name.es}: {held.es}. {_capital(reason.es)}. La guía habría elegido {taken.es}, porque "
        f"{choice.reason.es}.",
        en=f"The study names {name.en}: {held.en}. {_capital(reason.en)}. The guide would have chosen {taken.en}, because "
        f"{choice.reason.en}.",
    )
    return Comment(named, verdict, said, choice)


def paragraph(rule: Rule, situation: Situation) -> Text:
    """One paragraph that may be quoted: what was asked, the test, why, how its p reads, and what did not decide."""
    name, asked, plural = words.name_of(rule.method), ASKED[situation.asks], situation.plural or UNITS
    x, y = words.measured(situation.x, FIRST), words.measured(situation.y, SECOND)
    cited = [work.cited for work in rule.citation]
    holm, p = words.family(situation), words.reading_of_p(situation)
    es = [
        f"Para {asked.es.format(x=x.es, y=y.es)} en {situation.n} {plural.es} se eligió {name.es}, porque {rule.reason.es} "
        f"({'; '.join(one.es for one in cited)}).",
        p.es,
        *([holm.es] if holm else []),
        words.NORMALITY.es,
    ]
    en = [
        f"To {asked.en.format(x=x.en, y=y.en)} in {situation.n} {plural.en}, {name.en} was chosen, because {rule.reason.en} "
        f"({'; '.join(one.en for one in cited)}).",
        p.en,
        *([holm.en] if holm else []),
        words.NORMALITY.en,
    ]
    return Text(es=" ".join(es), en=" ".join(en))


def alternatives(method: str, situation: Situation) -> tuple[Alternative, ...]:
    """What else is tempting, defensible ones first; on a map or under a design, also what a simple sample would take."""
    simple = replace(situation, areas=False, weights=False, strata=False, clusters=False, grouped="none")
    plain = rule_of(simple)
    tempting = {plain.method, *plain.beside, *(CUSTOMARY if situation.drawn != "simple" else objections_to(situation))}
    found = [
        Alternative(name, row.reason, row.defensible)
        for name, row in objections_to(situation).items()
        if name != method and (name in tempting or name.startswith(OF_PLACE))
    ]
    return tuple(sorted(found, key=lambda one: not one.defensible))


def changes(method: str, situation: Situation) -> Iterator[Change]:
    """Each single change of the situation after which the table chooses another method."""
    for if_, changed in CHANGES:
        other = changed(situation)
        if other != situation and (found := rule_of(other).method) != method:
            yield Change(if_, found)


def bars(rule: Rule, situation: Situation) -> Iterator[Text]:
    """Why nothing may be decided."""
    if situation.n < FEWEST:
        yield Text(
            es=f"No evaluable: con {situation.n} unidades no se decide nada; hacen falta al menos {FEWEST}.",
            en=f"Not assessable: with {situation.n} units nothing is decided; at least {FEWEST} are needed.",
        )
    if any(variable.categories in (0, 1) for variable in (situation.x, situation.y)):
        yield Text(
            es="No evaluable: una de las variables no varía.", en="Not assessable: one of the variables does not vary."
        )
    if rule.method == "area-whitened" and FEWEST <= situation.n < FEWEST_AREAS:
        yield Text(
            es=f"No evaluable: con {situation.n} territorios la dependencia espacial no se puede separar de la relación; "
            f"hacen falta al menos {FEWEST_AREAS}.",
            en=f"Not assessable: with {situation.n} areas spatial dependence cannot be told from the relation; at least "
            f"{FEWEST_AREAS} are needed.",
        )
    if rule.id == "map-categories":
        yield Text(
            es="No evaluable: entre territorios vecinos ninguna prueba de tablas es válida; se describe.",
            en="Not assessable: between neighbouring areas no test of tables is valid; it is described.",
        )


def cautions(rule: Rule, situation: Situation) -> Iterator[Text]:
    """What the chosen method leaves out of what the study declared."""
    allows = rule.when.controls or rule.method in WITH_CONTROLS
    if situation.controls and not allows:
        yield Text(
            es="Los controles declarados no entran en esta prueba.", en="The declared controls do not enter this test."
        )
    if situation.areas and (situation.weights or situation.strata or situation.clusters):
        yield Text(
            es="El error de muestreo de cada territorio no entra en esta prueba.",
            en="The sampling error of each area does not enter this test.",
        )
    if rule.method in ("kappa", "icc") and situation.drawn != "simple":
        yield Text(
            es="El diseño de la muestra o la vecindad no entra en esta medida de concordancia.",
            en="The design of the sample or the neighbourhood does not enter this measure of agreement.",
        )


def _cited(rule: Rule, situation: Situation) -> Iterator[Reference]:
    yield from rule.citation
    yield works.ROCHON
    if situation.census:
        yield works.BERK
    if situation.hypotheses > 1:
        yield works.HOLM


def _off_topic(named: str) -> Text:
    if named.startswith("design-") or named == "rao-scott":
        return Text(
            es="pide pesos, estratos o conglomerados, y la situación no los declara, o responde a otra pregunta",
            en="it asks for weights, strata or clusters, and the situation declares none, or it answers another question",
        )
    return Text(
        es="responde a otra pregunta o pide otras escalas", en="it answers another question or asks for other scales"
    )


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
