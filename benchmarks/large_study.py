"""A study of 1,900 districts and 2 million source rows: time and peak memory of the whole path, from files to report.

Everything is invented: districts are squares of a grid, rows are drawn with a fixed seed. The study is written to a
temporary folder and run three times, each in a process of its own, measured by the operating system; medians are kept.
`cpu_seconds` (user and system) is what other work on the same machine changes least. The aim is 60 s and 2 GB.

    python benchmarks/large_study.py

writes benchmarks/results/large_study.json.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

COLUMNS, ROWS, RECORDS, SEED = 50, 38, 2_000_000, 20261123
RUNS = 3
RESULT = Path(__file__).parent / "results" / "large_study.json"


def codes() -> list[str]:
    return [f"{10_000 + i:06d}" for i in range(COLUMNS * ROWS)]


def squares() -> dict[str, object]:
    features = []
    for i, code in enumerate(codes()):
        x, y = -76.0 + 0.05 * (i % COLUMNS), -10.0 + 0.05 * (i // COLUMNS)
        ring = [[x, y], [x + 0.05, y], [x + 0.05, y + 0.05], [x, y + 0.05], [x, y]]
        ring = [[round(a, 4), round(b, 4)] for a, b in ring]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": code}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def write(folder: Path) -> None:
    generator = np.random.default_rng(SEED)
    data = folder / "data"
    data.mkdir(parents=True)
    names = np.array(codes())
    size = np.exp(generator.normal(10.0, 1.0, len(names))).astype(int) + 500
    (data / "squares.geojson").write_text(json.dumps(squares()), encoding="utf-8")
    lines = ["code,name,population", *(f"{c},Distrito {c},{n}" for c, n in zip(names, size, strict=True))]
    (data / "districts.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    at = generator.choice(len(names), RECORDS, p=size / size.sum())
    rows = {
        "row_id": pa.array([f"r{i}" for i in range(RECORDS)]),
        "code": pa.array(names[at]),
        "answered": pa.array((generator.random(RECORDS) < 0.95).astype(int).astype(str)),
        "effort": pa.array(generator.poisson(0.4, RECORDS).astype(str)),
        "offences": pa.array(generator.poisson(2.0, RECORDS).astype(str)),
    }
    pq.write_table(pa.table(rows), data / "rows.parquet")
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")


CARD = """
producer = { es = "Nadie", en = "Nobody" }
period = "2016"
coverage = { es = "Todo", en = "All" }
geography = { es = "Una cuadrícula", en = "A grid" }
citation = "Inventado."
confidentiality = "invented"
limitations = { es = "Inventado", en = "Invented" }
"""
STUDY = f"""
[study]
id = "large"
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
path = "data/rows.parquet"
counting_unit = "police operation"
key = "row_id"
place = "code"
{CARD}
[sources.columns]
row_id = {{ type = "code" }}
code = {{ type = "code" }}
answered = {{ type = "flag", blank = "no data" }}
effort = {{ type = "count", blank = "no data" }}
offences = {{ type = "count", blank = "no data" }}

[[sources]]
id = "districts"
title = {{ es = "Distritos", en = "Districts" }}
path = "data/districts.csv"
counting_unit = "inhabitant"
key = "code"
place = "code"
{CARD}
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
{CARD}

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
label = {{ es = "Esfuerzo declarado", en = "Declared effort" }}
source = "rows"
columns = ["effort"]
answered = "answered"
counting_unit = "police operation"
period = "2016"
units = ["district"]

[[indicators]]
id = "y1"
dimension = "d1"
label = {{ es = "Faltas", en = "Offences" }}
source = "rows"
columns = ["offences"]
answered = "answered"
counting_unit = "misdemeanour complaint"
period = "2016"
units = ["district"]
rankable = true
mapped = "rates"

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
x = "x1"
y = "y1"
statement = {{ es = "El esfuerzo se relaciona con las faltas", en = "Effort is related to offences" }}

[[families]]
id = "primary"
label = {{ es = "Primaria", en = "Primary" }}
unit = "district"

[[sensitivity]]
id = "large"
label = {{ es = "Sin los distritos pequeños", en = "Without small districts" }}
change = "drop-below-population"
value = 20000

[[sensitivity]]
id = "mean"
label = {{ es = "Sin respuesta: la media", en = "Silent: the mean" }}
change = "silent-mean"
"""


def run(folder: Path) -> dict[str, float]:
    """Seconds, processor seconds and peak memory of one run of a study."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "yupay", "run", str(folder)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("the run failed")
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "cpu_seconds": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}


def written(folder: Path) -> dict[str, float]:
    """Megabytes of the largest files."""
    files = sorted((p for p in (folder / "output").rglob("*") if p.is_file()), key=lambda p: -p.stat().st_size)
    return {path.name: round(path.stat().st_size / 1e6, 1) for path in files[:6]}


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "large"
        folder.mkdir()
        write(folder)
        runs = [run(folder) for _ in range(RUNS)]
        largest = written(folder)
    result = {
        "districts": COLUMNS * ROWS,
        "rows": RECORDS,
        "seed": SEED,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "runs": RUNS,
        **{name: round(median(one[name] for one in runs), 1) for name in runs[0]},
        "seconds_of_each_run": [round(one["seconds"], 1) for one in runs],
        "largest_files_mb": largest,
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(result)


if __name__ == "__main__":
    main()
