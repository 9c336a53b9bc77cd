"""What to write where an element or text is in the wrong place: tags around it, tags before it, or another place."""

from __future__ import annotations

import re

from diplomatica.relaxng.engine.automaton import split
from diplomatica.relaxng.engine.names import contains
from diplomatica.relaxng.engine.patterns import ElementPattern, Pattern
from diplomatica.validation.common import Name, habits
from diplomatica.validation.needs import needed_elements
from diplomatica.validation.placement import may_follow
from diplomatica.validation.sites import Site
from diplomatica.validation.vocabulary import Vocabulary, full

LINE = "{line}"  # in the words of a fault: the line of the element that `Words.near` names
_TAGS = re.compile(r"<(/?)([\w.-]+)[^<>]*?(/?)>")


def written(vocabulary: Vocabulary, name: str | Name) -> str:
    """An element as it may be typed, with a little in it; the bare tag where none is known that the schema lets be."""
    ns, local = split(name) if isinstance(name, str) else name
    sample = habits().written.get(local, "")
    if sample and ns == vocabulary.main and _fits(vocabulary, ns, sample):
        return sample
    return vocabulary.element_word((ns, local))


def _fits(vocabulary: Vocabulary, ns: str, sample: str) -> bool:
    """Does the schema let the elements of a sample stand in each other?"""
    open_: list[str] = []
    for ends, local, is_empty in _TAGS.findall(sample):
        if ends:
            open_.pop()
            continue
        name = full((ns, local))
        if not vocabulary.known(name) or (open_ and not vocabulary.holds_child(open_[-1], (ns, local))):
            return False
        if not is_empty:
            open_.append(name)
    return True


def with_content(vocabulary: Vocabulary, name: str | Name) -> str:
    """Both tags of an element that is there: <p>...</p>, or <graphic/> for one that is always empty."""
    name = name if isinstance(name, str) else full(name)
    local = split(name)[1]
    own = vocabulary.known(name)
    if own and not vocabulary.children(name) and not any(_holds_text(item) for item in own):
        return f"<{local}/>"
    return f"<{local}>...</{local}>"


def _holds_text(element: ElementPattern) -> bool:
    return element.content.has_text or element.content.has_data


def wrapped(vocabulary: Vocabulary, wrapper: Name, name: str) -> str:
    """Tags to be put around an element; around all of them, where the wrapper is made of such elements."""
    word, local = vocabulary.element_word(name), wrapper[1]
    after = [rest for element in vocabulary.known(full(wrapper)) for rest in _after(vocabulary, element, name)]
    if _is_made_of(vocabulary, wrapper, name):
        return f"write <{local}> before the first {word} and </{local}> after the last"
    if any(rest.nullable for rest in after):
        return f"write <{local}>{with_content(vocabulary, name)}</{local}>"
    return f"write <{local}> before {word}, and </{local}> where <{local}> should end"


def _after(vocabulary: Vocabulary, element: ElementPattern, name: str) -> list[Pattern]:
    """What may follow in an element after its first child, if that is one of a name."""
    start = vocabulary.builder.closed(element.content, lenient=True)
    return [rest for one, rest in vocabulary.builder.starts(start) if contains(one.names, *split(name))]


def _is_made_of(vocabulary: Vocabulary, wrapper: Name, name: str) -> bool:
    """Must an element have children of a name, of which it may have several: a table rows?"""
    return any(
        split(name) in names
        for element in vocabulary.known(full(wrapper))
        for names in needed_elements(vocabulary.builder.closed(element.content, lenient=True))
    ) and may_follow(vocabulary, full(wrapper), name, name)


def ended(site: Site, level: int) -> str:
    """The end tags of the elements around, up to a level: what must end before an element can begin."""
    return "".join(f"</{split(name)[1]}>" for name in reversed(site.ancestors[-level:])) if level else ""


def left_over(tags: str) -> str:
    """What to do with the end tags that are written too early now."""
    return f"and delete the {tags} that {'is' if tags.count('<') == 1 else 'are'} left over"


def position(vocabulary: Vocabulary, parent: str, name: str, site: Site) -> tuple[str, str]:
    """Where among the children of a parent an element may be put: words with a place for a line, and the name of the
    child whose line it is.
    """
    for sibling in site.siblings:
        if may_follow(vocabulary, parent, name, sibling) and not may_follow(vocabulary, parent, sibling, name):
            return f"before {vocabulary.element_word(sibling)} (line {LINE})", sibling
    if site.last:
        return f"after the last {vocabulary.element_word(site.last)}", ""
    return "", ""
