"""What pointers say: other files, prefixes, bases (Guidelines, 17.2, Pointing Mechanisms; RFC 3986; XML Base)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from diplomatica.validation.model import Pointer, PrefixDef

# Schemes of addresses that lead out of the collection (IANA's registry, and some that archives use unregistered).
# “tei” is that of schemaSpec/@source, “private” that of the Guidelines' own examples.
SCHEMES = frozenset(
    """
    about acct ark bitcoin blob callto cid data dav dict dns doi ed2k example facetime feed ftp ftps geo git gopher
    gtalk hdl http https iiif im imap info ipfs ipns irc ircs isbn issn jabber javascript jar lastfm ldap ldaps lsid
    magnet mailto maps market message mid mms modem mumble mvn news nfs nntp oai orcid payto pkcs11 pop pres private
    purl rsync
    rtmp rtsp s3 secret-token service sftp sgn sip sips skype sms smb smtp snmp soap.beep ssh stun tag tei tel telnet
    tftp tip tn3270 turn tv udp unreal urn vemmi view-source view webcal ws wss xcon xmlrpc.beep xmpp xri z39.50r
    z39.50s
    """.split()
)
DOCUMENTS = (".xml", ".tei", ".odd")
"""How the names of files end whose identifiers are looked up."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.+)", re.DOTALL)
_GROUP = re.compile(r"\$(\d)")
_PATIENCE = 0.2  # seconds for one match of a pattern that a document brings along


def prefix_of(pointer: str) -> str:
    """The prefix of a pointer, where it has one that is not the scheme of an address in the web."""
    found = _SCHEME.fullmatch(pointer)
    if found is None or found[2].startswith("//") or found[1].lower() in SCHEMES or found[1].lower() == "file":
        return ""
    return found[1]


def is_elsewhere(pointer: str) -> bool:
    """Does a pointer that has no prefix lead into another file, as far as it can be looked at?"""
    file, mark, ident = pointer.partition("#")
    if not file or file.startswith("//") or "(" in ident:
        return False
    scheme = _SCHEME.fullmatch(pointer)
    if scheme is not None and scheme[1].lower() != "file":
        return False
    return bool(mark and ident) or file.lower().endswith(DOCUMENTS)


def joined(base: str, reference: str) -> str:
    """A reference, seen from a base; both may be relative.

    >>> joined("../letters/", "../people.xml#ito")
    '../people.xml#ito'
    """
    if not base or urlsplit(reference).scheme or reference.startswith("//"):
        return reference
    if urlsplit(base).scheme or base.startswith("//"):
        return urljoin(base, reference)
    if reference.startswith("/"):
        return reference
    path = base.partition("#")[0].partition("?")[0]
    if reference.startswith("#"):
        return path + reference
    file, mark, fragment = reference.partition("#")
    whole = posixpath.join(posixpath.dirname(path), file)
    kept = posixpath.normpath(whole) + ("/" if whole.endswith("/") else "")
    return kept + mark + fragment


def spelled_out(pointer: Pointer, definitions: Iterable[PrefixDef]) -> tuple[str, ...] | None:
    """What a pointer with a prefix stands for by the definitions of this prefix, each of them an alternative.

    None where that can't be told; empty where it does not fit any of them.
    """
    rest = pointer.written.partition(":")[2]
    found: list[str] = []
    is_open = False
    for definition in definitions:
        pattern = compiled(definition.pattern)
        if pattern is None:
            is_open = True
            continue
        try:
            match = pattern.fullmatch(rest, timeout=_PATIENCE)
            is_open = is_open or (match is None and pattern.search(rest, timeout=_PATIENCE) is not None)
        except TimeoutError:
            is_open = True
            continue
        if match is not None:
            found.append(_filled(definition.replacement, match))
    return None if is_open and not found else tuple(dict.fromkeys(found))


def _filled(replacement: str, match: Any) -> str:
    """A replacement pattern with the groups of a match in it."""

    def group(reference: re.Match[str]) -> str:
        number = int(reference[1])
        return match[number] or "" if number <= match.re.groups else ""

    return _GROUP.sub(group, replacement)


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Any:
    """A regular expression of XPath, ready; None where it is none that is understood here."""
    import regex  # type: ignore[import-untyped,unused-ignore]

    try:
        return regex.compile(pattern)
    except (regex.error, ValueError, OverflowError):
        return None


def is_pattern(pattern: str) -> bool:
    """Can a pattern be one? What XML Schema adds to the usual regular expressions is not judged."""
    return compiled(pattern) is not None or re.search(r"\\[icIC]|-\[", pattern) is not None


def path_and_id(address: str) -> tuple[str, str] | None:
    """The path and the identifier of an address; None for one in the web. The path is empty for the document itself."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("", "file") or parts.netloc not in ("", "localhost") or "(" in parts.fragment:
        return None
    path = unquote(parts.path)
    return None if "\0" in path else (path, parts.fragment)
