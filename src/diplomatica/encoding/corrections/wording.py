"""Finding the words of a correction in the text of a document.

before  text = "[the\\n  protesters]"      after  the places of "[the protesters]" in a block
"""

from __future__ import annotations

from diplomatica.source.emphasis import without_marks


def folded(wording: str) -> str:
    """The wording as a block's text has it: white space folded, emphasis marks taken out."""
    return " ".join(without_marks(wording).split()) or " ".join(wording.split())


def places(text: str, wording: str) -> list[tuple[int, int]]:
    """Where the (folded) wording stands in a text as whole words; places do not overlap.

    >>> places("the Long Meadow and the Long Meadows", "Long Meadow")
    [(4, 15)]
    """
    found = []
    before, after = wording[:1].isalnum(), wording[-1:].isalnum()
    position = text.find(wording)
    while position >= 0:
        end = position + len(wording)
        is_cut = (before and position and text[position - 1].isalnum()) or (after and text[end : end + 1].isalnum())
        if not is_cut:
            found.append((position, end))
        position = text.find(wording, position + 1 if is_cut else end)
    return found


def form(name: str) -> str:
    """A form of a name as it is compared: brackets taken out, white space folded, capitals ignored."""
    return " ".join(name.replace("[", "").replace("]", "").split()).casefold()
