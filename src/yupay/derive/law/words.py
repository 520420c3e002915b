"""A tier and a number of years as they are printed."""


def tier_words(tier: int | None, open_: bool) -> str:
    """A tier as printed."""
    return "" if tier is None else f">={tier}" if open_ else str(tier)


def years(value: float | None) -> str:
    """Years of custody as printed; nothing where they are open."""
    return "" if value is None else f"{value:g}"
