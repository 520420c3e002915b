"""What R's glm leaves: the standard error of the log dark figure with the weights of the step before its last."""

import numpy as np

from yupay.analyse.hidden import loglinear

MOST_STEPS = 100


def one_step_behind(design: np.ndarray, counts: np.ndarray, precision: float = 1e-8) -> tuple[float, float]:
    """The first parameter and its standard error by weighted least squares from counts + 0.1; nan where the steps fail.

    R stops at a relative change of 1e-8 in the deviance and keeps the weights with which the last step was made, not
    those of its result.
    """
    means, before = counts + 0.1, np.inf
    for _ in range(MOST_STEPS):
        information = design.T @ (means[:, None] * design)
        if np.linalg.matrix_rank(information) < len(information):
            break
        beta = np.linalg.solve(information, design.T @ (means * (np.log(means) + (counts - means) / means)))
        means = np.exp(np.minimum(design @ beta, 700.0))
        now = loglinear.deviance(counts, means)
        if abs(now - before) / (abs(now) + 0.1) < precision:
            return float(beta[0]), float(np.sqrt(np.linalg.inv(information)[0, 0]))
        before = now
    return float("nan"), float("nan")
