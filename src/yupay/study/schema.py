"""What may a study file say, for editors: the JSON Schema of study.toml (draft 2020-12), made from the models."""

import json
from importlib.resources import files
from typing import Any

from yupay.model.study import Study
from yupay.study.form import ID
from yupay.study.references import EXHIBIT_KINDS

NAME = "study.schema.json"


def json_schema() -> dict[str, Any]:
    """The schema; words may be a plain string (alike in both languages) or a table with es and en."""
    schema = Study.model_json_schema(mode="validation")
    parts = schema["$defs"]
    parts["Text"] = {
        "description": "Words in both languages; a plain string reads alike in both.",
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "properties": {"es": {"type": "string"}, "en": {"type": "string"}},
                "minProperties": 1,
                "additionalProperties": False,
            },
        ],
    }
    parts["Exhibit"]["properties"]["kind"] = {"enum": list(EXHIBIT_KINDS), "title": "Kind"}
    for part in parts.values():
        if "id" in part.get("properties", {}):
            part["properties"]["id"] = {"type": "string", "pattern": f"^{ID.pattern}$", "title": "Id"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "yupay study",
    }


def schema_text() -> str:
    """The schema as the file beside this module holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def committed() -> str:
    """The text of the schema file in the package."""
    return files("yupay.study").joinpath(NAME).read_text(encoding="utf-8")


if __name__ == "__main__":
    import sys
    from pathlib import Path

    Path(sys.argv[1]).write_text(schema_text(), encoding="utf-8", newline="\n")
