"""The audit of results: how often does it cry wolf over a correct table, and how many planted errors does it find?

For each rule, correct tables and tables with one planted error are made, printed as a person would paste them (CSV with
comma or semicolon, tabs, SPSS blocks, sentences, TOML; decimal point or comma; Spanish or English headings; digits rounded
half up, half to even, or cut), read back, and audited. Correct tables hold one-sided p values, and p values corrected by Bonferroni,
Holm or Benjamini-Hochberg, named or not; a correction that is not named covers all rows of its table. A planted error is detectable where no
such printing of the true numbers gives it: the planter asks scipy, or counts, and never asks the rules it tests. A p that is too large is planted alone or beside a p that is not
tiny: among tiny ones only, a Bonferroni factor would explain it.

    python benchmarks/audit_rates.py [tables]

writes benchmarks/results/audit_rates.json and .md.
"""

import json
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
from scipy import stats

from yupay.conclude.audit.audit import audit
from yupay.load.results.listed import claims_of_toml
from yupay.load.results.numbers import decimal_mark
from yupay.load.results.pages import claims_of_text

RESULTS = Path(__file__).parent / "results"
SEED = 20261204
ROUNDINGS = (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)
MOST_FALSE, LEAST_FOUND = 4, 0.95
Row = dict[str, object]
Page = tuple[str, str]

HEADS = {
    "r": ("r", "rho", "Rho de Spearman", "Coeficiente de correlación", "Correlation", "Pearson", "ρ"),
    "tau": ("tau", "Tau-b de Kendall", "Kendall's tau-b", "τ"),
    "p": ("p", "Sig. (bilateral)", "p-valor", "Valor p", "p value", "Sig. (2-tailed)", "Sig."),
    "n": ("n", "N", "Muestra", "Casos válidos"),
    "t": ("t", "t de Student"),
    "f": ("F",),
    "chi2": ("Chi-cuadrado", "χ²", "Chi-square", "Chi-cuadrado de Pearson"),
    "z": ("z", "Z"),
    "df": ("gl", "df", "Grados de libertad"),
    "df1": ("gl1", "df1"),
    "df2": ("gl2", "df2"),
    "mean": ("Media", "M", "Mean", "Promedio"),
    "sd": ("DE", "SD", "Desv. estándar", "Std. Deviation"),
    "items": ("N de elementos", "Ítems", "Number of items"),
    "low": ("LI", "Límite inferior", "Lower"),
    "high": ("LS", "Límite superior", "Upper"),
    "interval": ("IC 95 %", "95% CI"),
    "percent": ("%", "Porcentaje", "Percent"),
    "count": ("f", "Frecuencia", "Frequency"),
    "base": ("Base",),
    "rate": ("Tasa por 100 000", "Rate per 100,000", "Tasa x 100000"),
    "population": ("Población", "Population"),
    "v": ("V de Cramer", "Cramer's V", "V"),
    "alpha": ("Alfa de Cronbach", "Cronbach's alpha"),
    "d": ("d de Cohen", "Cohen's d"),
}
TOML_KEYS = {
    "r": "rho", "df1": "df1", "df2": "df2", "f": "F", "mean": "media", "sd": "de", "percent": "porcentaje",
    "count": "frecuencia", "rate": "tasa", "population": "poblacion", "chi2": "chi2", "low": "low", "high": "high",
}  # fmt: skip
BOUNDED = {"r", "tau", "p", "v", "alpha"}


class Hand:
    """How one person prints: rounding, decimal mark, language, separator."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.rounding = ROUNDINGS[rng.integers(3)]
        self.comma = bool(rng.random() < 0.4)
        self.bare = bool(rng.random() < 0.5)
        self.spanish = bool(rng.random() < 0.6)

    def number(self, value: float, digits: int, role: str = "") -> str:
        text = fixed(value, digits, self.rounding)
        if self.bare and role in BOUNDED and text.lstrip("-").startswith("0.") and digits:
            text = text.replace("0.", ".", 1)
        return text.replace(".", ",") if self.comma else text

    def p(self, value: float) -> str:
        style = self.rng.random()
        if value < 0.001 and style < 0.5:
            return "< ,001" if self.comma else "<.001"
        return self.number(value, 3 if style < 0.9 else 2, "p")

    def head(self, role: str) -> str:
        names = HEADS[role]
        return names[self.rng.integers(len(names))]

    def table(self, roles: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "", note: str = "") -> Page:
        """Rows of written cells, label first, as a page of one of several kinds."""
        separator = "\t" if self.rng.random() < 0.3 else ";" if self.comma or self.rng.random() < 0.4 else ","
        heads = ["Variable" if self.spanish else "Item", *(self.head(role) for role in roles)]
        if "r" in roles and "spearman" in title.lower():
            heads = [head.replace("Pearson", "rho") for head in heads]
        lines = [[title]] if title else []
        lines += [heads, *rows]
        lines += [[note]] if note else []
        quoted = [[f'"{cell}"' if separator in cell else cell for cell in line] for line in lines]
        return "\n".join(separator.join(line) for line in quoted) + "\n", "text"

    def listed(self, roles: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> Page:
        """The same as TOML."""
        parts = [f'note = "{note}"'] if note else []
        for label, *cells in rows:
            parts += ["[[results]]", f'label = "{label}"']
            parts += [
                f'{TOML_KEYS.get(role, role)} = "{cell.replace(",", ".")}"'
                for role, cell in zip(roles, cells, strict=True)
            ]
        return "\n".join(parts) + "\n", "toml"


def fixed(value: float, digits: int, rounding: str) -> str:
    return str(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=rounding))


def prints(value: float, digits: int) -> set[float]:
    """Every number a value may be printed as."""
    return {float(fixed(value, digits, rounding)) for rounding in ROUNDINGS}


def any_page(
    hand: Hand, roles: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "", note: str = ""
) -> Page:
    if hand.rng.random() < 0.15:
        return hand.listed(roles, rows, f"{title} {note}".strip())
    return hand.table(roles, rows, title=title, note=note)


# --- p of coefficients -------------------------------------------------------------------------------------------------


def sampled(rng: np.random.Generator, n: int, kind: str) -> tuple[float, float]:
    """A coefficient and its two-sided p from made-up pairs, on a fine or on a five-point scale."""
    latent = rng.multivariate_normal([0, 0], [[1, (rho := rng.uniform(-0.8, 0.8))], [rho, 1]], size=n)
    if rng.random() < 0.5:
        latent = np.digitize(latent, [-1.2, -0.4, 0.4, 1.2]) + 1.0
    x, y = latent.T
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return sampled(rng, n, kind)
    found = {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "tau": stats.kendalltau}[kind](x, y)
    return float(found[0]), float(found[1])


def adjusted(p: np.ndarray, way: str) -> np.ndarray:
    m, order = p.size, np.argsort(p)
    if way == "bonferroni":
        return np.minimum(1.0, p * m)
    out = np.empty(m)
    if way == "holm":
        out[order] = np.minimum(1.0, np.maximum.accumulate(p[order] * (m - np.arange(m))))
        return out
    return stats.false_discovery_control(p)


NAMED = {"bonferroni": "Corrección de Bonferroni", "holm": "p ajustado (Holm)", "bh": "Benjamini-Hochberg"}


def coefficients(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, kind = Hand(rng), ("pearson", "spearman", "tau")[rng.integers(3)]
    rows, n = int(rng.integers(1, 7)), int(np.exp(rng.uniform(np.log(9), np.log(600))))
    pairs = [sampled(rng, n, kind) for _ in range(rows)]
    r, p = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    note = ""
    style = rng.random() if not plant else 0.0
    if 0.55 < style < 0.7:
        p, note = p / 2, "Prueba unilateral" if rng.random() < 0.5 else ""
    elif style >= 0.7:
        way = ("bonferroni", "holm", "bh")[rng.integers(3)]
        p = adjusted(p, way) if rows > 1 else np.minimum(1.0, p * int(rng.integers(2, 9)))
        note = NAMED[way] if rows == 1 or rng.random() < 0.5 else ""
    digits = 3 if rng.random() < 0.8 else 2
    written = [hand.number(value, digits, "r") for value in r]
    shown = [hand.p(value) for value in p]
    if plant:
        at = int(rng.integers(rows))
        false = wrong_p(rng, hand, n, kind, float(r[at]), digits, p, at)
        if false is None:
            return None
        shown[at] = false
    role = "tau" if kind == "tau" else "r"
    title = {"pearson": "Correlaciones de Pearson", "spearman": "Correlaciones de Spearman", "tau": "Kendall"}[kind]
    return laid_out(hand, role, written, shown, n, title=title, note=note, named=kind != "pearson")


def laid_out(hand: Hand, role: str, r: list[str], p: list[str], n: int, *, title: str, note: str, named: bool) -> Page:
    """A table, SPSS rows one under the other, or sentences."""
    style = hand.rng.random()
    if style < 0.2:
        separator = ";" if hand.comma else ","
        name = {"tau": "Tau_b de Kendall", "r": "Rho de Spearman" if named else "Correlación de Pearson"}[role]
        heads = separator.join(["", "", *(f"V{i}" for i in range(len(r)))])
        stack = [
            separator.join([name, "Coeficiente de correlación" if named else "Correlación de Pearson", *r]),
            separator.join(["", "Sig. (bilateral)", *p]),
            separator.join(["", "N", *([str(n)] * len(r))]),
        ]
        return "\n".join([heads, *stack, note]) + "\n", "text"
    if style < 0.4:
        symbol = {"tau": "tau", "r": "rho" if named else "r"}[role]
        end = f" {note}." if note else ""
        lines = [
            f"Entre X{i} e Y: {symbol} = {a}, p {'' if b[0] in '<>' else '= '}{b}, n = {n}.{end}"
            for i, (a, b) in enumerate(zip(r, p, strict=True))
        ]
        return "\n".join(lines) + "\n", "text"
    rows = [[f"X{i} - Y", a, b, str(n)] for i, (a, b) in enumerate(zip(r, p, strict=True))]
    return any_page(hand, [role, "p", "n"], rows, title=title, note=note)


def p_range(r: float, digits: int, n: int, kind: str) -> tuple[float, float]:
    """The least one-sided and the greatest two-sided p that any printing allows, with room for exact tests."""
    unit = 10.0**-digits
    near, far = max(abs(r) - unit, 0.0), min(abs(r) + unit, 0.999999)
    if kind == "tau":
        low = stats.norm.sf(1.5 * far * math.sqrt(n) * 1.05)
        high = 2 * stats.norm.sf(near * math.sqrt(n))
    else:
        low = stats.t.sf(far * math.sqrt((n - 2) / (1 - far * far)), n - 2)
        high = 2 * stats.t.sf(near * math.sqrt((n - 2) / (1 - near * near)), n - 2)
    room = 1.0 if n >= 30 else 10 ** (0.25 + 4.0 / n * max(0.0, -math.log10(max(low, 1e-12)) - 1.0))
    return low / room, min(1.0, high * room)


def wrong_p(
    rng: np.random.Generator, hand: Hand, n: int, kind: str, r: float, digits: int, p: np.ndarray, at: int
) -> str | None:
    low, high = p_range(r, digits, n, kind)
    others = np.delete(p, at)
    if rng.random() < 0.6:
        for value in rng.permutation([0.0, 0.001, 0.01, 0.02, 0.03, 0.045]):
            if value + 0.001 < low * 0.97:
                return hand.number(value, 3, "p")
        return None
    if high > 0.4 or (others.size and not np.any((others > 0.03) & (others < 0.4))):
        return None
    value = rng.uniform(high * 1.1 + 0.002, 0.98)
    return hand.number(value, 3, "p") if abs(1 - value) > 0.001 else None


# --- p of test statistics ----------------------------------------------------------------------------------------------


def statistics(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, kind = Hand(rng), ("t", "f", "chi2", "z")[rng.integers(4)]
    rows = int(rng.integers(1, 6))
    df1, df2 = int(rng.integers(1, 8)), int(rng.integers(8, 400))
    p = np.exp(rng.uniform(np.log(1e-4), np.log(0.9), size=rows))
    value = {
        "t": stats.t.isf(p / 2, df2), "z": stats.norm.isf(p / 2), "f": stats.f.isf(p, df1, df2), "chi2": stats.chi2.isf(p, df1),
    }[kind]  # fmt: skip
    note, style = "", rng.random() if not plant else 0.0
    if 0.6 < style < 0.75 and kind in ("t", "z"):
        p, note = p / 2, "Prueba unilateral" if rng.random() < 0.5 else ""
    elif style >= 0.75 and rows > 1:
        way = ("bonferroni", "holm", "bh")[rng.integers(3)]
        p, note = adjusted(p, way), NAMED[way] if rng.random() < 0.5 else ""
    shown = [hand.p(one) for one in p]
    if plant:
        at = int(rng.integers(rows))
        false = wrong_tail(rng, hand, kind, float(value[at]), df1, df2, p, at)
        if false is None:
            return None
        shown[at] = false
    written = [hand.number(one, 2, "") for one in value]
    freedom = {"t": [df2], "f": [df1, df2], "chi2": [df1], "z": []}[kind]
    if rng.random() < 0.35:
        symbol = {"t": f"t({df2})", "f": f"F({df1}, {df2})", "chi2": f"χ²({df1}, N = 250)", "z": "z"}[kind]
        end = f" {note}." if note else ""
        lines = [
            f"Grupo {i}: {symbol} = {a}, p {'' if b[0] in '<>' else '= '}{b}.{end}"
            for i, (a, b) in enumerate(zip(written, shown, strict=True))
        ]
        return "\n".join(lines) + "\n", "text"
    roles = [kind, *{"t": ["df"], "f": ["df1", "df2"], "chi2": ["df"], "z": []}[kind], "p"]
    table = [[f"G{i}", a, *map(str, freedom), b] for i, (a, b) in enumerate(zip(written, shown, strict=True))]
    return any_page(hand, roles, table, note=note)


def wrong_tail(
    rng: np.random.Generator, hand: Hand, kind: str, value: float, df1: int, df2: int, p: np.ndarray, at: int
) -> str | None:
    near, far = max(value - 0.01, 0.0), value + 0.01
    tail = {
        "t": lambda x: 2 * stats.t.sf(x, df2), "z": lambda x: 2 * stats.norm.sf(x),
        "f": lambda x: stats.f.sf(x, df1, df2), "chi2": lambda x: stats.chi2.sf(x, df1),
    }[kind]  # fmt: skip
    low, high = tail(far) / 2, tail(near)
    others = np.delete(p, at)
    if rng.random() < 0.6:
        for one in rng.permutation([0.0, 0.001, 0.01, 0.02, 0.03, 0.045]):
            if one + 0.001 < low * 0.98:
                return hand.number(one, 3, "p")
        return None
    if high > 0.4 or (others.size and not np.any((others > 0.03) & (others < 0.4))):
        return None
    return hand.number(rng.uniform(high * 1.05 + 0.002, 0.97), 3, "p")


# --- intervals ---------------------------------------------------------------------------------------------------------


def intervals(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, kind = Hand(rng), ("r", "mean", "percent")[rng.integers(3)]
    n = int(np.exp(rng.uniform(np.log(25), np.log(800))))
    used = n if not plant else int(n * rng.choice([0.2, 0.3, 3.0, 5.0]))
    z = 1.959964
    used = max(used, 5)
    if kind == "r":
        r = rng.uniform(-0.85, 0.85)
        se = [1 / math.sqrt(used - 3), math.sqrt((1 + r * r / 2) / (used - 3)), math.sqrt(1.06 / (used - 3))][
            rng.integers(3)
        ]
        ends, digits, value, extra = (math.tanh(math.atanh(r) - z * se), math.tanh(math.atanh(r) + z * se)), 2, r, []
        digits = 3 if rng.random() < 0.5 else 2
    elif kind == "mean":
        value, sd = rng.uniform(2, 40), rng.uniform(0.5, 6)
        half = (stats.t.isf(0.025, used - 1) if rng.random() < 0.5 else z) * sd / math.sqrt(used)
        ends, digits, extra = (value - half, value + half), 2, [sd]
    else:
        p = int(rng.integers(2, n - 2)) / n
        value, digits, extra = 100 * p, 1, []
        ends = share_ends(p, used, z, int(rng.integers(3)))
    if plant:
        true = ends_width(kind, value, n, extra)
        width = ends[1] - ends[0]
        if max(true, width) / max(min(true, width), 1e-9) < 1.45 or min(true, width) < 5 * 10.0**-digits:
            return None
    role = "percent" if kind == "percent" else kind
    cells = [hand.number(value, digits, role), *(hand.number(one, digits, "") for one in extra)]
    roles = [role, *(["sd"] if extra else []), *(["base"] if kind == "percent" else ["n"])]
    cells += [str(n)]
    low, high = (hand.number(end, digits, "r" if kind == "r" else "") for end in ends)
    if rng.random() < 0.5:
        joint = "; " if hand.comma else ", "
        return hand.table([*roles, "interval"], [["A", *cells, f"[{low}{joint}{high}]"]])
    return any_page(hand, [*roles, "low", "high"], [["A", *cells, low, high]], note="IC 95 %")


def share_ends(p: float, n: int, z: float, way: int) -> tuple[float, float]:
    if way == 0:
        half = z * math.sqrt(p * (1 - p) / n)
        return 100 * (p - half), 100 * (p + half)
    x = p * n
    if way == 1:
        centre, half = (
            (p + z * z / 2 / n) / (1 + z * z / n),
            z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n),
        )
        return 100 * (centre - half), 100 * (centre + half)
    return 100 * stats.beta.ppf(0.025, x, n - x + 1), 100 * stats.beta.ppf(0.975, x + 1, n - x)


def ends_width(kind: str, value: float, n: int, extra: list[float]) -> float:
    if kind == "r":
        se = 1 / math.sqrt(n - 3)
        return math.tanh(math.atanh(value) + 1.96 * se) - math.tanh(math.atanh(value) - 1.96 * se)
    if kind == "mean":
        return 2 * 1.97 * extra[0] / math.sqrt(n)
    low, high = share_ends(value / 100, n, 1.96, 1)
    return high - low


def own_interval(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand = Hand(rng)
    v, half = rng.uniform(0.05, 0.8), rng.uniform(0.03, 0.15)
    low, high = max(0.0, v - half * rng.uniform(0.5, 1.5)), min(1.0, v + half * rng.uniform(0.5, 1.5))
    if plant:
        shift = (high - low) * rng.uniform(1.05, 1.6) + 0.01
        low, high = (low + shift, high + shift) if rng.random() < 0.5 or low < shift else (low - shift, high - shift)
        if not (high < v - 0.002 or low > v + 0.002) or high > 1:
            return None
    cells = [hand.number(one, 3, "v") for one in (v, low, high)]
    return any_page(hand, ["v", "low", "high"], [["A", *cells]])


def ranges(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand = Hand(rng)
    kind = ("r", "v", "alpha", "p")[rng.integers(4)]
    value = rng.uniform(-1, 1) if kind == "r" else rng.uniform(0, 1)
    if plant:
        value = rng.uniform(1.02, 9.5) * (-1 if kind == "r" and rng.random() < 0.4 else 1)
        value = -rng.uniform(0.02, 0.9) if kind in ("v", "p") and rng.random() < 0.5 else value
    return any_page(
        hand,
        [kind],
        [["A", hand.number(value, 3 if rng.random() < 0.5 else 2, kind)], ["B", hand.number(0.4132, 3, kind)]],
    )


def cramers_v(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand = Hand(rng)
    rows, columns, n = int(rng.integers(2, 6)), int(rng.integers(2, 6)), int(rng.integers(60, 900))
    table = rng.multinomial(n, rng.dirichlet(np.ones(rows * columns) * 3)).reshape(rows, columns)
    if (table.sum(0) == 0).any() or (table.sum(1) == 0).any():
        return None
    yates = bool((rows, columns) == (2, 2) and rng.random() < 0.3)
    plain_chi2 = float(stats.chi2_contingency(table, correction=False)[0])
    chi2, df = (float(stats.chi2_contingency(table, correction=yates)[0]), (rows - 1) * (columns - 1))
    v = math.sqrt(plain_chi2 / n / min(rows - 1, columns - 1))
    if plant:
        options = [math.sqrt(chi2 / n / k) for k in range(1, 7) if df % k == 0]
        wrong = rng.uniform(0.02, 0.95)
        near = [abs(wrong - one) < 0.02 + (12.0 / n if df == 1 else 0) for one in options]
        bias = math.sqrt(max(0, chi2 / n - df / (n - 1)))
        if any(near) or any(abs(wrong - bias / math.sqrt(k)) < 0.04 for k in range(1, 7)):
            return None
        v = wrong
    cells = [hand.number(chi2, 3), str(df), str(n), hand.number(v, 3, "v")]
    return any_page(hand, ["chi2", "df", "n", "v"], [["A", *cells]])


# --- whole numbers -----------------------------------------------------------------------------------------------------


def likert(rng: np.random.Generator) -> tuple[np.ndarray, int, int]:
    n, items = int(rng.integers(6, 30)), int(rng.integers(1, 3))
    return rng.integers(1, 6, size=(n, items)), n, items


def grim(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand = Hand(rng)
    answers, n, items = likert(rng)
    text = hand.number(float(Decimal(int(answers.sum())) / Decimal(n * items)), 2)
    if plant:
        value = round(rng.uniform(1.5, 4.5), 2)
        if any(value in prints(s / (n * items), 2) for s in range(n * items * 6)):
            return None
        text = f"{value:.2f}".replace(".", "," if hand.comma else ".")
    return any_page(hand, ["mean", "n", "items"], [["Escala", text, str(n), str(items)]])


def grimmer(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand = Hand(rng)
    answers, n, items = likert(rng)
    score = answers.sum(1)
    mean, sd = score.mean() / items, score.std(ddof=int(rng.integers(2))) / items
    if sd == 0:
        return None
    means, text = hand.number(mean, 2), hand.number(sd, 2)
    if plant:
        value = round(rng.uniform(0.5, 1.9), 2)
        sums = [s for s in range(n * items, 5 * n * items + 1) if prints(mean, 2) & prints(s / n / items, 2)]
        if any(spread_exists(s, n, items, value) for s in sums):
            return None
        text = f"{value:.2f}".replace(".", "," if hand.comma else ".")
    return any_page(hand, ["mean", "sd", "n", "items"], [["Escala", means, text, str(n), str(items)]])


def spread_exists(total: int, n: int, items: int, sd: float) -> bool:
    for squares in range(total, 60 * n * items * items):
        if (squares - total) % 2 or squares * n < total * total:
            continue
        rest = squares - total * total / n
        for divisor in (n - 1, n):
            found = math.sqrt(rest / divisor) / items
            if abs(found - sd) < 0.02 and any(abs(one - sd) < 1e-9 for one in prints(found, 2)):
                return True
        if math.sqrt(rest / n) / items > sd + 0.02:
            return False
    return False


# --- shares and rates --------------------------------------------------------------------------------------------------


def split(rng: np.random.Generator, low: int = 20, high: int = 2000) -> tuple[np.ndarray, int]:
    k, n = int(rng.integers(3, 9)), int(np.exp(rng.uniform(np.log(low), np.log(high))))
    return rng.multinomial(n, rng.dirichlet(np.ones(k) * 1.5)), n


def shares(rng: np.random.Generator, *, plant: bool) -> Page | None:
    """Percentages without their counts, over a base that is stated."""
    hand = Hand(rng)
    counts, n = split(rng, 15, 320)
    digits = 1 if n < 300 else 2
    written = [hand.number(100 * c / n, digits) for c in counts]
    if plant:
        digits = 1 if n < 150 else 2
        written = [hand.number(100 * c / n, digits) for c in counts]
        value = round(rng.uniform(1, 99), digits)
        if any(value in prints(100 * c / n, digits) for c in range(n + 1)):
            return None
        written[0] = f"{value:.{digits}f}".replace(".", "," if hand.comma else ".")
    rows = [[f"C{i}", text] for i, text in enumerate(written)]
    return hand.table(["percent"], rows, title=f"Tabla 1. Modalidad (n = {n})")


def bases(rng: np.random.Generator, *, plant: bool) -> Page | None:
    """Counts and percentages with a total; the planted ones leave a category out of the base."""
    hand = Hand(rng)
    counts, n = split(rng)
    if (counts[:2] == 0).any() or counts.max() == n:
        return None
    base = n - (int(counts[-1]) if plant else 0)
    kept = counts[:-1] if plant else counts
    if plant and (base == n or base == 0 or any(prints(100 * c / n, 1) & prints(100 * c / base, 1) for c in kept if c)):
        return None
    rows = [[f"C{i}", str(c), hand.number(100 * c / base, 1)] for i, c in enumerate(kept)]
    if plant:
        rows.append(["Sin información", str(counts[-1]), ""])
    rows.append(["Total", str(n), hand.number(100.0, 1)])
    if rng.random() < 0.2 and plant:
        share = hand.number(100 * counts[0] / base, 1)
        return f"Se registraron {n} denuncias, de ellas {counts[0]} ({share} %) por explotación.\n", "text"
    return hand.table(["count", "percent"], rows)


def share_sums(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand = Hand(rng)
    counts, n = split(rng, 1000, 90000)
    percents = [100 * c / n for c in counts]
    if plant:
        shift = rng.uniform(0.9, 30) * rng.choice([-1, 1])
        at = int(np.argmax(percents))
        percents[at] += shift
        if abs(shift) < 0.15 * len(percents) + 0.1 or percents[at] < 0:
            return None
    rows = [[f"C{i}", hand.number(value, 1)] for i, value in enumerate(percents)]
    return hand.table(["percent"], [*rows, ["Total", hand.number(100.0, 1)]])


def count_sums(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand = Hand(rng)
    counts, n = split(rng)
    total = n + (int(rng.integers(1, 40)) * int(rng.choice([-1, 1])) if plant else 0)
    if total <= 0 or (plant and n % total == 0):
        return None
    rows = [[f"C{i}", str(c)] for i, c in enumerate(counts)]
    return (
        any_page(hand, ["count"], [*rows, ["Total", str(total)]])
        if not plant
        else hand.table(["count"], [*rows, ["Total", str(total)]])
    )


def districts(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    k = int(rng.integers(3, 14))
    population = np.round(np.exp(rng.uniform(np.log(30_000), np.log(600_000), k)))
    return rng.poisson(population * rng.gamma(2.0, 60e-5 / 2, k)), population


def summed_rates(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, (counts, population) = Hand(rng), districts(rng)
    digits = int(rng.integers(0, 3))
    rates = counts / population * 1e5
    whole = counts.sum() / population.sum() * 1e5
    if plant:
        whole = rates.sum() if rng.random() < 0.7 else rates.mean()
        if abs(whole - counts.sum() / population.sum() * 1e5) < 2 * 10.0**-digits + 0.1 or (rates > 0).sum() < 2:
            return None
    full = plant is False or rng.random() < 0.7 or whole < rates.max() * 1.05
    rows = [
        [f"D{i:02}", *([str(int(n)), str(c)] if full else []), hand.number(rate, digits)]
        for i, (n, c, rate) in enumerate(zip(population, counts, rates, strict=True))
    ]
    rows.append(
        ["Total", *([str(int(population.sum())), str(counts.sum())] if full else []), hand.number(whole, digits)]
    )
    return hand.table([*(["population", "count"] if full else []), "rate"], rows)


def rates(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, (counts, population) = Hand(rng), districts(rng)
    digits = int(rng.integers(0, 3))
    value = counts / population * 1e5
    if plant:
        at = int(rng.integers(value.size))
        wrong = value[at] * rng.uniform(0.3, 3.0) + rng.uniform(-5, 5)
        if abs(wrong - value[at]) < 2.2 * 10.0**-digits or wrong < 0:
            return None
        value[at] = wrong
    rows = [
        [f"D{i:02}", str(int(n)), str(c), hand.number(rate, digits)]
        for i, (n, c, rate) in enumerate(zip(population, counts, value, strict=True))
    ]
    return any_page(hand, ["population", "count", "rate"], rows, note="Tasa por 100 000 habitantes")


# --- sample sizes ------------------------------------------------------------------------------------------------------


def planned(rng: np.random.Generator) -> tuple[int, float, float, float, float]:
    population, e = (
        int(np.exp(rng.uniform(np.log(60), np.log(20_000)))),
        float(rng.choice([0.03, 0.04, 0.05, 0.06, 0.08, 0.1])),
    )
    p, z = float(rng.choice([0.5, 0.5, 0.73, 0.2])), float(rng.choice([1.96, 1.645, 2.576], p=[0.8, 0.1, 0.1]))
    spread = z * z * p * (1 - p)
    return population, e, p, z, spread * population / (e * e * (population - 1) + spread)


def size_page(hand: Hand, population: int, e: float, p: float, z: float, n: float, after: float | None) -> Page:
    whole = [math.ceil, round][hand.rng.integers(2)]
    keys = ["[[results]]", f"N = {population}", f"e = {e}", f"p = {p}", f"z = {z}", f"n = {whole(n)}"]
    if after is not None:
        keys.append(f"n_adjusted = {whole(after)}")
    if hand.rng.random() < 0.5:
        return "\n".join(keys) + "\n", "toml"
    heads = ["Población", "Error", "p", "z", "n", *(["n ajustado"] if after is not None else [])]
    cells = [population, e, p, z, whole(n), *([whole(after)] if after is not None else [])]
    separator = ";" if hand.comma else "\t"
    texts = [str(cell).replace(".", ",") if hand.comma else str(cell) for cell in cells]
    return separator.join(heads) + "\n" + separator.join(texts) + "\n", "text"


def corrections(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, (population, e, p, z, once) = Hand(rng), planned(rng)
    without = z * z * p * (1 - p) / e / e
    if not plant:
        if rng.random() < 0.5:
            return size_page(hand, population, e, p, z, once, None)
        return size_page(hand, population, e, p, z, without, without / (1 + (without - 1) / population))
    twice = once / (1 + (once - 1) / population)
    if once - twice < 3:
        return None
    return (
        size_page(hand, population, e, p, z, once, twice)
        if rng.random() < 0.6
        else size_page(hand, population, e, p, z, twice, None)
    )


def sizes(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, (population, e, p, z, once) = Hand(rng), planned(rng)
    if not plant:
        return size_page(hand, population, e, p, z, once if rng.random() < 0.7 else z * z * p * (1 - p) / e / e, None)
    other = float(rng.choice([0.02, 0.035, 0.045, 0.07, 0.12]))
    spread = z * z * p * (1 - p)
    n = spread * population / (other * other * (population - 1) + spread)
    if min(abs(n - once), abs(n - spread / e / e)) < 4 or abs(n - once / (1 + once / population)) < 5:
        return None
    return size_page(hand, population, e, p, z, n, None)


# --- ties --------------------------------------------------------------------------------------------------------------


def ties(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, n = Hand(rng), int(rng.integers(6, 25))
    x = rng.integers(1, 11, n)
    y = np.clip(x + rng.integers(-4, 5, n) if rng.random() < 0.6 else rng.integers(1, 11, n), 0, 12)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    rho, r, digits = float(stats.spearmanr(x, y)[0]), float(stats.pearsonr(x, y)[0]), int(rng.integers(3, 5))
    value = rho
    if plant:
        ranks = [stats.rankdata(one + rng.permutation(n) * 1e-6, method="ordinal") for one in (x, y)]
        value = 1 - 6 * float(np.square(ranks[0] - ranks[1]).sum()) / (n * (n * n - 1))
        if min(abs(value - rho), abs(value - r)) < 3 * 10.0**-digits:
            return None
    text = hand.number(value, digits, "r")
    if rng.random() < 0.5:
        return f'[[results]]\nx = {x.tolist()}\ny = {y.tolist()}\nrho = "{text.replace(",", ".")}"\n', "toml"
    separator = "\t"
    lines = [
        separator.join(["Sujeto", "X", "Y"]),
        *(separator.join([f"S{i}", str(a), str(b)]) for i, (a, b) in enumerate(zip(x, y, strict=True))),
    ]
    return "\n".join([*lines, f"Resultado: rho = {text}, n = {n}"]) + "\n", "text"


# --- reliability -------------------------------------------------------------------------------------------------------


def scale(rng: np.random.Generator) -> tuple[np.ndarray, float, float, int]:
    n, k = int(rng.integers(10, 120)), int(rng.integers(3, 21))
    answers = np.clip(np.round(3 + rng.normal(size=(n, 1)) * rng.uniform(0.3, 1.2) + rng.normal(size=(n, k))), 1, 5)
    ddof = int(rng.integers(2))
    variances, total = answers.var(0, ddof=ddof), float(answers.sum(1).var(ddof=ddof))
    return variances, total, float(k / (k - 1) * (1 - variances.sum() / total)) if total > 0 else 0.0, k


def alphas(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, (variances, total, alpha, k) = Hand(rng), scale(rng)
    if alpha < 0.1:
        return None
    if plant:
        wrong = alpha + rng.choice([-1, 1]) * rng.uniform(0.03, 0.4)
        if not 0 < wrong < 0.985:
            return None
        alpha = wrong
    return item_page(hand, variances, total, alpha, k)


def item_page(hand: Hand, variances: np.ndarray, total: float, alpha: float, k: int) -> Page:
    rounding = hand.rounding
    listed = [fixed(one, 3, rounding) for one in variances]
    if hand.rng.random() < 0.4:
        text = f'[[results]]\nitem_variances = [{", ".join(listed)}]\ntotal_variance = "{fixed(total, 3, rounding)}"\nalpha = "{fixed(alpha, 3, rounding)}"\n'
        return text, "toml"
    separator = ";" if hand.comma else "\t"
    turn = (lambda text: text.replace(".", ",")) if hand.comma else (lambda text: text)
    if hand.rng.random() < 0.5:
        rows = [["Suma de varianzas", turn(fixed(sum(variances), 3, rounding))], ["Varianza total", turn(fixed(total, 3, rounding))],
                ["N de elementos", str(k)], ["Alfa de Cronbach", turn(fixed(alpha, 3, rounding))]]  # fmt: skip
        return "\n".join(separator.join(row) for row in rows) + "\n", "text"
    heads = ["Ítem", "Varianza", "Varianza total", "Alfa de Cronbach"]
    rows = [[f"Ítem {i}", turn(text), "", ""] for i, text in enumerate(listed, 1)]
    rows.append(["Escala", "", turn(fixed(total, 3, rounding)), turn(fixed(alpha, 3, rounding))])
    return "\n".join(separator.join(row) for row in [heads, *rows]) + "\n", "text"


def attainable(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, (variances, _, alpha, k) = Hand(rng), scale(rng)
    if alpha < 0.1:
        return None
    text = f"[[results]]\nitem_variances = [{', '.join(fixed(one, 3, hand.rounding) for one in variances)}]\n"
    if plant:
        variances = variances * np.exp(rng.normal(0, 1.2, k))
        highest = k / (k - 1) * (1 - variances.sum() / np.sqrt(variances).sum() ** 2)
        alpha = highest + rng.uniform(0.01, 0.1)
        if alpha > 0.999:
            return None
        text = f"[[results]]\nitem_variances = [{', '.join(fixed(one, 3, hand.rounding) for one in variances)}]\n"
    return text + f'alpha = "{fixed(alpha, 3, hand.rounding)}"\n', "toml"


def kr20s(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, n, k = Hand(rng), int(rng.integers(8, 30)), int(rng.integers(4, 13))
    answers = (rng.normal(size=(n, 1)) + rng.normal(size=(n, k)) > rng.normal(size=k)).astype(int)
    total = answers.sum(1)
    if np.ptp(total) == 0:
        return None
    same = k / (k - 1) * (1 - answers.var(0).sum() / total.var())
    mixed = k / (k - 1) * (1 - answers.var(0).sum() / total.var(ddof=1))
    value = same
    if plant:
        value = mixed if rng.random() < 0.5 else same + rng.uniform(0.02, 0.3) * rng.choice([-1, 1])
        if abs(value - same) < 0.003 or value > 0.99:
            return None
    return f'[[results]]\nkr20 = "{fixed(value, 3, hand.rounding)}"\nanswers = {answers.tolist()}\n', "toml"


def effects(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand = Hand(rng)
    m, s, n = rng.uniform(5, 40, 2), rng.uniform(2, 9, 2), rng.integers(15, 300, 2)
    m[1] = m[0] + rng.uniform(-1.5, 1.5) * s.mean()
    pooled = math.sqrt(((n[0] - 1) * s[0] ** 2 + (n[1] - 1) * s[1] ** 2) / (n.sum() - 2))
    d = (m[0] - m[1]) / pooled
    if plant:
        far = [abs(m[0] - m[1]) / one for one in (s.min(), s.max())]
        d = rng.uniform(0.02, 3)
        if far[1] * 0.9 - 0.06 < d < far[0] * 1.1 + 0.06:
            return None
    keys = {"m1": m[0], "m2": m[1], "sd1": s[0], "sd2": s[1]}
    text = "\n".join(f'{key} = "{fixed(value, 1, hand.rounding)}"' for key, value in keys.items())
    return f'[[results]]\n{text}\nn1 = {n[0]}\nn2 = {n[1]}\nd = "{fixed(d, 2, hand.rounding)}"\n', "toml"


# --- words -------------------------------------------------------------------------------------------------------------

X = (
    "la trata",
    "el nivel de vigilancia",
    "la percepción de inseguridad",
    "el proxenetismo registrado",
    "la confianza en la policía",
)
Y = ("la seguridad ciudadana", "las denuncias por faltas", "el temor al delito", "la victimización", "los robos")
XE = ("trafficking", "the level of patrolling", "perceived insecurity", "trust in the police", "recorded procuring")
YE = ("citizen security", "reports of misdemeanours", "fear of crime", "victimisation", "street robbery")
CAUSAL = (
    "Se concluye que {x} influye en {y} (rho = {r}, p < .001).", "{X} influye significativamente en {y}, r = {r}.",
    "{X} determina {y}.", "{X} incide directamente en {y}.", "{X} afecta a {y}.", "{X} genera mayor temor; rho = {r}.",
    "{X} tiene un efecto significativo sobre {y}.", "Existe influencia de {x} en {y} (r = {r}).", "{X} provoca {y}.",
    "{X} repercute en {y}.", "{X} impacta significativamente en {y}.", "{XE} influences {ye} (r = {r}).",
    "{XE} affects {ye}.", "{XE} leads to {ye}, rho = {r}.", "{XE} has a significant impact on {ye}.", "{XE} causes {ye}.",
    "{YE} is caused by {xe} (r = {r}).", "{XE} results in {ye}.", "{X} ocasionó {y}.", "{X} reduce {y} según la correlación hallada.", "{X} es la causa de {y}.", "{X} mejora {y} (rho = {r}).", "{X} conlleva a {y}.", "{Y} se debe a {x}.", "{X} trae como consecuencia {y}.", "{X} contribuye a {y}.", "{XE} reduces {ye} (r = {r}).", "{XE} contributes to {ye}.", "The results show that {xe} improves {ye}.", "{X} produce {y}.",
)  # fmt: skip
NOT_CAUSAL = (
    "{X} se relaciona con {y} (rho = {r}).", "El objetivo fue determinar la relación entre {x} y {y}; r = {r}.",
    "Esto no significa que {x} influya en {y}.", "No se puede afirmar que {x} influye en {y} (r = {r}).",
    "{X} se asocia con {y}.", "El tamaño del efecto fue pequeño (d = 0.20).", "¿Influye {x} en {y}? r = {r}.",
    "The aim was to determine the relationship between {xe} and {ye}; r = {r}.", "{XE} is associated with {ye}, r = {r}.",
    "This does not show that {xe} causes {ye}.", "El coeficiente de determinación fue 0.21.", "En general, {x} y {y} van juntas.", "Se generó una tabla con SPSS.", "The affected districts were 12.", "This leads to the conclusion that H0 is not rejected.", "Results in Table 2 show r = {r}.", "Este resultado determina el rechazo de la H0.", "The p value leads to rejecting H0.", "Se determina la relación que existe entre {x} y {y}.",
    "Se determinó el tamaño de la muestra, n = 120.", "An association is not a cause: r = {r}.", "Bajo la influencia del alcohol ocurrieron 12 casos.",
    "Las causas de la trata son objeto de otro estudio; rho = {r}.", "Whether {xe} affects {ye} is not known.",
    "Ni {x} influye en {y}, ni al revés, por lo que muestran estos datos.",
)  # fmt: skip
ACCEPTS = (
    "Como p = .21, se acepta la hipótesis nula.", "Por tanto se acepta H0.", "Se acepta la Ho y se rechaza la Ha.", "La hipótesis nula es aceptada.",
    "Aceptamos la hipótesis nula (p = .34).", "La hipótesis nula fue aceptada.", "The null hypothesis is accepted (p = .44).", "We accept the null hypothesis.",
    "H0 is accepted.", "Se aceptó la hipótesis nula: p = .12.", "Dado que p > .05, se aceptará la hipótesis nula.", "H0 was accepted at the .05 level.",
    "La H0 se acepta.", "Queda demostrado; se acepta por tanto la hipótesis nula.", "Accepting the null hypothesis, both groups are alike.",
)  # fmt: skip
NOT_ACCEPTED = (
    "Se rechaza la hipótesis nula y se acepta la hipótesis alterna.", "No se rechaza la hipótesis nula (p = .21).", "H0 is not rejected (p = .34).",
    "Se acepta la hipótesis de investigación; se rechaza H0.", "The null hypothesis is never accepted.", "No se acepta la hipótesis nula.",
    "We fail to reject the null hypothesis.", "Se acepta la hipótesis alterna y se rechaza la nula.", "La hipótesis nula no se rechaza: p = .08.",
    "The alternative hypothesis is accepted and H0 rejected.", "El consentimiento fue aceptado por 90 personas.",
)  # fmt: skip
LABELS = (
    "Existe una correlación positiva moderada (rho = {r}).", "La correlación es alta, r = {r}.", "Hay una relación directa y fuerte (r = {r}).",
    "A strong positive correlation was found, r = {r}.", "The correlation was moderate (r = {r}).", "Se halló una correlación muy alta: r = {r}.",
    "La confiabilidad fue excelente (alfa = 0.92).", "There was a weak association (rho = {r}).", "Una fuerte relación une ambas (r = {r}).",
    "La asociación resultó baja, tau = {r}.", "Correlación considerable entre ambas (r = {r}).", "A low negative correlation, r = {r}.",
)  # fmt: skip
NOT_LABELS = (
    "Existe una correlación positiva (rho = {r}).", "Una correlación moderada según Hernández-Sampieri (rho = {r}).",
    "The correlation was strong by the scale of Cohen (1988), r = {r}.", "La relación es directa (r = {r}).", "Correlación media (Evans, 1996): r = {r}.",
    "Una alta proporción respondió: 74 de 80.", "El grado alto de escolaridad reunió a 12 personas.", "r = {r}, n = 90.",
    "La escala de confiabilidad tiene 20 ítems.", "A correlation coefficient was computed, r = {r}.", "De acuerdo con la escala de cinco tramos, la correlación es baja (r = {r}).",
)  # fmt: skip


def sentence(rng: np.random.Generator, templates: Sequence[str]) -> Page:
    def pick(names: Sequence[str]) -> str:
        return names[rng.integers(len(names))]

    x, y, xe, ye = pick(X), pick(Y), pick(XE), pick(YE)
    words = {
        "x": x,
        "y": y,
        "xe": xe,
        "ye": ye,
        "X": x.capitalize(),
        "Y": y.capitalize(),
        "XE": xe.capitalize(),
        "YE": ye.capitalize(),
    }
    said = pick(templates).format(r=f"0.{rng.integers(10, 90)}", **words)
    context = pick(
        ("El diseño es correlacional, n = 120.", "The design is correlational, n = 120.", "Se usó rho de Spearman.")
    )
    return f"{context}\n{said}\n", "text"


def causal(rng: np.random.Generator, *, plant: bool) -> Page | None:
    return sentence(rng, CAUSAL if plant else NOT_CAUSAL)


def accepted(rng: np.random.Generator, *, plant: bool) -> Page | None:
    return sentence(rng, ACCEPTS if plant else NOT_ACCEPTED)


def labelled(rng: np.random.Generator, *, plant: bool) -> Page | None:
    return sentence(rng, LABELS if plant else NOT_LABELS)


def zero_p(rng: np.random.Generator, *, plant: bool) -> Page | None:
    hand, n = Hand(rng), int(rng.integers(80, 400))
    r = rng.uniform(0.5, 0.9)
    p = hand.number(0.0, 3, "p") if plant else ("< ,001" if hand.comma else "< .001")
    return any_page(hand, ["r", "p", "n"], [["A", hand.number(r, 3, "r"), p, str(n)]])


def several(rng: np.random.Generator, *, plant: bool) -> Page | None:
    """Two to five pages in one file, one of them with an error; one decimal mark throughout."""
    makers = [maker for name, (maker, _) in RULES.items() if name != SEVERAL]
    texts: list[str] = []
    wanted, at = int(rng.integers(2, 6)), int(rng.integers(2))
    while len(texts) < wanted:
        wrong = plant and len(texts) == at
        page = (coefficients if wrong else makers[rng.integers(len(makers))])(rng, plant=wrong)
        marks = {decimal_mark([text]) for text in (*texts, page[0] if page else "")} - {None}
        if page is not None and page[1] == "text" and len(marks) <= 1:
            texts.append(page[0])
    return "\n".join(
        f"Tabla {i}\n{text}\n" if "Tabla" not in text else f"{text}\n" for i, text in enumerate(texts, 1)
    ), "text"


SEVERAL = "several tables in one file"
Maker = Callable[..., Page | None]
RULES: dict[str, tuple[Maker, tuple[str, ...]]] = {
    "p against coefficient and n": (coefficients, ("A101",)),
    "p against statistic and df": (statistics, ("A102",)),
    "interval against estimate and n": (intervals, ("A105",)),
    "number outside its range": (ranges, ("A106",)),
    "V outside its own interval": (own_interval, ("A107",)),
    "V against chi-squared": (cramers_v, ("A108",)),
    "GRIM": (grim, ("A111",)),
    "GRIMMER": (grimmer, ("A112",)),
    "percentage of no whole count": (shares, ("A113",)),
    "base not stated": (bases, ("A114",)),
    "sum of percentages": (share_sums, ("A115",)),
    "sum of counts": (count_sums, ("A116",)),
    "summed rates": (summed_rates, ("A117",)),
    "rate against count": (rates, ("A118",)),
    "finite correction twice": (corrections, ("A121",)),
    "sample size": (sizes, ("A122",)),
    "ties": (ties, ("A131", "A132")),
    "alpha against its items": (alphas, ("A141", "A142")),
    "attainable alpha": (attainable, ("A142",)),
    "KR-20": (kr20s, ("A143",)),
    "Cohen's d": (effects, ("A161",)),
    "causal verb": (causal, ("A151",)),
    "H0 accepted": (accepted, ("A152",)),
    "label without scale": (labelled, ("A153",)),
    "p = .000": (zero_p, ("A154",)),
    SEVERAL: (several, ("A101",)),
}


def made(maker: Maker, rng: np.random.Generator, *, plant: bool) -> Page:
    """A page; draws whose planted error could not be told are thrown away."""
    while (page := maker(rng, plant=plant)) is None:
        pass
    return page


def codes(page: Page) -> set[str]:
    text, kind = page
    claims = claims_of_toml(text, "page") if kind == "toml" else claims_of_text(text, "page")
    return {finding.code for finding in audit(claims)}


def rate(name: str, tables: int) -> dict[str, object]:
    """How many correct tables raise any finding, and how many planted errors are found by their rule."""
    maker, wanted = RULES[name]
    rng = np.random.default_rng([SEED, list(RULES).index(name)])
    false: Counter[str] = Counter()
    wrong = 0
    for _ in range(tables):
        found = codes(made(maker, rng, plant=False)) - {"A154"}
        wrong += bool(found)
        false.update(found)
    hits = sum(bool(codes(made(maker, rng, plant=True)) & set(wanted)) for _ in range(tables))
    return {
        "rule": name,
        "codes": " ".join(wanted),
        "correct": tables,
        "false_alarms": wrong,
        "by": dict(sorted(false.items())),
        "planted": tables,
        "found": hits,
        "share": round(hits / tables, 4),
    }


def main() -> None:
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    start = time.perf_counter()
    rows = [rate(name, tables) for name in RULES]
    found = {"seed": SEED, "tables": tables, "most_false": MOST_FALSE, "least_found": LEAST_FOUND, "rules": rows}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "audit_rates.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    lines = ["| rule | codes | false alarms in correct tables | planted errors found |", "|---|---|---|---|"]
    lines += [
        f"| {r['rule']} | {r['codes']} | {r['false_alarms']} of {r['correct']} | {r['found']} of {r['planted']} |"
        for r in rows
    ]
    words = (
        f"# Audit of results\n\nSeed {SEED}; {tables} correct tables and {tables} tables with one detectable error for each rule; "
        "a false alarm is a finding of any rule (`p = .000` apart, which is true where it is printed). Bars: at most "
        f"{MOST_FALSE} in 1,000, at least {LEAST_FOUND:.0%}.\n\n" + "\n".join(lines) + "\n"
    )
    (RESULTS / "audit_rates.md").write_text(words, encoding="utf-8")
    print(words, f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
