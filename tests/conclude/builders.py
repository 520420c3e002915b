"""A made-up study with its evidence and estimates: small enough to read, able to come out in every way."""

import random
from collections.abc import Iterable
from typing import Any

from yupay.model.cube import (
    Boundary,
    ColumnAudit,
    Cube,
    Evidence,
    Measure,
    Neighbours,
    Place,
    PublishedFigure,
    SourceAudit,
    State,
    TotalAudit,
)
from yupay.model.estimate import Estimate, Interval
from yupay.model.source import RowRef, Source
from yupay.model.study import (
    DecisionRule,
    Dimension,
    Exhibit,
    Family,
    Header,
    Hypothesis,
    Indicator,
    Modality,
    Objective,
    Reconciliation,
    ReleasePolicy,
    Scaling,
    Study,
    Unit,
    Variable,
    Variant,
)
from yupay.model.text import Text

PLACES = 24
METHOD = "area-whitened"


def same(words: str) -> Text:
    return Text(es=words, en=f"{words} (en)")


def source(name: str, **more: Any) -> Source:
    fields: dict[str, Any] = {
        "title": same(f"Registro {name}"),
        "producer": same("Instituto"),
        "path": f"{name}.csv",
        "counting_unit": "complaint",
        "period": "2016",
        "coverage": same("todo"),
        "geography": same("distritos"),
        "citation": f"Instituto. Registro {name}",
        "confidentiality": "invented",
        "limitations": same("inventado"),
    }
    return Source(id=name, **(fields | more))


def indicator(name: str, **more: Any) -> Indicator:
    fields: dict[str, Any] = {
        "dimension": "d",
        "label": same(f"indicador {name}"),
        "source": "records",
        "columns": (name,),
        "counting_unit": "complaint",
        "period": "2016",
        "units": ("district", "office"),
    }
    return Indicator(id=name, **(fields | more))


EFFORT: dict[str, Any] = {"reach": "indirect", "counting_unit": "police operation", "mapped": "effort-classes"}


def indicators() -> tuple[Indicator, ...]:
    return (
        indicator("x1", label=same("Esfuerzo policial declarado: operativos A"), answered="answered", **EFFORT),
        indicator("x2", label=same("Esfuerzo policial declarado: operativos B"), answered="answered", **EFFORT),
        indicator("x3", reach="none", missing=same("no hay conteo"), records=same("los casos por distrito")),
        indicator("n1", label=same("Esfuerzo policial declarado: operativos C"), role="control", **EFFORT),
        indicator("y3", rankable=True, mapped="rates"),
        indicator("y1", rankable=True, mapped="counts", counting_unit="gang"),
        indicator("poverty", role="context", counting_unit="percent", label=same("Pobreza")),
        indicator("population", role="population", counting_unit="inhabitant"),
    )


def hypotheses() -> tuple[Hypothesis, ...]:
    shared: dict[str, Any] = {"family": "primary", "unit": "district", "y": "y3"}
    return (
        Hypothesis(id="HG", objective="OG", statement=same("general"), derived_from=("H1", "H2"), family="primary"),
        Hypothesis(id="H1", objective="O2", statement=same("una"), x="x1", control="n1", **shared),
        Hypothesis(id="H2", objective="O2", statement=same("dos"), x="x2", control="n1", **shared),
        Hypothesis(id="H3", objective="O2", statement=same("tres"), x="x3", **shared),
    )


def exhibits() -> tuple[Exhibit, ...]:
    asked: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("consistency", "1", {}),
        ("operationalisation", "1", {}),
        ("sources", "3", {}),
        ("reconciliation", "3", {}),
        ("modalities", "3", {}),
        ("registries", "4.1", {"figures": [{"total": "all_2016", "part": "nna_2016"}, {"total": "ministry_2016"}]}),
        ("series", "4.1", {"figures": ["sum_2009_2014", "all_2015", "all_2016"]}),
        ("modality-ranks", "4.2", {"figures": ["ministry_labour", "ministry_sexual", "ministry_other"]}),
        ("survey-indicators", "4.2", {"figures": ["fear_2011", "fear_2016"]}),
        ("unit-ranks", "4.2", {"indicator": "y1", "unit": "district"}),
        ("pareto", "4.2", {"indicator": "y1", "unit": "district"}),
        ("unit-descriptives", "4.3", {"unit": "district"}),
        ("map", "4.3", {"unit": "district", "indicators": ["y3", "y1"]}),
        ("map", "4.3", {"unit": "district", "indicators": ["x1", "x2"]}),
        ("rank-sets", "4.3", {"unit": "district", "indicators": ["y3", "y1", "x1"]}),
        ("assumptions", "4.4", {}),
        ("hypothesis", "4.4", {"hypothesis": "HG"}),
        ("hypothesis", "4.4", {"hypothesis": "H1"}),
        ("hypothesis", "4.4", {"hypothesis": "H2", "family": "secondary"}),
        ("rank-scatter", "4.4", {"hypotheses": ["H1", "H2"]}),
        ("exploratory", "4.4", {"family": "secondary"}),
        ("scales", "4.5", {}),
        ("sensitivity", "4.5", {}),
        ("specification-curve", "4.5", {}),
        ("findings", "5", {}),
    )
    return tuple(
        Exhibit(id=f"e{k:02d}-{kind}", kind=kind, section=section, title=same(f"Título {k}"), options=options)
        for k, (kind, section, options) in enumerate(asked, 1)
    )


def study(**changes: Any) -> Study:
    fields: dict[str, Any] = {
        "study": Header(
            id="toy",
            title=same("Estudio de prueba"),
            place=same("La Ciudad"),
            period="2016",
            standing=same("Lo registrado no es lo ocurrido."),
            method=same("Enfoque cuantitativo."),
            seen_before=same("Nada."),
            cannot_say=(same("Cuántas víctimas hay."),),
            recommendations=(same("Pedir los conteos."),),
            limits=(same("Es un censo."),),
        ),
        "units": (
            Unit(id="office", label=same("Oficina"), plural=same("oficinas"), frame="records", key="row", named=False),
            Unit(
                id="district",
                label=same("Distrito"),
                plural=same("distritos"),
                frame="records",
                key="ubigeo",
                boundaries="shapes",
                population="population",
            ),
        ),
        "sources": (source("records"), source("figures", kind="figures"), source("shapes", kind="boundaries")),
        "variables": (Variable(id="v", label=same("Variable"), concept=same("concepto")),),
        "dimensions": (Dimension(id="d", variable="v", label=same("Dimensión")),),
        "indicators": indicators(),
        "objectives": (
            Objective(
                id="OG",
                general=True,
                problem=same("¿Qué relación hay?"),
                objective=same("Determinar la relación"),
                missing=same("ningún dato cuenta los casos"),
                records=same("los casos por distrito"),
                holder=same("el Ministerio"),
                answered_by=("HG",),
            ),
            Objective(
                id="O1",
                problem=same("¿Cuánto?"),
                objective=same("Conocer la magnitud"),
                descriptive=True,
                answered_by=("e06-registries", "e07-series", "e08-modality-ranks", "e11-pareto", "e15-rank-sets"),
            ),
            Objective(
                id="O2", problem=same("¿Qué va con qué?"), objective=same("Relacionar"), answered_by=("H1", "H2", "H3")
            ),
        ),
        "hypotheses": hypotheses(),
        "families": (
            Family(id="primary", label=same("Primaria"), unit="district"),
            Family(
                id="secondary",
                label=same("Secundaria"),
                decides=False,
                unit="district",
                pairs=(("x1", "y1"), ("x2", "y1")),
                methods=("spearman", "partial-spearman"),
                covariates=("poverty",),
            ),
        ),
        "decision": DecisionRule(),
        "sensitivity": (
            Variant(id="small_out", label=same("Sin los pequeños"), change="drop-below-population", value=20_000),
            Variant(id="each_out", label=same("Cada una fuera"), change="leave-one-row-out"),
        ),
        "scales": (Scaling(id="s", x="x1", y="y3", size="population", units=("office", "district")),),
        "reconciliations": (
            Reconciliation(
                id="r",
                label=same("Ministerio"),
                total="ministry_2016",
                parts=("ministry_labour", "ministry_sexual"),
                reading=same("Falta una parte."),
            ),
        ),
        "modalities": (
            Modality(
                id="m",
                label=same("Modalidad"),
                purpose=same("Finalidad"),
                valid_from="2014",
                statistical_class=same("Clase"),
                gap=same("Vacío"),
                citation="Código",
            ),
        ),
        "exhibits": exhibits(),
        "release": ReleasePolicy(reference_date="2018-12-31"),
    }
    return Study(**(fields | changes))


def figure(name: str, value: float | None, **more: Any) -> PublishedFigure:
    fields: dict[str, Any] = {
        "source": "figures",
        "row": 1,
        "registry": same("Fiscalía"),
        "label": same("Denuncias"),
        "counting_unit": "complaint",
        "geography": same("Perú"),
        "period": "2016",
        "citation": "Página de prueba",
    }
    return PublishedFigure(id=name, value=value, **(fields | more))


def figures() -> dict[str, PublishedFigure]:
    ministry: dict[str, Any] = {
        "registry": same("Ministerio"),
        "counting_unit": "identified victim",
        "label": same("NNA víctimas"),
    }
    part: dict[str, Any] = ministry | {"percent_of": "ministry_2016", "modality": "m"}
    fear: dict[str, Any] = {"counting_unit": "percent", "label": same("Percepción"), "geography": same("Lima")}
    found = (
        figure("sum_2009_2014", 2241, period="2009/2014"),
        figure("all_2015", 889, period="2015"),
        figure("all_2016", 1144),
        figure("nna_2016", 281, label=same("Personas menores de 18 años"), percent_of="all_2016"),
        figure("ministry_2016", 216, **ministry),
        figure("ministry_labour", 106, **part),
        figure("ministry_sexual", 96, **part),
        figure("ministry_other", None, **part),
        figure("fear_2011", 88.6, period="2011", **fear),
        figure("fear_2016", 92.6, **(fear | {"geography": Text(es="Lima", en="Lima (en)")})),
    )
    return {one.id: one for one in found}


def measure(
    name: str, values: Iterable[float | None], *, silent: Iterable[int] = (), hidden: Iterable[int] = ()
) -> Measure:
    found = list(values)
    silent_places, hidden_places = set(silent), set(hidden)
    states: list[State] = [
        "hidden" if i in hidden_places else "no data" if v is None else "zero" if v == 0 else "value"
        for i, v in enumerate(found)
    ]
    return Measure(
        indicator=name,
        label=same(name),
        values=tuple(None if i in hidden_places else v for i, v in enumerate(found)),
        states=tuple(states),
        answered=tuple(0 if v is None else 1 if i in silent_places else 2 for i, v in enumerate(found)),
        existing=(2,) * len(found),
        rows=tuple(RowRef(source="records", where=f"ubigeo = {i}", rows=2) for i in range(len(found))),
        sources=("records",),
    )


def cube(places: int = PLACES, seed: int = 1) -> Cube:
    draw = random.Random(seed)
    keys = [f"{150101 + i}" for i in range(places)]
    counts = {name: [float(draw.randint(0, 90)) for _ in keys] for name in ("x1", "x2", "n1", "y3", "y1")}
    for i in range(min(2, places)):
        counts["x1"][i] = 0.0
    population = [8_200.0 if i == 2 else float(draw.randint(25_000, 900_000)) for i in range(places)]
    measures = {name: measure(name, values, silent=(1,) if name[0] in "xn" else ()) for name, values in counts.items()}
    measures["y1"] = measure("y1", [None, *counts["y1"][1:]], hidden=(3,))
    measures["population"] = measure("population", population)
    measures["poverty"] = measure("poverty", [draw.uniform(1, 30) for _ in keys])
    return Cube(
        unit="district",
        places=tuple(Place(key=k, name=f"Lugar {k}", compare=i == places - 1) for i, k in enumerate(keys)),
        measures=measures,
        boundaries=tuple(
            Boundary(key=k, rings=(((i, 0.0), (i + 1.0, 0.0), (i + 1.0, 1.0)),), centroid=(i + 0.5, 0.5))
            for i, k in enumerate(keys)
        ),
        neighbours=Neighbours(pairs=tuple((i, i + 1) for i in range(places - 1))),
        protected=True,
    )


def offices() -> Cube:
    names = ("x1", "y3", "population")
    return Cube(
        unit="office",
        places=tuple(Place(key=f"o{i}", name=f"COMISARIA SECRETA {i}") for i in range(5)),
        measures={name: measure(name, [1.0, 2.0, 3.0, 4.0, 5.0]) for name in names},
        protected=True,
    )


def evidence(places: int = PLACES) -> Evidence:
    audit = SourceAudit(
        source="records",
        file="records.csv",
        sha256="0" * 64,
        rows=40,
        columns=(ColumnAudit(column="x1", expected=40, answered=37, blank=3, missing=0, zero=9),),
        totals=(TotalAudit(label=same("Total impreso"), declared=40, summed=39, rows=40, source="records"),),
    )
    cubes = {"district": cube(places), "office": offices()}
    return Evidence(cubes=cubes, figures=figures(), audits={"records": audit})


def estimate(question: str, variables: tuple[str, ...], over: str, method: str, key: str = "", **more: Any) -> Estimate:
    fields: dict[str, Any] = {"quantity": same(method), "value": 0.4, "unit": "coefficient", "sources": ("records",)}
    return Estimate(
        question=question, variables=variables, unit_of_analysis=over, method=method, key=key, **(fields | more)
    )


def relation(x: str, y: str = "y3", r: float | None = 0.4, p: float | None = 0.2, **more: Any) -> Estimate:
    bounds = None if r is None else Interval(low=r - 0.3, high=r + 0.3, method=same("Fisher"))
    fields: dict[str, Any] = {"value": r, "p": p, "n": 23, "interval": bounds}
    method, key = more.pop("method", METHOD), more.pop("key", "")
    return estimate("relate", (x, y), more.pop("unit", "district"), method, key, **(fields | more))


def supported(r: float = 0.5, p: float = 0.004) -> tuple[Estimate, ...]:
    """H1 below alpha, a quiet control; H2 above alpha."""
    return (relation("x1", r=r, p=p), relation("x2", r=0.1, p=0.6), relation("n1", r=0.05, p=0.8))


def beside() -> tuple[Estimate, ...]:
    """What is printed beside the deciding estimates."""
    found = []
    for x in ("x1", "x2"):
        found += [
            relation(x, method="spearman", r=0.3, p=0.04),
            relation(x, method="modified-t", r=0.3, p=0.06),
            relation(x, method="equivalence", r=0.3, p=0.4),
            relation(x, method="simulation", key="critical-value", r=0.32, p=None),
            relation(x, method="simulation", key="minimum-detectable", r=0.47, p=None),
            relation(x, method="simulation", key="false-alarm-low", r=0.05, p=None),
            relation(x, method="simulation", key="false-alarm-high", r=0.18, p=None),
            relation(x, key="small_out", r=0.2, p=0.3),
            relation(x, key="each_out/lowest", r=0.1, p=0.5),
            relation(x, key="each_out/highest", r=0.6, p=0.001),
            estimate("relate", (x, "n1", "y3"), "district", "coefficient-difference", value=0.1, p=0.5, n=23),
            relation(x, "y1", method="spearman", r=0.2, p=0.03),
            relation(x, "y1", method="partial-spearman", r=0.2, p=0.3),
            estimate("relate", (x,), "district", "moran", p=0.3),
            estimate("relate", (x,), "district", "normality", p=0.3),
        ]
    found += [relation("x1", method="scale-partial", unit=unit, r=0.1) for unit in ("office", "district")]
    return tuple(found)


def described(places: int = PLACES) -> tuple[Estimate, ...]:
    """Counts, rates, summaries, shares and ranks of the made-up evidence."""
    district = cube(places)
    found = [
        estimate("describe", (name,), "district", "count", place.key, value=m.values[i])
        for name, m in district.measures.items()
        for i, place in enumerate(district.places)
        if name not in ("population", "poverty")
    ]
    population = district.measures["population"].values
    for i, place in enumerate(district.places):
        count, people = district.measures["y3"].values[i], population[i] or 1.0
        value = None if people < 20_000 or count is None else 1e5 * count / people
        band = None if value is None else Interval(low=value / 2, high=value * 2, method=same("t"))
        key = ("y3", "population")
        found.append(estimate("describe", key, "district", "rate", place.key, value=value, unit="rate", interval=band))
    found.append(estimate("describe", ("y3", "population"), "district", "rate", "pooled", value=12.3, unit="rate"))
    statistics = ("n", "zeros", "incomplete", "zero_incomplete", "min", "q1", "median", "q3", "max", "gini", "total")
    for name in district.measures:
        found += [estimate("describe", (name,), "district", "summary", s, value=3.0) for s in statistics]
    found += [estimate("describe", ("y1",), "district", "concentration", k, value=0.1) for k in ("gini", "hhi")]
    found += [ranked("y1", place.key, i + 1, places) for i, place in enumerate(district.places)]
    found += [ranked("y3", place.key, i + 1, places) for i, place in enumerate(district.places)]
    for name in ("y1", "y3"):
        pairs = {"pairs": places * (places - 1) // 2}
        found.append(estimate("rank", (name,), "district", "rank-pairs", "not_told_apart", value=7.0, parameters=pairs))
    return (*found, *published())


def ranked(name: str, key: str, rank: int, places: int) -> Estimate:
    bounds = Interval(low=max(1, rank - 3), high=min(places, rank + 3), method=same("conjunto"))
    return estimate("rank", (name,), "district", "rank-set-marginal", key, value=float(rank), interval=bounds)


def published() -> tuple[Estimate, ...]:
    wilson = Interval(low=22.1, high=27.2, method=same("Wilson"))
    ranks = Interval(low=1, high=2, method=same("conjunto"))
    found = [
        estimate("describe", (name,), "published", "figure", value=f.value, sources=("figures",))
        for name, f in figures().items()
    ]
    for part, total in (
        ("nna_2016", "all_2016"),
        ("ministry_labour", "ministry_2016"),
        ("ministry_sexual", "ministry_2016"),
    ):
        found.append(
            estimate("describe", (part, total), "published", "share", value=24.6, unit="percent", interval=wilson)
        )
    for key in ("ministry_labour", "ministry_sexual"):
        found.append(estimate("rank", ("figures",), "published", "rank-set-marginal", key, value=1.0, interval=ranks))
    found.append(estimate("describe", ("fear_2011", "fear_2016"), "published", "difference", value=4.0, unit="percent"))
    return tuple(found)
