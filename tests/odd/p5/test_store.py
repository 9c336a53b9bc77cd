"""Releases of TEI P5 on this machine."""

# ruff: noqa: E501 (XML)
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from diplomatica.collection.write import write
from diplomatica.errors import UnusableInput
from diplomatica.odd.p5 import store


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty store."""
    monkeypatch.setenv("DIPLOMATICA_DATA", str(tmp_path / "data"))
    store.open_release.cache_clear()
    yield tmp_path / "data"
    store.open_release.cache_clear()


def source(folder: Path, version: str, specs: int = 120) -> Path:
    """A source of the Guidelines, invented."""
    listed = "".join(
        f'<elementSpec ident="e{number}" module="core"><desc>said</desc><content><textNode/></content></elementSpec>'
        for number in range(specs)
    )
    path = folder / "p5subset.xml"
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><edition>Version <ref>{version}</ref>. Last updated</edition>'
        f'</teiHeader><text><body><moduleSpec ident="core"/>{listed}</body></text></TEI>'
    )
    return path


def test_only_the_packaged_release() -> None:
    assert store.releases() == [store.Stored(store.PACKAGED, "", False)]
    assert store.path_of() == ""
    assert store.open_release("current").version == store.PACKAGED
    assert store.path_of("0.0.0") == ""


def test_a_release_is_added(tmp_path: Path, data: Path) -> None:
    stored = store.add(str(source(tmp_path, "4.11.0")), write)
    assert stored == store.Stored("4.11.0", str(data / "p5" / "p5-4.11.0.json"), True)
    assert [item.version for item in store.releases()] == ["4.8.0", "4.11.0"]
    release = store.open_release("4.11.0")
    assert len(release.names("element")) == 120
    spec = release.spec("element", "e7")
    assert spec is not None
    assert [doc.kind for doc in spec.docs] == ["desc"]
    assert store.open_release("current").version == "4.11.0"
    assert store.path_of("current") == stored.path


def test_a_release_of_the_same_number_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    store.add(str(source(tmp_path, store.PACKAGED)), write)
    assert [(item.version, item.prose) for item in store.releases()] == [(store.PACKAGED, True)]
    assert len(store.open_release().names("element")) == 120


@pytest.mark.parametrize(("version", "specs"), [("4.9.0", 3), ("next", 120)])
def test_what_is_no_release_is_refused(tmp_path: Path, version: str, specs: int) -> None:
    with pytest.raises(UnusableInput, match="no source of TEI P5"):
        store.add(str(source(tmp_path, version, specs)), write)
    assert len(store.releases()) == 1


def test_a_release_that_is_not_there() -> None:
    with pytest.raises(UnusableInput, match=r"there is no TEI P5 3\.0\.0 on this machine") as caught:
        store.open_release("3.0.0")
    assert "add-p5" in caught.value.advice


@pytest.mark.parametrize("text", ["", "{}", '{"format":99,"version":"4.9.0","modules":[],"specs":[]}', "[]"])
def test_a_broken_release(data: Path, text: str) -> None:
    (data / "p5").mkdir(parents=True)
    (data / "p5" / "p5-4.9.0.json").write_text(text)
    with pytest.raises(UnusableInput, match="can’t be read"):
        store.open_release("4.9.0")


@pytest.mark.parametrize(
    ("address", "version"),
    [
        ("tei:4.8.0", "4.8.0"),
        ("tei:current", "current"),
        ("https://www.tei-c.org/Vault/P5/4.8.0/xml/tei/odd/p5subset.xml", "4.8.0"),
        ("http://tei-c.org/Vault/P5/current/xml/tei/odd/p5subset.xml", "current"),
        ("https://www.tei-c.org/release/xml/tei/odd/p5subset.xml", "current"),
        ("https://example.org/Vault/P5/4.8.0/p5subset.xml", None),
        ("base.odd", None),
        ("tei:", None),
    ],
)
def test_addresses(address: str, version: str | None) -> None:
    assert store.version_of(address) == version
