"""Lists of people that overlap: what each list is, how often each overlap was seen, and what is estimated from them."""

from typing import Literal

from pydantic import Field, model_validator

from yupay.model.base import Noun
from yupay.model.text import Text


class ListCard(Noun):
    """One list: the column that says who is on it.

    `refers_to` are the lists that receive its cases (being on one then makes being on the other more likely);
    `joins` names the bodies whose lists were merged into it; `censored`: it leaves out people who are on another list,
    so that its overlaps are too few by construction.
    """

    id: str
    label: Text
    refers_to: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    censored: bool = False


class Captures(Noun):
    """How many people were seen with each history.

    `counts` has 2**len(lists) numbers: the place of a history is the sum of 2**k over the lists k it is on, first list
    k = 0. Place 0, on no list, is 0: nobody saw them. `stratum` names the part of the people, "" for all.
    """

    lists: tuple[str, ...]
    counts: tuple[int, ...] = Field(repr=False)
    stratum: str = ""

    @model_validator(mode="after")
    def _whole(self) -> "Captures":
        if len(self.counts) != 2 ** len(self.lists) or self.counts[0] != 0 or min(self.counts) < 0:
            raise ValueError("counts: 2**lists numbers, none negative, the first 0")
        return self


class PrintedCaptures(Noun):
    """What of a table of histories may be printed: the same places as `Captures`, None where a number is withheld.

    `totals` counts the people on each list, in the order of `lists`; `seen` all of them. Where `rounded_to` is above 1,
    totals and seen are rounded to that number and no history is printed.
    """

    lists: tuple[str, ...]
    counts: tuple[int | None, ...]
    totals: tuple[int | None, ...]
    seen: int | None
    stratum: str = ""
    rounded_to: int = 1


class Overlaps(Noun):
    """The lists as the report may show them: what each is after merging, and the tables of all people and of each stratum.

    `cards` are in the order of every table's places; `tables[0]` is of all people. `printed`: the counts pass as their
    publisher printed them (or were invented); otherwise they are protected. `notes` say what was left out or merged.
    """

    source: str
    cards: tuple[ListCard, ...]
    tables: tuple[PrintedCaptures, ...]
    printed: bool
    notes: tuple[Text, ...] = ()


class LinkedEntries(Noun):
    """Entries of lists that may be the same person: the table of histories is then one draw of many.

    `entries` gives the list (place in `lists`) of each entry; a pair (a, b, probability) says how likely entries a and b are the same person.
    """

    lists: tuple[str, ...]
    entries: tuple[int, ...] = Field(repr=False)
    pairs: tuple[tuple[int, int, float], ...] = Field(repr=False, default=())


class Hidden(Noun):
    """The `[hidden]` block: what is estimated from overlapping lists, and how.

    `rows` says what a row of `source` is: a history with its `count`, a person with 0/1 columns, or an entry of one list
    (`person` links entries of one person; `list_column` names its list; `pairs` is the source of match probabilities:
    columns entry_a, entry_b, probability); "registry": the lists are the institutions of the `[registry]` block, linked. `merge` joins lists before anything else. `strata` are columns whose words
    split the people; never a place. `people` is what is counted ("presumed victims"). `population` and its words give
    the rate of SDG 16.2.2 (detected victims only). `methods`: ids of the room, none for the usual ones. `ceiling` bounds the total where a
    prior needs one (None: 21 times the seen). `draws` of the bootstrap are raised up to `most_draws`.
    """

    source: str
    people: Text
    lists: tuple[ListCard, ...]
    rows: Literal["counts", "persons", "entries", "registry"] = "counts"
    count: str = "count"
    person: str | None = None
    list_column: str | None = None
    pairs: str | None = None
    merge: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    strata: tuple[str, ...] = ()
    where: dict[str, str] = Field(default_factory=dict)
    dimension: str | None = None
    population: float | None = None
    population_words: Text | None = None
    population_source: str | None = None
    methods: tuple[str, ...] = ()
    level: float = 0.95
    threshold: float = 0.02
    most_order: int | None = None
    ceiling: float | None = None
    draws: int = 1000
    most_draws: int = 100_000
    coverage_tables: int = 200
