"""How were the rows of a sample drawn? Its declared design, held against its columns."""

import numpy as np

from yupay.analyse.numerics.designs import Design, DesignError, design_of
from yupay.derive.samples import Sampled
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text


def drawing_of(sample: Sampled) -> Design:
    """The design of a sample as arrays over its rows.

    Raises:
        StudyProblems: A404, the columns contradict the design (a negative weight, a blank stratum, a fraction above 1).

    """
    try:
        return design_of(sample.design, {**sample.drawn_with(), "yupay_row": np.arange(sample.rows)})
    except DesignError as wrong:
        raise StudyProblems([_contradicted(sample, wrong)]) from None


def _contradicted(sample: Sampled, wrong: DesignError) -> Problem:
    return Problem(
        code="A404",
        what=Text(es="el diseño no cuadra con los datos", en="the design does not agree with the data"),
        where="study.toml",
        got=Text.same(f"{sample.unit.id}.design, {wrong.where}: {wrong.reason}"),
        expected=Text(
            es="pesos de cero o más, estratos y conglomerados en cada fila, fracciones o tamaños posibles",
            en="weights of zero or more, strata and clusters in every row, possible fractions or sizes",
        ),
    )
