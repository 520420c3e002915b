"""Is `[sources.qualify]` well declared: a table of coded cases, columns of the contract, words of the law, nothing of a real victim?"""

from yupay.model.source import Qualify, Source
from yupay.model.study import Exhibit
from yupay.model.text import Text
from yupay.study.locator import KeyPath
from yupay.study.look import Look, shown
from yupay.study.shape import one_of

CONTRACT = (
    "case_id",
    "act_date",
    "date_precision",
    "place",
    "acts",
    "means",
    "purposes",
    "victims_n",
    "victim_ages",
    "victim_flags",
    "victim_consent",
    "agent_flags",
    "agents_n",
    "outcome_flags",
)
ANSWERED = (
    "class",
    "article",
    "tier",
    "items",
    "penalty_min",
    "penalty_max",
    "palermo",
    "other_offences",
    "iccs",
    "missing",
    "flags",
    "law_version",
    "modality",
    "year",
    "cases",
)
WORDS = {
    "class": ("trata", "precursor", "none", "unknown"),
    "palermo": ("yes", "no", "unknown"),
    "tier": ("0", "1", "2", ">=0", ">=1", ""),
}
AS_WRITTEN = ("text", "code")
ALLOWED = "invented"
PUBLIC = "public"


def made(card: Source) -> tuple[str, ...]:
    """The columns that a source gains from its qualification; none where it has none."""
    return () if card.qualify is None else ANSWERED


def check_qualify(look: Look) -> None:
    """S129, S151: every problem of the block, of the indicators that read its answer and of the tables that show it."""
    for path, card in look.items("sources"):
        if card.qualify is not None:
            at: KeyPath = (*path, "qualify")
            _card(look, at, card)
            _columns(look, at, card, card.qualify)
            _values(look, at, card.qualify)
            _beside(look, at, card, card.qualify)
    for path, indicator in look.items("indicators"):
        card = look.by_id("sources").get(indicator.source or "")
        if card is not None and card.qualify is not None:
            _asked(look, (*path, "where"), indicator.where)
    for path, exhibit in look.items("exhibits"):
        _shown(look, path, exhibit)


def _wrong(look: Look, path: KeyPath, got: Text, expected: Text, hint: Text | None = None) -> None:
    look.add("S151", path, got, expected, hint)


def _card(look: Look, at: KeyPath, card: Source) -> None:
    """Only a table, and only invented cases; what may not leave at all has its own refusal (P601)."""
    if card.kind != "table":
        _wrong(look, at, Text.same(f'{card.id}: kind = "{card.kind}"'), Text.same('kind = "table"'))
    if card.confidentiality == PUBLIC:
        got = Text.same(f'{card.id}: confidentiality = "{PUBLIC}"')
        expected = Text(
            es=f'confidentiality = "{ALLOWED}": expedientes codificados de personas reales no son una fuente pública',
            en=f'confidentiality = "{ALLOWED}": coded files of real persons are no public source',
        )
        _wrong(look, at, got, expected)


def _columns(look: Look, at: KeyPath, card: Source, block: Qualify) -> None:
    """Names of the contract, each once, read as they are written; no column of one's own under a name of the answer."""
    for own, ours in block.columns.items():
        if ours and ours not in CONTRACT:
            path = (*at, "columns", own)
            _wrong(look, path, Text.same(f'{own} = "{ours}"'), one_of(CONTRACT, most=20), look.near(ours, CONTRACT))
    targets = [ours for ours in block.columns.values() if ours]
    for ours in sorted({one for one in targets if targets.count(one) > 1}):
        expected = Text(es="una columna para cada nombre", en="one column for each name")
        _wrong(look, (*at, "columns"), Text.same(f"{ours}, {targets.count(ours)}"), expected)
    for name, spec in card.columns.items():
        meant = block.columns.get(name, name)
        if name.casefold() in ANSWERED:
            expected = Text(es="otro nombre: ese lo pone la calificación", en="another name: that one is of the answer")
            _wrong(look, at, Text.same(name), expected)
        elif meant in CONTRACT and spec.type not in AS_WRITTEN:
            _wrong(look, at, Text.same(f'{name}: type = "{spec.type}"'), one_of([f'type = "{t}"' for t in AS_WRITTEN]))


def _values(look: Look, at: KeyPath, block: Qualify) -> None:
    known = (*CONTRACT, *filter(None, (block.evidence, block.court)))
    for name in block.values:
        if name not in known:
            path = (*at, "values", name)
            _wrong(look, path, Text.same(f"[values.{name}]"), one_of(known, most=20), look.near(name, known))


def _beside(look: Look, at: KeyPath, card: Source, block: Qualify) -> None:
    """S129: the columns of the evidence and of the court; neither may be one of the facts."""
    for key in ("evidence", "court"):
        column = getattr(block, key)
        if column is None:
            continue
        if block.columns.get(column, column) in CONTRACT:
            expected = Text(es="una columna aparte de los hechos", en="a column apart from the facts")
            _wrong(look, (*at, key), Text.same(f'{key} = "{column}"'), expected)
        elif card.columns and column not in card.columns:
            expected = Text(
                es=f"una columna de [sources.columns] de {card.id}", en=f"a column of [sources.columns] of {card.id}"
            )
            near = look.near(column, list(card.columns))
            look.add("S129", (*at, key), Text.same(f'{key} = "{column}"'), expected, near)


def _asked(look: Look, path: KeyPath, where: dict[str, str]) -> None:
    """Words that the answer never holds."""
    for column, word in where.items():
        known = WORDS.get(column)
        if known is not None and word not in known:
            got = Text.same(f"where = {{ {column} = {shown(word)} }}")
            _wrong(look, path, got, one_of([one for one in known if one]), look.near(word, known))


def _shown(look: Look, path: KeyPath, exhibit: Exhibit) -> None:
    """A table of the law needs a source that is qualified."""
    qualified = [card.id for card in look.study.sources if card.qualify is not None]
    source = exhibit.options.get("source")
    if exhibit.kind.startswith("law-") and not (source in qualified if source else qualified):
        expected = Text(es="una fuente con [sources.qualify]", en="a source with [sources.qualify]")
        _wrong(look, (*path, "kind"), Text.same(f'{exhibit.id}: kind = "{exhibit.kind}"'), expected)
