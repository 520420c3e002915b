"""Names on the map: inside their shapes, never over one another; what has no room carries a number with its key."""

import xml.etree.ElementTree as ET
from itertools import combinations

from yupay.model.cube import Boundary, Place
from yupay.model.figure import Map
from yupay.model.release import Release
from yupay.publish.maps.ground import Ground, fits, ground
from yupay.publish.maps.legend import numbered
from yupay.publish.maps.names import MOST_NUMBERED, Name
from yupay.publish.maps.svg import NAME_SIZE, static
from yupay.publish.numbers import Writer

SVG = "{http://www.w3.org/2000/svg}"


def body_of(release: Release) -> Map:
    body = release.figure("map").body
    assert isinstance(body, Map)
    return body


def all_names(made: Ground) -> list[tuple[Name, ...]]:
    return [frame.names for frame in (made.main, made.inset) if frame]


def covers(one: Name, two: Name) -> bool:
    a, b = one.box, two.box
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_names_never_cover_each_other(release: Release) -> None:
    for size in (7.0, NAME_SIZE):
        for held in all_names(ground(body_of(release), size, numbered=True)):
            assert held
            assert not [pair for pair in combinations(held, 2) if covers(*pair)]


def test_a_place_outside_the_inset_is_named_once_or_numbered(release: Release) -> None:
    body = body_of(release)
    made = ground(body, NAME_SIZE, numbered=True)
    shown = [" ".join(name.spot.lines) for held in all_names(made) for name in held]
    numbers = [words for words in shown if words.isdigit()]
    assert sorted(map(int, numbers)) == list(range(1, len(made.key) + 1))
    assert len(shown) == len(set(shown))
    assert not {place.name for place in made.key} & set(shown)


def test_the_key_says_which_place_a_number_is(release: Release) -> None:
    made = ground(body_of(release), 16.0, numbered=True)
    assert made.key
    _, lines = numbered(made.key, Writer("es"), 0)
    told = " ".join("".join(ET.fromstring(line).itertext()) for line in lines).replace("\u00a0", " ")
    assert told.startswith("Con número: 1 ")
    assert all(f"{count} {place.name}" in told for count, place in enumerate(made.key, start=1))


def test_a_page_that_names_a_place_on_hover_has_no_numbers(release: Release) -> None:
    made = ground(body_of(release), 16.0, numbered=False)
    assert made.key == () and not [n for held in all_names(made) for n in held if n.spot.lines[0].isdigit()]


def test_hundreds_of_places_without_room_are_not_numbered(release: Release) -> None:
    side, many = 40, range(MOST_NUMBERED + 1)
    rings = [((x, 0.0), (x + 0.1, 0.0), (x + 0.1, float(side)), (x, float(side)), (x, 0.0)) for x in many]
    places = tuple(Place(key=str(i), name="Un nombre demasiado largo") for i in many)
    boundaries = tuple(Boundary(key=str(i), rings=(rings[i],), centroid=(i + 0.05, side / 2)) for i in many)
    update = {"places": places, "boundaries": boundaries, "inset": None}
    assert ground(body_of(release).model_copy(update=update), NAME_SIZE, numbered=True).key == ()


def test_the_inset_stands_beside_the_map_and_both_fit_the_sheet(release: Release) -> None:
    body = body_of(release)
    main, inset = fits(body)
    assert inset is not None
    assert main.frame[0] + main.frame[2] < inset.frame[0]
    assert inset.frame[0] + inset.frame[2] <= 720
    assert fits(body.model_copy(update={"inset": (-77.1, -12.2, -76.9, -12.0)}))[1] is None


def test_a_shape_that_is_walked_to_stays_below_the_names(release: Release) -> None:
    """The script lifts the shape to the end of its group: names must stand in a group of their own."""
    body = body_of(release)
    root = ET.fromstring(static(ground(body, NAME_SIZE, numbered=True), body.layers[0], Writer("es")))
    for kind in ("main", "inset"):
        (shapes,) = [node for node in root.iter(f"{SVG}g") if node.get("class") == kind]
        assert not [node for node in shapes.iter() if node.get("class") == "names"]
