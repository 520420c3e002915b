"""How is a hierarchical model written? By its largest sets of lists: `[12,13,25]`, lists numbered from 1 in their order."""

from collections.abc import Iterable

from yupay.analyse.hidden.tables import size


def written(effects: Iterable[int], t: int) -> str:
    """The model of these effects (bitmasks; main effects are in every model), by its maximal sets.

    The order is that of the sets' sizes, then of their lists; with ten lists or more the numbers are joined by points.
    """
    every = {1 << k for k in range(t)} | {effect for effect in effects if effect}
    largest = [one for one in every if not any(one != other and one & other == one for other in every)]
    ordered = sorted(largest, key=lambda one: (-size(one), numbers(one)))
    glue = "." if t > 9 else ""
    return "[" + ",".join(glue.join(str(k) for k in numbers(one)) for one in ordered) + "]"


def read(model: str) -> frozenset[int]:
    """The interactions (sets of two lists or more, with all their subsets of two or more) of a model such as `[12,13]`.

    Raises:
        ValueError: not a model in brackets.

    """
    inside = model.strip()
    if not (inside.startswith("[") and inside.endswith("]")):
        raise ValueError(f"not a model in brackets: {model!r}")
    found: set[int] = set()
    for word in inside[1:-1].split(","):
        places = [int(k) for k in (word.split(".") if "." in word else word.strip())]
        found |= subsets(sum(1 << (k - 1) for k in places))
    return frozenset(found)


def subsets(effect: int) -> set[int]:
    """All subsets of two lists or more of a set, itself among them."""
    found, part = set(), effect
    while part:
        if size(part) >= 2:
            found.add(part)
        part = (part - 1) & effect
    return found


def numbers(effect: int) -> tuple[int, ...]:
    """The lists of a set, numbered from 1."""
    return tuple(k + 1 for k in range(effect.bit_length()) if effect >> k & 1)
