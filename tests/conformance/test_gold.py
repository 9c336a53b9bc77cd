"""The facts of the reference documents, measured by their own scorer.

The scorer and the facts lie outside the project; where they are missing the tests skip.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from diplomatica.encoding.encode import encode
from diplomatica.source import reading


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    path = shared / "gold" / "score.py"
    if not path.is_file():
        pytest.skip(f"no scorer at {path}")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def results(shared: Path, scorer: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """One result a facts file: the document encoded as a user would get it, and scored."""
    folder = tmp_path_factory.mktemp("gold")
    out = []
    for facts_file in sorted((shared / "gold").glob("*.json")):
        facts = json.loads(facts_file.read_text(encoding="utf-8"))
        if "source" not in facts:
            continue
        name = Path(facts["source"]).name
        source = next(path for path in (shared / "seeds" / name, shared / "samples" / name) if path.is_file())
        encoded = encode(reading.read(source))
        assert encoded.loss is None, f"{name}: {encoded.loss}"
        path = folder / f"{source.stem}.xml"
        path.write_text(encoded.xml, encoding="utf-8")
        out.append(scorer.score_document(facts, path, source.read_text(encoding="utf-8")))
    return out


def _tally(scorer: ModuleType, results: list[dict[str, Any]]) -> Any:
    return scorer.total_of(results)


def _misses(results: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{result['document']}: {key}: {miss}"
        for result in results
        for key, tally in result["keys"].items()
        for miss in tally.misses
    )


def test_every_fact_of_the_seeds_is_found_and_nothing_extra(scorer: ModuleType, results: list[dict[str, Any]]) -> None:
    seeds = [result for result in results if result["group"] == "seeds"]
    total = _tally(scorer, seeds)
    assert total.recall == 1.0, _misses(seeds)
    assert total.precision == 1.0, _misses(seeds)


@pytest.mark.parametrize("group", ["real", "twins"])
def test_samples(group: str, scorer: ModuleType, results: list[dict[str, Any]]) -> None:
    chosen = [result for result in results if result["group"] == group]
    total = _tally(scorer, chosen)
    assert total.recall >= 0.95, _misses(chosen)
    assert total.precision >= 0.95, _misses(chosen)


def test_no_kind_of_fact_is_neglected(scorer: ModuleType, results: list[dict[str, Any]]) -> None:
    keys: dict[str, Any] = {}
    for result in results:
        if result["group"] != "seeds":
            for key, tally in result["keys"].items():
                keys.setdefault(key, scorer.Tally()).add(tally)
    low = {key: tally.recall for key, tally in keys.items() if tally.recall is not None and tally.recall < 0.85}
    low |= {
        key: tally.precision for key, tally in keys.items() if tally.precision is not None and tally.precision < 0.85
    }
    assert not low, _misses(results)


def test_no_word_is_lost_or_added_in_the_seeds(results: list[dict[str, Any]]) -> None:
    for result in results:
        if result["group"] == "seeds":
            _, missing, added = result["fidelity"]
            assert (missing, added) == ([], []), result["document"]
