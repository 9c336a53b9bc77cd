"""The index of the full text, made by Pagefind."""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.model import Edition
from diplomatica.views.site.search import write_index
from tests.views.site.gathering import document, gather

TEXTS = {
    "en": "The ambassadors were negotiating.",
    "ko": "대사는 시간을 내준 데 대하여 사의를 표하였다.",
    "ru": "Посол принял делегацию.",
}
PAGE = """<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><nav>Home</nav>
<main id="main" data-pagefind-body><button>Press</button><p id="p.abc">{text}</p></main>
<footer>foot</footer></body></html>"""
DOCUMENTS = [document(tag, title=f"Text {tag}", language=tag) for tag in TEXTS]


def indexed(tmp_path: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}

    def read(path: str) -> bytes:
        return PAGE.format(text=TEXTS[path.split("/")[1]]).encode()

    with gather(DOCUMENTS) as collection:
        assert write_index(collection, Frame(Edition("Papers")), read, files.__setitem__, tmp_path) == 3
    return files


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return indexed(tmp_path_factory.mktemp("search"))


def fragments(files: dict[str, bytes]) -> dict[str, dict[str, object]]:
    found = {}
    for path, data in files.items():
        if path.endswith(".pf_fragment"):
            name = path.rpartition("/")[2].removesuffix(".pf_fragment")
            found[name] = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
    return found


def test_each_language_has_an_index_of_its_own(files: dict[str, bytes]) -> None:
    entry = json.loads(files["pagefind/pagefind-entry.json"])
    assert {tag: one["page_count"] for tag, one in entry["languages"].items()} == {"en": 1, "ko": 1, "ru": 1}


def test_a_language_that_is_none_does_not_stop_the_index(tmp_path: Path) -> None:
    files: dict[str, bytes] = {}
    odd = [document(f"d{number}", language=tag) for number, tag in enumerate(['"><b>', "x" * 60, "../..", "EN-gb"])]
    with gather(odd) as collection:
        write_index(
            collection, Frame(Edition("Papers")), lambda _: PAGE.format(text="x").encode(), files.__setitem__, tmp_path
        )
    assert list(json.loads(files["pagefind/pagefind-entry.json"])["languages"]) == ["en"]


def test_results_are_documents_by_their_place(files: dict[str, bytes]) -> None:
    places = json.loads(files["pagefind/documents.json"])["documents"]
    found = {name: one["meta"]["path"] for name, one in fragments(files).items()}  # type: ignore[index]
    order = [f"documents/{tag}/index.html" for tag in sorted(TEXTS)]
    assert {name: order[place] for name, place in places.items()} == found


def test_the_text_and_its_permalinks_are_indexed_and_the_frame_is_not(files: dict[str, bytes]) -> None:
    (one,) = [one for name, one in fragments(files).items() if name.startswith("en_")]
    assert one["content"] == "Text en. The ambassadors were negotiating."
    assert [anchor["id"] for anchor in one["anchors"]] == ["p.abc"]  # type: ignore[attr-defined]
    assert one["meta"]["when"] == "3 May 1951"  # type: ignore[index]


def test_the_same_pages_give_the_same_bytes(files: dict[str, bytes], tmp_path: Path) -> None:
    assert indexed(tmp_path) == files
    assert list(tmp_path.iterdir()) == []


def test_only_what_the_page_of_the_search_needs_is_there(files: dict[str, bytes]) -> None:
    assert sorted(path for path in files if path.endswith((".js", ".css"))) == [
        "pagefind/pagefind-worker.js",
        "pagefind/pagefind.js",
    ]


def test_settings_from_elsewhere_change_nothing(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "de")
    (tmp_path / "pagefind.yml").write_text("force_language: de\n")
    monkeypatch.chdir(tmp_path)
    assert indexed(tmp_path) == files


def test_a_missing_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin_extended", None)
    with pytest.raises(UnusableInput, match="Pagefind is missing"):
        indexed(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="the program that stands in is a shell script")
def test_a_program_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pagefind_bin_extended  # type: ignore[import-untyped,unused-ignore]

    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho 'out of luck' >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind_bin_extended, "get_executable", lambda: program)
    with pytest.raises(UnusableInput, match="out of luck"):
        indexed(tmp_path)


def test_an_empty_collection_has_an_empty_index(tmp_path: Path) -> None:
    files: dict[str, bytes] = {}
    with gather([]) as collection:
        assert write_index(collection, Frame(Edition("Papers")), lambda path: b"", files.__setitem__, tmp_path) == 0
    assert files == {"pagefind/documents.json": b'{"documents":{},"shards":0}\n'}


def test_many_documents_are_indexed_in_shards(files: dict[str, bytes], tmp_path: Path) -> None:
    found: dict[str, bytes] = {}

    def read(path: str) -> bytes:
        return PAGE.format(text=TEXTS[path.split("/")[1]]).encode()

    with gather(DOCUMENTS) as collection:
        write_index(collection, Frame(Edition("Papers")), read, found.__setitem__, tmp_path, most=2)
    told = json.loads(found["pagefind/documents.json"])
    assert told["shards"] == 2
    assert sorted(told["documents"].values()) == [0, 1, 2]
    assert json.loads(found["pagefind/2/pagefind-entry.json"])["languages"].keys() == {"ru"}
    assert "pagefind/2/pagefind.js" not in found
    assert fragments(found) == fragments(files)
