"""A small made-up study on a grid of squares, written as a user writes it. All names and numbers are invented."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

CARD = """
producer = { es = "Nadie", en = "Nobody" }
period = "2016"
coverage = { es = "Todo", en = "All" }
geography = { es = "Una cuadrícula", en = "A grid" }
citation = "Inventado."
confidentiality = "invented"
limitations = { es = "Inventado", en = "Invented" }
"""
STUDY = """
[study]
id = "made"
title = {{ es = "Una cuadrícula inventada", en = "An invented grid" }}
place = {{ es = "Ninguna parte", en = "Nowhere" }}
period = "2016"

[[units]]
id = "district"
label = {{ es = "Distrito", en = "District" }}
plural = {{ es = "distritos", en = "districts" }}
frame = "districts"
key = "code"
name = "name"
digits = 6
boundaries = "squares"
boundaries_key = "code"
population = "population"

[[sources]]
id = "rows"
title = {{ es = "Filas", en = "Rows" }}
path = "{path}"
{table}
counting_unit = "misdemeanour complaint"
key = "row_id"
place = "code"
{card}
[sources.columns]
row_id = {{ type = "code" }}
code = {{ type = "code" }}
answered = {{ type = "flag", blank = "no data" }}
x = {{ type = "count", blank = "no data" }}
y = {{ type = "count", blank = "no data" }}
z = {{ type = "count", blank = "no data" }}

[[sources]]
id = "districts"
title = {{ es = "Distritos", en = "Districts" }}
path = "data/districts.csv"
counting_unit = "inhabitant"
key = "code"
place = "code"
{card}
[sources.columns]
code = {{ type = "code" }}
name = {{ type = "text" }}
population = {{ type = "count", blank = "no data" }}

[[sources]]
id = "squares"
kind = "boundaries"
title = {{ es = "Cuadrados", en = "Squares" }}
path = "data/squares.geojson"
counting_unit = "place"
{card}

[[variables]]
id = "V1"
label = {{ es = "Uno", en = "One" }}
concept = {{ es = "Uno", en = "One" }}

[[dimensions]]
id = "d1"
variable = "V1"
label = {{ es = "Uno", en = "One" }}

[[indicators]]
id = "x1"
dimension = "d1"
label = {{ es = "Faltas por día", en = "Offences by day" }}
source = "rows"
columns = ["x"]
answered = "answered"
counting_unit = "misdemeanour complaint"
period = "2016"
units = ["district"]
rankable = true

[[indicators]]
id = "y1"
dimension = "d1"
label = {{ es = "Faltas por noche", en = "Offences by night" }}
source = "rows"
columns = ["y"]
answered = "answered"
counting_unit = "misdemeanour complaint"
period = "2016"
units = ["district"]
mapped = "rates"

[[indicators]]
id = "z1"
dimension = "d1"
label = {{ es = "Control negativo", en = "Negative control" }}
source = "rows"
columns = ["z"]
answered = "answered"
counting_unit = "misdemeanour complaint"
period = "2016"
units = ["district"]
role = "control"

[[indicators]]
id = "population"
label = {{ es = "Población", en = "Population" }}
source = "districts"
columns = ["population"]
counting_unit = "inhabitant"
period = "2016"
units = ["district"]
role = "population"

[[objectives]]
id = "OG"
general = true
problem = {{ es = "¿Qué relación existe?", en = "What relation is there?" }}
objective = {{ es = "Determinar la relación", en = "Determine the relation" }}

[[hypotheses]]
id = "H1"
objective = "OG"
family = "primary"
unit = "district"
x = "{first}"
y = "{second}"
control = "z1"
statement = {{ es = "Lo uno se relaciona con lo otro", en = "The one is related to the other" }}

[[families]]
id = "primary"
label = {{ es = "Primaria", en = "Primary" }}
unit = "district"

[decision]
simulations = 200

[[sensitivity]]
id = "each"
label = {{ es = "Sin cada fila", en = "Without each row" }}
change = "leave-one-row-out"

[report]
formats = ["{formats}"]
"""


@dataclass(frozen=True)
class Row:
    """One row of the source: its district, whether it answered, two counts and that of the control."""

    code: str
    answered: bool
    x: int
    y: int
    z: int = 0


@dataclass(frozen=True)
class Made:
    """A study: districts by code with their population, each a square of the grid, and rows."""

    population: dict[str, int]
    rows: Sequence[Row] = field(repr=False)
    width: int = 6
    swapped: bool = False
    path: str = "data/rows.csv"
    table: str = ""
    formats: str = "json"

    def but(self, **changes: object) -> "Made":
        return replace(self, **changes)  # type: ignore[arg-type]

    def columns(self) -> dict[str, list[str | None]]:
        """The rows by column, as a database holds them; blank where a row did not answer."""
        return {
            "row_id": [f"r{i:04d}" for i in range(len(self.rows))],
            "code": [row.code for row in self.rows],
            "answered": [str(int(row.answered)) for row in self.rows],
            "x": [str(row.x) if row.answered else None for row in self.rows],
            "y": [str(row.y) if row.answered else None for row in self.rows],
            "z": [str(row.z) if row.answered else None for row in self.rows],
        }

    def write(self, folder: Path) -> Path:
        """The study folder, written."""
        data = folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        columns = self.columns()
        lines = [",".join(columns), *(",".join(v or "" for v in row) for row in zip(*columns.values(), strict=True))]
        (data / "rows.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        named = [f"{code},Distrito {code},{size}" for code, size in self.population.items()]
        (data / "districts.csv").write_text("\n".join(["code,name,population", *named]) + "\n", encoding="utf-8")
        (data / "squares.geojson").write_text(json.dumps(squares(list(self.population), self.width)), encoding="utf-8")
        first, second = ("y1", "x1") if self.swapped else ("x1", "y1")
        words = {"path": self.path, "table": self.table, "formats": self.formats, "card": CARD}
        (folder / "study.toml").write_text(STUDY.format(first=first, second=second, **words), encoding="utf-8")
        return folder


def squares(codes: list[str], width: int) -> dict[str, object]:
    """One square per code, row by row from the south-west."""
    features = []
    for i, code in enumerate(codes):
        west, south = -76.0 + 0.05 * (i % width), -10.0 + 0.05 * (i // width)
        corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
        ring = [[round(west + 0.05 * a, 4), round(south + 0.05 * b, 4)] for a, b in corners]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": code}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}
