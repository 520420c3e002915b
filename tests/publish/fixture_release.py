"""What does a whole report look like when every number is invented? One small release with every block and figure kind.

The country, its 43 valleys, its registries and all values are made up and say so in the watermark. Nothing here
describes any real place or person.
"""

from yupay.conclude.wording.columns import ANSWERED, EXISTING
from yupay.conclude.wording.units import counted_in
from yupay.model.cube import Boundary, ColumnAudit, Place, PublishedFigure, SourceAudit, TotalAudit
from yupay.model.document import (
    Block,
    Box,
    Bullets,
    FigureBlock,
    Heading,
    HypothesisHere,
    Paragraph,
    SummaryBox,
    TableBlock,
)
from yupay.model.estimate import Assumption, Estimate, Interval
from yupay.model.figure import (
    Curve,
    Figure,
    Map,
    MapClass,
    MapLayer,
    Pareto,
    RankScatter,
    RankSets,
    ScatterPanel,
    Series,
    SeriesBlock,
)
from yupay.model.finding import Finding, HypothesisBlock
from yupay.model.method import Method
from yupay.model.release import Input, Manifest, Release
from yupay.model.source import RowRef, Source
from yupay.model.study import Header, ReleasePolicy, ReportOptions
from yupay.model.table import Cell, Column, Note, Row, Sentence, Table
from yupay.model.text import Text

INSIDE = 43
COMPARE = 3
ACROSS = 7
SHA = "0123456789abcdef" * 4
ODD = "[/red]<script>alert(1)</script>"


def _t(es: str, en: str) -> Text:
    return Text(es=es, en=en)


def _s(es: str, en: str, **slots: Cell) -> Sentence:
    return Sentence(template=Text(es=es, en=en), slots=slots)


def places(odd_name: str | None = None) -> tuple[Place, ...]:
    """43 valleys and, last, 3 valleys shown apart. `odd_name` replaces the name of the seventh."""
    inside = [
        Place(key=f"9901{i + 1:02d}", name=odd_name if odd_name and i == 6 else f"Valle {i + 1:02d}")
        for i in range(INSIDE)
    ]
    apart = [Place(key=f"9902{i + 1:02d}", name=f"Isla {i + 1}", compare=True) for i in range(COMPARE)]
    return (*inside, *apart)


def _side(index: int) -> float:
    """Cells near the middle of the grid are small: the dense centre needs its inset."""
    return 2.0 if index in (2, 3, 4) else 6.0


def _starts() -> list[float]:
    starts = [0.0]
    for index in range(ACROSS + 1):
        starts.append(starts[-1] + _side(index))
    return starts


def boundaries() -> tuple[Boundary, ...]:
    """Rectangles of a grid seven across (sizes differ), then three squares apart to the left; y grows to the north."""
    starts = _starts()
    made = []
    for i, place in enumerate(places()):
        column, line = (i % ACROSS, i // ACROSS) if i < INSIDE else (-2, i - INSIDE)
        left = starts[column] if column >= 0 else -9.0
        right = starts[column + 1] if column >= 0 else -4.0
        low, high = starts[line], starts[line + 1]
        ring = ((left, low), (right, low), (right, high), (left, high), (left, low))
        made.append(Boundary(key=place.key, rings=(ring,), centroid=((left + right) / 2, (low + high) / 2)))
    return tuple(made)


def neighbours() -> tuple[tuple[int, int], ...]:
    """Queen contiguity of the grid, i < j."""
    spots = [(i % ACROSS, i // ACROSS) for i in range(INSIDE)]
    pairs = [(i, j) for i in range(INSIDE) for j in range(i + 1, INSIDE)]
    return tuple((i, j) for i, j in pairs if max(abs(a - b) for a, b in zip(spots[i], spots[j], strict=True)) == 1)


def _count(i: int) -> int | None:
    return None if i == 11 else 0 if i % 13 == 5 else (i * i * 7) % 211 + 12


def _answered(i: int) -> tuple[int, int]:
    existing = 1 + i % 4
    return (
        (0, existing) if i == 11 else (existing - 1, existing) if i % 9 == 4 and existing > 1 else (existing, existing)
    )


def _count_id(i: int) -> str:
    return f"describe/y1/valley/count/{places()[i].key}"


def _rate_id(i: int) -> str:
    return f"describe/y1~population/valley/rate/{places()[i].key}"


NO_DATA = _t("Ningún puesto respondió: sin dato no es cero.", "No post answered: no data is not zero.")
BETWEEN = _t("varianza entre puestos", "between-post variance")


def _count_estimate(i: int) -> Estimate:
    answered, existing = _answered(i)
    count = _count(i)
    return Estimate(
        question="describe",
        variables=("y1",),
        unit_of_analysis="valley",
        method="count",
        key=places()[i].key,
        quantity=_t("Bandas inventadas desarticuladas", "Invented gangs broken up"),
        value=None if count is None else float(count),
        unit="gang",
        interval=None if count is None else Interval(low=count * 0.7, high=count * 1.3, method=BETWEEN),
        n=answered,
        base=_t(f"{answered} de {existing} puestos respondieron", f"{answered} of {existing} posts answered"),
        sources=("posts",),
        rows=(RowRef(source="posts", where=f"code = {places()[i].key}", rows=existing),),
        parameters={"answered": answered, "existing": existing},
        warnings=(NO_DATA,) if count is None else (),
    )


def _rate_estimate(i: int) -> Estimate:
    count = _count(i)
    small = i in (6, 20)
    value = None if count is None or small else count / (20.0 + i)
    return Estimate(
        question="describe",
        variables=("y1", "population"),
        unit_of_analysis="valley",
        method="rate",
        key=places()[i].key,
        quantity=_t("Tasa inventada de bandas", "Invented rate of gangs"),
        value=value,
        unit="per 100,000 inhabitants",
        interval=None if value is None else Interval(low=value * 0.7, high=value * 1.3, method=BETWEEN),
        n=_answered(i)[0],
        base=_t("población inventada de 2099", "invented population of 2099"),
        sources=("posts", "people"),
        rows=(RowRef(source="people", where=f"code = {places()[i].key}", rows=1),),
        warnings=(_t("Menos de 20,000 habitantes: sin tasa.", "Fewer than 20,000 inhabitants: no rate."),)
        if small
        else (),
    )


def _published(key: str, es: str, en: str, value: float, unit: str = "complaint") -> Estimate:
    return Estimate(
        question="describe",
        variables=(key,),
        unit_of_analysis="published",
        method="figure",
        quantity=_t(es, en),
        value=value,
        unit=unit,
        base=_t("total impreso por el registro inventado", "total printed by the invented registry"),
        sources=("printed",),
        rows=(RowRef(source="printed", where=f"id = {key}", rows=1),),
    )


def _share(key: str, value: float, low: float, high: float) -> Estimate:
    return Estimate(
        question="describe",
        variables=(key, "total"),
        unit_of_analysis="published",
        method="share",
        quantity=_t("Porcentaje inventado", "Invented percentage"),
        value=value,
        unit="percent",
        interval=Interval(low=low, high=high, method=_t("Wilson", "Wilson")),
        n=400,
        base=_t("400 presuntas víctimas inventadas", "400 invented presumed victims"),
        design=_t("leído como si el año fuera un sorteo", "read as if the year were one draw"),
        sources=("printed",),
        rows=(RowRef(source="printed", where=f"id = {key}", rows=1),),
    )


def _relation(method: str, value: float, p: float, p_adjusted: float | None, key: str = "") -> Estimate:
    return Estimate(
        question="relate",
        variables=("x1", "y1"),
        unit_of_analysis="valley",
        method=method,
        key=key,
        quantity=_t("Relación inventada de X1 con Y1", "Invented relation of X1 with Y1"),
        value=value,
        unit="coefficient",
        interval=Interval(low=value - 0.28, high=value + 0.26, method=_t("Fisher", "Fisher")),
        df=36,
        n=42,
        base=_t("42 de 43 valles con dato en ambas", "42 of 43 valleys with data on both"),
        statistic_name="t",
        statistic=1.234,
        p=p,
        p_adjusted=p_adjusted,
        assumptions=(
            Assumption(
                name=_t("residuos sin dependencia espacial", "residuals without spatial dependence"),
                held=True,
                evidence=_t("I de Moran de los residuos inventada", "invented residual Moran's I"),
            ),
            Assumption(
                name=_t("tamaño de los valles", "size of the valleys"),
                held=None,
                evidence=_t("no se revisó", "not checked"),
            ),
        ),
        sources=("posts",),
        rows=(RowRef(source="posts", where="code starts with 9901", rows=107),),
        seed=20991231,
    )


YEARS = (2090, 2091, 2095, 2096, 2097)
YEARLY = (512.0, 588.0, 741.0, 1144.0, 903.0)
MODALITIES = (
    ("labour", "Explotación laboral inventada", "Invented labour exploitation", 206.0, (1, 2)),
    ("sexual", "Explotación sexual inventada", "Invented sexual exploitation", 180.0, (1, 2)),
    ("both", "Ambas, inventada", "Both, invented", 14.0, (3, 3)),
)
VARIANTS = (
    ("plan", "Según el plan", "As planned", 0.31),
    ("no-small", "Sin valles pequeños", "Without small valleys", 0.27),
    ("silent-zero", "Puestos sin respuesta en cero", "Silent posts at zero", 0.35),
    ("with-islands", "Con las islas", "With the islands", 0.02),
)


def estimates() -> tuple[Estimate, ...]:
    """Every estimate of the invented release, most of them shown; `hidden` is shown nowhere."""
    made = [_count_estimate(i) for i in range(INSIDE)] + [_rate_estimate(i) for i in range(INSIDE)]
    made += [
        _published(f"year-{y}", f"Denuncias inventadas de {y}", f"Invented complaints of {y}", v)
        for y, v in zip(YEARS, YEARLY, strict=True)
    ]
    made += [_published("block-2092", "Denuncias inventadas 2092-2094", "Invented complaints 2092-2094", 1976.0)]
    made += [_published(key, es, en, value, "presumed victim") for key, es, en, value, _ in MODALITIES]
    made += [_share(key, v / 4, v / 4 - 4, v / 4 + 4) for key, _, _, v, _ in MODALITIES]
    made += [_relation("area-whitened", 0.31, 0.021, 0.042), _relation("spearman", 0.44, 0.0004, None)]
    made += [_relation("spearman", v, 0.04, None, key) for key, _, _, v in VARIANTS]
    made += [
        _published("hidden", "Cifra que nadie muestra", "A figure nobody shows", 987654.0),
        Estimate(
            question="relate",
            variables=("x1", "y1"),
            unit_of_analysis="valley",
            method="simulation",
            key="minimum-detectable",
            quantity=_t("Correlación mínima detectable inventada", "Invented minimum detectable correlation"),
            value=0.47,
            unit="coefficient",
            n=42,
            sources=("posts",),
            seed=20991231,
        ),
    ]
    return tuple(made)


def _num(value: float, form: str, estimate: str, **more: object) -> Cell:
    return Cell.model_validate({"value": value, "form": form, "estimate": estimate, **more})


def _word(es: str, en: str, **more: object) -> Cell:
    return Cell.model_validate({"value": _t(es, en), **more})


MISSING = Cell(mark="no data")


def _rate_cell(i: int) -> Cell:
    rate = _rate_estimate(i).value
    if rate is None:
        return Cell(mark="no data" if _count(i) is None else "not published", estimate=_rate_id(i))
    return _num(rate, "rate", _rate_id(i))


def _interval_cell(i: int) -> Cell:
    interval = _rate_estimate(i).interval
    if interval is None:
        return Cell(mark="not applicable")
    return Cell(form="interval", low=interval.low, high=interval.high, digits=1, estimate=_rate_id(i))


def _count_cell(i: int) -> Cell:
    count = _count(i)
    return Cell(mark="no data", estimate=_count_id(i)) if count is None else _num(float(count), "count", _count_id(i))


def _valley_row(i: int, place: Place) -> Row:
    answered, existing = _answered(i)
    return Row(
        key=place.key,
        cells=(
            Cell(value=place.key, form="code"),
            Cell(value=place.name),
            _count_cell(i),
            _rate_cell(i),
            _interval_cell(i),
            _num(float(answered), "count", _count_id(i)),
            _num(float(existing), "count", _count_id(i)),
        ),
    )


def valley_table(odd_name: str | None = None) -> Table:
    """43 rows in code order, with a spanner, intervals, marks."""
    spanner = _t("Y1, bandas inventadas", "Y1, invented gangs")
    posts = _t("Puestos", "Posts")
    return Table(
        id="valleys",
        title=_t("Registros inventados por valle, 2099", "Invented records by valley, 2099"),
        section="4.3",
        number=5,
        columns=(
            Column(id="code", label=_t("Código", "Code"), width=0.8),
            Column(id="name", label=_t("Valle", "Valley"), width=1.6),
            Column(id="count", label=_t("n", "n"), spanner=spanner, align="right"),
            Column(id="rate", label=_t("Tasa", "Rate"), spanner=spanner, align="right"),
            Column(id="interval", label=_t("IC 95 %", "95% CI"), spanner=spanner, align="right", width=1.4),
            Column(id="answered", label=_t("respondieron", "answered"), spanner=posts, align="right"),
            Column(id="existing", label=_t("existen", "exist"), spanner=posts, align="right"),
        ),
        rows=tuple(_valley_row(i, place) for i, place in enumerate(places(odd_name)[:INSIDE])),
        notes=(
            Note(
                text=_s(
                    "Tasa por cada 100,000 habitantes inventados. IC = intervalo de confianza.",
                    "Rate per 100,000 invented inhabitants. CI = confidence interval.",
                )
            ),
            Note(
                kind="source",
                text=_s("Fuente: Censo inventado de puestos, 2099.", "Source: Invented census of posts, 2099."),
            ),
        ),
        sources=("posts", "people"),
        csv="valleys.csv",
    )


def matrix_table() -> Table:
    """A wide table of words with groups, levels and a hole."""
    heads = (("problem", "Problemas", "Problems"), ("objective", "Objetivos", "Objectives"))
    heads += (
        ("hypothesis", "Hipótesis", "Hypotheses"),
        ("variable", "Variables y dimensiones", "Variables and dimensions"),
    )
    heads += (("method", "Metodología y estadístico", "Method and statistic"),)
    general = _t("General", "General")
    specific = _t("Específicos", "Specific")
    return Table(
        id="consistency",
        title=_t("Matriz de consistencia", "Consistency matrix"),
        section="1",
        number=1,
        landscape=True,
        sortable=False,
        columns=tuple(Column(id=i, label=_t(es, en)) for i, es, en in heads),
        rows=(
            Row(
                key="OG",
                group=general,
                cells=(
                    _word("PG. ¿Qué relación inventada existe?", "GP. What invented relation is there?"),
                    _word("OG. Determinar la relación inventada", "GO. Determine the invented relation"),
                    _word("HG (derivada). X1 se relaciona con Y1", "HG (derived). X1 is related to Y1"),
                    _word("V1. Variable inventada: X1", "V1. Invented variable: X1"),
                    _word("Enfoque cuantitativo; prueba blanqueada", "Quantitative approach; whitened test"),
                ),
            ),
            Row(
                key="O1",
                group=specific,
                level=1,
                cells=(
                    _word("PE1. ¿Cuál es la magnitud?", "SP1. What is the magnitude?"),
                    _word("OE1. Conocer la magnitud", "SO1. Know the magnitude"),
                    _word("No corresponde: objetivo descriptivo", "Does not apply: descriptive objective"),
                    Cell(mark="not applicable"),
                    Cell(mark="not stated"),
                ),
            ),
            Row(
                key="O2",
                group=specific,
                level=1,
                strong=True,
                cells=(
                    _word("PE2. ¿Qué se relaciona?", "SP2. What is related?"),
                    _word("OE2. Relacionar X1 con Y1", "SO2. Relate X1 to Y1"),
                    _word("HE1. X1 se relaciona con Y1", "SH1. X1 is related to Y1"),
                    MISSING,
                    Cell(mark="hidden"),
                ),
            ),
        ),
        notes=(
            Note(
                text=_s(
                    "Los objetivos descriptivos no llevan hipótesis; los vacíos se imprimen.",
                    "Descriptive objectives carry no hypothesis; holes are printed.",
                )
            ),
        ),
        csv="consistency.csv",
    )


def modality_table() -> Table:
    """Counts, percents, intervals and rank sets, grouped by registry."""
    group = _t("Registro inventado A (presuntas víctimas)", "Invented registry A (presumed victims)")

    def row(key: str, es: str, en: str, value: float, rank: tuple[int, int]) -> Row:
        share = f"describe/{key}~total/published/share"
        return Row(
            key=key,
            group=group,
            cells=(
                _word(es, en),
                _num(value, "count", f"describe/{key}/published/figure"),
                _num(value / 4, "percent", share),
                Cell(form="interval", low=value / 4 - 4, high=value / 4 + 4, digits=1, estimate=share),
                Cell(form="interval", low=rank[0], high=rank[1], digits=0, source="printed"),
            ),
        )

    empty = Row(
        key="begging",
        group=_t("Registro inventado B (denuncias)", "Invented registry B (complaints)"),
        cells=(_word("Mendicidad inventada", "Invented begging"), MISSING, MISSING, MISSING, MISSING),
    )
    heads = (("modality", "Modalidad", "Modality", "left"), ("n", "n", "n", "right"), ("share", "%", "%", "right"))
    heads += (("interval", "IC 95 %", "95% CI", "right"), ("rank", "Conjunto del puesto", "Rank set", "right"))
    return Table(
        id="modalities",
        title=_t(
            "Modalidades inventadas según registro y conjunto de confianza del puesto",
            "Invented modalities by registry with rank confidence set",
        ),
        section="4.2",
        number=4,
        columns=tuple(Column.model_validate({"id": i, "label": _t(es, en), "align": a}) for i, es, en, a in heads),
        rows=(*(row(*m) for m in MODALITIES), empty),
        notes=(
            Note(text=_s("Los registros no se suman.", "Registries do not add.")),
            Note(
                kind="specific",
                text=_s(
                    "La categoría «ambas» tiene {n} presuntas víctimas.",
                    'The category "both" has {n} presumed victims.',
                    n=_num(14.0, "count", "describe/both/published/figure"),
                ),
            ),
            Note(kind="probability", text=_s("Conjuntos al 95 %.", "Sets at 95%.")),
            Note(kind="source", text=_s("Fuente: Anuario inventado, 2099.", "Source: Invented yearbook, 2099.")),
        ),
        sources=("printed",),
        csv="modalities.csv",
    )


def correlation_table() -> Table:
    """Coefficient, interval, p values, decision."""
    planned = "relate/x1~y1/valley/area-whitened"
    plain = "relate/x1~y1/valley/spearman"
    heads = (("statistic", "Estadístico", "Statistic", "left"), ("value", "Valor", "Value", "right"))
    heads += (
        ("interval", "IC 95 %", "95% CI", "right"),
        ("p", "p", "p", "right"),
        ("holm", "p de Holm", "Holm p", "right"),
    )
    heads += (("n", "n", "n", "right"), ("decision", "Decisión", "Decision", "left"))
    return Table(
        id="correlation",
        title=_t("Correlación inventada de la hipótesis específica 1", "Invented correlation of specific hypothesis 1"),
        section="4.4",
        number=6,
        sortable=False,
        columns=tuple(Column.model_validate({"id": i, "label": _t(es, en), "align": a}) for i, es, en, a in heads),
        rows=(
            Row(
                key="planned",
                strong=True,
                cells=(
                    _word("Prueba del plan", "Planned test"),
                    _num(0.31, "coefficient", planned),
                    Cell(form="interval", low=0.03, high=0.57, estimate=planned),
                    _num(0.021, "p", planned),
                    _num(0.042, "p", planned),
                    _num(42.0, "count", planned),
                    Cell(value="supported", form="decision", estimate=planned),
                ),
            ),
            Row(
                key="plain",
                cells=(
                    _word("ρ de Spearman", "Spearman's ρ"),
                    _num(0.44, "coefficient", plain),
                    Cell(form="interval", low=0.16, high=0.7, estimate=plain),
                    _num(0.0004, "p", plain),
                    Cell(mark="not applicable"),
                    _num(42.0, "count", plain),
                    Cell(value="not supported", form="decision"),
                ),
            ),
            Row(
                key="none",
                cells=(
                    _word("Sin registros", "No records"),
                    *(MISSING,) * 5,
                    Cell(value="not assessable", form="decision"),
                ),
            ),
        ),
        notes=(
            Note(text=_s("n = valles con dato en ambas.", "n = valleys with data on both.")),
            Note(
                kind="probability",
                text=_s(
                    "Corrección de Holm, bilateral, α = {a}.",
                    "Holm correction, two-sided, α = {a}.",
                    a=Cell(value=0.05, form="p"),
                ),
            ),
        ),
        sources=("posts",),
        csv="correlation.csv",
    )


def long_table() -> Table:
    """70 rows: longer than `long_table`, so reports show its ends."""
    columns = (
        Column(id="year", label=_t("Año", "Year")),
        Column(id="office", label=_t("Oficina inventada", "Invented office"), width=2),
        Column(id="n", label=_t("n", "n"), align="right"),
    )
    rows = tuple(
        Row(
            key=f"r{i}",
            cells=(
                Cell(value=float(2030 + i), form="year"),
                Cell(value=f"Oficina {i + 1:02d}"),
                Cell(value=float(1000 + 37 * i), form="count", source="printed"),
            ),
        )
        for i in range(70)
    )
    return Table(
        id="offices",
        title=_t("Denuncias inventadas según oficina", "Invented complaints by office"),
        section="4.2",
        number=3,
        columns=columns,
        rows=rows,
        notes=(Note(kind="source", text=_s("Fuente: Anuario inventado, 2099.", "Source: Invented yearbook, 2099.")),),
        sources=("printed",),
        csv="offices.csv",
    )


def sources_table() -> Table:
    """Words only: one row a source."""
    heads = (
        ("source", "Fuente", "Source"),
        ("unit", "Unidad de registro", "Counting unit"),
        ("limits", "Limitaciones", "Limitations"),
    )
    return Table(
        id="sources",
        title=_t("Fuentes de datos y unidad de registro", "Data sources and counting units"),
        section="3",
        number=2,
        columns=tuple(Column(id=i, label=_t(es, en)) for i, es, en in heads),
        rows=tuple(
            Row(
                key=source.id,
                cells=(
                    Cell(value=source.title, source=source.id),
                    Cell(value=counted_in(source.counting_unit)),
                    Cell(value=source.limitations),
                ),
            )
            for source in sources()
        ),
        notes=(
            Note(
                text=_s(
                    "Las unidades de registro no se suman ni se comparan.",
                    "Counting units are not added or compared.",
                )
            ),
        ),
        csv="sources.csv",
    )


def sources() -> tuple[Source, ...]:
    """Three invented source cards."""
    return tuple(
        Source.model_validate(
            {
                "id": key,
                "title": _t(es, en),
                "producer": _t("Oficina Inventada de Estadística", "Invented Statistics Office"),
                "path": f"data/{key}.csv",
                "kind": kind,
                "counting_unit": unit,
                "period": "2099",
                "coverage": _t("todo el país inventado", "the whole invented country"),
                "geography": _t("valles", "valleys"),
                "geography_vintage": "2099",
                "citation": f"Oficina Inventada de Estadística. (2099). {es}.",
                "url": "https://example.org/" + key,
                "licence": "CC0-1.0",
                "confidentiality": "invented",
                "limitations": _t("Todo es inventado.", "Everything is invented."),
                "retrieved": "2099-12-31",
                "sha256": SHA,
            }
        )
        for key, es, en, unit, kind in (
            ("posts", "Censo inventado de puestos", "Invented census of posts", "police station", "table"),
            ("people", "Población inventada", "Invented population", "inhabitant", "table"),
            ("printed", "Anuario inventado", "Invented yearbook", "complaint", "figures"),
        )
    )


def _layer_class(i: int) -> int:
    count = _count(i) if i < INSIDE else 40
    return 4 if count is None else 0 if count == 0 else 1 if count < 60 else 2 if count < 130 else 3


def _effort_class(i: int) -> int:
    return 4 if i == 11 else (i * 3) % 4


def _class_cell(layer: MapClass) -> Cell:
    return Cell(value=layer.label, source="posts")


def _map(odd_name: str | None) -> Map:
    all_places = places(odd_name)
    none = MapClass(label=_t("sin dato", "no data"), pattern="hatched")
    count_classes = (
        MapClass(label=_t("cero declarado", "declared zero"), pattern="white"),
        MapClass(label=_t("12 a 59", "12 to 59"), shade=0),
        MapClass(label=_t("60 a 129", "60 to 129"), shade=2),
        MapClass(label=_t("130 a 222", "130 to 222"), shade=4),
        none,
    )
    effort = (
        MapClass(label=_t("sin operativos declarados", "no operations declared"), pattern="white"),
        MapClass(
            label=_t("sin operativos entre las que respondieron", "none among those that answered"), pattern="dots"
        ),
        MapClass(label=_t("mitad inferior", "lower half"), shade=1),
        MapClass(label=_t("mitad superior", "upper half"), shade=3),
        none,
    )
    partial = tuple(i < INSIDE and 0 < _answered(i)[0] < _answered(i)[1] for i in range(len(all_places)))

    def told(i: int) -> tuple[Cell, Cell]:
        answered, existing = _answered(i) if i < INSIDE else (1, 1)
        return (
            Cell(value=float(answered), form="count", source="posts"),
            Cell(value=float(existing), form="count", source="posts"),
        )

    def count_facts(i: int) -> tuple[Cell, ...]:
        if i >= INSIDE:
            return (Cell(value=40.0, form="count", source="posts"), MISSING, *told(i))
        return (_count_cell(i), _rate_cell(i), *told(i))

    indices = range(len(all_places))
    return Map(
        places=all_places,
        boundaries=boundaries(),
        neighbours=neighbours(),
        layers=(
            MapLayer(
                id="y1",
                label=_t("Y1 Bandas inventadas", "Y1 Invented gangs"),
                caption=_t("Conteo inventado, 2099; clases con sus cortes", "Invented count, 2099; classes with cuts"),
                classes=count_classes,
                values=tuple(_layer_class(i) for i in indices),
                incomplete=partial,
                fact_heads=(_t("n", "n"), _t("Tasa", "Rate"), ANSWERED, EXISTING),
                facts=tuple(count_facts(i) for i in indices),
            ),
            MapLayer(
                id="x1",
                label=_t("X1 Esfuerzo inventado", "X1 Invented effort"),
                caption=_t("Esfuerzo declarado inventado, 2099", "Invented declared effort, 2099"),
                classes=effort,
                values=tuple(_effort_class(i) for i in indices),
                incomplete=partial,
                fact_heads=(_t("Clase", "Class"), ANSWERED, EXISTING),
                facts=tuple((_class_cell(effort[_effort_class(i)]), *told(i)) for i in indices),
            ),
        ),
        inset=(11.0, 11.0, 21.0, 21.0),
    )


def _figure(number: int, key: str, es: str, en: str, section: str, body: object, table: Table | None = None) -> Figure:
    return Figure.model_validate(
        {
            "id": key,
            "title": _t(es, en),
            "section": section,
            "alt": _t(f"{es}: descripción inventada del dibujo.", f"{en}: an invented description of the drawing."),
            "body": body,
            "number": number,
            "sources": ("printed",),
            "table": table,
            "notes": (
                Note(text=_s("Datos inventados.", "Invented data.")),
                Note(kind="source", text=_s("Fuente: Anuario inventado, 2099.", "Source: Invented yearbook, 2099.")),
            ),
        }
    )


def _series() -> Series:
    cells = tuple(_num(v, "count", f"describe/year-{y}/published/figure") for y, v in zip(YEARS, YEARLY, strict=True))
    return Series(
        y_label=_t("Denuncias inventadas", "Invented complaints"),
        years=YEARS,
        values=cells,
        partial=(False, False, False, False, True),
        blocks=(
            SeriesBlock(start=2092, end=2094, total=_num(1976.0, "count", "describe/block-2092/published/figure")),
        ),
        breaks=((2094.5, _t("Cambio de ley inventado", "Invented change of law")),),
    )


def _pareto() -> Pareto:
    values = [700.0, 420.0, 300.0, 210.0, 150.0, 90.0, 60.0, 40.0, 20.0, 10.0]
    total = sum(values)
    shares = [sum(values[: i + 1]) / total * 100 for i in range(len(values))]
    return Pareto(
        y_label=_t("Denuncias inventadas", "Invented complaints"),
        labels=tuple(Text.same(f"Oficina {i + 1}") for i in range(len(values))),
        counts=tuple(Cell(value=v, form="count", source="printed") for v in values),
        cumulative=tuple(Cell(value=s, form="percent", source="printed") for s in shares),
        rank_sets=tuple((max(1, i), min(len(values), i + 2)) for i in range(len(values))),
    )


def _rank_sets() -> RankSets:
    names = places()[:INSIDE]
    sets = tuple((max(1, (i * 7) % INSIDE - 4), min(INSIDE, (i * 7) % INSIDE + 9)) for i in range(INSIDE))
    return RankSets(
        labels=tuple(Text.same(p.name) for p in names),
        panels=(
            (_t("Y1 Bandas", "Y1 Gangs"), sets),
            (_t("Y2 Capturas", "Y2 Captures"), tuple(reversed(sets))),
            (_t("Y3 Faltas", "Y3 Misdemeanours"), sets),
        ),
    )


def _scatter() -> RankScatter:
    def panel(title: str, step: int) -> ScatterPanel:
        return ScatterPanel(
            title=Text.same(title),
            x_label=_t("Puesto de X1", "Rank of X1"),
            y_label=_t("Puesto de Y1", "Rank of Y1"),
            x=tuple(float(max(9, i + 1)) for i in range(INSIDE)),
            y=tuple(float((i * step) % INSIDE + 1) for i in range(INSIDE)),
            complete=tuple(i % 9 != 4 for i in range(INSIDE)),
        )

    return RankScatter(panels=(panel("HG", 7), panel("HE1", 11), panel("HE2", 5)))


def _curve() -> Curve:
    def cell(key: str, shift: float, value: float) -> Cell:
        return _num(
            value + shift,
            "coefficient",
            f"relate/x1~y1/valley/spearman/{key}",
            low=value + shift - 0.28,
            high=value + shift + 0.26,
        )

    return Curve(
        labels=tuple(_t(es, en) for _, es, en, _ in VARIANTS),
        panels=(
            (Text.same("HG"), tuple(cell(k, 0.0, v) for k, _, _, v in VARIANTS)),
            (Text.same("HE1"), tuple(cell(k, -0.2, v) for k, _, _, v in VARIANTS)),
        ),
    )


def figures(odd_name: str | None = None) -> tuple[Figure, ...]:
    """One figure of every kind."""
    return (
        _figure(1, "series", "Denuncias inventadas, 2090-2097", "Invented complaints, 2090-2097", "4.1", _series()),
        _figure(2, "pareto", "Concentración inventada (Pareto)", "Invented concentration (Pareto)", "4.2", _pareto()),
        _figure(
            3,
            "map",
            "Registros inventados por valle",
            "Invented records by valley",
            "4.3",
            _map(odd_name),
            valley_table(odd_name).model_copy(update={"id": "map-table", "number": 0}),
        ),
        _figure(4, "ranks", "¿Se distinguen los valles?", "Can valleys be told apart?", "4.3", _rank_sets()),
        _figure(5, "scatter", "Dispersión por rangos", "Rank scatter plots", "4.4", _scatter()),
        _figure(6, "curve", "Análisis de sensibilidad inventado", "Invented sensitivity analysis", "4.5", _curve()),
    )


def hypotheses() -> tuple[HypothesisBlock, ...]:
    """One supported, one not supported, one not assessable without a table."""
    planned = "relate/x1~y1/valley/area-whitened"
    level = _s("α = {a}, bilateral, Holm.", "α = {a}, two-sided, Holm.", a=Cell(value=0.05, form="p"))
    test = _s(
        "Prueba blanqueada: los valles vecinos no son independientes (n = {n}).",
        "Whitened test: neighbouring valleys are not independent (n = {n}).",
        n=_num(42.0, "count", planned),
    )
    rule = _s("Se rechaza H0 si p de Holm < {a}.", "H0 is rejected if the Holm p < {a}.", a=Cell(value=0.05, form="p"))
    silent = _s("No dice nada de personas.", "It says nothing about persons.")

    def block(
        key: str, decision: str, verdict: Sentence, table: str | None, reading: tuple[Sentence, ...]
    ) -> HypothesisBlock:
        return HypothesisBlock.model_validate(
            {
                "hypothesis": key,
                "page_id": _t(f"HE{key[1]}", f"SH{key[1]}"),
                "title": _t(f"Hipótesis inventada {key[1]}", f"Invented hypothesis {key[1]}"),
                "null": _t("H0: X1 no se relaciona con Y1 (ρ = 0)", "H0: X1 is not related to Y1 (ρ = 0)"),
                "alternative": _t("H1: X1 se relaciona con Y1 (ρ ≠ 0)", "H1: X1 is related to Y1 (ρ ≠ 0)"),
                "level": level,
                "test": (test,),
                "table": table,
                "rule": (rule,),
                "decision": decision,
                "verdict": verdict,
                "reading": reading,
                "silence": (silent,),
                "numbers": {"p": _num(0.042, "p", planned)},
            }
        )

    supported = _s(
        "Se rechaza H0. La hipótesis de investigación queda respaldada por estos datos.",
        "H0 is rejected. The research hypothesis is supported by these data.",
    )
    not_supported = _s(
        "No se rechaza H0. Los datos no muestran ni descartan una relación: son compatibles valores de {lo} a {hi}, y con "
        "estos {n} distritos una relación menor que {mdc} habría pasado inadvertida casi siempre.",
        "H0 is not rejected. The data neither show nor rule out a relation: values from {lo} to {hi} are compatible, and "
        "with these {n} districts a relation below about {mdc} would usually have been missed.",
        lo=_num(-0.26, "coefficient", "relate/x1~y1/valley/spearman/with-islands"),
        hi=_num(0.28, "coefficient", "relate/x1~y1/valley/spearman/with-islands"),
        n=_num(42.0, "count", "relate/x1~y1/valley/spearman/with-islands"),
        mdc=_num(0.47, "coefficient", "relate/x1~y1/valley/simulation/minimum-detectable"),
    )
    not_assessable = _s(
        "No evaluable con estos datos: no hay registros por valle. H0 no se contrasta. La haría evaluable: un registro.",
        "Not assessable with these data: there are no records by valley. H0 is not tested. It would become assessable "
        "with: a register.",
    )
    reading = _s(
        "ρ = {r}: se relaciona poco (escala inventada).",
        "ρ = {r}: a small relation (invented scale).",
        r=_num(0.31, "coefficient", planned),
    )
    return (
        block("H1", "supported", supported, "correlation", (reading,)),
        block("H2", "not supported", not_supported, None, (reading,)),
        block("H3", "not assessable", not_assessable, None, ()),
    )


def _summary() -> tuple[SummaryBox, ...]:
    planned = "relate/x1~y1/valley/area-whitened"
    known = _s(
        "{a} denuncias inventadas en 2096; {b} de {c} presuntas víctimas inventadas.",
        "{a} invented complaints in 2096; {b} of {c} invented presumed victims.",
        a=_num(1144.0, "count", "describe/year-2096/published/figure"),
        b=_num(206.0, "count", "describe/labour/published/figure"),
        c=Cell(value=400.0, form="count", source="printed"),
    )
    relates = tuple(
        (
            f"H{i}",
            _s(
                f"Relación inventada {i}: ρ = {{r}}.",
                f"Invented relation {i}: ρ = {{r}}.",
                r=_num(0.31, "coefficient", planned),
            ),
        )
        for i in (1, 2, 3)
    )
    apart = _s("Son registros distintos: no se suman.", "Different registries: do not add.")
    return (
        SummaryBox(title=_t("Qué se sabe", "What is known"), sentences=(known, apart)),
        SummaryBox(title=_t("Qué se relaciona", "What goes with what"), sentences=(), badges=relates),
        SummaryBox(
            title=_t("Qué no se puede decir", "What cannot be said"),
            sentences=(
                _s("Cuántas personas hay en un valle.", "How many people there are in a valley."),
                _s("Que un valle sea más peligroso.", "That a valley is more dangerous."),
            ),
        ),
        SummaryBox(
            title=_t("Qué conviene hacer", "What is worth doing"),
            sentences=(_s("Completar los puestos sin respuesta.", "Complete the posts that did not answer."),),
        ),
        SummaryBox(
            title=_t("Su valle", "Your valley"),
            sentences=(
                _s(
                    "Valle 01: {n} bandas inventadas; no se distingue.",
                    "Valle 01: {n} invented gangs; cannot be told apart.",
                    n=_num(12.0, "count", _count_id(0)),
                ),
            ),
        ),
    )


def _blocks() -> tuple[Block, ...]:
    def head(level: int, section: str, es: str, en: str) -> Heading:
        return Heading(level=level, section=section, text=_t(es, en))

    magnitude = _s(
        "En 2096 se registraron {n} denuncias inventadas; el {share} % (IC 95 % {ci}) fue laboral. La falacia ecológica "
        "aplica.",
        "In 2096 there were {n} invented complaints; {share}% (95% CI {ci}) were labour. The ecological fallacy applies.",
        n=_num(1144.0, "count", "describe/year-2096/published/figure"),
        share=_num(51.5, "percent", "describe/labour~total/published/share"),
        ci=Cell(form="interval", low=47.5, high=55.5, digits=1, estimate="describe/labour~total/published/share"),
    )
    return (
        head(1, "1", "Planteamiento", "Problem"),
        Paragraph(sentences=(_s("Este informe es inventado.", "This report is invented."), magnitude)),
        TableBlock(table="consistency"),
        head(1, "2", "Método", "Method"),
        Paragraph(sentences=(_s("Enfoque cuantitativo, inventado.", "Quantitative approach, invented."),)),
        Bullets(
            items=(
                _s(
                    "Población: {n} valles.",
                    "Population: {n} valleys.",
                    n=Cell(value=43.0, form="count", source="posts"),
                ),
                _s("Sin muestreo.", "No sampling."),
            )
        ),
        head(1, "3", "Fuentes y calidad", "Sources and quality"),
        TableBlock(table="sources"),
        head(1, "4", "Resultados", "Results"),
        head(2, "4.1", "Magnitud", "Magnitude"),
        Paragraph(sentences=(magnitude,)),
        FigureBlock(figure="series"),
        head(2, "4.2", "Jerarquización", "Order"),
        TableBlock(table="offices"),
        TableBlock(table="modalities"),
        FigureBlock(figure="pareto"),
        head(2, "4.3", "Los valles", "The valleys"),
        TableBlock(table="valleys"),
        FigureBlock(figure="map"),
        FigureBlock(figure="ranks"),
        head(2, "4.4", "Contrastación de hipótesis", "Hypothesis tests"),
        HypothesisHere(hypothesis="H1"),
        HypothesisHere(hypothesis="H2"),
        HypothesisHere(hypothesis="H3"),
        FigureBlock(figure="scatter"),
        head(2, "4.5", "Escala y sensibilidad", "Scale and sensitivity"),
        FigureBlock(figure="curve"),
        head(1, "5", "Conclusiones y límites", "Conclusions and limits"),
        Box(
            title=_t("Desviaciones del plan", "Deviations from the plan"),
            sentences=(_s("Ninguna, en lo inventado.", "None, in what is invented."),),
        ),
    )


def _methods() -> tuple[Method, ...]:
    def method(key: str, es: str, en: str, room: str, formula: str) -> Method:
        return Method(
            id=key,
            label=_t(es, en),
            room=room,
            formula=formula,
            reference="Autora Inventada, A. (2099). Métodos inventados.",
            needs=_t("datos inventados", "invented data"),
        )

    return (
        method("count", "Conteo", "Count", "describe", "n = Σ x"),
        method("rate", "Tasa", "Rate", "describe", "r = 100,000 n / N"),
        method("figure", "Cifra publicada", "Published figure", "describe", "x"),
        method("share", "Porcentaje", "Percentage", "describe", "p = x / n; Wilson"),
        method("area-whitened", "Correlación blanqueada", "Whitened correlation", "relate", "r(L⁻¹x, L⁻¹y)"),
        method("spearman", "ρ de Spearman", "Spearman's ρ", "relate", "r(rank x, rank y)"),
        method("simulation", "Simulación en el mapa", "Simulation on the map", "relate", "P(|r| > c)"),
    )


def _printed() -> tuple[PublishedFigure, ...]:
    return tuple(
        PublishedFigure(
            id=f"year-{year}",
            source="printed",
            row=i + 2,
            registry=_t("Registro inventado", "Invented registry"),
            label=_t(f"Denuncias inventadas de {year}", f"Invented complaints of {year}"),
            counting_unit="complaint",
            geography=_t("país inventado", "invented country"),
            period=str(year),
            value=value,
            citation=f"Oficina Inventada de Estadística. (2099). Anuario inventado, p. {i + 10}.",
            url=f"https://example.org/printed/{year}",
        )
        for i, (year, value) in enumerate(zip(YEARS, YEARLY, strict=True))
    )


def _audits() -> tuple[SourceAudit, ...]:
    return (
        SourceAudit(
            source="posts",
            file="posts.csv",
            sha256=SHA,
            encoding="utf-8",
            separator=",",
            rows=107,
            expected_rows=107,
            columns=(ColumnAudit(column="gangs", expected=107, answered=101, blank=6, missing=0, zero=9),),
            totals=(
                TotalAudit(
                    label=_t("Total inventado", "Invented total"), declared=400, summed=400, rows=3, source="posts"
                ),
            ),
        ),
        SourceAudit(source="people", file="people.csv", sha256=SHA, rows=43),
        SourceAudit(source="printed", file="printed.csv", sha256=SHA, rows=9),
    )


def _header() -> Header:
    return Header(
        id="valles-2099",
        title=_t("Estudio inventado de los valles, 2099", "Invented study of the valleys, 2099"),
        subtitle=_t(
            "Estudio descriptivo-correlacional con datos inventados",
            "A descriptive-correlational study with invented data",
        ),
        scope=_t(
            "Registros inventados de 2090 a 2097. Las islas se muestran aparte",
            "Invented records 2090 to 2097. The islands are shown apart",
        ),
        place=_t("País inventado", "Invented country"),
        period="2099",
        standing=_t(
            "Lo registrado no es lo ocurrido. Ningún dato de este informe describe a una persona ni a un valle.",
            "What is recorded is not what occurred. Nothing in this report describes a person or a valley.",
        ),
        help_lines=_t("Línea de ayuda inventada 0000, gratuita.", "Invented help line 0000, free."),
        definitions=(_t("«Valle» es una unidad inventada.", '"Valley" is an invented unit.'),),
    )


def example_release(odd_name: str | None = None) -> Release:
    """A whole invented release, unsealed. `odd_name` is the name of the seventh valley (an attack on escaping)."""
    tables = (
        matrix_table(),
        sources_table(),
        long_table(),
        modality_table(),
        valley_table(odd_name),
        correlation_table(),
    )
    return Release(
        header=_header(),
        report=ReportOptions(authors=("Autora Inventada",), institution="Instituto Inventado", date="2099-12-31"),
        policy=ReleasePolicy(),
        watermark=_t("DATOS INVENTADOS", "INVENTED DATA"),
        tables=tables,
        figures=figures(odd_name),
        blocks=_blocks(),
        hypotheses=hypotheses(),
        findings=(
            Finding(
                subject="H1",
                decision="supported",
                sentence=_s(
                    "X1 se relaciona con Y1 (ρ = {r}).",
                    "X1 is related to Y1 (ρ = {r}).",
                    r=_num(0.31, "coefficient", "relate/x1~y1/valley/area-whitened"),
                ),
                strength=_t("pequeña", "small"),
                strength_scale="Escala inventada (2099)",
                limits=(_t("datos inventados", "invented data"),),
                estimates=("relate/x1~y1/valley/area-whitened",),
            ),
        ),
        summary=_summary(),
        estimates=estimates(),
        published=_printed(),
        sources=sources(),
        audits=_audits(),
        methods=_methods(),
        glossary=(
            (
                _t("falacia ecológica", "ecological fallacy"),
                _t(
                    "Atribuir a personas lo que vale para territorios.", "Giving to persons what holds for territories."
                ),
            ),
            (_t("puesto", "rank"), _t("Lugar en un orden.", "Place in an order.")),
            (
                _t("denuncia", "complaint"),
                _t("Hecho puesto en conocimiento de la autoridad.", "A fact made known to the authority."),
            ),
        ),
        references=("Autora Inventada, A. (2099). *Métodos inventados*. Editorial Inventada.",),
        manifest=Manifest(
            study="valles-2099",
            version="0.1.0",
            code_sha256=SHA,
            plan_sha256=SHA,
            seed=20991231,
            python="3.11",
            packages={"numpy": "2.0.0"},
            inputs=tuple(
                Input(source=key, file=f"{key}.csv", sha256=SHA, rows=9) for key in ("posts", "people", "printed")
            ),
        ),
    )
