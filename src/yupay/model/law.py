"""The law as dated, readable data; a coded case; and what the facts of the case meet."""

from datetime import date
from typing import Literal

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.text import Text

Truth = Literal["yes", "no", "unknown"]
Precision = Literal["day", "month", "year", "range", "assumed", "unknown"]
CaseClass = Literal["trata", "precursor", "none", "unknown"]
Basis = Literal["text", "plenary", "ruling", "reading"]


class Quote(Noun):
    """The words of a norm: the article and paragraph that say it, the wording, and its English gloss."""

    article: str
    paragraph: str = ""
    text: str
    gloss: str = ""
    basis: Basis = "text"


class Condition(Noun):
    """What must hold: facts of the vocabulary, or conditions joined by all, any and none.

    `facts` names facts of the vocabulary ("act.capta", "age.under_14"): yes where one of them is yes, no where all are no, unknown
    otherwise. The parts are joined by Kleene's and, or and not.
    """

    facts: tuple[str, ...] = ()
    all: tuple["Condition", ...] = ()
    any: tuple["Condition", ...] = ()
    none: tuple["Condition", ...] = ()


class Element(Noun):
    """One element of an offence (act, means, purpose, victim): met by `when`, or dispensed with where `waived` holds.

    `contested` are facts that meet the element on one reading only: both answers are given. Where they also stand in `when` the main
    reading is that they meet it, the other that they do not; where they stand in `contested` alone it is the other way round. The decision
    then carries `contested_flag`. `note` is the doctrine.
    """

    id: str
    label: Text
    when: Condition
    quote: Quote
    waived: Condition | None = None
    waived_quote: Quote | None = None
    contested: Condition | None = None
    contested_quote: Quote | None = None
    contested_flag: str = "CONTESTED"
    note: Text | None = None


class Item(Noun):
    """An aggravating item: moves the penalty to `tier` where `when` holds."""

    id: str
    tier: int
    label: Text
    when: Condition
    quote: Quote
    contested: bool = False


class Frame(Noun):
    """A penalty frame in years of custody; `ceiling_stated` no: the maximum is the general ceiling of custody.

    `cited` is the article as cited where this tier holds ("CP 182 p2 (Ley 28251)"; empty: the label of the provision). `life`: custody for
    life; the two numbers are then the ceiling of custody for a term.
    """

    tier: int
    minimum: float
    maximum: float
    quote: Quote
    disqualification: str = ""
    ceiling_stated: bool = True
    fine: str = ""
    cited: str = ""
    life: bool = False


class Provision(Noun):
    """One wording in force between two dates: what it asks for, how it is punished, in the words of the norm.

    `chain` names the line of wordings that succeed each other ("trata", "153-A", "303-A"); within one chain the dates
    have neither gap nor overlap. `valid_from` is the day after `published` unless `from_reason` says why not. `label` is the article as it is
    cited ("CP 153 (Ley 30251)"), `items_article` the article of its aggravating items: an item is printed as that article, a point and its
    id, or as its id alone where the id begins with the article. `to_reason` says why a chain ends without a successor.
    `wording` is the article whole, for the reader: a quote must then stand in it word for word. An empty `reviewed_by` prints the banner "not reviewed by a lawyer".
    """

    id: str
    chain: str
    offence: str
    case_class: CaseClass | Literal["neighbour", "international"]
    label: str
    heading: Text
    norm: str
    published: date | None
    valid_from: date
    valid_to: date | None = None
    from_reason: str = ""
    to_reason: str = ""
    items_article: str = ""
    elements: tuple[Element, ...]
    items: tuple[Item, ...] = ()
    frames: tuple[Frame, ...] = ()
    consent: Quote | None = None
    promoter: Quote | None = None
    iccs: str = ""
    flags: tuple[str, ...] = ()
    note: Text | None = None
    wording: str = ""
    source: str
    reviewed_by: str = ""
    reviewed_on: date | None = None


class Rule(Noun):
    """A rule of the general part, dated: attempt, ceiling of custody, concurrence, criminal organisation, place.

    `value` of an attempt rule is the greatest share by which the minimum may fall (None: no floor); of a ceiling rule the years. `only`
    names the chains of offences it binds (empty: all).
    """

    id: str
    chain: str
    kind: Literal["attempt", "ceiling", "concurrence", "organisation", "place", "minors", "definition", "other"]
    label: Text
    norm: str
    published: date | None
    valid_from: date
    valid_to: date | None = None
    from_reason: str = ""
    to_reason: str = ""
    only: tuple[str, ...] = ()
    value: float | None = None
    when: Condition | None = None
    flag: str = ""
    quote: Quote
    source: str
    reviewed_by: str = ""
    reviewed_on: date | None = None


class Fact(Noun):
    """A fact of the vocabulary: `id` ("act.capta"), the column of a coded case and the value there, words in both languages.

    An empty column: the texts ask for it and no column of a coded case records it; it is unknown in every case.
    """

    id: str
    column: str
    value: str
    label: Text


class Law(Noun):
    """All texts of one jurisdiction with the international ones, as read from their folder."""

    jurisdiction: str
    facts: tuple[Fact, ...]
    provisions: tuple[Provision, ...]
    rules: tuple[Rule, ...] = ()


class CodedCase(Noun):
    """One coded file: the facts as recorded, never a name.

    Lists hold values of the vocabulary; ("unknown",) where the file does not say, ("none",) where it says there was none, () where nothing was coded.
    `ages` are completed years on the day of the act as intervals, both ends inside. `act_from` and `act_to` bound the date of the act (both None: unknown).
    """

    case_id: str
    act_from: date | None
    act_to: date | None
    precision: Precision
    place: str = ""
    acts: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    victims_n: int | None = None
    ages: tuple[tuple[int, int], ...] = ()
    victim_flags: tuple[str, ...] = ()
    victim_consent: Truth = "unknown"
    agent_flags: tuple[str, ...] = ()
    agents_n: int | None = None
    outcome_flags: tuple[str, ...] = ()


class Step(Noun):
    """One line of a trace: the element or item, its value, the facts used, the words of the norm."""

    provision: str
    part: str
    label: Text
    value: Truth
    facts: tuple[tuple[str, Truth], ...] = ()
    quote: Quote
    waived: bool = False
    contested: bool = False
    note: Text | None = None


class Decision(Noun):
    """Which elements of which text the coded facts meet. It says nothing on any person.

    `tier` is the lowest tier that holds; `tier_open`: an unknown fact leaves a higher one open. `penalty_max` None: open. `other_reading` is the
    answer on the other reading where doctrine is split (flag CONTESTED), `milder` the answer under a later, milder text (flag LEX-MITIOR). `missing` are the unknown facts that would change
    the answer, most useful first, as columns ("victim_ages"), "@tier1" or "@tier2" after those that only move the penalty.
    """

    case_id: str
    case_class: CaseClass
    article: str = ""
    provision: str = ""
    tier: int | None = None
    tier_open: bool = False
    items: tuple[str, ...] = ()
    penalty_min: float | None = None
    penalty_max: float | None = None
    palermo: Truth = "unknown"
    other_offences: tuple[str, ...] = ()
    iccs: str = ""
    missing: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    steps: tuple[Step, ...] = Field(repr=False, default=())
    other_reading: "Decision | None" = Field(repr=False, default=None)
    milder: "Decision | None" = Field(repr=False, default=None)
