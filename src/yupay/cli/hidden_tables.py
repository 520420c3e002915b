"""How is a hidden population told on a terminal? What must hold first, the range, every model, then the doubt."""

import sys
from collections.abc import Collection, Iterable, Sequence
from textwrap import shorten

from yupay.analyse.hidden.portfolio import PORTFOLIO
from yupay.analyse.methods import METHODS, card
from yupay.cli.screen import Screen, colour_wanted
from yupay.cli.written import number
from yupay.model.estimate import Estimate
from yupay.model.lists import Overlaps, PrintedCaptures
from yupay.model.text import Text
from yupay.study.messages import plain, wrapped

RED, PLAIN = "\x1b[31m", "\x1b[0m"
MARK = "!"
SUMMARIES = ("hidden-seen", "hidden-range", "hidden-detected-rate")
PARTS = ("doubt", "covariates", "strata", "linkage")
CHANGES = {
    "without ": Text(es="sin ", en="without "),
    "merged ": Text(es="unidas ", en="merged "),
    "held back ": Text(es="retenida ", en="held back "),
    "first ": Text(es="las primeras ", en="the first "),
    " lists": Text(es=" listas", en=" lists"),
    "odds ratio ": Text(es="razón de odds ", en="odds ratio "),
    "truth ": Text(es="si la verdad fuera: ", en="were the truth: "),
    "stepwise": Text(es="modelo paso a paso", en="stepwise model"),
    "smallest BIC": Text(es="modelo de menor BIC", en="smallest-BIC model"),
    "two classes": Text(es="dos clases de personas", en="two classes of people"),
}
NARROW = 28
REFUSED = Text(es="no evaluable", en="not assessable")


def tell(overlaps: Overlaps, made: Sequence[Estimate], screen: Screen, name: str) -> None:
    """All that was found, in the order in which it should be read."""
    of_table = {one.stratum: [e for e in made if _stratum(e, overlaps) == one.stratum] for one in overlaps.tables}
    _first(overlaps, screen, name)
    whole = of_table.get("", [])
    _supposed(whole, screen)
    for table in overlaps.tables:
        _table(table, of_table[table.stratum], screen)
    _doubts([one for one in made if _kind(one) in PARTS], screen)
    _last(overlaps, screen)


def _stratum(one: Estimate, overlaps: Overlaps) -> str:
    begins = (table.stratum for table in overlaps.tables if table.stratum)
    return next((name for name in begins if one.key == name or one.key.startswith(f"{name}; ")), "")


def _kind(one: Estimate) -> str:
    return PORTFOLIO[one.method].kind if one.method in PORTFOLIO else ""


def _first(overlaps: Overlaps, screen: Screen, name: str) -> None:
    """The file, its lists, and who was seen."""
    whole = overlaps.tables[0]
    screen.heading(Text.same(plain(name)))
    for card_, total in zip(overlaps.cards, whole.totals, strict=True):
        screen.say(f"  {card_.label.say(screen.language)}: {_withheld(total, screen)}")
    screen.say(Text(es=f"Vistas: {_withheld(whole.seen, screen)}", en=f"Seen: {_withheld(whole.seen, screen)}"))
    for note in overlaps.notes:
        screen.say(note)


def _withheld(value: int | None, screen: Screen) -> str:
    few = Text(es="pocas (no se muestra)", en="few (not shown)")
    return few.say(screen.language) if value is None else number(value)


def _supposed(made: Iterable[Estimate], screen: Screen) -> None:
    """What each model supposes of those on no list, before any number."""
    said: dict[str, list[str]] = {}
    for one in made:
        if one.assumptions and _kind(one) in ("model", "bound"):
            held = one.assumptions[0]
            words = f"{held.name.say(screen.language)}: {held.evidence.say(screen.language)}"
            said.setdefault(words, []).append(_label(one, screen))
    if not said:
        return
    screen.heading(
        Text(
            es="Qué debe cumplirse entre quienes no están en ninguna lista",
            en="What must hold among those on no list",
        )
    )
    for words, models in said.items():
        screen.say(f"  {'; '.join(dict.fromkeys(models))}. {words}")


def _table(table: PrintedCaptures, made: Sequence[Estimate], screen: Screen) -> None:
    """The range, then the models side by side, then their reasons and warnings."""
    title = Text(es="Todas las personas", en="All people")
    screen.heading(Text.same(plain(table.stratum)) if table.stratum else title)
    for one in made:
        if one.method == "hidden-range":
            _range(one, screen)
        elif one.method in SUMMARIES:
            if one.method != "hidden-seen" or table.stratum:
                screen.say(f"{one.quantity.say(screen.language)}: {_withheld_value(one, screen)}")
    told = {words for one in made if one.method == "hidden-range" for words in one.warnings}
    notes: list[str] = []
    models = [_less(one, told) for one in made if _kind(one) in ("model", "bound")]
    standing = next((str(one.parameters.get("standing", "")) for one in made if one.method == "hidden-range"), "")
    _rows(models, screen, notes, standing.split("\n"))
    if standing:
        screen.say(Text(es="  * está en el rango: se ajusta igual de bien", en="  * stands in the range: fits as well"))
    _notes(notes, screen)


def _less(one: Estimate, told: Collection[Text]) -> Estimate:
    """An estimate without the warnings that stand over the whole table already."""
    return one.model_copy(update={"warnings": tuple(words for words in one.warnings if words not in told)})


def _withheld_value(one: Estimate, screen: Screen) -> str:
    return number(one.value) if one.value is not None else REFUSED.say(screen.language)


def _range(one: Estimate, screen: Screen) -> None:
    """The one sentence that stands for a headline: there is none."""
    low, high = one.parameters.get("low"), one.parameters.get("high")
    if low is None or high is None:
        _marked(one.warnings[0].say(screen.language) if one.warnings else REFUSED.say(screen.language), screen)
        return
    models = one.parameters.get("models")
    if models == 1:
        said = Text(
            es=f"Un solo total ({_whole(low)}): ningún otro modelo con qué compararlo; no es un resultado para citar.",
            en=f"One total only ({_whole(low)}): no other model to compare it with; not a result to quote.",
        )
    else:
        least, most = _whole(low), _whole(high)
        said = Text(
            es=f"Entre {least} y {most} según los modelos que se ajustan igual de bien ({models}). No hay un solo número.",
            en=f"Between {least} and {most} across models that fit equally well ({models}). There is no single number.",
        )
    screen.say(said)
    for words in one.warnings:
        _marked(words.say(screen.language), screen)


def _whole(value: object) -> str:
    return f"{value:,.0f}" if isinstance(value, int | float) else "-"


def _rows(made: Sequence[Estimate], screen: Screen, notes: list[str], standing: Collection[str] = ()) -> None:
    """One line per estimate: what, total, interval, and the numbers of its notes."""
    if not made:
        return
    labels = [_label(one, screen) for one in made]
    wide = max(NARROW, min(max(map(len, labels)), screen.width - 40))
    for one, label in zip(made, labels, strict=True):
        marks = [_noted(words.say(screen.language), notes) for words in one.warnings]
        value = _amount(one, one.value) if one.value is not None else REFUSED.say(screen.language)
        interval = _interval(one)
        sign = _red(MARK) if one.value is None else "*" if one.id in standing else " "
        shown = (
            f"{sign} {shorten(label, wide, placeholder='…').ljust(wide)} {value:>12} {interval:>19} {_numbered(marks)}"
        )
        screen.say_as_is(plain_but_red(shown).rstrip())


def plain_but_red(line: str) -> str:
    """A line safe on a terminal, its own red mark kept."""
    return RED.join(PLAIN.join(plain(part) for part in piece.split(PLAIN)) for piece in line.split(RED))


def _numbered(marks: Sequence[int]) -> str:
    return f"[{','.join(str(mark) for mark in marks)}]" if marks else ""


def _noted(words: str, notes: list[str]) -> int:
    """The number of a note; a new one where it was not said yet."""
    if words not in notes:
        notes.append(words)
    return notes.index(words) + 1


def _notes(notes: Sequence[str], screen: Screen) -> None:
    for place, words in enumerate(notes, start=1):
        screen.say_as_is(wrapped(plain(words), screen.width, first=f"  [{place}] ", rest="      "))


def _interval(one: Estimate) -> str:
    if one.interval is None:
        return ""
    return f"{_amount(one, one.interval.low)} - {_amount(one, one.interval.high)}"


def _amount(one: Estimate, value: float | None) -> str:
    """A number of an estimate: people, or a share as a percentage."""
    if value is None:
        return "?"
    return f"{100 * value:.1f} %" if one.unit == "share" else _whole(value)


def _doubts(made: Sequence[Estimate], screen: Screen) -> None:
    """The tables of doubt, one after the other."""
    for method in dict.fromkeys(one.method for one in made):
        screen.heading(_named(method))
        notes: list[str] = []
        _rows([one for one in made if one.method == method], screen, notes)
        _notes(notes, screen)


def _named(method: str) -> Text:
    return card(method).label if method in METHODS else Text.same(method)


def _label(one: Estimate, screen: Screen) -> str:
    """What a row is called: what was changed in a table of doubt; else the method, and its model where it has several."""
    words = one.key.split("; ")[-1] if one.key else ""
    if _kind(one) == "doubt" and words:
        known = one.parameters.get("known")
        beside = Text(es=f" (son {known:,})", en=f" (it is {known:,})") if isinstance(known, int) else Text.same("")
        return _changed(words, screen) + beside.say(screen.language)
    if _kind(one) in PARTS:
        return words or one.quantity.say(screen.language)
    name = _named(one.method).say(screen.language)
    return words if one.method == "hidden-closed" and words else name


def _changed(words: str, screen: Screen) -> str:
    """What was changed in a table, in the language of the line; the names of lists stay as they are."""
    for begin, said in CHANGES.items():
        if words.startswith(begin):
            rest = words.removeprefix(begin)
            whole = CHANGES.get(rest)
            tail = whole.say(screen.language) if whole else rest
            return said.say(screen.language) + tail.replace(" lists", CHANGES[" lists"].say(screen.language))
    return words


def _marked(words: str, screen: Screen) -> None:
    """A warning in words, with a mark that is red where there is colour."""
    lines = wrapped(plain(words), screen.width, first="  ", rest="  ").split("\n")
    screen.say_as_is("\n".join([f"{_red(MARK)} {lines[0].lstrip()}", *lines[1:]]))


def _red(mark: str) -> str:
    return f"{RED}{mark}{PLAIN}" if colour_wanted(sys.stdout) else mark


def _last(overlaps: Overlaps, screen: Screen) -> None:
    """What was not shown, and where to read when not to use this."""
    screen.say("")
    if not overlaps.printed:
        screen.say(
            Text(
                es="Fuente protegida: no se muestra ninguna superposición de listas y los totales van redondeados. Con "
                "--public se muestran, si su publicador ya las imprimió.",
                en="Protected source: no overlap of lists is shown and totals are rounded. --public shows them, where "
                "their publisher has printed them already.",
            )
        )
    screen.say(Text(es="Cada método: yupay explain ID", en="Each method: yupay explain ID"))
    screen.command("yupay explain hidden-range")
