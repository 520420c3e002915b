"""What a method is called, what it needs, and where it comes from."""

from yupay.model.base import Noun
from yupay.model.text import Text


class Method(Noun):
    """A method's card: `id` is what a study names and what `Estimate.method` carries.

    `room` is the folder of `analyse/`; `formula` one line; `needs` what the data must be; `fields` what the estimate
    carries beside its value; `message` the id of its wording; its page is `docs/methods/{id}.md`.
    """

    id: str
    label: Text
    room: str
    formula: str
    reference: str
    needs: Text
    fields: tuple[str, ...] = ()
    message: str = ""
