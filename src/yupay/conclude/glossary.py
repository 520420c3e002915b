"""Which terms does the report explain? The term in the language of the page, beside its sense and its other name."""

from yupay.conclude.wording import glossary_methods, glossary_subject, hidden_terms
from yupay.model.text import Text


def glossary(*, lists: bool = False) -> tuple[tuple[Text, Text], ...]:
    """Two columns: the term, and its sense with the term of the other language; `lists`: those of overlapping lists too."""
    more = hidden_terms.TERMS if lists else ()
    return tuple(
        (
            Text(es=spanish, en=english),
            Text(es=f"{sense_es} (en inglés: {english})", en=f"{sense_en} (in Spanish: {spanish})"),
        )
        for english, spanish, sense_es, sense_en in (*glossary_methods.TERMS, *more, *glossary_subject.TERMS)
    )
