"""The trace of a decision, as words and as a record: element, then facts, then article and paragraph, then the words of the norm.

The evidence state of a column and the finding of a court are shown beside the element test, never in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from yupay.derive.law.steps import CONSENT
from yupay.model.law import CodedCase, Decision, Law, Quote, Step
from yupay.model.text import Language, Text

Evidence = Literal["stated", "alleged", "found_by_court", "contradicted"]
Court = Literal["yes", "no", "partly", "n/a"]

BANNER = Text(es="texto no revisado por abogado", en="not reviewed by a lawyer")
CLASS = Text(es="calificación de los hechos", en="classification of the facts")
FORM = Text(es="forma", en="form")
FRAME = Text(es="marco penal", en="penalty frame")
MISSING = Text(es="hechos por averiguar", en="facts to find out")
NEIGHBOURS = Text(es="otros delitos según los mismos hechos", en="other offences on the same facts")
PALERMO = Text(es="Protocolo de Palermo, art. 3", en="Palermo Protocol, art. 3")
OTHER = Text(es="en la otra lectura", en="on the other reading")
MILDER = Text(es="según el texto posterior más favorable", en="under the later, more favourable text")
FLAGS = Text(es="avisos", en="flags")
COURT = Text(
    es="lo que resolvió el juzgado (aparte del examen de elementos)",
    en="what the court found (apart from the element test)",
)
EVIDENCE = Text(es="estado de la prueba", en="state of the evidence")
WAIVED = Text(es="no se exige", en="not required")
DISPUTED = Text(es="doctrina dividida", en="doctrine is split")
OPEN = Text(es="abierto por un hecho no registrado", en="open, a fact is not recorded")
NOTHING = Text(es="ninguno registrado", en="none recorded")
YEARS = Text(es="años", en="years")
CLASSES = {
    "trata": Text(es="trata de personas", en="trafficking in persons"),
    "precursor": Text(
        es="texto anterior a la trata de personas (precursor)", en="text before trafficking in persons (precursor)"
    ),
    "none": Text(es="elementos no registrados", en="elements not recorded"),
    "unknown": Text(es="por averiguar", en="undecided"),
}
VALUES = {"yes": Text(es="sí", en="yes"), "no": Text(es="no", en="no"), "unknown": Text(es="no se sabe", en="unknown")}
FORMS = (Text(es="forma básica", en="basic form"), Text(es="forma agravada", en="aggravated form"))
STATES = {
    "stated": Text(es="consta", en="stated"),
    "alleged": Text(es="alegado", en="alleged"),
    "found_by_court": Text(es="probado en juicio", en="found by a court"),
    "contradicted": Text(es="contradicho", en="contradicted"),
}
FINDINGS = {
    "yes": Text(es="coincide", en="agrees"),
    "no": Text(es="no coincide", en="disagrees"),
    "partly": Text(es="coincide en parte", en="agrees in part"),
    "n/a": Text(es="no hay fallo", en="no ruling"),
}


@dataclass(frozen=True)
class Beside:
    """What the file says beside the facts: the evidence state by column, the court against the element test."""

    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    court: Court = "n/a"


def trace_text(law: Law, case: CodedCase, decision: Decision, language: Language, beside: Beside | None = None) -> str:
    """The trace in words of one language; quotes stay in the words of the norm, with a gloss where the page is in another language."""
    labels = {fact.id: fact.label.say(language) for fact in law.facts}
    articles = {text.id: text.label for text in law.provisions} | {
        rule.id: rule.label.say(language) for rule in law.rules
    }
    lines = [case.case_id, *([f"({BANNER.es} / {BANNER.en})"] if unreviewed(law, decision) else [])]
    lines += head(decision, language)
    foreign = {text.id for text in law.provisions if text.case_class == "international"}
    provision = ""
    for step in decision.steps:
        if step.provision != provision:
            provision = step.provision
            lines.append(articles.get(provision, provision))
        lines += step_lines(step, labels, language, glossed=(language == "en") != (provision in foreign))
    lines += tail(case, decision, language, beside or Beside())
    return "\n".join(lines) + "\n"


def unreviewed(law: Law, decision: Decision) -> bool:
    """Whether a text behind a decision was not read by a lawyer."""
    used = {step.provision for step in decision.steps} or {decision.provision}
    texts = {text.id: text.reviewed_by for text in law.provisions} | {rule.id: rule.reviewed_by for rule in law.rules}
    return any(not texts.get(name) for name in used)


def head(decision: Decision, language: Language) -> list[str]:
    """Class, form and frame."""
    article = f": {decision.article}" if decision.article else ""
    lines = [f"{CLASS.say(language)}: {CLASSES[decision.case_class].say(language)}{article}"]
    if decision.case_class in ("trata", "precursor"):
        lines.append(f"{FORM.say(language)}: {form(decision, language)}")
        lines.append(f"{FRAME.say(language)}: {frame(decision, language)}")
    return lines


def form(decision: Decision, language: Language) -> str:
    """Basic or aggravated, with the items; open where a fact is not recorded."""
    words = FORMS[min(decision.tier or 0, 1)].say(language)
    items = f" ({'; '.join(decision.items)})" if decision.items else ""
    return f"{words}{items}{f', {OPEN.say(language)}' if decision.tier_open else ''}"


def frame(decision: Decision, language: Language) -> str:
    """The years of custody."""
    low = "" if decision.penalty_min is None else f"{decision.penalty_min:g}"
    high = OPEN.say(language) if decision.penalty_max is None else f"{decision.penalty_max:g}"
    return f"{low} - {high} {YEARS.say(language)}"


def step_lines(step: Step, labels: Mapping[str, str], language: Language, *, glossed: bool) -> list[str]:
    """One element or item: its value, the facts, the words of the norm."""
    marks = [mark.say(language) for mark, holds in ((WAIVED, step.waived), (DISPUTED, step.contested)) if holds]
    facts = facts_said(step, labels, language)
    given = f" [{'; '.join(marks)}]" if marks else ""
    lines = [
        f"  {VALUES[step.value].say(language)}: {step.label.say(language)}{given} > {facts}",
        f"     {cited(step.quote, glossed=glossed)}",
    ]
    return [*lines, f"     {step.note.say(language)}"] if step.note else lines


def facts_said(step: Step, labels: Mapping[str, str], language: Language) -> str:
    """The facts recorded; where none is, those that the file leaves open."""
    recorded = [labels.get(name, name) for name, value in step.facts if value == "yes"]
    left_open = [labels.get(name, name) for name, value in step.facts if value == "unknown"]
    if recorded or not left_open:
        return ", ".join(recorded) or NOTHING.say(language)
    return f"{VALUES['unknown'].say(language)}: {', '.join(left_open)}"


def cited(quote: Quote, *, glossed: bool) -> str:
    """Article, paragraph, the words of the norm, their gloss in the other language."""
    place = " ".join(filter(None, (quote.article, quote.paragraph)))
    gloss = f" [{quote.gloss}]" if glossed and quote.gloss else ""
    return f"{place}: «{quote.text}»{gloss}"


def tail(case: CodedCase, decision: Decision, language: Language, beside: Beside) -> list[str]:
    """What stands beside the element test."""
    rows: list[tuple[Text, str]] = [
        (PALERMO, VALUES[decision.palermo].say(language)),
        (OTHER, reading(decision.other_reading, language)),
        (MILDER, reading(decision.milder, language)),
        (NEIGHBOURS, "; ".join(decision.other_offences)),
        (MISSING, "; ".join(decision.missing)),
        (CONSENT, VALUES[case.victim_consent].say(language)),
        (FLAGS, "; ".join(decision.flags)),
        (EVIDENCE, "; ".join(f"{column}: {STATES[state].say(language)}" for column, state in beside.evidence.items())),
        (COURT, FINDINGS[beside.court].say(language)),
    ]
    return [f"{label.say(language)}: {words}" for label, words in rows if words]


def reading(decision: Decision | None, language: Language) -> str:
    """Another answer in one line."""
    return "" if decision is None else "; ".join(head(decision, language))


def trace_record(law: Law, case: CodedCase, decision: Decision, beside: Beside | None = None) -> dict[str, object]:
    """The trace as a record for JSON, in both languages."""
    given = beside or Beside()
    return {
        **answer_record(decision),
        "banner": {"es": BANNER.es, "en": BANNER.en} if unreviewed(law, decision) else None,
        "consent_alleged": case.victim_consent,
        "element_test": list(step_records(decision.steps)),
        "other_reading": None if decision.other_reading is None else answer_record(decision.other_reading),
        "milder": None if decision.milder is None else answer_record(decision.milder),
        "evidence": dict(given.evidence),
        "court_finding": given.court,
    }


def answer_record(decision: Decision) -> dict[str, object]:
    """The answer without its steps; class none says that elements are not recorded."""
    words = CLASSES[decision.case_class]
    given = decision.model_dump(exclude={"steps", "other_reading", "milder"})
    return {**given, "class_label": {"es": words.es, "en": words.en}}


def step_records(steps: Iterable[Step]) -> Iterable[dict[str, object]]:
    """One record for each step."""
    return (step.model_dump() | {"facts": dict(step.facts)} for step in steps)
