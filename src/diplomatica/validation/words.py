"""What is said of a fault, before its place is known."""

from __future__ import annotations

from dataclasses import dataclass

from diplomatica.diagnostics.model import Fix
from diplomatica.validation.vocabulary import Name, Vocabulary, listed

SHORTEN = 60  # characters of a value that a message repeats


@dataclass(frozen=True, slots=True)
class Words:
    """Code, message and help; `label` stands beside the excerpt.

    `spot` is what of a tag is meant: name, attribute, value. `fix` is the one right answer, where there is one;
    `reads` is the element, as expat names it, that an unknown one stands for. `near` is the sibling whose line takes
    the place of `moves.LINE` in the texts, ".." the parent.
    """

    code: str
    message: str
    help: str = ""
    label: str = ""
    spot: str = "name"
    fix: Fix | None = None
    reads: str = ""
    near: str = ""


_BESIDE = 56  # characters that there is room for beside an excerpt


def advised(code: str, message: str, *parts: str, spot: str = "name", fix: Fix | None = None, near: str = "") -> Words:
    """Words whose help is some parts; the first stands beside the excerpt, where it is short."""
    told = [part for part in parts if part]
    label = told[0] if told and len(told[0]) <= _BESIDE else ""
    return Words(code, message, sentences(*told), label, spot, fix, near=near)


def cased(wrong: str, right: str) -> str:
    """A remark where two words differ in capital letters only."""
    return "capital and small letters count" if wrong != right and wrong.lower() == right.lower() else ""


def elements(vocabulary: Vocabulary, names: list[Name], joint: str = "or", most: int = 6) -> str:
    """Elements as a person lists them."""
    return listed([vocabulary.element_word(name) for name in names], joint, most)


def quoted(value: str) -> str:
    """A value as it is repeated: in quotes, not too long, in one line."""
    value = " ".join(value.split()) if "\n" in value else value
    return f"“{value if len(value) <= SHORTEN else value[:SHORTEN] + '…'}”"


def sentences(*parts: str) -> str:
    """Parts of a help, joined."""
    return "; ".join(part for part in parts if part)


def anyone(vocabulary: Vocabulary, names: list[Name], most: int = 4) -> str:
    """One element of several, as a need: “<p>”, “<p> or <ab>”, “<p>, <list> or the like”."""
    words = [vocabulary.element_word(name) for name in names]
    if len(words) > most + 1:
        return f"{', '.join(words[:most])} or the like"
    return listed(words, "or", most)
