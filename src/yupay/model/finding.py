"""What estimates let us say, and what they do not."""

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.table import Cell, Decision, Sentence
from yupay.model.text import Text


class Finding(Noun):
    """A decision about one objective or hypothesis, its sentence, its limits, and the estimates it stands on."""

    subject: str
    decision: Decision | None
    sentence: Sentence
    strength: Text | None = None
    strength_scale: str | None = None
    limits: tuple[Text, ...] = ()
    records: Text | None = None
    holder: Text | None = None
    estimates: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"{self.subject}: {self.decision or 'described'}"


class HypothesisBlock(Noun):
    """A hypothesis in the order juries read: hypotheses, level, test and why, table, rule, decision, reading, silence."""

    hypothesis: str
    page_id: Text
    title: Text
    null: Text
    alternative: Text
    level: Sentence
    test: tuple[Sentence, ...]
    table: str | None
    rule: tuple[Sentence, ...]
    decision: Decision
    verdict: Sentence
    reading: tuple[Sentence, ...]
    silence: tuple[Sentence, ...]
    numbers: dict[str, Cell] = Field(default_factory=dict)
