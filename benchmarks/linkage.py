"""How well, how fairly and how fast are records joined to persons? On L1, on five invented worlds, and beside splink untuned.

Pairwise precision and recall with 95 % intervals (Wilson); recall by sex, nationality and missing maternal name; overlaps of pairs of lists as joined
and as corrected beside the truth; what that does to an estimate of the people on no list; a million records in two processes, one for us
and one for splink with its five blocking rules untuned, on the same rows, each with two threads.
Run: python benchmarks/linkage.py [--records 1000000] [--seeds 4] [--l1 FOLDER]; writes benchmarks/results/linkage.json and .md.
"""

import argparse
import json
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "derive" / "link"))

import memory_vault as memory
from invented_people import LISTS, Made, Rates, invent

from yupay.analyse.hidden import stepwise
from yupay.derive.link import overlaps
from yupay.derive.link.link import link
from yupay.derive.link.linked import Linked
from yupay.derive.link.missed import inside

RESULTS = Path(__file__).parent / "results"
PEOPLE = 9000
WORLDS = {
    "as in the literature": Rates(),
    "worse spelling": Rates(typo=0.06, no_document=0.35, coarse_date=0.12, swapped=0.03),
    "few documents": Rates(typo=0.02, no_document=0.6, no_maternal=0.12, other_place=0.2),
    "families, wrong documents": Rates(typo=0.05, wrong_document=0.06, siblings=0.3, no_date=0.08),
    "lists of unlike quality": Rates(poor=(1, 0.7, 1.3, 0.8, 1.6), short=0.06, particle=0.08),
    "one list twice as poor (not in the bars)": Rates(poor=(1, 0.6, 1.5, 0.8, 2.0), short=0.06, particle=0.08),
}
# Names in one spelling everywhere, or splink untuned finds no pair to weigh and is done early.
ALIKE = Rates(plain=1.0, particle=0, short=0)
RECORDED = "97-99 s and 1.24 GB, recorded on an idle machine of two cores"


def wilson(held: int, of: int) -> tuple[float, float, float]:
    """A share and its 95 % interval."""
    z, share = 1.959964, held / of
    middle = (share + z * z / 2 / of) / (1 + z * z / of)
    reach = z * math.sqrt(share * (1 - share) / of + z * z / 4 / of / of) / (1 + z * z / of)
    return share, middle - reach, middle + reach


def judged(found: np.ndarray, person: np.ndarray) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Pairwise precision and recall of persons found, each with its interval."""
    a, b = inside(found)
    right = person[a] == person[b]
    there, beside = inside(person)
    kept = found[there] == found[beside]
    return wilson(int(right.sum()), len(right)), wilson(int(kept.sum()), len(kept))


def by_group(found: np.ndarray, made: Made) -> dict[str, tuple[float, float]]:
    """Recall where either record is in a group, and where neither is."""
    a, b = inside(made.person)
    kept = found[a] == found[b]
    lacking = np.array([name is None for name in made.identities["ap_materno"].to_pylist()])
    groups = {"boys": made.sex == "M", "foreign": made.foreign, "no maternal name": lacking}
    return {
        name: (float(kept[held[a] | held[b]].mean()), float(kept[~(held[a] | held[b])].mean()))
        for name, held in groups.items()
    }


def truth(made: Made, names: tuple[str, ...]) -> np.ndarray:
    """The true histories, lists in the order of `names`."""
    counts, place = np.zeros(2 ** len(names)), [LISTS.index(name) for name in names]
    for history in made.histories.tolist():
        counts[sum(1 << at for at, k in enumerate(place) if history >> k & 1)] += 1
    return counts


def total(counts: np.ndarray) -> float:
    """People, seen and not, by the stepwise log-linear model."""
    # Here, so that the process that is timed does not hold the room.

    chosen = stepwise.choose(counts.astype(float), 0.02).fit
    return float(counts.sum() + math.exp(chosen.log_dark))


def world(rates: Rates, seed: int) -> dict[str, Any]:
    """One world and seed: quality, fairness, overlaps and the hidden total, beside the truth."""
    made = invent(PEOPLE, rates, seed)
    vault = memory.MemoryVault(made.identities, made.records)
    linked = link(vault)
    found = np.array(vault.column("persons", "person_id"))
    precision, recall = judged(found, made.person)
    names = linked.overlaps.lists
    place = np.triu_indices(len(names), 1)
    true = truth(made, names)
    corrected = np.array((linked.corrected or linked.overlaps).counts, dtype=float)
    joined = np.array(linked.overlaps.counts, dtype=float)
    margins = {
        "true": overlaps.margins(true, len(names))[place],
        "joined": overlaps.margins(joined, len(names))[place],
        "corrected": overlaps.margins(corrected, len(names))[place],
    }
    return {
        "precision": precision,
        "recall": recall,
        "groups": by_group(found, made),
        "estimated_precision": linked.precision,
        "estimated_recall": linked.recall.value if linked.recall else None,
        "bias_joined": (margins["joined"] / margins["true"] - 1).tolist(),
        "bias_corrected": (margins["corrected"] / margins["true"] - 1).tolist(),
        "hidden": {"people": PEOPLE, "true lists": total(true), "joined": total(joined), "corrected": total(corrected)},
    }


def l1(folder: Path) -> dict[str, Any]:
    """The reference file L1."""
    identities, records, person = memory.read_l1(folder)
    vault = memory.MemoryVault(identities, records)
    linked = link(vault)
    found = np.array(vault.column("persons", "person_id"))
    precision, recall = judged(found, person)
    a, b = inside(person)
    lacking = np.array([name is None for name in identities["ap_materno"].to_pylist()])
    group, kept = lacking[a] | lacking[b], found[a] == found[b]
    return {
        "precision": precision,
        "recall": recall,
        "no maternal name": (float(kept[group].mean()), float(kept[~group].mean())),
        "estimated_recall": linked.recall.value if linked.recall else None,
    }


def ours(file: Path) -> dict[str, Any]:
    """A million records by us, in this process."""
    tables = (file.with_suffix(f".{name}") for name in ("identities", "records"))
    vault = memory.MemoryVault(*tables, spill=str(file.parent / "spill"))
    begun, cpu = time.monotonic(), time.process_time()
    linked: Linked = link(vault)
    seconds = {"wall": time.monotonic() - begun, "cpu": time.process_time() - cpu}
    person = pq.read_table(file.with_suffix(".person"))["person"].to_numpy()
    precision, recall = judged(np.array(vault.column("persons", "person_id")), person)
    return {**seconds, "gb": peak(), "precision": precision, "recall": recall, "records": linked.records}


def splink_untuned(file: Path) -> dict[str, Any]:
    """The same records by splink with its five blocking rules and nothing tuned, in this process."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    connection = duckdb.connect()
    connection.execute(f"set threads=2; set memory_limit='4GB'; set temp_directory='{file.parent / 'spill'}'")
    connection.execute(f"""create table rows as select i.record_id as unique_id, split_part(nombres, ' ', 1) as given,
        ap_paterno as pat, ap_materno as mat, fecha_nac::varchar as dob, doc_num as dni, ubigeo_captacion as district
        from read_parquet('{file.with_suffix(".identities")}') i
        join read_parquet('{file.with_suffix(".records")}') r using (record_id)""")
    begun, cpu = time.monotonic(), time.process_time()
    names = [cl.JaroWinklerAtThresholds(name, [0.92, 0.8]) for name in ("given", "pat", "mat")]
    for one in names[1:]:
        one.configure(term_frequency_adjustments=True)
    rules = (("dni",), ("dob", "given"), ("dob", "pat"), ("pat", "mat", "given"), ("mat", "given", "substr(dob,1,4)"))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            *names,
            cl.DamerauLevenshteinAtThresholds("dob", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("dni", [1]),
            cl.ExactMatch("district"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in rules],
        retain_matching_columns=False,
    )
    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("rows"), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("dni"), block_on("dob", "pat", "given")], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("dni"), block_on("dob", "pat")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    joined = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
    seconds = {"wall": time.monotonic() - begun, "cpu": time.process_time() - cpu}
    table = connection.execute(f"select cluster_id from {joined.physical_name} order by unique_id").to_arrow_table()
    person = pq.read_table(file.with_suffix(".person"))["person"].to_numpy()
    precision, recall = judged(np.unique(table["cluster_id"].to_numpy(), return_inverse=True)[1], person)
    return {**seconds, "gb": peak(), "precision": precision, "recall": recall}


def peak() -> float:
    """The most memory this process held, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def large(records: int) -> dict[str, Any]:
    """About so many records, by us and by splink, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        made = invent(round(records * PEOPLE / 9600), ALIKE, 1)
        for name, table in (("identities", made.identities), ("records", made.records)):
            pq.write_table(table, file.with_suffix(f".{name}"))
        pq.write_table(pa.table({"person": made.person}), file.with_suffix(".person"))
        rows = made.identities.num_rows
        del made
        found = {}
        for name in ("ours", "splink_untuned"):
            done = subprocess.run(
                [sys.executable, __file__, "--part", name, "--file", str(file)],
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            )
            found[name] = json.loads(done.stdout.splitlines()[-1])
    return {"records": rows, **found}


def share(one: tuple[float, float, float]) -> str:
    """A share with its interval."""
    return f"{one[0]:.4f} [{one[1]:.4f}, {one[2]:.4f}]"


def page(found: dict[str, Any]) -> str:
    """The results as a page."""
    lines = [
        "# Linkage",
        "",
        f"{platform.python_version()}, two cores, shared with other work; seeds as given. Invented persons, and the reference file L1.",
        "",
        "## Quality: pairs of records",
        "",
        "| data | precision | recall | recall, maternal name missing / there | foreign / not | boys / girls |",
        "|---|---|---|---|---|---|",
    ]
    if one := found.get("l1"):
        pair = "{:.3f} / {:.3f}".format(*one["no maternal name"])
        lines.append(
            f"| L1 | {share(one['precision'])} | {share(one['recall'])} | {pair} | not in the file | not in the file |"
        )
    for name, runs in found["worlds"].items():
        for run in runs:
            cells = [
                "{:.3f} / {:.3f}".format(*run["groups"][group]) for group in ("no maternal name", "foreign", "boys")
            ]
            lines.append(f"| {name} | {share(run['precision'])} | {share(run['recall'])} | {' | '.join(cells)} |")
    lines += ["", "## Overlaps of pairs of lists: mean error over the seeds of a world", ""]
    lines += ["| world | as joined: mean, worst pair | corrected: mean, worst pair |", "|---|---|---|"]
    for name, runs in found["worlds"].items():
        cells = []
        for kind in ("bias_joined", "bias_corrected"):
            mean = np.mean([run[kind] for run in runs], axis=0)
            cells.append(f"{mean.mean():+.1%}, {mean[np.abs(mean).argmax()]:+.1%}")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    every = [
        run["bias_corrected"] for name, runs in found["worlds"].items() for run in runs if "not in the bars" not in name
    ]
    mean, error = np.mean(every, axis=0), np.std(every, axis=0, ddof=1) / math.sqrt(len(every))
    worst = int(np.abs(mean).argmax())
    lines += [
        "",
        f"Over the {len(every)} runs of the five worlds: worst pair of lists {mean[worst]:+.2%}, standard error {error[worst]:.2%}; "
        f"mean of all pairs {mean.mean():+.2%}.",
        "",
        "## What it does to the people on no list",
        "",
        f"{PEOPLE:,} people; the stepwise log-linear total, mean over the seeds.",
        "",
        "| world | from the true lists | as joined | corrected |",
        "|---|---|---|---|",
    ]
    for name, runs in found["worlds"].items():
        values = [np.mean([run["hidden"][kind] for run in runs]) for kind in ("true lists", "joined", "corrected")]
        lines.append(f"| {name} | {' | '.join(f'{value:,.0f}' for value in values)} |")
    if big := found.get("large"):
        mine, other = big["ours"], big["splink_untuned"]
        lines += ["", f"## {big['records']:,} records, names in capitals without accents", ""]
        lines += ["| | wall, s | CPU, s | peak memory, GB | precision | recall |", "|---|---|---|---|---|---|"]
        for name, one in (("yupay", mine), ("splink 5, untuned, run beside it", other)):
            quality = f"{share(one['precision'])} | {share(one['recall'])}"
            lines.append(f"| {name} | {one['wall']:.0f} | {one['cpu']:.0f} | {one['gb']:.2f} | {quality} |")
        lines += [
            "",
            f"Ratio of wall time {mine['wall'] / other['wall']:.2f}, of CPU time {mine['cpu'] / other['cpu']:.2f}. "
            f"Splink on another million rows of the kind: {RECORDED}.",
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run the parts and write the results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--l1", type=Path)
    parser.add_argument("--part", choices=("ours", "splink_untuned", "worlds", "large"))
    parser.add_argument("--file", type=Path)
    chosen = parser.parse_args()
    if chosen.file:
        print(json.dumps({"ours": ours, "splink_untuned": splink_untuned}[chosen.part](chosen.file)))
        return
    kept = RESULTS / "linkage.json"
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if chosen.part and kept.exists() else {}
    if chosen.part != "large":
        found["l1"] = l1(chosen.l1) if chosen.l1 else None
        found["worlds"] = {
            name: [world(rates, 10 * at + seed) for seed in range(1, chosen.seeds + 1)]
            for at, (name, rates) in enumerate(WORLDS.items())
        }
    if chosen.part != "worlds":
        found["large"] = large(chosen.records)
    kept.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "linkage.md").write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
