"""From the purpose of a coded case to the modality of the study, the article, ICCS, IC-TIP and SDG 16.2.2.

The table is data (`crosswalk.toml`), overridable by one in the `law/` folder of a study. A code that was not verified is an empty cell, and a
table with empty cells says that it is not complete.
"""

from datetime import date
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from yupay.derive.law import wording as say
from yupay.model.base import Noun
from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.study.toml import parse

FILE = "crosswalk.toml"
CODES = ("iccs", "ic_tip", "sdg")


class Named(Noun):
    """The article that names a purpose, and on which days."""

    article: str
    valid_from: date
    valid_to: date | None = None


class Crossing(Noun):
    """One purpose with its classes; empty: not verified, or none."""

    purpose: str
    modality: Text
    articles: tuple[Named, ...]
    iccs: str = ""
    ic_tip: str = ""
    sdg: str = ""
    note: Text | None = None

    def article(self, day: date) -> str:
        """The article that names the purpose on a day; empty where none does."""
        held = (one for one in self.articles if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to))
        return next((one.article for one in held), "")


class Crosswalk(Noun):
    """All purposes."""

    rows: tuple[Crossing, ...]

    def of(self, purpose: str) -> Crossing | None:
        """The row of a purpose."""
        return next((row for row in self.rows if row.purpose == purpose), None)

    @property
    def empty(self) -> tuple[tuple[str, str], ...]:
        """The cells without a verified code: purpose and column."""
        return tuple((row.purpose, name) for row in self.rows for name in CODES if not getattr(row, name))

    @property
    def complete(self) -> bool:
        """Whether every code was verified: only then may the table be called complete."""
        return not self.empty


def read_crosswalk(folder: Path | None = None) -> Crosswalk:
    """The table of the package, or the one in the `law/` folder of a study.

    Raises:
        StudyProblems: Q401 a field that is missing, unknown or of another form, and those of reading TOML.

    """
    own = folder / FILE if folder is not None else None
    there = own is not None and own.is_file()
    text = own.read_text(encoding="utf-8") if own is not None and there else _packaged()
    where = str(own) if there else FILE
    try:
        return Crosswalk.model_validate(parse(text, where))
    except ValidationError as wrong:
        found = [say.bad_field(where, 0, ".".join(map(str, one["loc"])), one["type"]) for one in wrong.errors()]
        raise StudyProblems(found) from None


def _packaged() -> str:
    return files("yupay.derive.law").joinpath(FILE).read_text(encoding="utf-8")
