"""What differs between two outputs? Read from the manifest, the findings and the estimates of each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yupay.model.text import Text
from yupay.study.look import both
from yupay.study.messages import numbered

NOTHING = Text(es="Nada cambió desde la salida anterior.", en="Nothing changed since the previous output.")
DECISIONS = {
    "supported": Text(es="respaldada", en="supported"),
    "not supported": Text(es="no respaldada", en="not supported"),
    "not assessable": Text(es="no evaluable con estos datos", en="not assessable with these data"),
}
NEW, GONE = ("nuevo", "nuevos"), ("retirado", "retirados")
ABSENT = Text(es="no estaba", en="absent")
FIRST = Text(es="Es la primera salida en esta carpeta.", en="This is the first output in this folder.")


@dataclass(frozen=True)
class Snapshot:
    """What an output folder says of itself; empty where there is none or it cannot be read."""

    manifest: Mapping[str, Any] = field(default_factory=dict)
    decisions: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, output: Path) -> "Snapshot":
        """The snapshot of a folder."""
        found = records(content_of(marked(output, "findings.json")), "findings")
        estimates = records(content_of(marked(output, "estimates.json")), "estimates")
        return cls(
            manifest=content_of(output / "manifest.json"),
            decisions={str(one.get("subject")): one.get("decision") for one in found if one.get("decision")},
            values={str(one.get("id")): one.get("value") for one in estimates},
        )

    @property
    def inputs(self) -> dict[str, tuple[Any, Any]]:
        """The digest and the rows of each file that was read."""
        read = self.manifest.get("inputs")
        listed = [one for one in read if isinstance(one, dict)] if isinstance(read, list) else []
        return {str(one.get("file")): (one.get("sha256"), one.get("rows")) for one in listed}


def marked(output: Path, name: str) -> Path:
    """A file of an output, which carries a mark inside its name where data are invented: `estimates.MARK.json`."""
    stem, _, rest = name.partition(".")
    return next(iter(sorted(output.glob(f"{stem}.*{rest}"))), output / name)


def content_of(file: Path) -> dict[str, Any]:
    """The object a JSON file holds; empty where there is none."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def records(content: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The records under a key, whatever else the file holds."""
    listed = content.get(key)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def differences(before: Snapshot, after: Snapshot, names: Mapping[str, Text]) -> list[Text]:
    """One sentence per difference, the most important first; `names`: what each hypothesis is called on the page."""
    if not before.manifest:
        return [FIRST]
    told = [*_decisions(before, after, names), *_inputs(before, after), *_plan(before, after), *_values(before, after)]
    return told or [NOTHING]


def _decisions(before: Snapshot, after: Snapshot, names: Mapping[str, Text]) -> list[Text]:
    subjects = dict.fromkeys([*after.decisions, *before.decisions])
    changed = [one for one in subjects if before.decisions.get(one) != after.decisions.get(one)]
    return [
        _decided(names.get(one, Text.same(one)), before.decisions.get(one), after.decisions.get(one)) for one in changed
    ]


def _decided(name: Text, was: Any, now: Any) -> Text:
    first, second = (DECISIONS.get(str(one), ABSENT) for one in (was, now))
    return Text(es=f"{name.es}: {first.es} -> {second.es}", en=f"{name.en}: {first.en} -> {second.en}")


def _inputs(before: Snapshot, after: Snapshot) -> list[Text]:
    told = []
    for file in dict.fromkeys([*after.inputs, *before.inputs]):
        was, now = before.inputs.get(file), after.inputs.get(file)
        if was is None:
            told.append(Text(es=f"{file}: archivo nuevo", en=f"{file}: new file"))
        elif now is None:
            told.append(Text(es=f"{file}: ya no se lee", en=f"{file}: no longer read"))
        elif was[0] != now[0]:
            rows = f" ({was[1]} -> {now[1]})" if was[1] != now[1] else ""
            told.append(
                Text(es=f"{file}: cambió, filas{rows or ' iguales'}", en=f"{file}: changed, rows{rows or ' alike'}")
            )
    return told


def _plan(before: Snapshot, after: Snapshot) -> list[Text]:
    names = {
        "plan_sha256": Text(es="el plan", en="the plan"),
        "code_sha256": Text(es="el programa", en="the program"),
        "packages": Text(es="las versiones de las bibliotecas", en="the versions of the libraries"),
        "seed": Text(es="la semilla", en="the seed"),
    }
    changed = [words for key, words in names.items() if before.manifest.get(key) != after.manifest.get(key)]
    if not changed:
        return []
    one = len(changed) == 1 and not changed[0].es.startswith("las ")
    named = Text(es=both([words.es for words in changed]).es, en=both([words.en for words in changed]).en)
    return [Text(es=f"{'Cambió' if one else 'Cambiaron'}: {named.es}.", en=f"Changed: {named.en}.")]


def _values(before: Snapshot, after: Snapshot) -> list[Text]:
    shared = [one for one in after.values if one in before.values]
    changed = [one for one in shared if after.values[one] != before.values[one]]
    new, gone = len(after.values) - len(shared), len(before.values) - len(shared)
    if not (changed or new or gone):
        return []
    numbers = numbered(len(shared), ("número", "números"), ("number", "numbers"))
    arrived, left = (numbered(n, es, en) for n, es, en in ((new, NEW, ("new", "new")), (gone, GONE, ("gone", "gone"))))
    verb = "cambió" if len(changed) == 1 else "cambiaron"
    told = [
        Text(
            es=f"{len(changed):,} de {numbers.es} {verb}; {arrived.es}; {left.es}.",
            en=f"{len(changed):,} of {numbers.en} changed; {arrived.en}; {left.en}.",
        )
    ]
    told += [Text.same(f"{one}: {_short(before.values[one])} -> {_short(after.values[one])}") for one in changed[:5]]
    return told


def _short(value: Any) -> str:
    return f"{value:,.6g}" if isinstance(value, int | float) and not isinstance(value, bool) else "-"
