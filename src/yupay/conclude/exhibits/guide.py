"""Why this test? The guide's answer for each hypothesis: the paragraph to quote, what was not taken, what would change it."""

from yupay.conclude import layout
from yupay.conclude.material import Material
from yupay.conclude.naming import raised, spoken
from yupay.conclude.pages import hypothesis_page
from yupay.conclude.wording import rows as words
from yupay.model.choice import Choice
from yupay.model.study import Exhibit
from yupay.model.table import Row, Table
from yupay.model.text import Text

TABLE = "guide"
COLUMNS = (
    layout.head("test", words.GUIDE_TEST, width=0.9),
    layout.head("paragraph", words.GUIDE_PARAGRAPH, width=2.4),
    layout.head("others", words.GUIDE_OTHERS, width=2.2),
    layout.head("turns", words.GUIDE_TURNS, width=1.6),
)


def default_exhibit() -> Exhibit:
    """The annex of the guide."""
    return Exhibit(id=TABLE, kind="guide", section="annex", title=words.GUIDE_TITLE)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per hypothesis that was tested; None where none was."""
    rows = []
    for h in material.study.hypotheses:
        tested = material.rulings[h.id].tested
        if tested is not None and tested.choice is not None:
            rows.append(row(h.id, hypothesis_page(material.study, h.id), tested.choice))
    if not rows:
        return None
    note = layout.general(words.GUIDE_NOTE)
    return layout.table(exhibit, material, COLUMNS, rows, notes=[note], landscape=True, sortable=False)


def row(key: str, page: Text, choice: Choice) -> Row:
    """The guide's answer for one hypothesis."""
    others = [
        spoken(words.GUIDE_DEFENSIBLE if one.defensible else words.GUIDE_REFUSED, name=one.name, reason=one.reason)
        for one in choice.alternatives
    ]
    turns = [spoken(words.GUIDE_TURN, when=turn.when, name=turn.name) for turn in choice.turns]
    name = Text(es=f"{page.es}. {raised(choice.name).es}", en=f"{page.en}. {raised(choice.name).en}")
    cells = (name, choice.paragraph, listed(others), listed(turns))
    return Row(key=key, cells=tuple(layout.said(cell) for cell in cells))


def listed(texts: list[Text]) -> Text:
    """Clauses one after another, each a sentence."""
    told = [raised(text) for text in texts]
    return Text(es=" ".join(f"{t.es}." for t in told) or "—", en=" ".join(f"{t.en}." for t in told) or "—")
