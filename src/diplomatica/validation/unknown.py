"""Words for elements that no schema of the document has, and for what may stand at a place."""

from __future__ import annotations

from diplomatica.diagnostics.likeness import alike, nearest
from diplomatica.diagnostics.model import Fix
from diplomatica.relaxng.engine.automaton import State, split
from diplomatica.validation.common import Name, habits, modules, preferred
from diplomatica.validation.vocabulary import Vocabulary, full, listed
from diplomatica.validation.words import Words, cased, elements, sentences

TEI = "http://www.tei-c.org/ns/1.0"


def unknown(vocabulary: Vocabulary, name: str, state: State, parent: str) -> Words:
    """An element that the schema does not have."""
    ns, plain = split(name)
    word = f"<{plain}>"
    here = vocabulary.next_names(state.patterns)
    others = sorted({other for other, one in vocabulary.by_name if one == plain})
    if others:
        return _namespace(vocabulary, ns, plain, others, parent)
    if ns != vocabulary.main and ns:
        return Words(
            "GRA101", f"there is no element {word} of the namespace “{ns}” in this schema",
            allowed_here(vocabulary, state),
        )  # fmt: skip
    head = f"there is no element {word} in this schema"
    module = modules().get(plain, "") if vocabulary.main == TEI else ""
    if module:
        # A name of the TEI is no slip of the pen.
        return Words(
            "GRA101", f"{word} is an element of the TEI, but not of this schema",
            f"use another element ({allowed_here(vocabulary, state)}); or include {word} in the schema, from the module"
            f" “{module}”",
        )  # fmt: skip
    habit = habits().elements.get(plain, habits().elements.get(plain.lower(), ""))
    meant = habit.partition(" ")[0]
    at_hand = [item[1] for item in here]
    if meant and meant != plain and any(item[1] == meant for item in vocabulary.by_name):
        guess = nearest(plain, at_hand)
        if meant in at_hand and not (guess and guess != meant and guess.lower() == plain.lower()):
            hint = f"did you mean <{habit}>?"
            told = sentences(hint, cased(plain, meant))
            return Words("GRA101", head, told, hint, reads=_read(here, ns, meant))
        if meant not in at_hand:
            return _elsewhere(vocabulary, head, habit, meant)
    close = [one for one in alike(plain, at_hand) if one != plain]
    guess = nearest(plain, at_hand)
    if guess:
        hint = f"did you mean <{guess}>?"
        read = _read(here, ns, guess)
        told = sentences(hint, cased(plain, guess))
        return Words("GRA101", head, told, hint, fix=Fix("element-name", guess) if read else None, reads=read)
    if close and len(plain) > 2:
        names = [next(item for item in here if item[1] == one) for one in close]
        hint = f"did you mean {elements(vocabulary, names)}?"
        return Words("GRA101", head, hint, hint)
    guess = "" if len(plain) < 3 else nearest(plain, [item[1] for item in vocabulary.by_name])
    if guess:
        return _elsewhere(vocabulary, head, guess, guess)
    return Words("GRA101", head, allowed_here(vocabulary, state))


def read_as(vocabulary: Vocabulary, name: str, state: State) -> str:
    """The one element that may stand here and was probably meant by an unknown name, as expat gives it, or empty."""
    return unknown(vocabulary, name, state, "").reads


def _read(here: list[Name], ns: str, plain: str) -> str:
    """The element that is meant, as expat gives it; empty where it is in another namespace than the unknown one."""
    return full((ns, plain)) if (ns, plain) in here else ""


def _elsewhere(vocabulary: Vocabulary, head: str, shown: str, meant: str) -> Words:
    """An element that was probably meant, but can't stand there either."""
    ns = min((ns for ns, one in vocabulary.by_name if one == meant), key=lambda ns: (ns != vocabulary.main, ns))
    parents = preferred(vocabulary.parents(full((ns, meant))), habits().parents.get(meant, ()))
    hint = f"did you mean <{shown}>?"
    where = f"<{meant}> belongs in {elements(vocabulary, parents, most=3)}" if parents else ""
    return Words("GRA101", head, sentences(hint, where), hint)


def _namespace(vocabulary: Vocabulary, ns: str, plain: str, others: list[str], parent: str) -> Words:
    """An element whose name the schema has in another namespace."""
    right = vocabulary.main if vocabulary.main in others else others[0]
    tei = "the TEI’s namespace" if right == TEI else f"the namespace “{right}”"
    if not right:
        return Words(
            "GRA102", f"<{plain}> is in the namespace “{ns}”, but in this schema it has none", "delete the xmlns"
        )
    if ns:
        return Words(
            "GRA102", f"<{plain}> is in the namespace “{ns}”, not in {tei}", f'write xmlns="{right}"',
            fix=None if parent else Fix("namespace", right),
        )  # fmt: skip
    if parent:
        return Words("GRA102", f"<{plain}> is not in {tei}", f'delete xmlns="", or write xmlns="{right}"')
    return Words(
        "GRA102", f"<{plain}> is not in {tei}", f'write <{plain} xmlns="{right}">', fix=Fix("namespace", right)
    )


def allowed_here(vocabulary: Vocabulary, state: State) -> str:
    """What may stand here, the few likely names first."""
    here: list[Name] = vocabulary.next_names(state.patterns)
    names = [vocabulary.element_word(name) for name in here]
    if not names:
        return "only text is allowed here" if state.mixed is not None else "nothing more is allowed here"
    also = "text, " if state.mixed is not None else ""
    return f"allowed here: {also}{listed(names, 'and', 5)}"
