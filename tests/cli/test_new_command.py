"""`yupay new`: a starter that runs, or a first study from a file."""

import json
import re
import tomllib

import pytest
from made_form import write_book, write_form

from yupay.cli.begin import begin
from yupay.cli.failing import guarded

STARTERS = ["case-registry", "district-correlation", "hidden-population", "questionnaire", "survey-design"]


def test_without_names_the_starters_are_listed(yupay):
    assert "district-correlation" in yupay("new").out
    assert json.loads(yupay("new", "--json").out)["starters"] == STARTERS


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_passes_its_check(yupay, tmp_path, name):
    said = yupay("new", name, tmp_path / "mine")
    assert said.code == 0 and f"  yupay check {tmp_path / 'mine'}" in said.out
    assert yupay("check", tmp_path / "mine").code == 0


def test_nothing_is_written_over(yupay, tmp_path):
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    said = yupay("new", "district-correlation", tmp_path)
    assert said.code == 2 and "S141" in said.err
    assert [one.name for one in tmp_path.iterdir()] == ["note.txt"]


CSV = "ubigeo;distrito;faltas;tasa\n150101;Lima;12;1,5\n150102;Ancón;;2,5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_first_study_from_a_table(yupay, tmp_path, encoding):
    table = tmp_path / "faltas 2017.csv"
    table.write_bytes(CSV.encode(encoding))
    said = yupay("new", "--from", table, tmp_path / "mine")
    assert said.code == 0, said.err
    text = (tmp_path / "mine" / "study.toml").read_text(encoding="utf-8")
    assert '"ubigeo" = { type = "code", pad = 6 }' in text
    assert '"faltas" = { type = "count", blank = "?" }' in text
    assert '"tasa" = { type = "text" }  # coma decimal' in text
    assert (tmp_path / "mine" / "data" / "faltas 2017.csv").read_bytes() == table.read_bytes()
    check = yupay("check", tmp_path / "mine")
    assert check.code == 0 and check.err == "", "a draft has no problems"
    assert 'confidentiality = "?"  (public, restricted, victim-records o invented)' in check.out
    left = text.count('= "?"')
    assert f"Falta completar {left} datos." in check.out and "Matriz" not in check.out
    assert yupay("check", tmp_path / "mine", "--strict").code == 1
    run = yupay("run", tmp_path / "mine")
    assert run.code == 2 and "S109  dato por completar" in run.err
    assert not (tmp_path / "mine" / "output").exists()
    assert yupay("check", tmp_path / "mine", "--register").code == 2, "a draft is no plan"


FILLED = {
    "counting_unit": "person",
    "confidentiality": "invented",
    "blank": "no data",
    "title": "Faltas inventadas",
    "scale": "ordinal",
}


def filled(text: str) -> str:
    """The draft with an answer in place of each `?`."""
    return re.sub(r'"?(\w+)"? = "\?"', lambda found: f'{found[1]} = "{FILLED.get(found[1], "inventado")}"', text)


def test_what_is_filled_in_is_checked_and_runs(yupay, tmp_path):
    table = tmp_path / "faltas.csv"
    table.write_text(CSV + "150103;Ate;30;1,0\n150104;Barranco;7;0,5\n", encoding="utf-8")
    assert yupay("new", "--from", table, tmp_path / "mine").code == 0
    path = tmp_path / "mine" / "study.toml"
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    check = yupay("check", tmp_path / "mine")
    assert check.code == 0 and check.err == "" and "Matriz de operacionalización" in check.out
    run = yupay("run", tmp_path / "mine", "--quiet")
    assert run.code == 0, run.err
    opened = yupay("explain", "describe/faltas/place/count/150103", "--study", tmp_path / "mine")
    assert "valor         30\n" in opened.out


def test_a_restricted_source_is_told_before_the_run(yupay, tmp_path):
    table = tmp_path / "faltas.csv"
    table.write_text(CSV, encoding="utf-8")
    yupay("new", "--from", table, tmp_path / "mine")
    path = tmp_path / "mine" / "study.toml"
    text = filled(path.read_text(encoding="utf-8")).replace('"invented"\n', '"restricted"\n')
    path.write_text(text, encoding="utf-8")
    said = yupay("check", tmp_path / "mine")
    assert said.code == 0 and "P601  aviso" in said.err
    assert "`yupay run` no los lee" in text


@pytest.mark.parametrize("ending", ["sav", "dta"])
def test_labels_of_spss_and_stata(yupay, tmp_path, ending):
    pyreadstat = pytest.importorskip("pyreadstat")
    import pandas as pd

    frame = pd.DataFrame(
        {
            "nro": [1.0, 2.0, 3.0, 4.0],
            "anio": [2019.0, 2020.0, 2020.0, 2021.0],
            "p1": [1.0, 0.0, 1.0, 1.0],
            "p2": [1.0, 2.0, 3.0, 1.0],
            "hijos": [2.0, 0.0, 3.0, 2.0],
            "ubigeo": ["150101", "150102", "150101", "150103"],
        }
    )
    table = tmp_path / f"encuesta.{ending}"
    labels = ["Número", "Año", "¿Fue víctima?", "Nivel", "Hijos", "Distrito"]
    write = {"sav": pyreadstat.write_sav, "dta": pyreadstat.write_dta}[ending]
    meanings = {"p1": {1: "Sí", 0: "No"}, "p2": {1: "bajo", 2: "medio", 3: "alto"}}
    write(frame, table, variable_value_labels=meanings, column_labels=labels)
    said = yupay("new", "--from", table, tmp_path / "mine")
    assert said.code == 0, said.err
    raw = tomllib.loads((tmp_path / "mine" / "study.toml").read_text(encoding="utf-8"))
    columns = raw["sources"][0]["columns"]
    assert {name: spec["type"] for name, spec in columns.items()} == {
        "nro": "code",
        "anio": "text",
        "p1": "flag",
        "p2": "text",
        "hijos": "count",
        "ubigeo": "code",
    }
    assert [spec["label"] for spec in columns.values()] == labels
    assert [(one["id"], one["label"]) for one in raw["indicators"]] == [("p1", "¿Fue víctima?"), ("hijos", "Hijos")]
    assert (raw["sources"][0]["key"], raw["sources"][0]["place"]) == ("nro", "ubigeo")


def test_codes_that_an_spss_file_declares_missing(yupay, tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    import pandas as pd

    table = tmp_path / "encuesta.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"p1": [1.0, 2.0, 99.0]}),
        table,
        variable_value_labels={"p1": {1: "sí", 2: "no", 99: "no sabe"}},
        missing_ranges={"p1": [99]},
    )
    assert yupay("new", "--from", table, tmp_path / "mine").code == 0
    text = (tmp_path / "mine" / "study.toml").read_text(encoding="utf-8")
    assert '"p1" = { type = "flag", missing = { "99" = "no sabe" } }  # 1 = sí; 2 = no' in text


@pytest.mark.parametrize("raw", [b"", b"\x00\x01", None])
def test_a_file_that_cannot_be_read(yupay, tmp_path, raw):
    table = tmp_path / "x.csv"
    if raw is not None:
        table.write_bytes(raw)
    said = yupay("new", "--from", table, tmp_path / "mine")
    assert said.code == 2 and "Traceback" not in said.err
    assert not (tmp_path / "mine").exists()


@pytest.fixture
def from_form(capsys, monkeypatch):
    """`yupay new --from FORM --data DATA DIR`."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(form, folder, data=None, as_json=False):
        code = guarded("es", as_json, False, lambda screen: begin([str(folder)], form, screen, data))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def answer_rows(count):
    """Invented answers to the invented form, in the columns of an export."""
    head = ["start", "datos/sexo", "datos/edad", "datos/cuente", "datos/nivel"]
    head += ["percep/p1", "percep/p2", "percep/p3", "percep/p4", "delitos/robo", "delitos/estafa", "_id", "factor"]
    rows = []
    for n in range(count):
        mood = (n * 7) % 5 + 1
        items = [mood, 6 - mood, min(5, mood + n % 2), max(1, mood - n % 3)]
        items = [99 if n % 29 == k else item for k, item in enumerate(items)]
        level = ("pri", "sec", "sup")[n % 3]
        rows.append(
            [
                "2024-05-01",
                n % 3 + 1,
                18 + n % 60,
                f"texto {n}",
                level,
                *items,
                n % 2,
                int(n % 5 == 0),
                1000 + 3 * n,
                1.5,
            ]
        )
    return [head, *rows]


def test_a_form_without_its_answers(yupay, tmp_path):
    said = yupay("new", "--from", write_form(tmp_path / "form.xlsx"), tmp_path / "mine")
    assert said.code == 0, said.err
    assert "gps, edad_hijo" in said.out and "tabla vacía" in said.out
    raw = tomllib.loads((tmp_path / "mine" / "study.toml").read_text(encoding="utf-8"))
    (scale,) = raw["instruments"]
    assert (scale["items"], scale["low"], scale["high"], scale["reverse"]) == (["p1", "p2", "p3", "p4"], 1, 5, ["p2"])
    assert scale["label"] == {"es": "Percepción de seguridad", "en": "Perceived security"}
    by_id = {one["id"]: one for one in raw["indicators"]}
    assert by_id["sexo"]["categories"]["2"] == {"es": "Mujer", "en": "Woman"}
    assert by_id["nivel"]["scale"] == "ordinal" and by_id["edad"]["scale"] == "ratio"
    assert by_id["delitos_robo"]["answer"] == "delitos/robo" and "cuente" not in by_id
    assert [one["id"] for one in raw["dimensions"]] == ["datos", "percep", "D1"]
    assert (tmp_path / "mine" / "form" / "form.xlsx").is_file()
    header = (tmp_path / "mine" / "data" / "answers.csv").read_text(encoding="utf-8")
    assert header.startswith("_id,sexo,edad,cuente,nivel,p1") and header.count("\n") == 1
    check = yupay("check", tmp_path / "mine")
    assert check.code == 0 and check.err == "", "only what is to be filled in is left"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_form_with_its_answers_runs_once_filled_in(yupay, from_form, tmp_path, ending):
    rows, data = answer_rows(90), tmp_path / f"respuestas.{ending}"
    if ending == "csv":
        data.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
    else:
        write_book(data, Sheet1=rows)
    code, out, err = from_form(write_form(tmp_path / "form.xlsx"), tmp_path / "mine", data)
    assert code == 0, err
    assert "delante de los nombres: datos/, percep/" in out and "señalan a alguien): datos/cuente" in out
    assert "sin columna en los datos, dejadas fuera: otro" in out
    path = tmp_path / "mine" / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert '# weights = "factor"' in text and "design = " not in text.replace("[units.design]", "")
    check = yupay("check", tmp_path / "mine")
    assert check.code == 0 and check.err == ""
    path.write_text(filled(text), encoding="utf-8")
    run = yupay("run", tmp_path / "mine", "--quiet")
    assert run.code == 0, run.err
    alpha = yupay("explain", "instrument/s_percep/person/alpha", "--study", tmp_path / "mine")
    assert alpha.code == 0 and "0.9" in alpha.out
    women = yupay("explain", "survey/sexo/person/design-proportion/2", "--study", tmp_path / "mine")
    assert "0.500\n" in women.out, "who would rather not say is not counted"


def test_data_without_a_form_or_of_another(from_form, tmp_path):
    data = tmp_path / "x.csv"
    data.write_text("a,b\n1,2\n", encoding="utf-8")
    code, _, err = from_form(data, tmp_path / "mine", data)
    assert code == 2 and "S145" in err
    code, _, err = from_form(write_form(tmp_path / "form.xlsx"), tmp_path / "mine", data)
    assert code == 2 and "S144" in err and not (tmp_path / "mine").exists()
    code, _, err = from_form(None, tmp_path / "mine", data)
    assert code == 2 and "--data" in err
    code, out, _ = from_form(tmp_path / "form.xlsx", tmp_path / "mine", as_json=True)
    assert code == 0 and json.loads(out)["left_out"] == ["gps", "edad_hijo"]


def test_an_spss_survey_runs_once_filled_in(yupay, tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    import pandas as pd

    count, agree = 80, {1: "Nada", 2: "Poco", 3: "Bastante", 4: "Mucho", 9: "No responde"}
    items = {
        f"c{k}": [float(9 if n % 31 == k else (n * 3 + n % (k + 1)) % 4 + 1) for n in range(count)] for k in (1, 2, 3)
    }
    frame = pd.DataFrame(
        {
            "folio": [f"H{n:03d}" for n in range(count)],
            "estrato": [float(n % 2) for n in range(count)],
            "upm": [float(n // 4) for n in range(count)],
            "factor": [1.0 + n % 7 / 4 for n in range(count)],
            "sexo": [float(n % 2 + 1) for n in range(count)],
            **items,
        }
    )
    table = tmp_path / "encuesta.sav"
    labels = ["Folio", "Estrato", "Conglomerado", "Factor", "Sexo", "Policía", "Fiscalía", "Serenazgo"]
    meanings = {"sexo": {1: "Hombre", 2: "Mujer"}, **dict.fromkeys(items, agree)}
    pyreadstat.write_sav(frame, table, variable_value_labels=meanings, column_labels=labels)
    assert yupay("new", "--from", table, tmp_path / "mine").code == 0
    path = tmp_path / "mine" / "study.toml"
    text = path.read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    assert raw["units"][0]["design"] == {} and raw["units"][0]["key"] == "folio"
    assert (raw["instruments"][0]["items"], raw["instruments"][0]["high"]) == (["c1", "c2", "c3"], 4)
    assert raw["sources"][0]["columns"]["c1"]["missing"] == {"9": "No responde"}
    assert raw["indicators"][1]["categories"] == {"1": "Hombre", "2": "Mujer"}
    check = yupay("check", tmp_path / "mine")
    assert check.code == 0 and check.err == ""
    true = re.sub(r"(?m)^# (weights|strata|clusters) = ", r"\1 = ", text)
    path.write_text(filled(true), encoding="utf-8")
    run = yupay("run", tmp_path / "mine", "--quiet")
    assert run.code == 0, run.err
    share = yupay("explain", "survey/sexo/person/design-proportion/2", "--study", tmp_path / "mine")
    assert "estratos" in share.out and "conglomerados" in share.out


def test_a_sheet_of_answers_runs_once_filled_in(yupay, tmp_path):
    head = ["folio", "sexo", "edad", "p1", "p2", "p3", "p4"]
    rows = [
        [f"C{n:03d}", n % 2 + 1, 18 + n % 50, *((n * 7 + k * (n % 3)) % 5 + 1 for k in range(4))] for n in range(60)
    ]
    table = write_book(tmp_path / "base.xlsx", Hoja1=[head, *rows])
    assert yupay("new", "--from", table, tmp_path / "mine").code == 0
    path = tmp_path / "mine" / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert "Guessed from its numbers" in text and 'scale = "?"' in text
    check = yupay("check", tmp_path / "mine")
    assert check.code == 0 and check.err == ""
    path.write_text(filled(text), encoding="utf-8")
    run = yupay("run", tmp_path / "mine", "--quiet")
    assert run.code == 0, run.err
    assert yupay("explain", "instrument/s_p/person/alpha", "--study", tmp_path / "mine").code == 0


def test_the_survey_of_the_starter_is_estimated_under_its_design(yupay, tmp_path):
    yupay("new", "survey-design", tmp_path / "mine")
    run = yupay("run", tmp_path / "mine")
    assert run.code == 0, run.err
    found = json.loads((tmp_path / "mine" / "output" / "estimates.INVENTADO.json").read_text(encoding="utf-8"))
    by_id = {one["id"]: one for one in found["estimates"]}
    decided = {
        "rao-scott": "group~victim",
        "design-kendall-tau-b": "trust_watch~safety",
        "design-t-test": "victim~spending",
    }
    assert all(by_id[f"relate/{pair}/person/{method}"]["p_adjusted"] is not None for method, pair in decided.items())
    whole, few = (by_id[f"estimand/victims/person/design-proportion{key}"] for key in ("", "/R"))
    assert whole["df"] == 36 and "2" in str(whole["design"]), "44 clusters less 8 strata, two years"
    assert few["value"] is None and few["df"] == 6, "too few clusters: not published"
