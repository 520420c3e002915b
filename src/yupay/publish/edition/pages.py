"""The pages of an edition in one language, each one file that opens anywhere: letters inside, no script, every value escaped."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from yupay.conclude.wording.registry import AXES as AXIS_WORDS
from yupay.model.registry import CubeTable, EditionSheet, HarmAnswer
from yupay.model.release import Release
from yupay.model.text import Language, Text
from yupay.publish.edition import counts, noisy, words
from yupay.publish.edition.losses import Loss, losses, silent_levels
from yupay.publish.edition.noisy import belief, odds
from yupay.publish.edition.passages import NOISE_REFERENCE, REFERENCES, Passage, passages
from yupay.publish.fonts import FACES, rules
from yupay.publish.names import file_name
from yupay.publish.numbers import Writer
from yupay.study.release_policy import KEPT_BACK, QUESTIONS, USUAL, YEARLY

HERE = Path(__file__).parent
REPORT = "report"
PAGES = {
    "methods": words.METHODS,
    "privacy_report": words.PRIVACY,
    "utility_report": words.UTILITY,
}
DRY = "dry_run"
LETTERS = tuple(face for face in FACES if face[3] in ("YupaySerif-Regular", "YupaySans-Regular", "YupaySans-Bold"))


def render(release: Release, sheet: EditionSheet) -> dict[str, bytes]:
    """Every public page in every language of the report, by its file name."""
    return {
        file_name(release, stem, "html", language): _page(release, sheet, stem, language, PAGES[stem])
        for stem in PAGES
        for language in release.header.languages
    }


def dry_run(release: Release, sheet: EditionSheet) -> dict[str, bytes]:
    """The page for the head of office in every language, by its file name: it is not for publication."""
    return {
        f"dry-run-{sheet.name}.{language}.html": _page(release, sheet, DRY, language, words.DRY)
        for language in release.header.languages
    }


def _page(release: Release, sheet: EditionSheet, stem: str, language: Language, own: Mapping[str, Text]) -> bytes:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    given: dict[str, Any] = {
        "page": Page(release, sheet, stem, language),
        "sheet": sheet,
        "words": own,
        "frame": words.FRAME,
        "privacy": words.PRIVACY,
        "answers": words.ANSWERS,
        "reading": words.READING,
        "noise": words.NOISE,
        "references": [*REFERENCES, *([NOISE_REFERENCE] if sheet.noisy else [])],
    }
    return environment.get_template(f"{stem}.html").render(**given).encode()


class Page:
    """What the templates ask for."""

    def __init__(self, release: Release, sheet: EditionSheet, stem: str, language: Language) -> None:
        self.release, self.sheet, self.stem, self.language = release, sheet, stem, language
        self.writer = Writer(language, release.header.number_style)
        self.public = stem != DRY
        self.lowered = sheet.policy.reason is not None and sheet.policy.threshold < USUAL

    @property
    def other(self) -> Language | None:
        """The other language of the edition, if it has one."""
        return next((one for one in self.release.header.languages if one != self.language), None)

    @property
    def stems(self) -> list[str]:
        """The pages of the edition: the report first, where there is one to open."""
        return [*([REPORT] if "html" in self.release.report.formats else []), *PAGES]

    def file(self, stem: str, language: Language | None = None) -> str:
        """The name of a page in a language."""
        return file_name(self.release, stem, "html", language or self.language)

    def say(self, text: Text | None) -> str:
        """The words of a text; nothing for None."""
        return "" if text is None else text.say(self.language)

    def style(self) -> Markup:
        """Letters and looks."""
        return Markup(rules(LETTERS) + (HERE / "static" / "style.css").read_text(encoding="utf-8"))

    def percent(self, share: float | None) -> str:
        """A share in whole per cent; words where it is not said."""
        if share is None:
            return self.say(words.FRAME["not_said"])
        return (
            f"{self.writer.number(100 * share, 0)} %"
            if self.language == "es"
            else f"{self.writer.number(100 * share, 0)}%"
        )

    def threshold(self) -> str:
        """The threshold and what it means."""
        k = self.sheet.policy.threshold
        return self.say(words.PRIVACY["threshold_words"]).format(k=k, most=k - 1)

    def earlier(self) -> str:
        """The editions this one was judged with."""
        return ", ".join(self.sheet.earlier) or self.say(words.FRAME["none"])

    def policy(self) -> Iterator[tuple[Text, str]]:
        """The policy, line by line."""
        policy, own = self.sheet.policy, words.PRIVACY
        yield own["purpose"], self.say(policy.purpose)
        yield own["accountable"], policy.accountable
        yield own["contact"], policy.contact
        yield own["retention"], policy.retention_until.isoformat()
        yield own["threshold"], self.threshold()
        yield own["width"], self.say(own["width_words"]).format(width=policy.width)
        if policy.dominance < 1:
            share = self.writer.number(100 * policy.dominance, 0)
            yield own["dominance"], self.say(own["dominance_words"]).format(share=share)
        if self.sheet.noisy:
            yield words.NOISE["budget"], self.budget()
        yield own["audit"], self.say(own["audit_words"])
        yield own["earlier"], self.earlier()

    def questions(self) -> list[tuple[Text, Text]]:
        """The responsible-data questions with their answers."""
        return [(question, self.sheet.policy.questions[name]) for name, question in QUESTIONS.items()]

    def harms(self) -> list[tuple[Text, HarmAnswer]]:
        """The answer for every table of counts, exhibit, figure and map, each by its title."""
        titles = self._titles()
        return [(titles.get(one.exhibit, Text.same(one.exhibit)), one) for one in self.sheet.policy.harms]

    def refused(self) -> list[tuple[Text, Text | None]]:
        """What is kept back, and the harm that was named."""
        why = {one.exhibit: one.harm for one in self.sheet.policy.harms if one.answer == KEPT_BACK}
        return [(title, why.get(name)) for name, title in self.sheet.withheld]

    def losses(self) -> list[tuple[CubeTable, list[Loss]]]:
        """What was lost, table by table."""
        found = losses(self.sheet)
        return [(table, [one for one in found if one.table == table.id]) for table in self.sheet.tables]

    def cells_named(self, axis: str) -> str:
        """The cells that a row of the losses is about."""
        if not axis:
            return self.say(words.UTILITY["inner"])
        return self.say(words.UTILITY["margin"]).format(axis=self._axis(axis))

    def coarser(self) -> list[str]:
        """What came out coarser, one sentence each."""
        keys = {"": "coarser_inner", "district": "coarser_district"}
        return [
            self.say(words.UTILITY[keys.get(axis, "coarser_axis")]).format(
                title=self.say(table.title), axis=self._axis(axis) if axis in AXIS_WORDS else ""
            )
            for table, axis in silent_levels(self.sheet)
        ]

    def passages(self) -> tuple[Passage, ...]:
        """What the methods page says."""
        return passages(self.sheet)

    def tables(self) -> list[tuple[CubeTable, str, str]]:
        """Every table of counts with its axes in words and its file."""
        files = counts.names(self.release, self.sheet)
        return [
            (table, ", ".join(map(self._axis, counts.axes_of(counts.cells_of(self.sheet, table)))), files[table.id])
            for table in self.sheet.tables
        ] + [
            (one.table, ", ".join(map(self._axis, noisy.axes_of(one))), files[one.table.id]) for one in self.sheet.noisy
        ]

    def noisy(self) -> list[tuple[CubeTable, list[str]]]:
        """Every table with noise: cells drawn, epsilon, scale, how far off one cell and the total may be."""
        return [
            (
                one.table,
                [
                    self.writer.number(one.inner, 0),
                    self.writer.number(one.epsilon, 2),
                    self.writer.number(one.scale, 2),
                    f"± {self.writer.number(one.reach, 0)}",
                    f"± {self.writer.number(one.total_reach, 0)}",
                ],
            )
            for one in self.sheet.noisy
        ]

    def budget(self) -> str:
        """What the noise of this edition costs, what all noise has cost, and the cap."""
        here, spent = sum(one.epsilon for one in self.sheet.noisy), self.sheet.spent
        numbers = {"here": here, "spent": spent, "cap": self.sheet.policy.epsilon_cap, "year": YEARLY}
        said = {name: self.writer.number(value, 2) for name, value in numbers.items()}
        return self.say(words.NOISE["budget_words"]).format(**said)

    def drawn(self) -> bool:
        """Whether the tables with noise were drawn: not in a rehearsal, unless they were before."""
        return all(one.cells for one in self.sheet.noisy)

    def epsilon(self) -> list[str]:
        """What epsilon means, for this edition and for all noise so far."""
        return [
            self.say(words.NOISE[name]).format(
                epsilon=self.writer.number(epsilon, 2),
                odds=self.writer.number(odds(epsilon), 1),
                belief=self.percent(belief(epsilon)),
                double=self.percent(belief(2 * epsilon)),
            )
            for name, epsilon in (
                ("epsilon_here", sum(one.epsilon for one in self.sheet.noisy)),
                ("epsilon_spent", self.sheet.spent),
            )
        ]

    def answered(self) -> str:
        """Who answered, and how many exhibits have which answer."""
        policy = self.sheet.policy
        said = Counter[str](one.answer for one in policy.harms)
        return self.say(words.DRY["answered_words"]).format(
            who=policy.accountable,
            n=len(policy.questions),
            all=len(policy.harms),
            no=said["no"],
            mitigated=said["yes, mitigated"],
            kept=said[KEPT_BACK],
        )

    def _axis(self, axis: str) -> str:
        return self.say(AXIS_WORDS[axis]).lower()

    def _titles(self) -> dict[str, Text]:
        titles = {one.id: one.title for one in self.release.tables}
        titles |= {one.id: one.title for one in self.release.figures} | dict(self.sheet.withheld)
        return titles | {table.id: table.title for table in self.sheet.published}
