"""What does a table claim? One claim per row, or per column where the roles stand in the rows, as SPSS prints them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yupay.load.results.assemble import Cell, claim_of
from yupay.load.results.numbers import Mark, decimal_mark, pair, printed, spread
from yupay.load.results.prose import STATED, claims_of_line, states_results
from yupay.load.results.roles import role_of
from yupay.model.claim import Claim, ClaimPlace

TOTAL = re.compile(r"^\W*(?:sub-?\s?total|total|zona|zone|conjunto|overall|all\b|todos|general|pooled)", re.IGNORECASE)
NOTE = re.compile(r"\s*(?:nota|note|fuente|source|\*|[a-c]\.|elaboraci)", re.IGNORECASE)
STACKED = frozenset({"r", "tau", "p", "n", "gamma", "v", "phi"})
SHARED = frozenset({"n", "population", "population_size", "base", "items", "df", "controls"})
MOST_COLUMNS = 400
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class GridRow:
    """One row of cells and the line of the file where it stands."""

    line: int
    cells: tuple[str, ...]
    text: str = ""

    @property
    def filled(self) -> list[str]:
        """The cells that hold something."""
        return [cell for cell in self.cells if cell.strip()]

    @property
    def sentence(self) -> str:
        """The line as it was written."""
        return self.text or ", ".join(self.filled)


@dataclass(frozen=True)
class Block:
    """Rows that make one table, the words around it, and where it stands."""

    rows: tuple[GridRow, ...]
    words: str
    at: ClaimPlace
    mark: Mark | None

    def place(self, row: GridRow, column: str = "") -> ClaimPlace:
        """Where a row stands."""
        number = row.line - self.rows[0].line + 1
        return self.at.model_copy(update={"line": row.line, "row": number, "column": column})


def claims_of_rows(rows: Sequence[GridRow], file: str, mark: Mark | None = None, name: str = "") -> list[Claim]:
    """The claims of the rows of a page: its tables, and the sentences between them."""
    page_mark = mark or decimal_mark(cell for row in rows for cell in row.cells)
    claims: list[Claim] = []
    for number, (block, lines) in enumerate(_blocks(rows), start=1):
        found_mark = mark or decimal_mark(cell for row in (*block, *lines) for cell in row.cells) or page_mark
        words = " ".join(line.sentence for line in lines if line.filled)
        table = name or f"#{number}"
        at = ClaimPlace(file=file, table=table)
        if block:
            whole = Block(tuple(replace(row, cells=row.cells[:MOST_COLUMNS]) for row in block), words, at, found_mark)
            claims += claims_of_block(whole)
        for line in lines:
            place = at.model_copy(update={"line": line.line})
            claims += claims_of_line(line.sentence, place, found_mark, "" if not block else words)
    return claims


def claims_of_block(block: Block) -> list[Claim]:
    """The claims of one table."""
    if _is_stacked(block):
        return list(_stacked(block))
    header = _header(block.rows)
    if header and _roles(block.rows[header - 1].cells):
        return list(_by_rows(block, header))
    return list(_by_names(block))


def _blocks(rows: Sequence[GridRow]) -> Iterator[tuple[list[GridRow], list[GridRow]]]:
    """Tables with the lines around them.

    A blank row ends a paragraph and a table; the last line before a table is its title, and what follows a table is its
    note where no blank row lies between, or where it says so.
    """
    table: list[GridRow] = []
    lines: list[GridRow] = []
    gap = False
    for row in rows:
        if not row.filled:
            gap = True
            continue
        is_line = _is_line(row)
        if gap and _parted(row, table, lines, is_line=is_line):
            yield table, lines
            table, lines = [], []
        gap = False
        if table and is_line and _titled(row):
            yield table, lines
            table, lines = [], []
        (lines if is_line else table).append(row)
    if table or lines:
        yield table, lines


def _parted(row: GridRow, table: Sequence[GridRow], lines: Sequence[GridRow], *, is_line: bool) -> bool:
    """Whether a blank row before this one parts it from what came before."""
    if table:
        return not (is_line and NOTE.match(row.sentence))
    return bool(lines) and (is_line or len(lines) > 1)


def _is_line(row: GridRow) -> bool:
    """Whether a row is a sentence or a title, not cells."""
    filled = row.filled
    if states_results(row.sentence):
        return True
    if any(printed(cell) or pair(cell) for cell in filled):
        return False
    if len(filled) == 1:
        return len(row.cells) == 1 or len(filled[0]) > 30 or bool(row.cells[0].strip())
    return len(_roles(filled)) < 2 and _wordy(row.sentence)


def _wordy(sentence: str) -> bool:
    words = len(WORD.findall(sentence))
    ended = sentence.rstrip().endswith((".", "!", "?"))
    return STATED.search(sentence) is not None or words >= 12 or (ended and words >= 4)


def _titled(row: GridRow) -> bool:
    return bool(re.match(r"\s*(?:tabla|table|cuadro|figura|figure)\b", row.filled[0], re.IGNORECASE))


def _roles(cells: Sequence[str]) -> list[str]:
    return [role for role in (_heading_role(cell) for cell in cells) if role]


def _heading_role(cell: str) -> str | None:
    bare = re.sub(r"[ _]?(?:19|20)\d\d$", "", cell.strip())
    return role_of(bare) or role_of(cell)


def _header(rows: Sequence[GridRow]) -> int:
    """How many rows the heading takes: the rows before the first one with a number."""
    for number, row in enumerate(rows):
        if any(printed(cell) or pair(cell) or spread(cell) for cell in row.cells[1:] or row.cells):
            return number
    return len(rows)


def _is_stacked(block: Block) -> bool:
    """Whether coefficient, significance and N stand in rows one under the other."""
    roles = [_row_role(row) for row in block.rows]
    stacked = [role for role in roles if role in STACKED]
    return len(set(stacked)) >= 2 and len(stacked) >= 0.6 * sum(_numeric(row) for row in block.rows)


def _numeric(row: GridRow) -> bool:
    return any(printed(cell) for cell in row.filled)


def _row_role(row: GridRow) -> str | None:
    """The role named by the last words before the first number of a row."""
    words = [cell for cell in _leading(row) if cell.strip()]
    if not _numeric(row):
        return None
    return next((role for role in map(role_of, reversed(words)) if role), None)


def _leading(row: GridRow) -> list[str]:
    first = next((i for i, cell in enumerate(row.cells) if cell.strip() and printed(cell)), len(row.cells))
    return list(row.cells[:first])


def _stacked(block: Block) -> Iterator[Claim]:
    """One claim for each column of values of each stack of roles."""
    stack: dict[str, GridRow] = {}
    label = ""
    for row in block.rows:
        role = _row_role(row)
        if role is None:
            continue
        if role in stack:
            yield from _unstacked(block, stack, label)
            stack, label = {}, ""
        named = [cell for cell in _leading(row) if cell.strip() and role_of(cell) is None]
        label = label or (named[-1].strip() if named else "")
        stack[role] = row
    yield from _unstacked(block, stack, label)


def _unstacked(block: Block, stack: dict[str, GridRow], label: str) -> Iterator[Claim]:
    if len(stack) < 2:
        return
    words = " ".join(
        [block.words, *dict.fromkeys(cell for row in block.rows for cell in _leading(row) if cell.strip())]
    )
    first = next(iter(stack.values()))
    width = max(len(row.cells) for row in stack.values())
    heads = block.rows[0].cells if not _numeric(block.rows[0]) else ()
    for column in range(width):
        cells = [
            Cell(role, row.cells[column], "")
            for role, row in stack.items()
            if column < len(row.cells) and printed(row.cells[column])
        ]
        if len(cells) >= 2:
            name = heads[column].strip() if column < len(heads) else ""
            yield claim_of(cells, block.place(first, name), f"{label} - {name}".strip(" -"), words, block.mark)


def _by_rows(block: Block, header: int) -> Iterator[Claim]:
    """One claim a row, or several where the same heading comes again; a lone n or population serves all."""
    heads = block.rows[header - 1].cells
    above = [row.cells for row in block.rows[: header - 1]]
    words = " ".join([block.words, *(cell for row in block.rows[:header] for cell in row.filled)])
    groups = _column_groups(heads, block.rows[header:])
    found: list[Claim] = []
    for row in block.rows[header:]:
        label = _label(row, heads)
        for group in groups:
            cells = [_named(role, row.cells[at], heads[at], label) for role, at in group.items() if at < len(row.cells)]
            place = block.place(row, _spanner(above, group))
            said = f"{words} {_texts(row)}"
            claim = claim_of(cells, place, label, said, block.mark, total=bool(TOTAL.match(label)))
            if claim.numbers:
                found.append(claim)
    yield from _sized(found) if any("value" in group for group in groups) else found


def _named(role: str, text: str, heading: str, label: str) -> Cell:
    """A column headed "value" holds what its row is called."""
    named = role_of(label) if role == "value" else None
    return Cell(named or role, text, heading)


def _sized(claims: list[Claim]) -> list[Claim]:
    """A row that holds only the number of cases serves the others."""
    n = next((claim.numbers["n"] for claim in claims if set(claim.numbers) == {"n"}), None)
    return [
        claim if n is None or "n" in claim.numbers else claim.model_copy(update={"numbers": {**claim.numbers, "n": n}})
        for claim in claims
    ]


def _label(row: GridRow, heads: Sequence[str]) -> str:
    for at, cell in enumerate(row.cells):
        if cell.strip() and printed(cell) is None and (at >= len(heads) or _heading_role(heads[at]) is None):
            return cell.strip()
    first = row.cells[0].strip() if row.cells else ""
    return first if first and (not heads or _heading_role(heads[0]) is None) else ""


def _texts(row: GridRow) -> str:
    """The cells of a row that are words: they may name the method of the row."""
    return " ".join(cell for cell in row.filled if not _holds(cell))[:400]


def _column_groups(heads: Sequence[str], rows: Sequence[GridRow]) -> list[dict[str, int]]:
    """The columns of each claim of a row; a column without any number holds labels."""
    places: dict[str, list[int]] = {}
    both = {"N", "n"} <= {head.strip() for head in heads}
    for at, head in enumerate(heads):
        role = "population_size" if both and head.strip() == "N" else _heading_role(head)
        if role and any(at < len(row.cells) and _holds(row.cells[at]) for row in rows):
            places.setdefault(role, []).append(at)
    most = max((len(found) for found in places.values()), default=0)
    turns = [{role: found[turn] for role, found in places.items() if turn < len(found)} for turn in range(most)]
    if most < 2:
        return turns
    single = {role: found[0] for role, found in places.items() if len(found) == 1}
    starts = sorted((at, turn) for found in places.values() if len(found) > 1 for turn, at in enumerate(found))
    groups = [{role: at for role, at in turn.items() if role not in single} for turn in turns]
    for role, at in single.items():
        home = next((turn for start, turn in starts if start > at), most - 1)
        for turn in range(most) if role in SHARED else (home,):
            groups[turn][role] = at
    return [dict(sorted(group.items(), key=lambda item: item[1])) for group in groups]


def _holds(cell: str) -> bool:
    return bool(printed(cell) or pair(cell) or spread(cell) or "*" in cell)


def _spanner(above: Sequence[Sequence[str]], group: dict[str, int]) -> str:
    at = min(group.values(), default=0)
    for cells in above:
        named = next((cells[i].strip() for i in range(min(at, len(cells) - 1), 0, -1) if cells[i].strip()), "")
        if named:
            return named
    return ""


def _by_names(block: Block) -> Iterator[Claim]:
    """A list of names and values: `Rho de Spearman | 0.078`; one claim for each column of values."""
    named = [(role, row) for row in block.rows if (role := _row_role(row))]
    if not named:
        return
    words = " ".join([block.words, *(row.filled[0] for row in block.rows if row.filled)])
    width = max(len(row.cells) for _, row in named)
    for column in range(1, width):
        cells: dict[str, Cell] = {}
        for role, row in named:
            if column < len(row.cells) and printed(row.cells[column]):
                cells.setdefault(role, Cell(role, row.cells[column], row.filled[0]))
        if cells:
            yield claim_of(list(cells.values()), block.place(named[0][1]), "", words, block.mark)
