"""Footnote marks of a page, in the many ways in which pages write them.

Before: `held talks<sup><a href="#fn4">4</a></sup> in May`. After: `held talks[4] in May`.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml.etree import _Element

_MARK = re.compile(r"[\[(]?\s*([0-9]{1,4}|[*†‡§]{1,4}|[a-z]{1,2}|[ivxlc]{1,7})\s*[\])]?\Z")
_BRACKETED = re.compile(r"\[[^\[\]]{1,8}\]\Z")
_NUMBER = re.compile(r"\[?([0-9]{1,3}|[*†‡]{1,3})\]?\Z")
_BACK = re.compile("[\\^\u2191\u21a9\u21a5\u21b5\u2934\u23ce\u2b06\ufe0e\ufe0f\\s]+\\Z")
_NOTE_WORD = re.compile(r"(?i)note|\bfn|_ftn|cite[-_]|\bref\b")
_LONGEST_MARK = 12
_BLOCKS = frozenset(("p", "li", "div", "td", "dd", "dt", "aside"))


def fragment(link: _Element) -> str:
    """The target inside the page that a link points to, "" if it leads elsewhere."""
    href = link.get("href") or ""
    return unquote(href.partition("#")[2]) if "#" in href else ""


def string(element: _Element) -> str:
    """All text of an element."""
    return "".join(str(part) for part in element.itertext())


class Notes:
    """The footnote marks of a page, found before it is written out.

    `labels` maps the id of a note to its mark. `marks` and `arrows` hold the elements that are a mark, or a link back
    from a note (a sign that the page's program put there).
    """

    def __init__(self, root: _Element) -> None:
        self.labels: dict[str, str] = {}
        self.marks: dict[_Element, str] = {}
        self.arrows: set[_Element] = set()
        for link in root.iter("a"):
            target = fragment(link)
            if target:
                self._link(link, target)
        self._unlinked(root)

    def _link(self, link: _Element, target: str) -> None:
        text = _short(link)
        if not text:
            return
        if _BACK.match(text):
            self.arrows.add(link)
            return
        match = _MARK.match(text)
        if match is None:
            return
        raised = _in_sup(link) or _sole_sup(link)
        names = f"{link.get('class') or ''} {link.get('role') or ''} {link.get('id') or ''} {target}"
        if raised or _BRACKETED.match(text) or (_NOTE_WORD.search(names) and not match.group(1).isalpha()):
            self.marks[link] = match.group(1)
            self.labels.setdefault(target, match.group(1))

    def _unlinked(self, root: _Element) -> None:
        """Raised numbers without links are marks where a paragraph that begins with the same raised number answers."""
        heads: set[str] = set()
        found: list[tuple[_Element, str]] = []
        for sup in root.iter("sup"):
            if len(sup) and sup.find(".//a") is not None:
                continue
            match = _NUMBER.match(_short(sup))
            if match is None:
                continue
            found.append((sup, match.group(1)))
            if _leads(sup):
                heads.add(match.group(1))
        for sup, label in found:
            if label in heads:
                self.marks[sup] = label


def _short(element: _Element) -> str:
    """The text of an element, "" if it is longer than any mark."""
    out = ""
    for part in element.itertext():
        out += str(part)
        if len(out) > 8 * _LONGEST_MARK:
            return ""
    out = out.strip()
    return out if len(out) <= _LONGEST_MARK else ""


def _in_sup(link: _Element) -> bool:
    parent = link.getparent()
    for _ in range(3):
        if parent is None:
            return False
        if parent.tag == "sup":
            return True
        parent = parent.getparent()
    return False


def _sole_sup(link: _Element) -> bool:
    return len(link) == 1 and link[0].tag == "sup" and not (link.text or "").strip()


def _leads(sup: _Element) -> bool:
    """Whether nothing stands before an element in its paragraph."""
    element: _Element = sup
    for _ in range(4):
        parent = element.getparent()
        if parent is None:
            return False
        before = element.getprevious()
        if before is not None:
            return before.tag == "br" and not (before.tail or "").strip()
        if (parent.text or "").strip():
            return False
        if parent.tag in _BLOCKS:
            return True
        element = parent
    return False
