"""A first questionnaire study: scales, missing answers and designs are proposed, what only the owner knows stays open."""

import tomllib

import pytest

from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.study.answer_words import in_order, no_answer, turned_around
from yupay.study.column_card import ColumnCard, card_of, key_among
from yupay.study.design_hints import design_hints, hint_lines
from yupay.study.first_study import are_answers, first_study
from yupay.study.form_draft import Form, Question, paired, without_data
from yupay.study.questionnaire_draft import questionnaire
from yupay.study.scale_guess import ordered_codes, scales_in


def answers(name, *seen, times=4, **more):
    """A column of answers, each several times."""
    return card_of(name, [str(one) for one in seen] * times, **more)


LIKERT = [answers(f"p{n}", 1, 2, 3, 4, 5) for n in range(1, 5)]
FOLIO = card_of("folio", [f"C{n}" for n in range(20)])


@pytest.mark.parametrize(
    ("words", "none"),
    [
        ("No sabe", True),
        ("No sabe / No responde", True),
        ("NS/NR", True),
        ("Prefiere no decir", True),
        ("prefiero no responder", True),
        ("Don't know", True),
        ("Refused to answer", True),
        ("No sabe leer", False),
        ("No se siente seguro", False),
        ("No responde a tiempo", False),
        ("Nunca", False),
        ("No", False),
        ("Ninguno", False),
    ],
)
def test_which_answers_are_none(words, none):
    assert no_answer(words) is none


def test_words_of_degree_and_items_turned_around():
    assert in_order(["Nunca", "A veces", "Siempre"]) and in_order(["Very unsafe", "Unsafe", "Safe"])
    assert not in_order(["Soltero", "Casado", "Viudo"]) and not in_order(["Nunca", "Siempre"])
    assert turned_around(["Evito salir (inverso)"]) and turned_around(["I hide (R)"]) and not turned_around(["(río)"])


@pytest.mark.parametrize(
    ("codes", "ends"),
    [
        (["1", "2", "3"], (1, 3)),
        (["5", "4", "3"], (3, 5)),
        (["-1", "0", "1"], (-1, 1)),
        (["1", "2"], None),
        (["1", "3", "5"], None),
        (["01", "02", "03"], None),
        (["a", "b", "c"], None),
        ([str(n) for n in range(11)], None),
    ],
)
def test_ordered_codes(codes, ends):
    assert ordered_codes(codes) == ends


def test_a_scale_guessed_from_its_numbers():
    (scale,) = scales_in([FOLIO, answers("sexo", 1, 2), *LIKERT, answers("hijos", 0, 2, 6)])
    assert (scale.names, scale.low, scale.high, scale.why) == (("p1", "p2", "p3", "p4"), 1, 5, "numbers")
    assert scales_in(LIKERT[:3]) == [], "three neighbours without labels are too few"
    (wide,) = scales_in([answers(f"q{n}", 1, 2, 3, 4, 5, 6, 7) for n in range(4)])
    assert (wide.low, wide.high) == (1, 7)
    (from_zero,) = scales_in([answers(f"q{n}", 0, 1, 2, 3, 4) for n in range(4)])
    assert (from_zero.low, from_zero.high) == (0, 4)
    assert scales_in([answers(f"q{n}", 2, 3, 4) for n in range(6)]) == [], "nobody used the ends"


def test_a_number_beyond_the_scale_is_a_question_and_not_an_answer():
    columns = [FOLIO, *LIKERT[:3], answers("p4", 1, 2, 3, 5, 99)]
    raw = tomllib.loads(first_study("x.csv", columns, 20))
    assert raw["sources"][0]["columns"]["p4"]["missing"] == {"99": "?"}
    assert raw["instruments"][0]["items"] == ["p1", "p2", "p3", "p4"]
    assert [one.names for one in scales_in([*LIKERT, answers("p5", 1, 2, 3, 12)])] == [("p1", "p2", "p3", "p4")]


def test_labels_make_a_scale_and_tell_the_missing():
    words = {"1": "Nada", "2": "Poco", "3": "Mucho", "9": "No sabe"}
    items = [answers(f"c{n}", 1, 2, 3, 9, words=words) for n in range(3)]
    other = answers("c9", 1, 2, 3, words={"1": "Norte", "2": "Centro", "3": "Sur"})
    (scale,) = scales_in([*items, other])
    assert (len(scale.items), scale.low, scale.high, scale.why) == (3, 1, 3, "labels")
    assert items[0].missing == {"9": "No sabe"}


def test_a_design_is_proposed_by_names_and_never_set():
    names = ("estrato", "conglomerado", "anio", "fpc")
    columns = [answers(name, 1, 2, 3) for name in names] + [card_of("factor_exp", ["1.5", "2.5"])]
    hints = design_hints(columns)
    assert hints == {
        "strata": ["estrato"],
        "clusters": ["conglomerado"],
        "fpc": ["fpc"],
        "weights": ["factor_exp"],
        "period": ["anio"],
    }
    assert all(line.startswith("# ") for line in hint_lines(hints))
    text = first_study("x.csv", [FOLIO, *columns], 20)
    raw = tomllib.loads(text)
    assert raw["units"][0]["design"] == {} and '# weights = "factor_exp"' in text
    assert "indicators" not in raw, "columns of a design are no answers"
    assert raw["sources"][0]["columns"]["factor_exp"]["type"] == "number"
    assert design_hints([answers("anio", 1, 2)]) == {} == design_hints([card_of("peso", ["alto", "bajo"])])
    weights = [card_of(f"repw{n}", ["1.5", "2"]) for n in range(8)] + [card_of("peso", ["1.5", "2"])]
    assert len(design_hints(weights)["replicate_weights"]) == 8


def test_when_rows_are_answers():
    place = card_of("ubigeo", ["150101", "150102"])
    twice = card_of("ubigeo", ["150101", "150101"])
    assert are_answers([FOLIO, answers("edad", 20, 31)]) and are_answers(LIKERT)
    assert not are_answers([place, *LIKERT]) and are_answers([twice, *LIKERT])
    assert not are_answers([twice, answers("faltas", 3, 4)]) and not are_answers([answers("faltas", 3, 4)])


def test_a_column_of_answers_is_no_code():
    assert card_of("p1", ["1", "2", "3", "1", "2"]).kind == "count", "numbered rows are never repeated"
    assert card_of("n", ["1", "2", "3"]).kind == "code"
    assert key_among([answers("p1", 1, 2), FOLIO]) == FOLIO
    assert key_among([card_of("comentario", ["a", "b"])]) is None


def test_each_answer_by_its_kind(tmp_path, problems_of):
    columns = [
        FOLIO,
        answers("edad", *range(18, 40)),
        answers("sexo", 1, 2),
        answers("barrio", "A", "B"),
        answers("denunció", "sí", "no"),
        answers("estado", 1, 2, 3, words={"1": "Soltero", "2": "Casado", "3": "Viudo"}),
        answers("frecuencia", 1, 2, 3, words={"1": "Nunca", "2": "A veces", "3": "Siempre"}),
        card_of("comentario", [f"texto {n}" for n in range(20)]),
    ]
    text = first_study("encuesta.csv", columns, 20)
    raw = tomllib.loads(text)
    assert {one["id"]: one["scale"] for one in raw["indicators"]} == {
        "edad": "ratio",
        "sexo": "?",
        "barrio": "nominal",
        "denuncio": "nominal",
        "estado": "nominal",
        "frecuencia": "ordinal",
    }
    assert raw["units"][0] | {"design": {}} == {
        "id": "person",
        "label": "?",
        "plural": "?",
        "frame": "data",
        "key": "folio",
        "named": False,
        "design": {},
    }
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    assert {one.code for one in problems_of(tmp_path)} == {"S109"}


def test_no_column_numbers_the_rows():
    text = first_study("x.csv", LIKERT, 20)
    assert 'key = "?"' in text and "No column numbers the rows" in text


def test_names_that_collide_or_are_strange(tmp_path, problems_of):
    columns = [FOLIO, answers("Edad años", *range(30)), answers("EDAD-AÑOS", *range(30)), answers("¿?", "a", "b")]
    text = first_study("ñ ?.csv", columns, 20)
    raw = tomllib.loads(text)
    assert [one["id"] for one in raw["indicators"]] == ["edad_anos", "edad_anos_2", "x"]
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    assert {one.code for one in problems_of(tmp_path)} == {"S109"}


def form_of(*questions, groups=None):
    return Form("Encuesta", tuple(questions), groups or {"g": Text(es="Grupo", en="Group")})


SEX = Question(ColumnCard("sexo", "text", "Sexo", words={"1": "Hombre", "2": "Mujer"}, group="g", short="sexo"), ("g",))
ROBBED = Question(ColumnCard("delitos/robo", "flag", "Robo", group="", short="delitos/robo"), (), "robo")


@pytest.mark.parametrize("name", ["sexo", "g/sexo", "g-sexo", "g.sexo", "inicio/g/sexo"])
def test_a_question_finds_its_column(name):
    met = paired(form_of(SEX), [answers(name, 1, 2), card_of("_id", ["31", "32"])], "x.csv")
    assert [card.name for card in met.columns] == ["_id", name] and met.columns[1].short == "sexo"
    assert met.prefixes == ((name.removesuffix("sexo"),) if name != "sexo" else ())
    raw = tomllib.loads(questionnaire("x.csv", met.columns, 2, groups={"g": "Grupo"}))
    assert (raw["indicators"][0]["id"], raw["indicators"][0]["answer"]) == ("sexo", name)
    assert raw["sources"][0]["key"] == raw["units"][0]["key"] == "_id"


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("delitos/robo", ["0", "1"], ["0", "1"]),
        ("delitos_robo", ["0", "1"], ["0", "1"]),
        ("g/delitos/robo", ["FALSE", "TRUE"], ["FALSE", "TRUE"]),
        ("delitos.robo", ["1", "1"], ["0", "1"]),
    ],
)
def test_one_of_several_choices_is_a_yes_or_no(name, values, words):
    met = paired(form_of(ROBBED), [card_of(name, values)], "x.csv")
    assert [list(card.words) for card in met.columns if card.name == name] == [words]


def test_what_does_not_meet_is_told():
    met = paired(form_of(SEX, ROBBED), [answers("sexo", 1, 2), answers("_uuid", "a", "b")], "x.csv")
    assert (met.lost, met.beyond) == (("delitos/robo",), ("_uuid",))
    weighted = paired(form_of(SEX), [answers("sexo", 1, 2), card_of("factor", ["1.5", "2.5"])], "x.csv")
    assert [card.name for card in weighted.columns] == ["sexo", "factor"], "a weight joined to the answers is kept"


@pytest.mark.parametrize(("name", "hint"), [("Sexo", True), ("otra", False)])
def test_data_of_another_form(name, hint):
    with pytest.raises(StudyProblems) as refused:
        paired(form_of(SEX), [answers(name, "Hombre", "Mujer")], "x.csv")
    (one,) = refused.value.problems
    assert one.code == "S144" and (one.hint is not None) is hint
    assert "Hombre" not in str(one.model_dump()), "no answer is quoted"


def test_a_form_without_answers_has_a_column_that_tells_them_apart():
    assert [card.name for card in without_data(form_of(SEX)).columns] == ["_id", "sexo"]
