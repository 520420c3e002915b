"""How was it done? The method, the decision rule in words, and the two answers that readers always ask for."""

from yupay.conclude.lookup import n_cell
from yupay.conclude.material import Material
from yupay.conclude.naming import filled, named
from yupay.conclude.wording import prose as words
from yupay.model.document import Block, Paragraph
from yupay.model.table import Cell, Sentence


def paragraphs(material: Material) -> list[Block]:
    """The method paragraph, the statistic and the rule, why p values with every unit, why no Cronbach alpha."""
    found: list[Block] = []
    if material.study.study.method is not None:
        found.append(Paragraph(sentences=(Sentence.plain(material.study.study.method),)))
    if any(not h.derived_from for h in material.study.hypotheses):
        found.append(Paragraph(sentences=rule_in_words(material)))
    return [*found, *answers(material)]


def rule_in_words(material: Material) -> tuple[Sentence, ...]:
    """The statistic and the rule, as declared."""
    decision = material.study.decision
    alpha = Cell(value=decision.alpha, form="coefficient")
    least = Cell(value=decision.min_units, form="count")
    moran = Cell(value=decision.residual_moran_alpha, form="coefficient")
    if decision.method == "area-whitened":
        statistic = Sentence(template=words.TEST_WHITENED)
    else:
        statistic = filled(words.TEST_DECLARED, method=words.method_label(decision.method))
    controlled = any(h.control is not None for h in material.study.hypotheses)
    supported = filled(words.RULE_WITH_CONTROL if controlled else words.RULE_SUPPORTED, alpha=alpha)
    not_assessable = filled(words.RULE_NOT_ASSESSABLE, least=least, moran=moran)
    return statistic, supported, not_assessable, Sentence(template=words.RULE_NOT_SUPPORTED)


def answers(material: Material) -> list[Block]:
    """Why p values with every unit, and why no Cronbach alpha."""
    alpha = None if material.study.instruments or not material.study.units else why_no_alpha(material)
    found = [s for s in (why_p(material), alpha) if s is not None]
    return [Paragraph(sentences=(sentence,)) for sentence in found]


def why_p(material: Material) -> Sentence | None:
    """What a p value asks where all units are observed; None where nothing was tested."""
    for h in material.study.hypotheses:
        ruling, cube = material.rulings[h.id], material.cube(h.unit)
        if ruling.tested is not None and ruling.adjusted is not None and cube is not None:
            total = Cell(value=cube.inside, form="count", estimate=ruling.tested.id)
            return filled(words.WHY_P, n=n_cell(ruling.tested), total=total, units=named(material.study, h).units)
    return None


def why_no_alpha(material: Material) -> Sentence:
    """Where the quality of the records is shown instead of a reliability coefficient."""
    table = next((e for e in material.study.exhibits if e.kind == "reconciliation"), None)
    number = None if table is None else material.numbers.get(table.id)
    if number is None:
        return Sentence(template=words.WHY_NO_ALPHA_WITHOUT_TABLE)
    return filled(words.WHY_NO_ALPHA, table=Cell(value=number, form="count"))
