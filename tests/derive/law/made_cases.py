"""Files of made-up coded cases: every column drawn on its own, dates of every precision and on the days where a text changes."""

import random
from datetime import date

COLUMNS_IN = (
    "case_id,act_date,date_precision,place,acts,means,purposes,victims_n,victim_ages,victim_flags,"
    "victim_consent,agent_flags,agents_n,outcome_flags"
)
PLACES = ("PE Lima", "BO to PE", "PE to ES", "EC to PE to BR", "CL", "")
AGES = ("<14", "14-17", "12-17", "18+", "<18", "unknown", "0", "11", "13", "14", "17", "18", "40", "61")
EDGES = ("1991-04-08", "2004-06-09", "2007-01-16", "2007-01-17", "2014-10-22", "2021-03-31", "2025-03-14", "2025-05-18")


def some(draw, words, blank):
    chance = draw.random()
    if chance < blank:
        return ""
    if chance < blank + 0.15:
        return "unknown"
    return ";".join(draw.choices([word for word in words if word != "none"], k=draw.randint(1, 3)))


def when(draw):
    day = date.fromordinal(draw.randint(date(1990, 1, 1).toordinal(), date(2026, 6, 1).toordinal())).isoformat()
    kind = draw.choice(("day", "day", "day", "edge", "month", "year", "assumed", "range", "unknown"))
    if kind == "edge":
        return draw.choice(EDGES), "day"
    if kind == "range":
        return f"{day}/2026-06-02", kind
    if kind == "assumed":
        return draw.choice((day, day[:7], day[:4])), kind
    return {"month": day[:7], "year": day[:4], "unknown": ""}.get(kind, day), kind


def made(law, path, count, seed):
    draw = random.Random(seed)
    words = {c: [f.value for f in law.facts if f.column == c] for c in COLUMNS_IN.split(",")}
    lines = [COLUMNS_IN]
    for at in range(count):
        day, precision = when(draw)
        people = draw.randint(1, 4)
        lines.append(
            ",".join(
                (
                    f"C{at}",
                    day,
                    precision,
                    draw.choice(PLACES),
                    some(draw, words["acts"], 0.05),
                    draw.choice(("none", some(draw, words["means"], 0.05))),
                    some(draw, words["purposes"], 0.05),
                    draw.choice((str(people), "unknown", "")),
                    ";".join(draw.choices(AGES, k=people)),
                    some(draw, words["victim_flags"], 0.7),
                    draw.choice(("yes", "no", "unknown")),
                    some(draw, words["agent_flags"], 0.6),
                    draw.choice(("1", "2", "3", "unknown")),
                    some(draw, words["outcome_flags"], 0.5),
                )
            )
        )
    file = path / "cases.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file
