"""Citations as the Chicago Manual of Style (18th edition, manuscript collections) has them.

They are made here and not by a CSL processor: the styles of CSL are licensed under CC BY-SA, which would bind what
ships with them; they know one archive and no levels of a shelfmark; and a processor takes as long as the whole rest of
a page. The CSL-JSON beside each document serves whoever needs another style.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from diplomatica.views.site.messages import Messages
from diplomatica.views.site.reference import Reference


def note(item: Reference, words: Messages) -> Markup:
    """The reference as a full note: the item, its date, its place in the archive, who translated it, the edition.

    after    “Letter, Varro to Brandt,” May 3, 1951, State Archive, f. 3, l. 7, trans. A. Ode, in <i>Papers</i>, no. 12.
    """
    parts: list[str] = [words.html("cite.note_title", title=item.title) + " " + _date(item, words)]
    parts += map(escape, _archives(item))
    if item.translators:
        parts.append(escape(words("cite.note_translators", names=listed(item.translators, words))))
    parts.append(words.html("cite.edition", title=Markup("<i>{}</i>").format(item.edition)))
    if item.record:
        parts.append(escape(words("cite.record", number=item.record)))
    if item.url:
        parts.append(escape(item.url))
    return Markup(", ").join(parts) + "."


def bibliography(item: Reference, words: Messages) -> Markup:
    """The reference as an entry of a bibliography.

    after    Varro. “Letter to Brandt.” May 3, 1951. State Archive, f. 3, l. 7. Translated by A. Ode. <i>Papers</i>.
    """
    ended = "_ended" if item.title.endswith((".", "!", "?", "…")) else ""
    parts: list[Markup] = [_sentence(escape(listed(item.authors, words)))] if item.authors else []
    parts.append(words.html(f"cite.entry_title{ended}", title=item.title))
    parts.append(_sentence(_date(item, words)))
    if item.archives:
        parts.append(_sentence(escape("; ".join(_archives(item)))))
    if item.translators:
        parts.append(_sentence(escape(words("cite.entry_translators", names=listed(item.translators, words)))))
    parts.append(_sentence(Markup("<i>{}</i>").format(item.edition)))
    if item.record:
        parts.append(_sentence(escape(words("cite.entry_record", number=item.record))))
    if item.url:
        parts.append(_sentence(escape(item.url)))
    return Markup(" ").join(parts)


def listed(names: Sequence[str], words: Messages) -> str:
    """Names as a sentence lists them: “A”, “A and B”, “A, B, and C”."""
    if len(names) < 3:
        return words("cite.two", first=names[0], last=names[1]) if len(names) == 2 else "".join(names)
    return words("cite.many", first=", ".join(names[:-1]), last=names[-1])


def _date(item: Reference, words: Messages) -> Markup:
    date = item.date
    return escape(words.date(date.first, date.last, "cite.date") if date.first else date.text or words("cite.undated"))


def _archives(item: Reference) -> list[str]:
    """Chicago names the first archive; the others hold copies."""
    return [", ".join(filter(None, pair)) for pair in item.archives[:1]]


def _sentence(text: Markup) -> Markup:
    return text if text.endswith((".", "?", "!")) else text + "."
