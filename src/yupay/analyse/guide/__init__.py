"""Which test answers this hypothesis, and why, in words that a jury accepts?

A table of rules reads a `Situation`: scales, n, ties, design, map, groups, controls, what is claimed. The first rule that
matches chooses. A p value of a normality test is not part of a situation, so it cannot choose.
"""

from yupay.analyse.guide.choice import Alternative, Change, Choice, Comment, choose, comment_on
from yupay.analyse.guide.rules import RULES
from yupay.analyse.guide.situation import Measured, Rule, Situation, When

__all__ = [
    "RULES",
    "Alternative",
    "Change",
    "Choice",
    "Comment",
    "Measured",
    "Rule",
    "Situation",
    "When",
    "choose",
    "comment_on",
]
