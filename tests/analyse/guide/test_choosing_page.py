"""The page for juries holds every row of the table, in its order, and its example runs."""

import contextlib
import io
import re
from pathlib import Path

from yupay.analyse.guide import RULES

PAGE = (Path(__file__).parents[3] / "docs" / "choosing-a-test.md").read_text(encoding="utf-8")


def test_every_row_in_its_order() -> None:
    rows = re.findall(r"(?m)^\| `([^`]+)` \| .+ \| `([^`]+)` \| (.+) \|$", PAGE)
    cited = {rule.id: "; ".join(work.cited.en for work in rule.citation) for rule in RULES}
    assert rows == [(rule.id, rule.method, cited[rule.id]) for rule in RULES]


def test_the_example_prints_what_it_shows() -> None:
    code, shown = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)[0]
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen):
        exec(compile(code, "page", "exec"), {})
    assert screen.getvalue() == shown
