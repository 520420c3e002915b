"""Which descriptions a study gets: ids, reach, minimum population, places shown apart, figures."""

import pytest
from builders import audit, cube, evidence, figure, indicator, measure, single, source, study, text, unit

from yupay.analyse.answer_describe import describe
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit

PEOPLE = indicator("people", counting_unit="inhabitant", role="population")
DISTRICT = unit(population="people")
ROWS = [[3, 5], [4], [None, 2], [None], [0, 0], [7, 1]]
INHABITANTS = [100_000, 50_000, 9_000, 30_000, 80_000, 70_000]


def told(found: tuple[Estimate, ...]) -> dict[str, Estimate]:
    by_id = {estimate.id: estimate for estimate in found}
    assert len(by_id) == len(found), "two estimates share an id"
    return by_id


def answer(*extra: object, rankable: bool = False, **more: object) -> dict[str, Estimate]:
    counted = indicator("complaints", rankable=rankable, **more)
    places = cube(measure("complaints", ROWS), single("people", INHABITANTS), compare=1)
    return told(describe(study([counted, PEOPLE, *extra], [DISTRICT]), evidence(places)))  # type: ignore[list-item]


def test_counts_say_how_many_answered() -> None:
    found = answer()
    first, silent = (found[f"describe/complaints/district/count/{key}"] for key in ("p1", "p4"))
    assert first.value == 8 and first.interval is not None and first.base is not None
    assert first.base.en == "2 of 2 rows answered" and first.rows[0].where == "code = p1"
    assert silent.value is None and silent.parameters == {"answered": 0, "existing": 1}
    assert found["describe/complaints/district/count/p6"].value == 8
    assert found["describe/people/district/count/p1"].value == 100_000


def test_rows_are_called_by_their_unit() -> None:
    stations = unit("station", plural=text("stations"), frame="registry")
    places = cube(measure("complaints", ROWS), single("people", INHABITANTS))
    found = told(describe(study([indicator(), PEOPLE], [DISTRICT, stations]), evidence(places)))
    base = found["describe/complaints/district/count/p3"].base
    assert base is not None and base.en == "1 of 2 stations answered"


def test_rates_name_their_base_and_stop_at_the_minimum() -> None:
    found = answer()
    first = found["describe/complaints~people/district/rate/p1"]
    assert first.value == pytest.approx(8.0) and first.unit == "per 100,000 inhabitants"
    assert first.design is not None and first.design.en == "base: people, 2016"
    assert found["describe/complaints~people/district/rate/p3"].value is None
    assert found["describe/complaints~people/district/rate/p4"].value is None
    assert "describe/people~people/district/rate/p1" not in found


def test_the_pooled_rate_holds_the_studys_own_places() -> None:
    pooled = answer()["describe/complaints~people/district/rate/pooled"]
    assert pooled.value == pytest.approx(1e5 * (8 + 4 + 2 + 0) / (100_000 + 50_000 + 9_000 + 80_000))
    assert pooled.n == 4 and pooled.parameters["left_out"] == 1


@pytest.mark.parametrize("effort", [{"reach": "indirect"}, {"counting_unit": "police operation"}])
def test_police_effort_has_no_rate_and_no_concentration(effort: dict) -> None:
    per_person = indicator("effort_rate", columns=(), rate_of="complaints", base="people", **effort)
    found = answer(per_person, rankable=True, **effort)
    assert not [name for name in found if "/rate/" in name or "/concentration/" in name or "effort_rate" in name]
    assert found["describe/complaints/district/summary/zeros"].value == 1


def test_summary_leaves_out_the_places_shown_apart() -> None:
    found = answer()
    numbers = {
        name.split("/")[-1]: e.value
        for name, e in found.items()
        if name.startswith("describe/complaints/district/summary")
    }
    assert numbers["n"] == 4 and numbers["total"] == 14 and numbers["max"] == 8
    assert (numbers["existing"], numbers["answered"]) == (8, 6)
    assert (numbers["incomplete"], numbers["zero_incomplete"], numbers["zeros"]) == (2, 0, 1)


def test_concentration_only_of_what_may_be_ranked() -> None:
    assert "describe/complaints/district/concentration/gini" not in answer()
    found = answer(rankable=True)
    assert found["describe/complaints/district/concentration/gini"].n == 4
    assert found["describe/complaints/district/concentration/share_top_4"].value == pytest.approx(100.0)


def declared_rate() -> dict[str, Estimate]:
    per_thousand = indicator("rate", columns=(), rate_of="complaints", base="people", per=1000, counting_unit="index")
    places = cube(
        measure("complaints", ROWS), single("people", INHABITANTS), single("rate", [0.08, 0.08, 0.22, None, 0, 0.11])
    )
    return told(describe(study([indicator(), PEOPLE, per_thousand], [DISTRICT]), evidence(places)))


def test_a_declared_rate_has_its_own_scale_and_no_double() -> None:
    first = declared_rate()["describe/complaints~people/district/rate/p1"]
    assert first.value == pytest.approx(0.08) and first.unit == "per 1,000 inhabitants"


def test_no_rate_of_a_small_place_shows_in_a_summary() -> None:
    found = declared_rate()
    assert found["describe/rate/district/summary/max"].value == pytest.approx(0.11)
    assert found["describe/rate/district/summary/total"].value is None


def test_poisson_needs_the_source_card() -> None:
    places = cube(single("complaints", [10, 20]))
    for independent in (False, True):
        cards = [source(independent_events=independent)]
        found = told(describe(study([indicator()], [unit()], cards), evidence(places)))
        assert (found["describe/complaints/district/count/p1"].interval is not None) is independent


def test_hidden_counts_stay_hidden() -> None:
    shown = measure("complaints", [[3], [40]])
    hidden = shown.model_copy(
        update={"values": (None, 40.0), "states": ("hidden", "value"), "low": (1.0, None), "high": (4.0, None)}
    )
    found = told(
        describe(study([indicator(), PEOPLE], [DISTRICT]), evidence(cube(hidden, single("people", [90_000, 90_000]))))
    )
    first = found["describe/complaints/district/count/p1"]
    assert first.value is None and first.interval is None
    assert found["describe/complaints~people/district/rate/p1"].value is None


def test_figures_shares_and_changes() -> None:
    figures = [
        figure("total", 216),
        figure("labour", 106, percent_of="total", label=text("labour")),
        figure("other", 5, percent_of="total", counting_unit="complaint", label=text("other")),
        *(
            figure(f"y{year}", value, label=text("yearly"), period=year)
            for year, value in (("2015", 889), ("2014", 700), ("2016", 1144))
        ),
        figure("block", 2241, label=text("yearly"), period="2009-2014"),
    ]
    found = told(describe(study([]), evidence(figures=figures)))
    assert found["describe/labour/published/figure"].value == 106
    assert found["describe/labour~total/published/share"].value == pytest.approx(49.07, abs=0.01)
    assert found["describe/other~total/published/share"].value is None
    assert found["describe/y2015~y2016/published/ratio"].value == pytest.approx(1.2868, abs=1e-4)
    assert found["describe/y2014~y2016/published/difference"].value == 444
    assert not [name for name in found if "block~" in name or "~block" in name]
    base = found["describe/labour/published/figure"].base
    assert base is not None and base.en == "invented registry · nowhere · 2016"


def test_places_without_a_name_get_no_number_each() -> None:
    places = cube(measure("complaints", ROWS), single("people", INHABITANTS, "census"))
    crowd = DISTRICT.model_copy(update={"named": False})
    found = told(describe(study([indicator(rankable=True), PEOPLE], [crowd]), evidence(places)))
    assert not [name for name in found if "/count/" in name or "/concentration/" in name]
    assert [name for name in found if "/rate/" in name] == ["describe/complaints~people/district/rate/pooled"]
    assert found["describe/complaints/district/summary/n"].value == 5


def test_a_rate_leads_to_the_rows_of_both() -> None:
    places = cube(measure("complaints", ROWS), single("people", INHABITANTS, "census"))
    found = told(describe(study([indicator(), PEOPLE], [DISTRICT]), evidence(places)))
    first = found["describe/complaints~people/district/rate/p1"]
    assert [row.source for row in first.rows] == ["registry", "census"] == list(first.sources)


def test_a_rate_of_published_figures_is_made_where_an_exhibit_asks() -> None:
    people = figure("people_2016", 30_000_000, counting_unit="inhabitant", registry=text("census"))
    figures = [figure("victims", 216), people, figure("elsewhere", 9, geography=text("elsewhere"))]
    asked = [f"describe/{name}~people_2016/published/rate" for name in ("victims", "elsewhere", "unknown")]
    exhibit = Exhibit(id="t", kind="registries", section="4", title=text("t"), options={"figures": [{"rate": asked}]})
    plan = study([])
    assert not [e for e in describe(plan, evidence(figures=figures)) if e.method == "rate"]
    found = told(describe(plan.model_copy(update={"exhibits": (exhibit,)}), evidence(figures=figures)))
    rate = found["describe/victims~people_2016/published/rate"]
    assert rate.value == pytest.approx(0.72) and rate.interval is None and rate.unit == "per 100,000 inhabitants"
    refused = found["describe/elsewhere~people_2016/published/rate"]
    assert refused.value is None and "another geography" in refused.warnings[0].en
    assert "describe/unknown~people_2016/published/rate" not in found


def test_printed_percentages_are_not_divided_again() -> None:
    figures = [figure("total", 216), figure("share", 49.1, counting_unit="percent", percent_of="total")]
    assert "describe/share~total/published/share" not in told(describe(study([]), evidence(figures=figures)))


def test_audits_are_told() -> None:
    found = told(describe(study([]), evidence(audits=[audit()])))
    assert found["describe/registry/row/missing/complaints"].parameters["blank"] == 2
