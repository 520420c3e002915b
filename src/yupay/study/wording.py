"""Which words does a report never print? Causal verbs, words that blame, and effort called by the name of a crime."""

import re
from collections.abc import Iterable

from yupay.model.text import Text
from yupay.study.locator import KeyPath
from yupay.study.look import Look, named
from yupay.study.shape import texts

CAUSAL = {
    "es": re.compile(
        r"\b(influ(?:y[eó]\w*|enci(?:a|an|ó|ar))|incid(?:e|en|ió|ieron|ir)|determin(?:a|an|ó|aron|ará)"
        r"|gener(?:a|an|ó|aron|ará)|explic(?:a|an|ó|aron|ará)|impact(?:a|an|ó|aron|ar|o)|caus(?:a|an|ó|aron)"
        r"|provoc(?:a|an|ó|aron)|ocasion(?:a|an|ó|aron)|produc(?:e|en)|efectos? (?:de|sobre|en))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(influenc(?:es?|ed)|drives?|drove|explain(?:s|ed)?|caus(?:es?|ed)|determin(?:es?|ed)|generat(?:es?|ed)"
        r"|impact(?:s|ed)?|affect(?:s|ed)?|produc(?:es?|ed)|leads? to|effects? (?:of|on))\b",
        re.IGNORECASE,
    ),
}
CHILDREN = Text(
    es="niñas, niños y adolescentes (NNA), o personas menores de 18 años", en="children, or persons under 18"
)
EXPLOITED = Text(es="explotación sexual de NNA", en="sexual exploitation of children")
EXPLOITER = Text(es="explotador", en="exploiter")
NOT_REJECTED = Text(es="no se rechaza H0", en="H0 is not rejected")
PLACES = Text(es="el nombre del distrito, sin calificarlo", en="the name of the district, without a label")
NEVER: tuple[tuple[str, str, Text], ...] = (
    ("es", r"menores\b(?! (?:de (?:\d+|dieciocho|edad)|que|a \d))", CHILDREN),
    ("es", r"menor(?:es)? (?:prostituid|explotad|vendid|traficad)\w+", CHILDREN),
    ("es", r"prostituci[oó]n (?:infantil|adolescente|juvenil|de (?:menores|niñ\w+|NNA))", EXPLOITED),
    ("es", r"trabajo sexual (?:infantil|adolescente|de (?:menores|niñ\w+|NNA))", EXPLOITED),
    ("es", r"clientes?", EXPLOITER),
    ("es", r"(?:distritos? rojos?|zonas? (?:rosas?|rojas?))", PLACES),
    ("es", r"se acepta (?:la )?(?:H0|hip[oó]tesis nula)", NOT_REJECTED),
    ("en", r"child(?:ren)? prostitut\w+", EXPLOITED),
    ("en", r"underage (?:sex work\w*|prostitut\w+)", EXPLOITED),
    ("en", r"child sex work\w*", EXPLOITED),
    ("en", r"red[- ]light districts?", PLACES),
    ("en", r"(?:H0|(?:the )?null hypothesis) is accepted", NOT_REJECTED),
    ("en", r"accept(?:s|ed|ing)? (?:H0|the null hypothesis)", NOT_REJECTED),
)
TRAFFICKING = {
    "es": re.compile(r"\btrata\b", re.IGNORECASE),
    "en": re.compile(r"\b(?<!drug )(?<!drugs )trafficking\b(?! in drugs| of drugs)", re.IGNORECASE),
}
AGAINST = {
    "es": re.compile(r"\bcontra (?:la |el )?trata\b", re.IGNORECASE),
    "en": re.compile(r"\bagainst (?:[a-z]+ ){0,3}trafficking\b", re.IGNORECASE),
}
READ_ALOUD = ("variables", "dimensions", "indicators", "objectives", "hypotheses", "families", "exhibits", "scales")
OWN_WORDS = ("title", "subtitle", "scope")


def each_language(path: KeyPath, words: Text, look: Look) -> Iterable[tuple[KeyPath, str, str]]:
    """A text in each language of the study, with its place; once where both languages read alike."""
    if words.es == words.en:
        languages = look.study.study.languages or ("es",)
        yield path, "es" if "es" in languages else "en", words.es
        if len(languages) == 2:
            yield path, "en", words.en
        return
    for language, said in (("es", words.es), ("en", words.en)):
        at = (*path, language)
        yield (at if look.locate.has(at) else path), language, said


def check_causal(look: Look) -> None:
    """S121: verbs of cause in what a hypothesis states."""
    for path, hypothesis in look.items("hypotheses"):
        for key in ("statement", "null"):
            words = getattr(hypothesis, key)
            if words is not None:
                _causal(look, (*path, key), words, hypothesis.id)


def _causal(look: Look, path: KeyPath, words: Text, owner: str) -> None:
    for at, language, said in each_language(path, words, look):
        if verb := CAUSAL[language].search(said):
            look.add(
                "S121",
                at,
                _quoted(verb.group(), named(path), owner),
                Text(
                    es="se asocia con, se relaciona con, acompaña a, difiere de",
                    en="is associated with, is related to, goes with, differs from",
                ),
                Text(es="se relaciona con", en="is related to"),
            )


def _quoted(word: str, key: str, owner: str) -> Text:
    return Text(es=f"«{word}», en {key} de {owner}", en=f'"{word}", in the {key} of {owner}')


def check_words(look: Look) -> None:
    """S122: words that blame or diminish victims, or claim too much, in what the report reads aloud."""
    header = look.study.study
    for key in OWN_WORDS:
        words = getattr(header, key)
        if words is not None:
            _never(look, ("study", key), words, header.id)
    for noun in READ_ALOUD:
        for path, item in look.items(noun):
            for at, words in texts(item):
                _never(look, (*path, *at), words, item.id)


def _never(look: Look, path: KeyPath, words: Text, owner: str) -> None:
    for at, language, said in each_language(path, words, look):
        for tongue, pattern, instead in NEVER:
            found = re.search(rf"\b{pattern}", said, re.IGNORECASE) if tongue == language else None
            if found:
                look.add("S122", at, _quoted(found.group(), named(path), owner), instead)


def check_proxy_names(look: Look) -> None:
    """S124: an indirect indicator, or a map of one, that calls itself trafficking."""
    indirect = {one.id for one in look.study.indicators if one.reach == "indirect"}
    for path, indicator in look.items("indicators"):
        if indicator.id in indirect:
            for key in ("label", "short"):
                if (words := getattr(indicator, key)) is not None:
                    _as_crime(look, (*path, key), words, indicator.id)
    for path, exhibit in look.items("exhibits"):
        drawn = exhibit.options.get("indicators") or exhibit.options.get("indicator")
        shown = {drawn} if isinstance(drawn, str) else {str(one) for one in drawn or ()}
        if exhibit.kind in ("map", "rank-sets", "unit-ranks", "pareto") and shown & indirect:
            _as_crime(look, (*path, "title"), exhibit.title, exhibit.id)


def _as_crime(look: Look, path: KeyPath, words: Text, owner: str) -> None:
    for at, language, said in each_language(path, words, look):
        rest = AGAINST[language].sub("", said)
        if TRAFFICKING[language].search(rest):
            look.add(
                "S124",
                at,
                _quoted(said[:60], named(path), owner),
                Text(
                    es="lo que se contó: operativos, denuncias, faltas",
                    en="what was counted: operations, complaints, misdemeanours",
                ),
            )
