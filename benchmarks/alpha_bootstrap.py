"""Ten thousand bootstrap alphas of 2,000 persons and 20 items, beside pingouin in a loop and numpy in a loop.

The same resamples go to all three first and must give the same alphas. The peers are timed on fewer draws, as stated, and
their time for 10,000 is that times the ratio. pingouin is imported by the Python named on the command line, which need not
be this one; without a name it is left out and the result says so.

    python benchmarks/alpha_bootstrap.py [PYTHON_WITH_PINGOUIN]

writes benchmarks/results/alpha_bootstrap.json and .md.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from yupay.analyse.instrument import resampling
from yupay.analyse.instrument.alpha_bootstrap import alpha_bootstrap, resampled
from yupay.analyse.numerics import item_scores
from yupay.model.estimate import Subject

RESULTS = Path(__file__).parent / "results"
SEED, DRAWS, PEER_DRAWS, NUMPY_DRAWS, BAR = 20261123, 10_000, 200, 500, 60.0
SUBJECT = Subject(variables=("scale",), unit_of_analysis="person")
PEER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np, pandas as pd, pingouin
data = np.load(sys.argv[1])
table, rows = pd.DataFrame(data["items"]), data["rows"]
pingouin.cronbach_alpha(table)
start = time.perf_counter()
found = [float(pingouin.cronbach_alpha(table.iloc[row].reset_index(drop=True))[0]) for row in rows]
print(json.dumps({"s": time.perf_counter() - start, "alphas": found, "version": pingouin.__version__}))
"""


def answers(n: int = 2_000, k: int = 20) -> np.ndarray:
    """Five-point answers of one factor."""
    random = np.random.default_rng(SEED)
    latent = 0.7 * random.normal(size=(n, 1)) + random.normal(size=(n, k))
    return np.digitize(latent, [-1.5, -0.5, 0.5, 1.5]).astype(float) + 1.0


def drawn_rows(draws: int, n: int) -> np.ndarray:
    """The persons of each resample, (draws, n): the same that `resampled` counts."""
    counts = resampling.drawn(resampling.streams(DRAWS, SEED)[:draws], n).astype(int)
    return np.array([np.repeat(np.arange(n), row) for row in counts])


def seconds(work: object, times: int = 5) -> float:
    """The median time of a few calls."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return float(np.median(taken))


def numpy_loop(items: np.ndarray, rows: np.ndarray) -> tuple[float, np.ndarray]:
    start = time.perf_counter()
    found = []
    for row in rows:
        sample = items[row]
        k = sample.shape[1]
        found.append(k / (k - 1) * (1 - sample.var(axis=0, ddof=1).sum() / sample.sum(axis=1).var(ddof=1)))
    return time.perf_counter() - start, np.array(found)


def peer(python: str, items: np.ndarray, rows: np.ndarray) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.npz"
        np.savez(path, items=items, rows=rows)
        environment = {"OPENBLAS_NUM_THREADS": os.environ.get("OPENBLAS_NUM_THREADS", "1"), "PATH": os.environ["PATH"]}
        done = subprocess.run(
            [python, "-c", PEER, str(path)], capture_output=True, text=True, check=True, env=environment
        )
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    items = answers()
    n, k = items.shape
    start = time.perf_counter()
    resampling.drawn(resampling.streams(2, SEED), 10)
    compiled = time.perf_counter() - start
    ours = resampled(items, DRAWS, SEED)
    took = seconds(lambda: resampled(items, DRAWS, SEED))
    whole = seconds(lambda: alpha_bootstrap(items, [str(j) for j in range(k)], SUBJECT, seed=SEED, draws=DRAWS))
    rows = drawn_rows(max(PEER_DRAWS, NUMPY_DRAWS), n)
    loop, plain = numpy_loop(items, rows[:NUMPY_DRAWS])
    assert np.abs(plain - ours[:NUMPY_DRAWS]).max() < 1e-12, "results are not equal"
    found = {
        "seed": SEED,
        "persons": n,
        "items": k,
        "draws": DRAWS,
        "threads": int(os.environ.get("OPENBLAS_NUM_THREADS", "0")) or None,
        "first_call_s": round(compiled, 3),
        "yupay_s": round(took, 4),
        "yupay_with_bca_interval_s": round(whole, 4),
        "numpy_loop_s": round(loop * DRAWS / NUMPY_DRAWS, 2),
        "numpy_loop_timed_on": NUMPY_DRAWS,
        "alpha": item_scores.alpha_of(item_scores.covariances(items)),
    }
    if len(sys.argv) > 1:
        theirs = peer(sys.argv[1], items, rows[:PEER_DRAWS])
        gap = float(np.abs(np.array(theirs["alphas"]) - ours[:PEER_DRAWS]).max())
        assert gap < 1e-9, "results are not equal"
        slow = theirs["s"] * DRAWS / PEER_DRAWS
        found |= {"pingouin": theirs["version"], "pingouin_s": round(slow, 2), "pingouin_timed_on": PEER_DRAWS}
        found |= {"times_pingouin": round(slow / whole, 1), "bar": BAR, "largest_difference": gap}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "alpha_bootstrap.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    words = f"# Bootstrap of Cronbach's alpha\n\n{n:,} persons, {k} items, {DRAWS:,} draws. Equal results first.\n\n"
    words += "| what | value |\n| --- | --- |\n" + "".join(f"| {key} | {value} |\n" for key, value in found.items())
    (RESULTS / "alpha_bootstrap.md").write_text(words, encoding="utf-8")
    print(words)


if __name__ == "__main__":
    main()
