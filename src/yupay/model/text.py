"""Words in both languages of the page."""

from typing import Literal

from yupay.model.base import Noun

Language = Literal["es", "en"]


class Text(Noun):
    """The same words in Spanish (Peruvian usage) and in English."""

    es: str
    en: str

    def say(self, language: Language) -> str:
        """The words in one language."""
        return self.es if language == "es" else self.en

    @classmethod
    def same(cls, words: str) -> "Text":
        """A name that reads alike in both languages: a place, a title of a publication, a symbol."""
        return cls(es=words, en=words)
