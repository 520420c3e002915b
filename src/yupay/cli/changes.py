"""What differs between two outputs? Read from the manifest, the findings and the estimates of each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yupay.model.text import Text
from yupay.study.look import both

NOTHING = Text(es="Nada cambió desde la salida anterior.", en="Nothing changed since the previous output.")
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
        found = records(_read(marked(output, "findings.json")), "findings")
        estimates = records(_read(marked(output, "estimates.json")), "estimates")
        return cls(
            manifest=_read(output / "manifest.json"),
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


def _read(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def records(content: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The records under a key, whatever else the file holds."""
    listed = content.get(key)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def differences(before: Snapshot, after: Snapshot) -> list[Text]:
    """One sentence per difference, the most important first."""
    if not before.manifest:
        return [FIRST]
    told = [*_decisions(before, after), *_inputs(before, after), *_plan(before, after), *_values(before, after)]
    return told or [NOTHING]


def _decisions(before: Snapshot, after: Snapshot) -> list[Text]:
    none = "-"
    subjects = dict.fromkeys([*after.decisions, *before.decisions])
    pairs = [(one, before.decisions.get(one, none), after.decisions.get(one, none)) for one in subjects]
    return [Text.same(f"{one}: {was} -> {now}") for one, was, now in pairs if was != now]


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
    return [
        Text(
            es="Cambiaron: " + both([one.es for one in changed]).es + ".",
            en="Changed: " + both([one.en for one in changed]).en + ".",
        )
    ]


def _values(before: Snapshot, after: Snapshot) -> list[Text]:
    shared = [one for one in after.values if one in before.values]
    changed = [one for one in shared if after.values[one] != before.values[one]]
    new, gone = len(after.values) - len(shared), len(before.values) - len(shared)
    if not (changed or new or gone):
        return []
    told = [
        Text(
            es=f"{len(changed):,} de {len(shared):,} números cambiaron; {new:,} nuevos; {gone:,} retirados.",
            en=f"{len(changed):,} of {len(shared):,} numbers changed; {new:,} new; {gone:,} gone.",
        )
    ]
    told += [Text.same(f"{one}: {_short(before.values[one])} -> {_short(after.values[one])}") for one in changed[:5]]
    return told


def _short(value: Any) -> str:
    return f"{value:,.6g}" if isinstance(value, int | float) and not isinstance(value, bool) else "-"
