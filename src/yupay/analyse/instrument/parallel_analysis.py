"""How many factors hold more than items without any relation would show by chance?

Formula: eigenvalues of R beside those of B tables in which the answers to each item are shuffled among the persons, so that
every item keeps its own answers; factors are counted from the largest until one is not above the percentile of its rank.
Reference: Horn (1965), Psychometrika 30, 179-185; Buja and Eyuboglu (1992), Multivariate Behavioral Research 27, 509-540, for
permutation; Glorfeld (1995), Educational and Psychological Measurement 55, 377-393, for the 95th percentile.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.instrument import core, standardised
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="parallel-analysis",
    label=Text(es="Análisis paralelo de Horn", en="Horn's parallel analysis"),
    room=core.ROOM,
    formula="eigenvalues above the percentile of those of shuffled answers, counted from the largest",
    reference="Horn, J. L. (1965). A rationale and test for the number of factors in factor analysis. Psychometrika, 30, 179-185. "
    "Buja, A., & Eyuboglu, N. (1992). Remarks on parallel analysis. Multivariate Behavioral Research, 27, 509-540.",
    needs=Text(
        es="Tres o más ítems que varíen; 10 o más personas", en="Three or more items that vary; 10 or more persons"
    ),
    fields=("n", "seed", "parameters.draws", "parameters.percentile", "parameters.chance"),
    message="instrument.parallel-analysis",
)
QUANTITY = Text(es="Factores sobre el azar", en="Factors above chance")
QUANTITY_EIGEN = Text(es="Valor propio observado", en="Observed eigenvalue")


def parallel_analysis(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    seed: int,
    draws: int = 500,
    percentile: float = 95.0,
) -> tuple[Estimate, ...]:
    """How many factors of answers (n, k) stand above chance, then each eigenvalue beside chance (key = its number)."""
    table, used, fields, short = standardised.tables(items, names, "complete")
    short = short or core.too_small(*used.shape, persons=10, items=3)
    if short is not None:
        return (core.refused(subject, METHOD.id, QUANTITY, short, **fields, unit="factor"),)
    observed = np.linalg.eigvalsh(table)[::-1]
    chance = np.percentile(shuffled(used, draws, seed), percentile, axis=0)
    below = np.flatnonzero(observed <= chance)
    count = int(below[0]) if below.size else observed.size
    about = {"draws": draws, "percentile": percentile}
    return (
        core.estimate(
            subject,
            METHOD.id,
            QUANTITY,
            float(count),
            unit="factor",
            seed=seed,
            parameters=about | {"above_one": int((observed > 1.0).sum())},
            assumptions=(core.persons_independent(),),
            **fields,
        ),
        *(
            core.estimate(
                core.part(subject, str(j + 1)),
                METHOD.id,
                QUANTITY_EIGEN,
                float(observed[j]),
                seed=seed,
                parameters=about | {"chance": float(chance[j]), "kept": j < count},
                **fields,
            )
            for j in range(observed.size)
        ),
    )


def shuffled(items: Floats, draws: int, seed: int) -> Floats:
    """Eigenvalues (draws, k), largest first, of the correlations of items (n, k) shuffled one by one."""
    random = np.random.default_rng(seed)
    z = (items - items.mean(axis=0)) / items.std(axis=0)
    tables = np.empty((draws, z.shape[1], z.shape[1]))
    for draw in range(draws):
        mixed = random.permuted(z, axis=0)
        tables[draw] = mixed.T @ mixed / len(z)
    return np.asarray(np.linalg.eigvalsh(tables)[:, ::-1])
