"""With which element a document may begin: as the schema says, any, or one by its name (`--root`)."""

from __future__ import annotations

from dataclasses import replace

from diplomatica.diagnostics.likeness import nearest
from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng

START = "start"
ANY = "any"


def with_root(grammar: rng.Grammar, root: str) -> rng.Grammar:
    """The grammar with another start. Raises `UnusableInput` where there is no element of the name."""
    if root == START:
        return grammar
    found: list[tuple[rng.NameClass, rng.Pattern]] = []
    for define in grammar.defines:
        if isinstance(define.pattern, rng.Element):
            found.append((define.pattern.names, rng.Ref(define.name)))
            found += _within(define.pattern.content)
        else:
            found += _within(define.pattern)
    found += _within(grammar.start)
    if root != ANY:
        names = {name for names, _ in found for name in _locals(names)}
        found = [(names, pattern) for names, pattern in found if root in _locals(names)]
        if not found:
            meant = nearest(root, names)
            raise UnusableInput(
                f"the schema has no element <{root}>",
                advice=f"did you mean --root {meant}?" if meant else "check --root",
            )
    # Definitions of one name are told apart no more than the grammar does itself.
    kept = list(dict.fromkeys(pattern for _, pattern in found))
    return replace(grammar, start=kept[0] if len(kept) == 1 else rng.Choice(tuple(kept)))


def _within(pattern: rng.Pattern) -> list[tuple[rng.NameClass, rng.Pattern]]:
    """The elements in a pattern, but not those of a nested grammar, which have definitions of their own."""
    found: list[tuple[rng.NameClass, rng.Pattern]] = []
    stack = [pattern]
    while stack:
        item = stack.pop()
        if isinstance(item, rng.Element):
            found.append((item.names, item))
            stack.append(item.content)
        elif isinstance(item, rng.Group | rng.Choice | rng.Interleave):
            stack += reversed(item.items)
        elif isinstance(item, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.Mixed):
            stack.append(item.item)
    return found


def _locals(names: rng.NameClass) -> set[str]:
    if isinstance(names, rng.Name):
        return {names.local}
    if isinstance(names, rng.NameChoice):
        return {name for item in names.items for name in _locals(item)}
    return set()
