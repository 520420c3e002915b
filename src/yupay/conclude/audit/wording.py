"""Do the words stay within what the numbers can say?

A151: a causal verb on an associative design. A152: H0 is accepted. A153: a label of strength without its scale. A154: p = .000.
"""

import re
from collections.abc import Iterator, Sequence

from yupay.model.claim import AuditFinding, Claim
from yupay.model.text import Text

ONTO = r"(?:el|la|los|las|al|un|una|en|a|su|sus|más|mayor|menor)\b"
CAUSAL = re.compile(
    r"\b(?:influye[nr]?|influy(?:ó|eron)|influirá[ns]?|incid(?:e|en|ió|ieron) (?:\w+mente )?(?:en|sobre)"
    r"|repercut(?:e|en|ió) (?:\w+mente )?(?:en|sobre)|impact(?:a|an|ó|aron) (?:\w+mente )?(?:en|sobre|a|al)\b"
    r"|(?:tienen?|tuvo) (?:un )?(?:impacto|efecto) (?:\w+ )?(?:en|sobre)"
    rf"|afect(?:a|an|ó|aron) (?:\w+mente )?{ONTO}|provoc(?:a|an|ó|aron)|ocasion(?:a|an|ó|aron)"
    rf"|(?<!por )(?<!a )caus(?:a|an|ó|aron) {ONTO}|(?:es|son|fue) (?:la |una )?causas? (?:\w+ )?de|gener(?:a|an|ó|aron) {ONTO}"
    rf"|gener(?:a|an|ó) (?:inseguridad|violencia|temor|miedo)|determin(?:a|an|ó) (?:\w+mente )?{ONTO}"
    rf"|produc(?:e|en) {ONTO}|produjo {ONTO}|conllev(?:a|an|ó) (?:a )?|tra(?:e|en|jo) como consecuencia|(?:es|son) consecuencia de"
    rf"|(?:se|que) deben? (?:principalmente )?a(?:l)?\b|contribuy(?:e|en|ó) a|mejor(?:a|an|ó) {ONTO}|redu(?:ce|cen|jo) {ONTO}"
    rf"|disminuy(?:e|en|ó) {ONTO}|(?:aument|increment)(?:a|an|ó) {ONTO}|(?:logra|permite) (?:disminuir|reducir|mejorar|aumentar)"
    rf"|favorec(?:e|en|ió) {ONTO}|previen(?:e|en) {ONTO}"
    r"|(?<!bajo la )influencia (?:\w+ )?de(?:l| la| los| las)? [^.]{1,80}? (?:en|sobre) )",
    re.IGNORECASE,
)
CAUSAL_EN = re.compile(
    r"\b(?:influence[sd]|affects|(?<!the )affected (?:the|\w+)|causes|caused|determine[sd]|leads? to|led to|results? in|resulted in|drives|drove"
    r"|produces|produced|triggers|triggered|brings about|impacts|impacted|(?:has|had|have) (?:an? )?(?:\w+ )?(?:impact|effect|influence) on"
    r"|(?:is|are|was|were) (?:caused|determined|driven|influenced|affected) by|due to the (?:increase|decrease|level)|contributes? to"
    r"|reduces|reduced|improves?(?= \w)|improved|promotes|prevents|(?:increases|decreases) (?!as\b|with\b|when\b|by\b|in\b|from\b|and\b)(?=\w))",
    re.IGNORECASE,
)
STATISTICAL_SUBJECT = re.compile(
    r"(?:resultados?|coeficientes?|valor(?:es)?|pruebas?|test|tests|p value|results?|this|that|esto|ello|spss|software|tablas?|tables?|análisis|analysis|escala|scale"
    r"|la muestra|the sample|ponderación|corrección|correction|rounding|redondeo)(?: (?:se|\w{1,4}))?\s*$",
    re.IGNORECASE,
)
STATISTICAL_OBJECT = re.compile(
    r"\s*(?:(?:el|la|los|las|un|una|the|a|an|to|que|se)\s+)*(?:conclusi|reject|rechaz|tabla|table|figur|gráf|graph|informe\b|report\b(?! of)|base de datos|baja\b|hip[óo]t|hypothes"
    r"|decisi|relaci|relation|asocia|associa|correl|tamañ|sample|muestra|nivel de signific|coefici|grado de|validez|confiab|reliab|potencia|power|error|sesgo|bias|varian|p[- ]val)",
    re.IGNORECASE,
)
AIM = re.compile(
    r"\b(?:para |de |a |por |se (?:busc|pretend|propus|quis)\w* |objetivo[^.]{0,40}|fue |es |to |aim\w*[^.]{0,30}|was |is )?(?:determinar|determine|determinan? (?:la|el) (?:relaci[oó]n|asociaci[oó]n|nivel|grado|tama[nñ]o|coeficiente|muestra)|determin[oó] (?:la|el) (?:relaci[oó]n|asociaci[oó]n|nivel|grado|tama[nñ]o|coeficiente|muestra|validez|confiabilidad)|determined (?:the )?(?:relationship|association|level|sample|whether|by the)|determines (?:the )?(?:sample|level))",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:no|nunca|ni|tampoco|sin|not|never|nor|cannot|neither|without|does not|do not|no se puede|no permite|no implica|no significa|no prueba)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
EFFECT_SIZE = re.compile(r"tama[nñ]o del? |effect size")
HEDGED = re.compile(r"[?¿]|\bsi\b[^.]{0,30}$|\bwhether\b|\bpodr[ií]an?\b|\bcould\b|\bmay\b|\bmight\b", re.IGNORECASE)
FACTORS = re.compile(r"(?:factores|variables|causas|factors|variables) que (?:\w+ )?$|factors that $", re.IGNORECASE)
ACCEPTED = re.compile(
    r"(?:\b(?:se\s+)?acept(?:a|an|ó|aron|ar|ará|amos|ando|ándose|ada|ado|o)(?:se)?\s+(?:por\s+tanto\s+|entonces\s+|as[ií]\s+)?(?:la\s+)?(?:\(?(?:ho|h0|h₀|h_0)\)?\b|hip[oó]tesis\s+(?:nula|\(?(?:ho|h0)\)?\b))"
    r"|\b(?:la\s+)?(?:hip[oó]tesis\s+nula|\(?h[o0₀]\)?)\s*(?:\(?h[o0₀]\)?\s*)?(?:es|fue|queda|qued[oó]|ha sido|se)\s+(?:acept\w+)"
    r"|\baccept(?:s|ed|ing)?\s+(?:the\s+)?(?:null\s+hypothes[ie]s|h[0o₀]\b|h_0)|(?:the\s+)?(?:null\s+hypothes[ie]s|h[0o₀])\s+(?:\(h[0o₀]\)\s+)?(?:is|was|has been|can be|must be|were)\s+accepted)",
    re.IGNORECASE,
)
STRENGTH = re.compile(
    r"\b(?P<noun>correlaci[oó]n|relaci[oó]n|asociaci[oó]n|confiabilidad|fiabilidad|correlation|relationship|association|reliability)"
    r"(?:\s+(?:es|fue|era|is|was|result[oó]|directa|inversa|positiva|negativa|significativa|lineal|y|e|,|entre ambas variables|de nivel|de grado|de intensidad|un|una|considerada|considered|con tendencia)){0,5}\s+"
    r"(?P<label>muy\s+(?:baja|alta|d[eé]bil|fuerte)|baj[ao]|moderad[ao]|medi[ao]|alt[ao]|d[eé]bil|fuerte|considerable|perfecta|buena|excelente|aceptable|weak|moderate|strong|high|low|very\s+(?:weak|strong|high|low)|substantial|excellent|good|acceptable)\b",
    re.IGNORECASE,
)
STRENGTH_EN = re.compile(
    r"\b(?P<label>very\s+(?:weak|strong|high|low)|weak|moderate|strong|high|low|substantial|considerable|excellent|good|acceptable)(?:,?\s+(?:positive|negative|direct|inverse|significant|and)){0,3}\s+"
    r"(?P<noun>correlation|relationship|association|reliability)\b",
    re.IGNORECASE,
)
STRENGTH_BEFORE = re.compile(
    r"\b(?P<label>muy\s+(?:baja|alta|d[eé]bil|fuerte)|baja|moderada|alta|d[eé]bil|fuerte|considerable|buena|excelente)(?:\s+(?:y|e|positiva|negativa|directa|inversa|significativa)){0,3}\s+"
    r"(?P<noun>correlaci[oó]n|relaci[oó]n|asociaci[oó]n|confiabilidad)\b",
    re.IGNORECASE,
)
CITED = re.compile(
    r"\(?\b(?:18|19|20)\d\d[a-z]?\)|seg[uú]n\b|de acuerdo (?:con|a) (?:la escala|el baremo|los criterios|[A-ZÁÉÍÓÚ])|according to|et al|\bescala de\b|\bbaremo\b|\bscale of\b|'s scale|criterios? de [A-ZÁÉÍÓÚ]|criteria of|\([A-ZÁÉÍÓÚÑ][\w-]+(?: y | & | and |,)|\bvaloraci[oó]n de [A-Z]|\[\d{1,3}\]",
)
QUALITIES = ("buen", "excelen", "acepta", "good", "excellent", "accepta")
RELIABILITY = re.compile(r"confiab|fiab|reliab")
NUMBERED = re.compile(r"\d")
RELATED = re.compile(
    r"correlaci|relaci[oó]n|asociaci|correlat|relationship|associat|\brho\b|spearman|pearson|\br\s*=|\bp\s*[=<]|chi|τ|ρ|sig\.",
    re.IGNORECASE,
)
OWN = "own"


def check(claims: Sequence[Claim]) -> Iterator[AuditFinding]:
    """A151 to A154, each sentence once."""
    associative = any("associative" in claim.traits for claim in claims)
    experimental = any("experimental" in claim.traits for claim in claims)
    seen: set[tuple[str, int, str]] = set()
    for claim in claims:
        yield from _zero_p(claim)
        sentence = _sentence(claim)
        key = (claim.at.file, claim.at.line, sentence)
        if sentence and key not in seen:
            seen.add(key)
            yield from _of_sentence(claim, sentence, related=associative, experimental=experimental)


def _sentence(claim: Claim) -> str:
    """The words of a sentence; a row of a table has only what stands around it."""
    return claim.words if not claim.at.row else ""


def _of_sentence(claim: Claim, sentence: str, *, related: bool, experimental: bool) -> Iterator[AuditFinding]:
    if not experimental and (related or RELATED.search(sentence) or OWN in claim.traits):
        found = causal(sentence)
        if found:
            yield _causal(claim, found)
    if (accepted := accepts_null(sentence)) is not None:
        yield _accepted(claim, accepted)
    if (label := unscaled(sentence)) is not None and OWN not in claim.traits:
        yield _unscaled(claim, label)


def causal(sentence: str) -> str | None:
    """The first causal verb that a sentence affirms; None where there is none, or it is denied, asked or an aim."""
    for pattern in (CAUSAL, CAUSAL_EN):
        for found in pattern.finditer(sentence):
            before = sentence[max(0, found.start() - 60) : found.start()]
            if not _excused(before, sentence, found):
                return found[0].strip()
    return None


def _excused(before: str, sentence: str, found: re.Match[str]) -> bool:
    """Denied, asked, hedged, an aim, a title of a review, or a verb of statistics: `this determines the sample size`."""
    after = sentence[found.start() :]
    if re.search(r"\bse $", before) and not found[0].lower().startswith(("logra", "permite")):
        return True
    if AIM.match(after) or DENIED.search(before) or FACTORS.search(before) or HEDGED.search(before):
        return True
    words = (
        re.sub(r"\W+\w+$", "", found[0])
        if found[0].lower().endswith((" el", " la", " los", " las", " a", " al", " en", " un", " una"))
        else found[0]
    )
    if STATISTICAL_SUBJECT.search(before) or STATISTICAL_OBJECT.match(after[len(words) :]):
        return True
    return "?" in sentence[found.end() :][:200] or bool(
        EFFECT_SIZE.search(sentence[max(0, found.start() - 12) : found.end() + 12])
    )


def accepts_null(sentence: str) -> str | None:
    """The words with which H0 is accepted; None where it is not."""
    for found in ACCEPTED.finditer(sentence):
        if not re.search(
            r"\b(?:no|nunca|not|never|cannot|ni|ne)\b[^.;,]{0,25}$",
            sentence[max(0, found.start() - 60) : found.start()],
            re.IGNORECASE,
        ):
            return found[0].strip()
    return None


def unscaled(sentence: str) -> str | None:
    """A label of strength whose sentence cites no scale; None where there is none."""
    if CITED.search(sentence):
        return None
    for pattern in (STRENGTH, STRENGTH_EN, STRENGTH_BEFORE):
        for found in pattern.finditer(sentence):
            if _is_statistical(found["noun"].lower(), found["label"].lower(), sentence):
                return found[0].strip()
    return None


def _is_statistical(noun: str, label: str, sentence: str) -> bool:
    """A relation between neighbours may be good; a coefficient has a number beside it, or is called a correlation."""
    if label.startswith(QUALITIES) and not RELIABILITY.match(noun):
        return False
    return noun.startswith("correl") or NUMBERED.search(sentence) is not None


def _finding(claim: Claim, code: str, what: Text, arithmetic: Text, explanation: Text) -> AuditFinding:
    return AuditFinding(
        code=code,
        grade="wording",
        at=claim.at,
        label=claim.label,
        what=what,
        arithmetic=arithmetic,
        explanations=(explanation,),
    )


def _causal(claim: Claim, verb: str) -> AuditFinding:
    return _finding(
        claim,
        "A151",
        Text(es=f"verbo causal: «{verb}»", en=f'causal verb: "{verb}"'),
        Text(
            es="un diseño de asociación no muestra que una variable cambie a la otra",
            en="an associative design does not show that one variable changes the other",
        ),
        Text(
            es="diga «se relaciona con», «se asocia con»; un experimento lo permitiría",
            en='say "is related to", "is associated with"; an experiment would allow it',
        ),
    )


def _accepted(claim: Claim, words: str) -> AuditFinding:
    return _finding(
        claim,
        "A152",
        Text(es=f"H0 se acepta: «{words}»", en=f'H0 is accepted: "{words}"'),
        Text(
            es="una p grande no muestra que H0 sea cierta: puede faltar n",
            en="a large p does not show that H0 is true: n may be too small",
        ),
        Text(
            es="diga «no se rechaza H0», con el intervalo; o haga una prueba de equivalencia",
            en='say "H0 is not rejected", with the interval; or test for equivalence',
        ),
    )


def _unscaled(claim: Claim, words: str) -> AuditFinding:
    return _finding(
        claim,
        "A153",
        Text(es=f"etiqueta sin su escala: «{words}»", en=f'a label without its scale: "{words}"'),
        Text(
            es="las escalas en uso discrepan: un mismo .65 es medio, moderado o fuerte",
            en="the scales in use disagree: the same .65 is medium, moderate or strong",
        ),
        Text(es="cite la escala en la misma oración", en="cite the scale in the same sentence"),
    )


def _zero_p(claim: Claim) -> Iterator[AuditFinding]:
    p = claim.numbers.get("p")
    if p is None or p.value != 0 or p.relation != "=" or OWN in claim.traits:
        return
    yield _finding(
        claim,
        "A154",
        Text(es=f"p impresa como {p.text}: ninguna p es cero", en=f"p printed as {p.text}: no p is zero"),
        Text(es="se lee como p < .0005, o < .001 si se cortó", en="it is read as p < .0005, or < .001 if it was cut"),
        Text(es="escriba p < .001", en="write p < .001"),
    )
