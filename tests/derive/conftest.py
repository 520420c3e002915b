"""The made-up study of `made_counts`, loaded and counted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_counts import CARD, COUNT, DISTRICT, DISTRICTS, STATIONS, WORD

from yupay.derive.indicators import count
from yupay.load.tables import load
from yupay.model.cube import Evidence
from yupay.model.study import Study

Derive = Callable[..., Evidence]


@pytest.fixture
def derive(tmp_path: Path) -> Derive:
    """The evidence of these indicators over districts, stations and departments."""

    def of(*indicators: dict[str, Any], units: tuple[dict[str, Any], ...] = (DISTRICT,), **files: str) -> Evidence:
        texts = {
            "districts": DISTRICTS,
            "stations": STATIONS,
            "departments": "dep,name\n15,Lima\n07,Callao\n01,Amazonas\n",
        }
        for name, text in {**texts, **files}.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        study = Study.model_validate(
            {
                "study": {"id": "made", "title": WORD, "place": WORD, "period": "2016"},
                "units": list(units),
                "sources": [
                    {
                        **CARD,
                        "id": "districts",
                        "path": "districts.csv",
                        "key": "ubigeo",
                        "place": "ubigeo",
                        "columns": {"population_2007": COUNT, "population_2022": COUNT, "poverty": {"type": "number"}},
                    },
                    {
                        **CARD,
                        "id": "stations",
                        "path": "stations.csv",
                        "key": "id",
                        "place": "ubigeo",
                        "columns": {"planned": COUNT, "unannounced": COUNT},
                    },
                    {**CARD, "id": "departments", "path": "departments.csv", "key": "dep", "place": "dep"},
                    *(
                        {**CARD, "id": name, "path": f"{name}.csv", "kind": "boundaries"}
                        for name in files
                        if name == "map"
                    ),
                ],
                "indicators": list(indicators),
            }
        )
        return count(study, load(study, tmp_path))

    return of
