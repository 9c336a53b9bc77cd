"""The releases of TEI P5 on this machine: the one that comes with the package, and those that a user has added.

A release that was added holds P5's descriptions and constraints too; the package ships facts only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.errors import UnusableInput
from diplomatica.odd.p5 import facts
from diplomatica.odd.p5.facts import Release
from diplomatica.odd.parse.document import Written, read_odd
from diplomatica.odd.parse.files import Files

PACKAGED = "4.8.0"
_VERSION = re.compile(r"\d+\.\d+\.\d+[a-z]?\d*")
_TEI = re.compile(r"tei:(?P<version>[\w.]+)")
_VAULT = re.compile(r"https?://(?:www\.)?tei-c\.org/(?:Vault/P5/(?P<version>[\w.]+)|release)/.*")
_FEWEST = 100  # specifications: fewer are no release of P5


@dataclass(frozen=True, slots=True)
class Stored:
    """A release on this machine; `path` is empty for the one in the package."""

    version: str
    path: str
    prose: bool


def folder() -> Path:
    """Where added releases are: DIPLOMATICA_DATA, else the folder for the user's data."""
    own = os.environ.get("DIPLOMATICA_DATA")
    if own:
        return Path(own) / "p5"
    from platformdirs import user_data_path

    return user_data_path("diplomatica", appauthor=False) / "p5"


def releases() -> list[Stored]:
    """All releases on this machine, oldest first."""
    found = {PACKAGED: Stored(PACKAGED, "", False)}
    place = folder()
    if place.is_dir():
        for path in sorted(place.glob("p5-*.json")):
            version = path.stem.removeprefix("p5-")
            found[version] = Stored(version, str(path), True)
    return sorted(found.values(), key=lambda stored: _order(stored.version))


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def version_of(address: str) -> str | None:
    """The release that an address of `@source` means: "current" for the newest; None where it means something else."""
    match = _TEI.fullmatch(address) or _VAULT.fullmatch(address)
    return None if match is None else match["version"] or "current"


@cache
def open_release(version: str = "") -> Release:
    """A release by its version; the newest on this machine for "current", the packaged one for "".

    Raises `UnusableInput`, which says how to add it, where it is not there.
    """
    known = {stored.version: stored for stored in releases()}
    if version == "current":
        version = max(known, key=_order)
    stored = known.get(version or PACKAGED)
    if stored is None:
        there = ", ".join(known)
        raise UnusableInput(
            f"there is no TEI P5 {version} on this machine (there are: {there})",
            advice=f"add it with “diplomatica odd add-p5 p5subset.xml”, or take another with “--p5 {PACKAGED}”",
        )
    try:
        return _loaded(_bytes(stored))
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        raise UnusableInput(
            f"the stored release {stored.version} can’t be read", where=stored.path, advice="add it again"
        ) from None


def _bytes(stored: Stored) -> bytes:
    if stored.path:
        return Path(stored.path).read_bytes()
    return (files("diplomatica.odd.p5") / "data" / f"p5-{PACKAGED}.json").read_bytes()


def path_of(version: str = "") -> str:
    """The file that a release is read from; empty for the one in the package."""
    known = {stored.version: stored for stored in releases()}
    if version == "current":
        version = max(known, key=_order)
    stored = known.get(version or PACKAGED)
    return "" if stored is None else stored.path


def _loaded(data: bytes) -> Release:
    release = facts.load(data)
    if release.format != facts.FORMAT:
        raise ValueError(f"format {release.format}")
    return release


def table_of(path: str, files_read: Files, *, prose: bool) -> tuple[str, str]:
    """Version and table of a `p5subset.xml`. Raises `UnusableInput` where it is none."""
    findings: list[Diagnostic] = []
    written = read_odd(files_read, path, findings.append, whole=True)
    return table_of_written(written, prose=prose)


def table_of_written(written: Written, *, prose: bool) -> tuple[str, str]:
    """Version and table of a source of the Guidelines that was read."""
    if len(written.specs) < _FEWEST or not _VERSION.fullmatch(written.version):
        raise UnusableInput(
            "no source of TEI P5: it has no release number, or too few specifications",
            where=written.file,
            advice="give the p5subset.xml of a release (https://www.tei-c.org/Vault/P5/, folder xml/tei/odd)",
        )
    return written.version, facts.dump(written.specs, written.modules, written.version, prose=prose)


def add(path: str, write: Callable[[Path, bytes], bool]) -> Stored:
    """Put a `p5subset.xml` into the store; `write` writes a file whole or not at all."""
    version, table = table_of(path, Files(), prose=True)
    target = folder() / f"p5-{version}.json"
    write(target, table.encode("utf-8"))
    return Stored(version, str(target), True)
