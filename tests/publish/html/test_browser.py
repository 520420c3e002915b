"""The page in a browser: walked with keys, sorted and reset, opened and closed, without overflow; axe finds nothing."""

import html
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from yupay.model.release import Release
from yupay.publish.html.page import render

ROOT = Path(__file__).resolve().parents[3]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--virtual-time-budget=15000",
]
KEY = "function key(node, name) { node.dispatchEvent(new KeyboardEvent('keydown', {key: name, bubbles: true})); }"


@pytest.fixture(scope="module")
def page(release: Release) -> str:
    return render(release, "es", {})


def ask(chromium: str, folder: Path, page: str, script: str, *flags: str) -> Any:
    """What a script finds in the page: its value, as JSON."""
    told = f"""<script>{KEY} addEventListener('load', async function () {{
      var found = await (async function () {{ {script} }})();
      var box = document.createElement('pre'); box.id = 'found'; box.textContent = JSON.stringify(found);
      document.body.appendChild(box); }});</script></body>"""
    asked = folder / "page.html"
    asked.write_text(page.replace("</body>", told), encoding="utf-8")
    command = [chromium, *FLAGS, *flags, f"--user-data-dir={folder / 'profile'}", "--dump-dom", asked.as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    found = re.search(r'<pre id="found">(.*?)</pre>', shown, re.S)
    assert found, "the page did not answer"
    return json.loads(html.unescape(found[1]))


def test_the_map_is_walked_with_arrows_and_opened_with_enter(chromium: str, tmp_path: Path, page: str) -> None:
    found = ask(
        chromium,
        tmp_path,
        page,
        """var frames = document.querySelector('.frames'), said = [], live = document.getElementById('live');
        frames.focus();
        ['ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown'].forEach(function (name) {
          key(frames, name); said.push(live.textContent); });
        key(frames, 'Enter');
        var panel = document.getElementById('panel-body').textContent;
        key(document.body, 'Escape');
        var closed = document.getElementById('panel').hidden;
        key(frames, 'Escape');
        return {said: said, panel: panel, closed: closed, left: document.activeElement.value,
                marked: document.querySelectorAll('.frames .at').length};""",
    )
    assert [words.split(":")[0] for words in found["said"]] == [
        "Valle 01",
        "Valle 02",
        "Valle 09",
        "Valle 08",
        "Valle 01",
    ]
    start = "Valle 01: Y1 Bandas inventadas, clase 2 de 4 (12 a 59), n: 12, Tasa: 0.6, respondieron 1 de 1 comisarías"
    assert found["said"][0] == start
    assert found["panel"].startswith("Valle 01") and found["closed"] and found["marked"] == 0


def test_layers_table_and_places_apart_can_be_switched(chromium: str, tmp_path: Path, page: str) -> None:
    found = ask(
        chromium,
        tmp_path,
        page,
        """var map = document.querySelector('.map'), inputs = map.querySelectorAll('.controls input');
        var shape = function (i) { return map.querySelector('[data-place="' + i + '"] .fill').getAttribute('fill'); };
        var before = [shape(0), shape(44)];
        inputs[1].click(); map.querySelector('[data-apart]').click();
        var after = [shape(0), shape(44)];
        inputs[3].click();
        return {before: before, after: after, drawn: map.querySelector('.drawn').hidden,
                table: map.querySelector('.as-table').hidden,
                legends: Array.from(map.querySelectorAll('.legend')).map(function (n) { return n.hidden; })};""",
    )
    assert found["before"] != found["after"]
    assert found["before"][1] == "#eceff2" and found["after"][1] != "#eceff2"
    assert found["drawn"] and not found["table"] and found["legends"] == [True, False]


def test_a_table_is_sorted_and_reset(chromium: str, tmp_path: Path, page: str) -> None:
    found = ask(
        chromium,
        tmp_path,
        page,
        """var figure = document.getElementById('table-valleys'), heads = figure.querySelectorAll('thead tr:last-child th');
        var codes = function () { return Array.from(figure.querySelectorAll('tbody th')).map(function (n) { return n.textContent; }); };
        var column = function () { return Array.from(figure.querySelectorAll('tbody tr')).map(function (r) { return r.cells[2].textContent; }); };
        var first = codes(), plain = heads[2].getAttribute('aria-sort');
        heads[2].querySelector('button').click(); var up = column(), state = heads[2].getAttribute('aria-sort');
        heads[2].querySelector('button').click(); var down = column();
        figure.querySelector('.reset').click();
        return {plain: plain, up: up, state: state, down: down, same: JSON.stringify(first) === JSON.stringify(codes()),
                cleared: heads[2].getAttribute('aria-sort'), first: first};""",
    )
    numbers = [int(text.replace(",", "")) for text in found["up"] if text != "sin dato"]
    assert numbers == sorted(numbers) and found["up"][-1] == "sin dato"
    back = [int(text.replace(",", "")) for text in found["down"] if text != "sin dato"]
    assert back == sorted(numbers, reverse=True) and found["down"][-1] == "sin dato"
    assert found["plain"] is None and found["state"] == "ascending" and found["cleared"] is None
    assert found["same"] and found["first"] == sorted(found["first"])


def test_arrows_go_from_number_to_number_in_a_table(chromium: str, tmp_path: Path, page: str) -> None:
    found = ask(
        chromium,
        tmp_path,
        page,
        """var table = document.querySelector('#table-valleys table'), said = [];
        table.querySelector('button.n').focus();
        ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'].forEach(function (name) {
          key(document.activeElement, name); said.push(document.activeElement.textContent); });
        return {said: said, stops: table.querySelectorAll('button.n[tabindex="0"]').length};""",
    )
    assert found == {"said": ["0.6", "0.9", "19", "12"], "stops": 1}


def test_a_number_opens_its_card_and_escape_gives_the_focus_back(chromium: str, tmp_path: Path, page: str) -> None:
    found = ask(
        chromium,
        tmp_path,
        page,
        """var number = document.querySelector('#table-correlation button.n');
        number.focus(); number.click();
        var panel = document.getElementById('panel'), words = panel.textContent, inside = panel.contains(document.activeElement);
        key(document.activeElement, 'Escape');
        var back = document.activeElement === number, hidden = panel.hidden;
        document.querySelector('#table-correlation [data-form="p"]').click();
        var p = panel.querySelector('.panel-number').textContent;
        document.querySelector('a.term').click();
        return {words: words, inside: inside, back: back, hidden: hidden, p: p, term: panel.textContent};""",
    )
    for words in (
        ".31",
        "coeficiente",
        "42 de 43 valles",
        "IC 95 % [.03, .57]",
        "Correlación blanqueada",
        "sha256 0123",
    ):
        assert words in found["words"]
    assert "se cumple" in found["words"] and "Copiar con cita" in found["words"]
    assert found["inside"] and found["back"] and found["hidden"]
    assert found["p"] == "p = .021"
    assert "Atribuir a personas lo que vale para territorios." in found["term"]


def test_a_chart_is_walked_with_arrows(chromium: str, tmp_path: Path, page: str) -> None:
    found = ask(
        chromium,
        tmp_path,
        page,
        """var chart = document.querySelector('#figure-series .chart'), said = [];
        chart.focus();
        ['ArrowRight', 'ArrowRight', 'End'].forEach(function (name) {
          key(chart, name); said.push(document.getElementById('live').textContent); });
        key(chart, 'Enter');
        return {said: said, panel: document.getElementById('panel-body').textContent};""",
    )
    assert found["said"] == ["suma 2092-2094: 1,976", "2090: 512", "2097 (año incompleto): 903"]
    assert "Denuncias inventadas de 2097" in found["panel"] and "fila 6 de la fuente" in found["panel"]


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_the_page_never_overflows_its_width(chromium: str, tmp_path: Path, page: str, width: int) -> None:
    inner = tmp_path / "inner.html"
    inner.write_text(page, encoding="utf-8")
    outer = f'<!doctype html><body><iframe id="f" src="{inner.as_uri()}" width="{width}" height="900"></iframe></body>'
    told = """await new Promise(function (done) { setTimeout(done, 400); });
    var inside = document.getElementById('f').contentDocument, d = inside.documentElement;
    var cell = inside.querySelector('.wordy td');
    return [d.scrollWidth, d.clientWidth, getComputedStyle(cell).display, getComputedStyle(cell, '::before').content];"""
    wide, room, display, head = ask(chromium, tmp_path, outer, told, "--allow-file-access-from-files")
    assert width - 20 <= room <= width and wide <= room
    assert (display, head) == (("block", '"Objetivos"') if width == 360 else ("table-cell", "none"))


@pytest.fixture(scope="module")
def axe() -> str:
    """The rules of axe-core; where a browser is required, so are they."""
    path = Path(os.environ.get("YUPAY_AXE", ROOT / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"))
    if path.is_file():
        return path.read_text(encoding="utf-8").replace("</script", "<\\/script")
    why = "no axe-core: set YUPAY_AXE to axe.min.js"
    if "chromium" in os.environ.get("YUPAY_REQUIRE", "").split(","):
        pytest.fail(why)
    pytest.skip(why)


@pytest.mark.parametrize("opened", ["", "document.querySelector('button.n').click();"])
def test_axe_finds_no_serious_failure(chromium: str, tmp_path: Path, page: str, opened: str, axe: str) -> None:
    found = ask(
        chromium,
        tmp_path,
        page.replace("</body>", f"<script>{axe}</script></body>"),
        f"""{opened} var result = await axe.run(document);
        return result.violations.map(function (v) {{ return [v.impact, v.id, v.nodes[0].html]; }});""",
    )
    assert [one for one in found if one[0] in ("serious", "critical")] == []
