"""Speech found in passages, put into the tree: parts of one speech joined, a list inside a speech held by one `said`.

    before  He raised two matters: / (1) the canal; / (2) the tolls.
    after   <p>He raised ...</p><said who="#varro" ...><list>...</list></said>

Why: TEI can't let one `said` run over paragraphs, so that its parts point to one another by `@next` and `@prev`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from diplomatica.encoding.inline import Span
from diplomatica.encoding.markup import said_span
from diplomatica.encoding.model import SaidFound
from diplomatica.encoding.structure.model import Slot
from diplomatica.tei.tree import Element

# Lists of names are no speech, whoever speaks before and after them.
_NO_SPEECH = frozenset({"distribution", "participants"})


def passages(body: Element) -> list[tuple[Slot, str]]:
    """The slots in which somebody's speech may be reported, each with its kind as a passage, in order."""
    found: list[tuple[Slot, str]] = []
    _collect(body, found)
    return found


def _collect(element: Element, found: list[tuple[Slot, str]]) -> None:
    for child in element.children:
        if isinstance(child, Slot):
            if child.role in ("p", "item", "head"):
                found.append((child, child.role))
            elif child.role in ("dateline", "signed", "note") and element.tag != "note":
                found.append((child, "head"))
        elif isinstance(child, Element) and not _is_apart(child):
            _collect(child, found)


def _is_apart(element: Element) -> bool:
    """A turn, which is one speech already, or a list of names."""
    return element.tag == "sp" or (element.tag == "list" and element.attrs.get("type") in _NO_SPEECH)


@dataclass(slots=True)
class _Part:
    """One part of a speech: a stretch in a slot, or a list that the speech holds whole."""

    said: SaidFound
    slot: Slot | None
    listed: Element | None = None


def place(
    body: Element,
    slots: Sequence[Slot],
    saids: Sequence[SaidFound],
    new_id: Callable[[], str],
) -> None:
    """Put speech into the spans of its slots, and `said` round the lists that a speech holds whole."""
    by_slot: dict[int, list[SaidFound]] = {}
    for said in saids:
        by_slot.setdefault(id(slots[said.passage]), []).append(said)
    lists = _whole_lists(body, by_slot) if any(said.chain for said in saids) else []
    held = {id(slot): listed for listed, members, _ in lists for slot in members}
    chain_of = {id(listed): said for listed, _, said in lists}
    chains: dict[int, list[_Part]] = {}
    single: list[_Part] = []
    seen: set[int] = set()
    for said in saids:
        slot = slots[said.passage]
        listed = held.get(id(slot))
        if listed is not None and said.chain == chain_of[id(listed)].chain:
            if id(listed) in seen:
                continue
            seen.add(id(listed))
            part = _Part(chain_of[id(listed)], None, listed)
        else:
            part = _Part(said, slot)
        if said.chain:
            chains.setdefault(said.chain, []).append(part)
        else:
            single.append(part)
    wraps: dict[int, Element] = {}
    for part in single:
        _put(part, {}, wraps)
    for number in sorted(chains):
        run = chains[number]
        ids = [new_id() for _ in run] if len(run) > 1 else [""]
        for index, part in enumerate(run):
            links = {"xml:id": ids[index]} if ids[index] else {}
            if index + 1 < len(run):
                links["next"] = f"#{ids[index + 1]}"
            if index:
                links["prev"] = f"#{ids[index - 1]}"
            _put(part, links, wraps)
    if wraps:
        _wrap(body, wraps)


def _put(part: _Part, links: dict[str, str], wraps: dict[int, Element]) -> None:
    span: Span = said_span(part.said, links)
    if part.slot is not None:
        part.slot.spans.append(span)
    elif part.listed is not None:
        wrapper = Element("said")
        wrapper.attrs = span.attrs
        wraps[id(part.listed)] = wrapper


def _whole_lists(body: Element, by_slot: dict[int, list[SaidFound]]) -> list[tuple[Element, list[Slot], SaidFound]]:
    """The lists of which every item belongs wholly to one and the same speech."""
    if not any(said.chain for saids in by_slot.values() for said in saids):
        return []
    found = []
    for element in body.iter():
        if element.tag != "list" or element.attrs.get("type") in _NO_SPEECH:
            continue
        members = [slot for slot in element.iter() if isinstance(slot, Slot)]
        chain: SaidFound | None = None
        for slot in members:
            whole = [s for s in by_slot.get(id(slot), []) if s.chain and s.start == 0 and s.end >= len(slot.block.text)]
            if not whole or (chain is not None and whole[0].chain != chain.chain):
                chain = None
                break
            chain = chain or whole[0]
        if chain is not None and len(members) > 1:
            found.append((element, members, chain))
    outer: set[int] = set()
    kept = []
    for element, members, said in found:  # an inner list is held by the said round the outer one
        if any(id(slot) in outer for slot in members):
            continue
        outer.update(id(slot) for slot in members)
        kept.append((element, members, said))
    return kept


def _wrap(element: Element, wraps: dict[int, Element]) -> None:
    for index, child in enumerate(element.children):
        if not isinstance(child, Element):
            continue
        wrapper = wraps.get(id(child))
        if wrapper is not None:
            wrapper.children.append(child)
            element.children[index] = wrapper
        else:
            _wrap(child, wraps)
