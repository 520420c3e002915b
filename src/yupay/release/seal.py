"""May this leave? The one place that makes a Release, and the check that nothing was changed since.

The seal is a keyed digest of the whole content and its policy. It guards against mistakes, a table swapped after
the checks, a copy edited in a notebook; it does not guard against a hostile colleague, who can read this file.
"""

import hashlib
import hmac

from yupay.model.problem import Problem, StudyProblems
from yupay.model.release import Release
from yupay.model.text import Text
from yupay.release.policy import breaches

KEY = b"yupay release seal, first form"
UNSEALED = Problem(
    code="P610",
    what=Text(es="publicación sin sello válido", en="release without a valid seal"),
    where="release",
    got=Text(es="no se selló, o cambió después", en="it was not sealed, or was changed after it was"),
    expected=Text(es="una publicación sellada por esta versión", en="a release sealed by this version"),
    act=Text(es="no se escribió nada", en="nothing is written"),
)


class BrokenSeal(StudyProblems):
    """P610: the content of a release is not the content that was checked."""

    def __init__(self) -> None:
        super().__init__([UNSEALED])


def digest(release: Release) -> str:
    """The keyed digest of everything in a release but its seal, in the canonical JSON of its nouns."""
    content = release.model_dump_json(exclude={"seal"})
    return hmac.new(KEY, content.encode(), hashlib.sha256).hexdigest()


def seal(draft: Release) -> Release:
    """Check a draft against its policy and seal it.

    Raises:
        StudyProblems: every breach of the policy at once; nothing is sealed.

    """
    if problems := breaches(draft):
        raise StudyProblems(problems)
    return draft.model_copy(update={"seal": digest(draft)})


def verify(release: Release) -> None:
    """Refuse a release that was not sealed, or was changed after it was.

    Raises:
        BrokenSeal: the digest does not match.

    """
    if not isinstance(release, Release) or not hmac.compare_digest(release.seal, digest(release)):
        raise BrokenSeal
