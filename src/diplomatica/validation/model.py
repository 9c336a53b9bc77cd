"""What a validation is asked for, and what is known of a document afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from diplomatica.diagnostics.model import Diagnostic


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointer that leads out of its document, or has a prefix: as it is written, and the xml:base where it stands."""

    written: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class PrefixDef:
    """What a prefix of pointers stands for (Guidelines, 17.2.3): the attributes of a `prefixDef`."""

    ident: str
    pattern: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Dead:
    """Why a pointer leads nowhere.

    `kind` is "file" or "id" for what is not there, "prefix" for one that nobody defines, "pattern" for a pointer that
    its definition does not fit. `address` is what it stands for, where it has a prefix; `meant` a pointer, or prefix,
    that was probably meant.
    """

    kind: str
    address: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one document gave: its findings, its pointers into other files, which are looked at in the end, and the
    prefixes that it defines for pointers.
    """

    findings: tuple[Diagnostic, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    prefixes: tuple[PrefixDef, ...] = ()


@dataclass(frozen=True, slots=True)
class Checks:
    """Which checks run: `ids` is false with --no-ids, which leaves identifiers and pointers alone.

    `each`: what two of them find is told by both.
    """

    ids: bool = True
    each: bool = False
