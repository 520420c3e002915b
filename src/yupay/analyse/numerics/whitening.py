"""What is left of a variable once neighbours no longer resemble each other and its broad pattern is gone?

Two families of dependence, chosen per variable by restricted (REML) likelihood on a grid:
simultaneous autoregression    B = I - rho W                        (W row-standardised, rho from -.88 to .99)
exponential with nugget        B = V^(-1/2), V = (1 - g) exp(-d / (f D)) + g I   (symmetric root, D the map's diameter)
Residual e = (I - QQ') B z, Q an orthonormal basis of B T, T the columns of the mean;
REML = log|B| - log|R| - (n - k)/2 log e'e, R the triangle of B T.
The likelihood of every grid point needs no residual: e'e = |Bz|^2 - |Q'Bz|^2, so N variables cost a few products.
Reference: Cliff and Ord (1981), Spatial processes; Patterson and Thompson (1971), Biometrika 58, 545-554;
Cressie (1993), Statistics for spatial data, ch. 2 and 6.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from yupay.analyse.numerics.area import Area, mean_basis, restrict, usable
from yupay.analyse.numerics.arrays import Floats, Truth, Whole, complete
from yupay.analyse.numerics.weights import contiguity, distances, row_standardised

Family = Literal["sar", "exponential"]
LARGE = 400
FEWEST = 4
RANGES = (0.03, 0.06, 0.1, 0.2, 0.4, 0.8)
NUGGETS = (0.0, 0.2, 0.4, 0.6, 0.8)
NEAR = 1e-9


@dataclass(frozen=True)
class Dependence:
    """One point of the grid: rho of the autoregression, or range (share of the diameter) and nugget."""

    family: Family
    rho: float | None = None
    range_share: float | None = None
    nugget: float | None = None


@dataclass(frozen=True, eq=False)
class Whitener:
    """A map, its mean columns and its grid, prepared once for any number of variables.

    `design` (n, k) spans the mean; `bases[c]` (n, k) spans it after whitening by grid point c; `back` (n, C k) is
    B'Q side by side; `constants[c]` = log|B| - log|R|. `vectors[f]`, `spectra[f]` diagonalise the exponential
    correlation of range f. `kept` marks, among all units of `whole`, the n that have a place and every control.
    `complete` is False where the exponential family was left out because n is above 400.
    """

    whole: Area
    kept: Truth
    weights: Any
    design: Floats
    grid: tuple[Dependence, ...]
    bases: Floats
    back: Floats
    constants: Floats
    vectors: Floats
    spectra: Floats
    complete: bool

    @property
    def n(self) -> int:
        """How many units."""
        return int(self.design.shape[0])

    @property
    def columns(self) -> int:
        """How many independent columns the mean has: intercept, trend, controls."""
        return int(self.design.shape[1])

    @property
    def rhos(self) -> Floats:
        """The autoregressive part of the grid, zero first and outwards."""
        return np.array([point.rho for point in self.grid if point.rho is not None])


@dataclass(frozen=True, eq=False)
class Whitened:
    """N variables whitened: residuals (N, n) and the chosen grid point (N,)."""

    residuals: Floats
    chosen: Whole


def rho_grid() -> Floats:
    """Autoregression from -.88 to .99, closest to zero first, so that a tie means no dependence."""
    rhos = np.round(np.concatenate([np.arange(-22, 23) * 0.04, np.linspace(0.90, 0.99, 10)]), 10)
    return np.asarray(rhos[np.argsort(np.abs(rhos), kind="stable")])


def prepare(whole: Area, *values: Floats, families: tuple[Family, ...] = ("sar", "exponential")) -> Whitener:
    """The grid of a map, over its units that have a place, every control and every one of `values` (each (n,)).

    Above 400 units only the autoregression is fitted. Below 4 units the grid is empty.
    """
    kept = usable(whole, *values)
    area = restrict(whole, kept)
    few = area.n < FEWEST
    weights, design = row_standardised(area.n, area.pairs), np.zeros((area.n, 0)) if few else mean_basis(area)
    small = area.n <= LARGE
    between = distances(area.coordinates) if small else np.zeros((0, 0))
    diameter = float(between.max(initial=0.0)) if small else _diameter(area.coordinates)
    rhos = rho_grid() if "sar" in families and not few else np.zeros(0)
    factors = _by_eigenvalues(area, rhos) if small else _by_factorisation(weights, rhos)
    points = [_autoregressive(weights, design, float(rho), factor) for rho, factor in zip(rhos, factors, strict=True)]
    shares = RANGES if "exponential" in families and small and diameter > 0 and not few else ()
    vectors, spectra = np.zeros((len(shares), area.n, area.n)), np.zeros((len(shares), area.n))
    for f, share in enumerate(shares):
        values_f, vectors[f] = np.linalg.eigh(np.exp(-between / (share * diameter)))
        spectra[f] = np.maximum(values_f, 1e-10)
        points += [_exponential(vectors[f], spectra[f], design, share, nugget) for nugget in NUGGETS]
    return Whitener(
        whole=whole,
        kept=kept,
        weights=weights,
        design=design,
        grid=tuple(point.at for point in points),
        bases=np.array([point.basis for point in points]),
        back=np.hstack([point.back for point in points]) if points else np.zeros((area.n, 0)),
        constants=np.array([point.constant for point in points]),
        vectors=vectors,
        spectra=spectra,
        complete=small or "exponential" not in families,
    )


def inside(whitener: Whitener) -> Area:
    """The map of the n units that were kept."""
    return restrict(whitener.whole, whitener.kept)


def for_values(whitener: Whitener, *values: Floats) -> Whitener:
    """The same whitener where every one of `values` is complete on its units, else one for the units that are."""
    if complete(*values)[whitener.kept].all():
        return whitener
    families = {point.family for point in whitener.grid} or {"sar", "exponential"}
    return prepare(whitener.whole, *values, families=tuple(sorted(families)))


def adapted(
    whitener: Whitener, *, families: tuple[Family, ...] | None = None, trend: bool = True, size: bool = True
) -> Whitener:
    """The same units with other families, without the linear trend, or without the first control (log population).

    What is not changed stays as it was; the whitener itself comes back where nothing is.
    """
    whole, used = whitener.whole, {point.family for point in whitener.grid}
    wanted = used if families is None else set(families)
    drop = 0 if size else min(1, whole.controls.shape[1])
    if wanted == used and not drop and (trend or not whole.trend):
        return whitener
    bare = replace(whole, controls=whole.controls[:, drop:], names=whole.names[drop:], trend=whole.trend and trend)
    missing = np.where(whitener.kept, 0.0, np.nan)
    return prepare(bare, missing, families=tuple(sorted(wanted)))


@dataclass(frozen=True, eq=False)
class _Point:
    """One grid point, prepared: basis Q of B T, B'Q, and log|B| - log|R|."""

    at: Dependence
    basis: Floats
    back: Floats
    constant: float


def _autoregressive(weights: Any, design: Floats, rho: float, log_determinant: float) -> _Point:
    """B = I - rho W, whose log-determinant is given."""
    basis, triangle = np.linalg.qr(design - rho * (weights @ design))
    constant = log_determinant - _log_diagonal(triangle)
    return _Point(Dependence("sar", rho=rho), basis, basis - rho * (weights.T @ basis), constant)


def _exponential(vectors: Floats, spectrum: Floats, design: Floats, share: float, nugget: float) -> _Point:
    """B = V^(-1/2), the symmetric root."""
    root = 1.0 / np.sqrt((1.0 - nugget) * spectrum + nugget)
    basis, triangle = np.linalg.qr(vectors @ (root[:, None] * (vectors.T @ design)))
    back = vectors @ (root[:, None] * (vectors.T @ basis))
    constant = float(np.log(root).sum()) - _log_diagonal(triangle)
    return _Point(Dependence("exponential", range_share=share, nugget=nugget), basis, back, constant)


def likelihoods(whitener: Whitener, values: Floats) -> Floats:
    """REML log-likelihood, up to one constant, of each of N variables (N, n) at each of C grid points: (N, C)."""
    centred = clear(whitener, values)
    rhos, count = whitener.rhos, len(whitener.grid)
    lagged = np.asarray((whitener.weights @ centred.T).T)
    own, cross, square = (centred * centred).sum(1), (centred * lagged).sum(1), (lagged * lagged).sum(1)
    total = np.empty((len(centred), count))
    total[:, : rhos.size] = own[:, None] - 2.0 * rhos * cross[:, None] + rhos**2 * square[:, None]
    for f, spectrum in enumerate(whitener.spectra):
        turned, nuggets = (centred @ whitener.vectors[f]) ** 2, np.array(NUGGETS)
        start = rhos.size + f * nuggets.size
        inverse = 1.0 / ((1.0 - nuggets) * spectrum[:, None] + nuggets)
        total[:, start : start + nuggets.size] = turned @ inverse
    fitted = ((centred @ whitener.back) ** 2).reshape(len(centred), count, whitener.columns).sum(2)
    left = np.maximum(total - fitted, 1e-300)
    return np.asarray(whitener.constants - 0.5 * (whitener.n - whitener.columns) * np.log(left))


def whiten(whitener: Whitener, values: Floats) -> Whitened:
    """Whiten N variables (N, n), each by its own best grid point; the first of equals (nearest rho = 0) is taken."""
    likelihood = likelihoods(whitener, values)
    best = likelihood.max(axis=1, keepdims=True)
    chosen = np.argmax(likelihood >= best - NEAR, axis=1)
    residuals, centred = np.empty(values.shape), clear(whitener, values)
    for point in np.unique(chosen):
        rows = chosen == point
        residuals[rows] = whiten_by(whitener, centred[rows], int(point))
    return Whitened(residuals, chosen.astype(np.int64))


def whiten_by(whitener: Whitener, values: Floats, point: int) -> Floats:
    """Residuals (N, n) of N variables whitened by one given grid point."""
    white, basis = decorrelate(whitener, values, point), whitener.bases[point]
    return np.asarray(white - (white @ basis) @ basis.T)


def clear(whitener: Whitener, values: Floats) -> Floats:
    """Values (N, n) less their least-squares mean: what no grid point can change, taken off first for precision."""
    return np.asarray(values - (values @ whitener.design) @ whitener.design.T)


def decorrelate(whitener: Whitener, values: Floats, point: int) -> Floats:
    """B z for each row of `values` (N, n)."""
    at = whitener.grid[point]
    if at.rho is not None:
        return np.asarray(values - at.rho * (whitener.weights @ values.T).T)
    vectors, scale = _spectrum(whitener, at)
    return np.asarray(((values @ vectors) / scale) @ vectors.T)


def correlate(whitener: Whitener, noise: Floats, point: int) -> Floats:
    """B^-1 e for each row of `noise` (N, n): fields with the dependence of this grid point."""
    at = whitener.grid[point]
    if at.rho is not None:
        operator = _operator(whitener.weights, at.rho)
        if whitener.n <= LARGE:
            return np.asarray(noise @ np.linalg.inv(operator.toarray()).T)
        return np.asarray(_factored(operator).solve(np.ascontiguousarray(noise.T)).T)
    vectors, scale = _spectrum(whitener, at)
    return np.asarray(((noise @ vectors) * scale) @ vectors.T)


def fitted_mean(whitener: Whitener, values: Floats, point: int) -> tuple[Floats, float]:
    """Generalised least-squares mean (n,) of one variable (n,) at a grid point, and the scale of its innovations."""
    white, basis = decorrelate(whitener, values[None], point)[0], whitener.bases[point]
    design = decorrelate(whitener, whitener.design.T, point).T
    mean = whitener.design @ np.linalg.lstsq(design, white, rcond=None)[0]
    left = white - basis @ (basis.T @ white)
    return mean, float(np.sqrt(left @ left / (whitener.n - whitener.columns)))


def _spectrum(whitener: Whitener, at: Dependence) -> tuple[Floats, Floats]:
    """Eigenvectors and square-root eigenvalues of an exponential covariance."""
    f, nugget = RANGES.index(at.range_share or 0.0), at.nugget or 0.0
    return whitener.vectors[f], np.sqrt((1.0 - nugget) * whitener.spectra[f] + nugget)


def _operator(weights: Any, rho: float) -> Any:
    """I - rho W in the layout that sparse factorisation wants."""
    return sparse.csc_array(sparse.eye_array(weights.shape[0]) - rho * weights)


def _factored(operator: Any) -> Any:
    """Sparse LU without pivoting: I - rho W is diagonally dominant and its pattern symmetric."""
    return splu(operator, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})


def _by_factorisation(weights: Any, rhos: Floats) -> list[float]:
    """Log |I - rho W| at each rho, by sparse factorisation; the pattern is laid out once."""
    operator = _operator(weights, 1.0)
    columns = np.repeat(np.arange(weights.shape[0]), np.diff(operator.indptr))
    links = np.where(operator.indices == columns, 0.0, operator.data)
    found = []
    for rho in rhos:
        operator.data = np.where(operator.indices == columns, 1.0, rho * links)
        found.append(float(np.log(np.abs(_factored(operator).U.diagonal())).sum()))
    return found


def _by_eigenvalues(area: Area, rhos: Floats) -> list[float]:
    """Log |I - rho W| at each rho; the eigenvalues of row-standardised W are those of D^(-1/2) A D^(-1/2)."""
    links = contiguity(area.n, area.pairs).toarray()
    degree = links.sum(axis=1)
    root = np.divide(1.0, np.sqrt(degree), out=np.zeros_like(degree), where=degree > 0)
    eigenvalues = np.linalg.eigvalsh(root[:, None] * links * root[None, :])
    return [float(np.log(1.0 - rho * eigenvalues).sum()) for rho in rhos]


def _log_diagonal(triangle: Floats) -> float:
    """Log of the absolute product of a triangle's diagonal."""
    return float(np.log(np.abs(np.diag(triangle))).sum())


def _diameter(points: Floats) -> float:
    """Diagonal of the bounding box: stands for the largest distance on large maps."""
    return float(np.linalg.norm(np.ptp(points, axis=0)))
