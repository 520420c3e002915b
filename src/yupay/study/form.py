"""Are ids usable and unique, numbers in their range, cards filled in, and passwords elsewhere?"""

import re
from difflib import get_close_matches
from typing import Literal, get_args, get_origin

from yupay.model.problem import Problem, StudyProblems
from yupay.model.study import EngineOptions, Study
from yupay.model.text import Text
from yupay.study.aliases import folded
from yupay.study.codes import catalogue
from yupay.study.locator import PASSWORD, KeyPath
from yupay.study.look import LISTS, Look
from yupay.study.shape import UNWRITTEN, one_of, wanted

MEMORY = r"memory=[1-9][0-9]{0,3}[MG]B"
ENGINES = {
    "duckdb": re.compile(rf"duckdb://(\?{MEMORY})?"),
    "postgres": re.compile(
        r"postgres(ql)?://([^\s:/@?#]+@)?[^\s/@?#]*/[^\s/?#]+(\?[a-z_]+=[^\s&#]*(&[a-z_]+=[^\s&#]*)*)?"
    ),
    "spark": re.compile(rf"spark://local(\?(cores=[1-9][0-9]?|{MEMORY})(&(cores=[1-9][0-9]?|{MEMORY}))?)?"),
}
ENGINE_FORMS = {
    "duckdb": "duckdb://",
    "postgres": "postgres://user@host/database",
    "spark": "spark://local?cores=2",
}
SECRET = re.compile(r"[?&][a-z]*password=", re.IGNORECASE)
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def check_ids(look: Look) -> None:
    """S106, S107: ids make up file names and estimate ids, so they are plain, and differ in more than case."""
    usable(look, ("study", "id"), look.study.study.id)
    for noun in LISTS:
        seen: dict[str, int] = {}
        for path, item in look.items(noun):
            usable(look, (*path, "id"), item.id)
            if (first := seen.setdefault(item.id.casefold(), look.locate((*path, "id"))[0])) and (
                first != look.locate((*path, "id"))[0]
            ):
                _repeated(look, (*path, "id"), item.id, first)


def usable(look: Look, path: KeyPath, value: str) -> None:
    """S106: an id that makes a file name."""
    if ID.fullmatch(value) or value == UNWRITTEN:
        return
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", folded(value)).strip("-.")[:64]
    look.add(
        "S106",
        path,
        Text.same(look.written(path, value)),
        Text(
            es="letras sin tilde, cifras, punto, guion o guion bajo, hasta 64",
            en="unaccented letters, digits, dot, hyphen or underscore, up to 64",
        ),
        Text.same(plain) if plain else None,
    )


def _repeated(look: Look, path: KeyPath, value: str, line: int) -> None:
    written = look.written(path, value)
    look.add(
        "S107",
        path,
        Text(es=f"{written}, ya en la línea {line}", en=f"{written}, already on line {line}"),
        Text(es="un identificador propio", en="an id of its own"),
    )


def check_ranges(look: Look) -> None:
    """S105: numbers with which a method or a rule of the house makes sense."""
    s = look.study
    for key in ("alpha", "residual_moran_alpha", "equivalence", "power"):
        _between(look, ("decision", key), getattr(s.decision, key), 0, 1)
    _least(look, ("decision", "min_units"), s.decision.min_units, 5)
    _least(look, ("decision", "simulations"), s.decision.simulations, 100)
    _least(look, ("study", "seed"), s.study.seed, 0)
    _least(look, ("release", "small_count"), s.release.small_count, 10)
    _least(look, ("release", "map_months"), s.release.map_months, 24)
    for key in ("first_table", "first_figure", "chapter"):
        _least(look, ("report", key), getattr(s.report, key), 1)
    _least(look, ("report", "long_table"), s.report.long_table, 5)
    for path, indicator in look.items("indicators"):
        _least(look, (*path, "per"), indicator.per, 1)
    for path, unit in look.items("units"):
        _least(look, (*path, "min_population"), unit.min_population, 0 if _invented(s) else 20_000)
        _least(look, (*path, "digits"), unit.digits, 1)
    for path, source in look.items("sources"):
        _least(look, (*path, "expected_rows"), source.expected_rows, 0)
    if not s.study.languages:
        look.add("S105", ("study", "languages"), Text.same("languages = []"), Text.same('["es"], ["en"], ["es", "en"]'))


def _invented(study: Study) -> bool:
    return bool(study.sources) and all(source.confidentiality == "invented" for source in study.sources)


def _between(look: Look, path: KeyPath, value: float, low: float, high: float) -> None:
    if not low < value < high:
        expected = Text(es=f"mayor que {low} y menor que {high}", en=f"greater than {low} and less than {high}")
        look.add("S105", path, Text.same(look.written(path, value)), expected)


def _least(look: Look, path: KeyPath, value: float | None, least: int) -> None:
    if value is not None and value < least:
        expected = Text(es=f"{least:,} o más", en=f"{least:,} or more")
        look.add("S105", path, Text.same(look.written(path, value)), expected)


def check_unfilled(look: Look) -> None:
    """S109: a `?` where only the author knows the answer; S103: a study without objectives or sources."""
    known = Text(es="el dato, escrito por quien conoce la fuente", en="the words, written by whoever knows the source")
    for path, spot in sorted(look.locate.spots.items(), key=lambda item: item[1].value):
        if look.locate.raw(path) in ('"?"', "'?'") and spot.end > spot.value and path[-1] != "separator":
            wants = wanted(path)
            expected = one_of(get_args(wants), most=20) if get_origin(wants) is Literal else known
            look.add("S109", path, Text.same(look.written(path, UNWRITTEN)), expected)
    for noun in ("objectives", "sources"):
        if not getattr(look.study, noun):
            look.add(
                "S103",
                (noun,),
                Text(es=f"el archivo sin {noun}", en=f"the file without {noun}"),
                Text.same(f"[[{noun}]]"),
            )


def check_secrets(look: Look) -> None:
    """S126: an address with a password; the address is not quoted."""
    for path, source in look.items("sources"):
        if PASSWORD.search(source.path):
            look.add(
                "S126",
                (*path, "path"),
                Text(
                    es="una dirección postgres:// con contraseña (no se muestra)",
                    en="a postgres:// address with a password (not shown)",
                ),
                Text(es="postgres://usuario@servidor/base", en="postgres://user@server/database"),
            )


def check_engine(look: Look) -> None:
    """S126, S139: the engine has an address of a known form, without a password; a wrong one is not quoted whole."""
    if problem := engine_fault(look.study.engine.url):
        code, got, expected, hint = problem
        look.add(code, ("engine", "url"), got, expected, hint)


def engine_fault(url: str) -> tuple[str, Text, Text, Text | None] | None:
    """What is wrong with the address of an engine: a code, what was read, what is expected, a did-you-mean."""
    if PASSWORD.search(url) or SECRET.search(url):
        with_one = Text(es="una dirección con contraseña (no se muestra)", en="an address with a password (not shown)")
        return "S126", with_one, Text.same(ENGINE_FORMS["postgres"]), None
    if any(form.fullmatch(url) for form in ENGINES.values()):
        return None
    scheme = url.partition(":")[0].strip()[:20]
    near = get_close_matches(scheme.casefold(), (*ENGINES, "postgresql"), n=1, cutoff=0.5)
    hint = Text.same(ENGINE_FORMS["postgres" if near[0] == "postgresql" else near[0]]) if near else None
    return "S139", Text.same(f'url = "{scheme} ..."'), Text.same(", ".join(ENGINE_FORMS.values())), hint


def with_engine(study: Study, url: str) -> Study:
    """The study on another engine.

    Raises:
        StudyProblems: S126, S139 an address with a password, or of no known form.

    """
    if fault := engine_fault(url):
        code, got, expected, hint = fault
        entry = catalogue()[code]
        wrong = Problem(code=code, what=entry.what, where="--engine", got=got, expected=expected, hint=hint)
        raise StudyProblems([wrong])
    return study.model_copy(update={"engine": EngineOptions(url=url)})
