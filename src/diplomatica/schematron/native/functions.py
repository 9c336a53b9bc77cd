"""The functions of XPath that are evaluated here (XPath Functions 3.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from diplomatica.schematron.native import of_nodes, values
from diplomatica.schematron.native.analysis import is_plural, kind_of
from diplomatica.schematron.native.compiling import Compiler, Condition, Items
from diplomatica.schematron.native.regexes import Regex, regex
from diplomatica.schematron.native.scope import Scope
from diplomatica.schematron.native.syntax import Tree
from diplomatica.schematron.native.tree import (
    NotNative,
    TreeNode,
)  # fmt: skip

_CONTEXT: Tree = ("context",)
_SPACES = re.compile("[ \t\r\n]+")
# Letters of which Python and Java certainly have the same other case.
_LOWERABLE = re.compile(r"[\x00-\u012f\u0132-\u017f\u0400-\u04ff\u2010-\u205e\u3000-\u9fff\uac00-\ud7a3]*")
_RAISABLE = re.compile(r"[\x00-\x7f\u0410-\u044f\u2010-\u205e\u3000-\u9fff\uac00-\ud7a3]*")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")

Text = Callable[[Any, Scope], str]


# --- conditions -------------------------------------------------------------------------------------------------------


def condition(compiler: Compiler, name: str, arguments: tuple[Tree, ...]) -> Condition | None:
    """A function that gives a truth value; None for another one. Raises `NotNative`."""
    count = len(arguments)
    if name in ("true", "false") and not count:
        constant = name == "true"
        return lambda item, scope: constant
    if name in ("not", "boolean") and count == 1:
        if kind_of(arguments[0]) == "empty":
            raise NotNative("nothing as a condition")
        test = compiler.test(arguments[0])
        return test if name == "boolean" else lambda item, scope: not test(item, scope)
    if name in ("exists", "empty") and count == 1:
        items, wanted = compiler.items(arguments[0]), name == "exists"
        return lambda item, scope: bool(items(item, scope)) is wanted
    if name in ("contains", "starts-with", "ends-with") and count == 2:
        first, second = compiler.text(arguments[0]), compiler.text(arguments[1])
        if name == "contains":
            return lambda item, scope: second(item, scope) in first(item, scope)
        if name == "starts-with":
            return lambda item, scope: first(item, scope).startswith(second(item, scope))
        return lambda item, scope: first(item, scope).endswith(second(item, scope))
    if name == "matches" and count in (2, 3):
        text, pattern = compiler.text(arguments[0]), _pattern(compiler, arguments[1], arguments[2:])

        def matches(item: Any, scope: Scope) -> bool:
            expression = pattern(item, scope)
            return expression.compiled.search(expression.fit(text(item, scope))) is not None

        return matches
    return None


def _pattern(compiler: Compiler, tree: Tree, flags: tuple[Tree, ...]) -> Callable[[Any, Scope], Regex]:
    if flags and flags[0][0] != "string":
        raise NotNative("flags that are not known yet")
    letters = flags[0][1] if flags else ""
    if tree[0] == "string":
        known = regex(tree[1], letters)
        return lambda item, scope: known
    if kind_of(tree) not in ("string",):
        raise NotNative("a regular expression that may be nothing")
    text = compiler.text(tree)
    return lambda item, scope: regex(text(item, scope), letters)


# --- values -----------------------------------------------------------------------------------------------------------


def call(compiler: Compiler, name: str, arguments: tuple[Tree, ...]) -> Items:
    """The closure of a call. Raises `NotNative` for what is not known here."""
    test = condition(compiler, name, arguments)
    if test is not None:
        return lambda item, scope: [test(item, scope)]
    maker = _MAKERS.get((name, len(arguments)))
    if maker is None:
        raise NotNative(f"{name}()")
    return maker(compiler, *arguments)


def _of_text(change: Callable[[str], Any]) -> Callable[..., Items]:
    """A function of one string."""

    def make(compiler: Compiler, tree: Tree) -> Items:
        text = compiler.text(tree)
        return lambda item, scope: [change(text(item, scope))]

    return make


def _of_context(change: Callable[[str], Any]) -> Callable[..., Items]:
    """A function of the string value of the context."""

    def make(compiler: Compiler) -> Items:
        return lambda item, scope: [change(_string(item, scope))]

    return make


def _string(item: Any, scope: Scope) -> str:
    return scope.document.string(item) if isinstance(item, TreeNode) else values.string_of(item)


def _string_of(compiler: Compiler, tree: Tree) -> Items:
    if is_plural(tree):
        raise NotNative("several values where one is wanted")
    items = compiler.items(tree)

    def string(item: Any, scope: Scope) -> list[Any]:
        found = items(item, scope)
        if len(found) > 1:
            raise NotNative("several values where one is wanted")
        return [_string(found[0], scope) if found else ""]

    return string


def _cast_string(compiler: Compiler, tree: Tree) -> Items:
    one = compiler.one(tree)

    def cast(item: Any, scope: Scope) -> list[Any]:
        value = one(item, scope)
        return [] if value is None else [values.string_of(value)]

    return cast


def _cast_integer(compiler: Compiler, tree: Tree) -> Items:
    one = compiler.one(tree, {"nodes", "string", "any"})

    def cast(item: Any, scope: Scope) -> list[Any]:
        value = one(item, scope)
        number = None if value is None else values.integer_of(value)
        if number is None:
            raise NotNative("no integer")
        return [number]

    return cast


def _number(compiler: Compiler, tree: Tree = _CONTEXT) -> Items:
    one = compiler.one(tree)

    def number(item: Any, scope: Scope) -> list[Any]:
        value = one(item, scope)
        if isinstance(value, bool):
            raise NotNative("a truth value as a number")
        if isinstance(value, (int, float)):
            return [float(value)]
        found = None if value is None else values.number_of(value)
        return [float("nan") if found is None else found]

    return number


def _concat(compiler: Compiler, *trees: Tree) -> Items:
    ones = [compiler.one(tree) for tree in trees]

    def concat(item: Any, scope: Scope) -> list[Any]:
        found = [one(item, scope) for one in ones]
        return ["".join([values.string_of(value) for value in found if value is not None])]

    return concat


def _join(compiler: Compiler, tree: Tree, separator: Tree = ("string", "")) -> Items:
    items, between = compiler.typed(tree), compiler.text(separator)

    def join(item: Any, scope: Scope) -> list[Any]:
        found = items(item, scope)
        return [between(item, scope).join([values.string_of(value) for value in found])]

    return join


def _substring(compiler: Compiler, tree: Tree, first: Tree, length: Tree | None = None) -> Items:
    text, start = compiler.text(tree), compiler.one(first, {"number", "any"})
    size = None if length is None else compiler.one(length, {"number", "any"})

    def substring(item: Any, scope: Scope) -> list[Any]:
        whole = text(item, scope)
        begin = _whole(start(item, scope))
        if size is None:
            return [whole[max(0, begin - 1) :]]
        end = begin + _whole(size(item, scope))
        return [whole[max(0, begin - 1) : max(0, end - 1)]]

    return substring


def _whole(value: Any) -> int:
    if not values.is_number(value) or value != value or abs(value) > 2**31 or value != int(value):
        raise NotNative("a place in a text that is no whole number")
    return int(value)


def _before(compiler: Compiler, tree: Tree, mark: Tree) -> Items:
    text, sought = compiler.text(tree), compiler.text(mark)

    def before(item: Any, scope: Scope) -> list[Any]:
        whole, part = text(item, scope), sought(item, scope)
        return [whole.partition(part)[0] if part and part in whole else ""]

    return before


def _after(compiler: Compiler, tree: Tree, mark: Tree) -> Items:
    text, sought = compiler.text(tree), compiler.text(mark)

    def after(item: Any, scope: Scope) -> list[Any]:
        whole, part = text(item, scope), sought(item, scope)
        return [whole.partition(part)[2] if part else whole]

    return after


def _translate(compiler: Compiler, tree: Tree, source: Tree, target: Tree) -> Items:
    text, old, new = compiler.text(tree), compiler.text(source), compiler.text(target)

    def translate(item: Any, scope: Scope) -> list[Any]:
        letters, others = old(item, scope), new(item, scope)
        table: dict[int, str | None] = {}
        for number, letter in enumerate(letters):
            table.setdefault(ord(letter), others[number] if number < len(others) else None)
        return [text(item, scope).translate(table)]

    return translate


def _case(change: Callable[[str], str], known: re.Pattern[str]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        if not known.fullmatch(text):
            raise NotNative("letters of which another case is to be had")
        return change(text)

    return changed


def _tokenize(compiler: Compiler, tree: Tree, separator: Tree | None = None) -> Items:
    text = compiler.text(tree)
    if separator is None:
        return lambda item, scope: [token for token in values.normalized(text(item, scope)).split(" ") if token]
    if separator[0] == "string" and len(separator[1]) == 1 and separator[1] in " ,;:#/-_":
        mark: str = separator[1]

        def split(item: Any, scope: Scope) -> list[Any]:
            whole = text(item, scope)
            return list(whole.split(mark)) if whole else []

        return split
    pattern = _pattern(compiler, separator, ())

    def tokenize(item: Any, scope: Scope) -> list[Any]:
        whole = text(item, scope)
        expression = pattern(item, scope)
        if expression.compiled.search(""):
            raise NotNative("a separator that may be nothing")
        if not whole:
            return []
        found, at = [], 0
        for match in expression.compiled.finditer(expression.fit(whole)):
            found.append(whole[at : match.start()])
            at = match.end()
        return [*found, whole[at:]]

    return tokenize


def _replace(compiler: Compiler, tree: Tree, sought: Tree, new: Tree) -> Items:
    text, pattern, put = compiler.text(tree), _pattern(compiler, sought, ()), compiler.text(new)

    def replace(item: Any, scope: Scope) -> list[Any]:
        expression, instead = pattern(item, scope), put(item, scope)
        if "$" in instead or "\\" in instead or expression.compiled.search(""):
            raise NotNative("a replacement")
        return [expression.compiled.sub(lambda _: instead, expression.fit(text(item, scope)))]

    return replace


def _count(compiler: Compiler, tree: Tree) -> Items:
    items = compiler.items(tree)
    return lambda item, scope: [len(items(item, scope))]


def _distinct(compiler: Compiler, tree: Tree) -> Items:
    items = compiler.items(tree)

    def distinct(item: Any, scope: Scope) -> list[Any]:
        found = values.atomized(items(item, scope), scope.document)
        if not all(isinstance(value, str) for value in found):
            raise NotNative("distinct values that are no texts")
        return list(dict.fromkeys(found))

    return distinct


_MAKERS: dict[tuple[str, int], Callable[..., Items]] = {
    ("string", 0): _of_context(str), ("string", 1): _string_of, ("xs:string", 1): _cast_string,
    ("normalize-space", 0): _of_context(values.normalized), ("normalize-space", 1): _of_text(values.normalized),
    ("string-length", 0): _of_context(len), ("string-length", 1): _of_text(len),
    ("lower-case", 1): _of_text(_case(str.lower, _LOWERABLE)), ("upper-case", 1): _of_text(_case(str.upper, _RAISABLE)),
    ("xs:integer", 1): _cast_integer, ("number", 0): _number, ("number", 1): _number,
    ("string-join", 1): _join, ("string-join", 2): _join,
    ("substring", 2): _substring, ("substring", 3): _substring,
    ("substring-before", 2): _before, ("substring-after", 2): _after, ("translate", 3): _translate,
    ("tokenize", 1): _tokenize, ("tokenize", 2): _tokenize, ("replace", 3): _replace,
    ("count", 1): _count, ("distinct-values", 1): _distinct,
    **of_nodes.MAKERS,
    **{("concat", count): _concat for count in range(2, 30)},
}  # fmt: skip
