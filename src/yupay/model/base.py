"""The one base of every noun: frozen, no unknown fields, no arithmetic."""

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """An immutable value; unknown fields are refused; the input is never echoed in an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
