"""A law of a few texts, made for the tests of the evaluator: the shape of the real one, not its words."""

import tomllib
from datetime import date
from pathlib import Path

import yupay
from yupay.model.law import Condition, Element, Fact, Frame, Item, Law, Provision, Quote, Rule
from yupay.model.text import Text

VOCABULARY = Path(yupay.__file__).parent / "derive" / "law" / "vocabulary.toml"
ACTS = ("act.capta", "act.transporta", "act.traslada", "act.acoge", "act.recibe", "act.retiene")
HELP = ("act.promueve", "act.favorece", "act.financia", "act.facilita")
FORCE = ("means.violencia", "means.amenaza", "means.coaccion", "means.privacion_libertad", "means.fraude")
MEANS = (*FORCE, "means.engano", "means.abuso_poder", "means.abuso_vulnerabilidad", "means.pago_tercero")
LABOUR = ("purpose.esclavitud", "purpose.explotacion_laboral", "purpose.trabajo_forzoso", "purpose.servidumbre")
OTHERS = ("purpose.mendicidad", "purpose.organos", "purpose.criminalidad_forzada")
PURPOSES = ("purpose.venta_nna", "purpose.prostitucion", "purpose.explotacion_sexual", *LABOUR, *OTHERS)
SEXUAL = ("purpose.prostitucion", "purpose.explotacion_sexual")


def facts() -> tuple[Fact, ...]:
    with VOCABULARY.open("rb") as file:
        return tuple(Fact.model_validate(row) for row in tomllib.load(file)["facts"])


def quote(article: str) -> Quote:
    return Quote(article=article, paragraph="1", text="de la prueba")


def any_of(*names: str) -> Condition:
    return Condition(facts=names)


def element(name: str, when: Condition, **more: object) -> Element:
    return Element.model_validate(
        {"id": name, "label": Text.same(name), "when": when, "quote": quote(name), "waived_quote": quote("minors")}
        | more
    )


def item(name: str, tier: int, when: Condition, *, contested: bool = False) -> Item:
    return Item(id=name, tier=tier, label=Text.same(name), when=when, quote=quote(name), contested=contested)


def frames(*pairs: tuple[float, float]) -> tuple[Frame, ...]:
    return tuple(
        Frame(tier=tier, minimum=low, maximum=high, quote=quote("frame")) for tier, (low, high) in enumerate(pairs)
    )


def provision(name: str, case_class: str, label: str, start: date, end: date | None, **more: object) -> Provision:
    return Provision.model_validate(
        {
            "id": name,
            "chain": more.pop("chain", "trata"),
            "offence": "trata",
            "case_class": case_class,
            "label": label,
            "heading": Text.same(label),
            "norm": label,
            "published": None,
            "valid_from": start,
            "valid_to": end,
            "source": "test",
        }
        | more
    )


def trafficking(*, pregnant: bool) -> dict[str, object]:
    """The elements, items and frames of the texts since 2007."""
    purpose = element(
        "purpose",
        any_of(*PURPOSES),
        contested=any_of("purpose.criminalidad_forzada", "purpose.adopcion_irregular"),
    )
    items = (
        item("p1.3", 1, any_of("victims.plural")),
        item("p1.4", 1, any_of("age.14_17")),
        item("p1.6", 1, any_of("agents.plural")),
        *([item("p1.7", 1, any_of("victim.gestante"))] if pregnant else []),
        item("p2.1", 2, any_of("outcome.muerte", "outcome.lesion_grave", "outcome.peligro_inminente")),
        item("p2.2", 2, any_of("age.under_14", "victim.discapacidad")),
    )
    elements = (
        element("act", any_of(*ACTS, *HELP)),
        element(
            "means",
            any_of(*MEANS, "means.pago_victima"),
            waived=any_of("age.under_18"),
            contested=any_of("means.pago_victima"),
        ),
        purpose,
    )
    return {"elements": elements, "items": items, "frames": frames((8, 15), (12, 20), (25, 35))}


def law() -> Law:
    moved = element("act", any_of("act.capta", "act.transporta", "act.traslada", "act.facilita", "act.promueve"))
    p182 = {"elements": (moved, element("purpose", any_of(*SEXUAL))), "frames": frames((5, 10)), "chain": "182"}
    minor = {
        "elements": (
            element("act", any_of("act.traslada", "act.transporta", "act.retiene")),
            element("victim", any_of("age.under_18")),
            element("means", any_of("means.violencia", "means.amenaza", "means.engano", "means.fraude")),
            element("purpose", any_of(*PURPOSES)),
        ),
        "frames": frames((4, 10)),
        "chain": "153",
    }
    palermo = (
        element("act", any_of(*ACTS[:-1], *HELP), contested=any_of("act.retiene")),
        element("means", any_of(*MEANS), waived=any_of("age.under_18")),
        element("purpose", any_of(*PURPOSES[1:]), contested=any_of("purpose.venta_nna")),
    )
    client = (
        element("act", any_of("means.pago_victima")),
        element("victim", any_of("age.14_17")),
    )
    since = date(2021, 3, 31)
    provisions = (
        provision("182-1991", "trata", "CP 182 (1991)", date(1991, 4, 9), date(2007, 1, 16), **p182),
        provision("153-1994", "precursor", "CP 153 (Ley 26309)", date(1994, 5, 21), date(2007, 1, 16), **minor),
        provision(
            "153-2007",
            "trata",
            "CP 153 (Ley 28950)",
            date(2007, 1, 17),
            date(2014, 10, 21),
            items_article="153-A",
            **trafficking(pregnant=False),
        ),
        provision(
            "153-2014",
            "trata",
            "CP 153 (Ley 30251)",
            date(2014, 10, 22),
            date(2021, 3, 30),
            items_article="153-A",
            **trafficking(pregnant=False),
        ),
        provision(
            "129-A", "trata", "CP 129-A (Ley 31146)", since, None, items_article="129-B", **trafficking(pregnant=True)
        ),
        provision("palermo", "international", "Palermo 3", date(2000, 1, 1), None, elements=palermo, chain="palermo"),
        provision(
            "179-A",
            "neighbour",
            "CP 179-A",
            date(2004, 6, 9),
            None,
            elements=client,
            frames=frames((4, 6)),
            chain="179-A",
            iccs="03022",
        ),
    )
    return Law(jurisdiction="PE", facts=facts(), provisions=provisions, rules=rules())


def rules() -> tuple[Rule, ...]:
    attempt = Condition(facts=("outcome.tentativa",))
    odd = Condition(all=(any_of("consent.no"), any_of("age.18_plus")), none=(any_of("age.under_18"), any_of(*MEANS)))
    given = {"label": Text.same("rule"), "norm": "CP", "published": None, "quote": quote("CP 16"), "source": "test"}
    rows: tuple[dict[str, object], ...] = (
        {"id": "16-1991", "kind": "attempt", "valid_from": date(1991, 4, 9), "valid_to": date(2025, 3, 14)},
        {"id": "16-2025", "kind": "attempt", "valid_from": date(2025, 3, 15), "value": 1 / 3},
    )
    attempts = tuple(Rule.model_validate(given | {"chain": "16", "when": attempt} | row) for row in rows)
    check = {"id": "consistency", "chain": "x", "kind": "other", "valid_from": date(1991, 1, 1), "when": odd}
    return (*attempts, Rule.model_validate(given | check | {"flag": "INCONSISTENT"}))
