"""The values that the rules of the encoding stage pass to one another.

All positions count characters in the `text` of one block (`diplomatica.blocks.model.Block`), which still holds the
brackets and other sigla of the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

NameKind = Literal["person", "place", "org"]


class Mention(NamedTuple):
    """A name in the text, `text[start:end]`, titles and offices included.

    `core` is the name proper; it is None where only an office stands for the person ("Comrade Ambassador").
    `roles` are the stretches inside that give an office, rank or title (`roleName`). `inner` are names within the
    name: the state in an office, the place in an organisation. `ref` is the id of the person, place or organisation
    without "#", empty where nobody in particular is meant. A stretch in square brackets belongs to the name where it
    completes it ("Cheon [Il-mun]", "[Andrei] Gromyko", "A[nton] Severin", "Korean [Workers'] Party").
    `low` says that the rule was not sure; `rule` is the code of the rule.
    """

    start: int
    end: int
    kind: NameKind
    core: tuple[int, int] | None
    roles: tuple[tuple[int, int], ...] = ()
    inner: tuple[Mention, ...] = ()
    ref: str = ""
    low: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in the text, `text[start:end]`, and the attributes of its `date` element.

    `attrs` are pairs of attribute and value in W3C form: `when`, or `from` and `to`, or `notBefore` and `notAfter`;
    with the time of day where the text gives one (`1951-11-21T18:35:00`).
    """

    start: int
    end: int
    attrs: tuple[tuple[str, str], ...]
    low: bool = False
    rule: str = ""


PassageKind = Literal["p", "item", "head", "quote"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or list item in which somebody may speak, in the order of the text, with the names found in it."""

    text: str
    kind: PassageKind
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part in what a document records.

    `forms` are the forms of the name, `offices` the offices and titles that the document gives ("Soviet Ambassador to
    the DPRK"), `gender` "m", "f" or "".
    """

    ref: str
    forms: tuple[str, ...]
    offices: tuple[str, ...] = ()
    gender: str = ""
    kind: NameKind = "person"


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a document before its speech is looked for.

    `author` is the ref of the one who says "I" in it ("" if unknown); `interlocutors` are the refs of those who speak
    with one another by the title, header or participants list; `parties` everyone named, by ref.
    """

    genre: str
    author: str = ""
    interlocutors: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidFound:
    """A stretch of speech in one passage, `text[start:end]`.

    `chain` numbers the speeches of a document that go on over several passages: parts of one speech share a number
    and follow one another; 0 for a speech in one piece. `who` and `to_whom` are refs without "#".
    """

    passage: int
    start: int
    end: int
    who: str
    to_whom: str = ""
    direct: bool = False
    chain: int = 0
    low: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class NameForm:
    """One form of a name as `persName`, `placeName` or `orgName` of the header shows it.

    `office` is set before the name as `roleName`. `type` and `subtype` are those of the element ("alternative",
    "romanization").
    """

    name: str
    office: str = ""
    type: str = ""
    subtype: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, place or organisation of the document: one `person`, `place` or `org` of the header.

    `role` is what the person does in the document (`speaker`, `sender`, `addressee`, `author`, `participant`,
    `recipient`, `mentioned`). `idnos` are pairs of type and value taken from an authority file.
    """

    ref: str
    kind: NameKind
    forms: tuple[NameForm, ...]
    role: str = ""
    idnos: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """A `correspAction`: somebody sent, received, deciphered or copied the document.

    `ref` points to the person of the header where there is one. `when` is in W3C form and `when_text` is how the
    source puts it.
    """

    type: str
    name: str = ""
    ref: str = ""
    kind: NameKind = "person"
    place: str = ""
    when: str = ""
    when_text: str = ""


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What the body tells the header: whatever the header zones already say is not repeated here.

    `classifications` and `precedences` are labels as printed ("TOP SECRET", "Urgent"). `languages` are BCP 47 tags that
    the text was found to be in.
    """

    created_when: str = ""
    created_text: str = ""
    place: str = ""
    genre: str = ""
    classifications: tuple[str, ...] = ()
    precedences: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    entries: tuple[Entry, ...] = ()
    language: str = ""
