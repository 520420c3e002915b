"""How is a wide table read on a narrow terminal? As a table where each column has room, else as one card per row."""

import textwrap
from collections.abc import Sequence

from yupay.cli.language import Language
from yupay.model.table import Cell, Table
from yupay.model.text import Text
from yupay.study.messages import plain

ROOM = 20
GAP = 2
LABEL = 24


def cell_words(cell: Cell, language: Language) -> str:
    """What a cell says: its words, or a dash where it does not apply."""
    if cell.mark is not None:
        return "-"
    value = cell.value
    return plain(value.say(language) if isinstance(value, Text) else str(value if value is not None else ""))


def show_table(table: Table, language: Language, width: int) -> str:
    """A table of words fitted to `width` columns."""
    across = (width + GAP) // len(table.columns) - GAP
    return _as_table(table, language, width) if across >= ROOM else _as_cards(table, language, width)


def _as_table(table: Table, language: Language, width: int) -> str:
    widths = _widths([column.width for column in table.columns], width)
    heads = [column.label.say(language) for column in table.columns]
    lines = [*_line(heads, widths), _rule(widths)]
    for row in table.rows:
        lines += [*_line([cell_words(cell, language) for cell in row.cells], widths), _rule(widths)]
    return "\n".join(lines)


def _widths(shares: Sequence[float], width: int) -> list[int]:
    room = width - GAP * (len(shares) - 1)
    return [max(int(room * share / sum(shares)), 8) for share in shares]


def _line(words: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [textwrap.wrap(word, size) or [""] for word, size in zip(words, widths, strict=True)]
    height = max(len(column) for column in columns)
    filled = [column + [""] * (height - len(column)) for column in columns]
    gap = " " * GAP
    return [
        gap.join(part.ljust(size) for part, size in zip(parts, widths, strict=True)).rstrip()
        for parts in zip(*filled, strict=True)
    ]


def _rule(widths: Sequence[int]) -> str:
    return (" " * GAP).join("─" * size for size in widths)


def _as_cards(table: Table, language: Language, width: int) -> str:
    heads = [column.label.say(language) for column in table.columns]
    label = min(LABEL, max(len(head) for head in heads) + GAP, width // 3)
    facts = [[cell_words(cell, language) for cell in row.cells] for row in table.rows]
    cards = []
    for place, words in enumerate(facts):
        told = _alike(words, facts[place - 1]) if place else 0
        pairs = list(zip(heads, words, strict=True))[told:]
        cards.append("\n".join(_labelled(head, said, label, width) for head, said in pairs if said not in ("", "-")))
    return f"\n{'─' * min(width, 60)}\n".join(cards)


def _alike(words: Sequence[str], above: Sequence[str]) -> int:
    """How many facts a card opens with that the card above has told; none where nothing would be left."""
    return next((n for n, (here, there) in enumerate(zip(words, above, strict=True)) if here != there), 0)


def _labelled(head: str, words: str, label: int, width: int) -> str:
    heads = textwrap.wrap(head, label - 1) or [""]
    lines = textwrap.wrap(words, width - label) or [""]
    height = max(len(heads), len(lines))
    pairs = zip(heads + [""] * (height - len(heads)), lines + [""] * (height - len(lines)), strict=True)
    return "\n".join((left.ljust(label) + right).rstrip() for left, right in pairs)
