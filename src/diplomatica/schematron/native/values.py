"""Values of XPath and what is done with them: atomization, truth, comparison, numbers (XPath 3.1, 2.4, 3.7; 19 of the
functions).

A sequence is a list. An item is a `TreeNode`, `Untyped`, str, bool, int (xs:integer) or float (xs:double).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from diplomatica.schematron.native.tree import COMMENT, INSTRUCTION, Document, NotNative, TreeNode

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_SPACE = " \t\r\n"
_SPACES = re.compile("[ \t\r\n]+")
_EXACT = 2**53
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge,
    "eq": eq, "ne": ne, "lt": lt, "le": le, "gt": gt, "ge": ge,
}  # fmt: skip


class Untyped(str):
    """The typed value of a node without a schema: xs:untypedAtomic."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class QualifiedName:
    """A value of xs:QName, by its expanded name."""

    name: str


def atomized(items: list[Any], document: Document) -> list[Any]:
    """The typed values of items (XPath 3.1, 2.4.2)."""
    found = []
    for item in items:
        if isinstance(item, TreeNode):
            text = document.string(item)
            found.append(text if item.kind in (COMMENT, INSTRUCTION) else Untyped(text))
        else:
            found.append(item)
    return found


def truth(items: list[Any]) -> bool:
    """The effective boolean value (XPath 3.1, 2.4.3)."""
    if not items:
        return False
    first = items[0]
    if isinstance(first, TreeNode):
        return True
    if len(items) > 1:
        raise NotNative("several values as a condition")
    if isinstance(first, QualifiedName):
        raise NotNative("a name as a condition")
    if isinstance(first, float):
        return bool(first) and not math.isnan(first)
    return bool(first)


def single(items: list[Any], document: Document) -> Any:
    """One typed value, or None for nothing."""
    if not items:
        return None
    if len(items) > 1:
        raise NotNative("several values where one is wanted")
    item = items[0]
    return atomized(items, document)[0] if isinstance(item, TreeNode) else item


def text_of(items: list[Any], document: Document) -> str:
    """One value as an argument of the type xs:string?, nothing as the empty string."""
    value = single(items, document)
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    raise NotNative("no string")


def string_of(value: Any) -> str:
    """A value cast to xs:string (XPath Functions 3.1, 19.1.1)."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, float):
        raise NotNative("a name as text")
    if math.isnan(value):
        return "NaN"
    if value == int(value) and 0 < abs(value) < 1_000_000:
        return str(int(value))
    raise NotNative("a number as text")


def normalized(text: str) -> str:
    """fn:normalize-space: XML's white space only."""
    if text.isascii():
        return " ".join(text.split())
    return _SPACES.sub(" ", text).strip(" ")


def is_number(value: Any) -> bool:
    """Whether it is an integer or a double."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def number_of(text: str) -> float | None:
    """A text cast to xs:double, None if it is no number."""
    text = text.strip(_SPACE)
    if _NUMBER.fullmatch(text):
        return float(text)
    if text.lower().lstrip("+-") in ("inf", "nan"):
        raise NotNative("infinity")
    return None


def integer_of(value: Any) -> int | None:
    """A value cast to xs:integer, None where it can't be."""
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise NotNative("a cast")
    if isinstance(value, int):
        return value
    text = value.strip(_SPACE)
    if _INTEGER.fullmatch(text):
        return int(text)
    if re.fullmatch(r"[+-]?[0-9]+", text):
        raise NotNative("a very large number")
    return None


def _as_number(text: str) -> float:
    number = number_of(text)
    if number is None:
        raise NotNative("no number")
    return number


def _pair(left: Any, right: Any) -> tuple[Any, Any]:
    """Two values of a general comparison, made comparable (XPath 3.1, 3.7.2)."""
    if isinstance(left, str) and isinstance(right, str):
        return left, right
    if isinstance(left, Untyped) and is_number(right):
        left = _as_number(left)
    elif isinstance(right, Untyped) and is_number(left):
        right = _as_number(right)
    return _numbers(left, right)


def _numbers(left: Any, right: Any) -> tuple[Any, Any]:
    if isinstance(left, bool) and isinstance(right, bool):
        return left, right
    if not (is_number(left) and is_number(right)):
        raise NotNative("values that can't be compared")
    if type(left) is not type(right):
        if any(isinstance(value, int) and abs(value) > _EXACT for value in (left, right)):
            raise NotNative("a very large number")
        return float(left), float(right)
    return left, right


def _is_text(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def compare_any(operator: str, left: list[Any], right: list[Any]) -> bool:
    """A general comparison of typed values: whether it holds for any pair."""
    if not left or not right:
        return False
    test = OPERATORS[operator]
    if _is_text(left) and _is_text(right):
        if operator == "=":
            if len(left) == 1:
                return left[0] in right
            return not set(left).isdisjoint(right)
        return any(test(one, other) for one in left for other in right)
    if all(isinstance(value, QualifiedName) for value in (*left, *right)) and operator in ("=", "!="):
        return any(test(one, other) for one in left for other in right)
    # All pairs first, so that an error is not passed over where Saxon happens to meet it.
    pairs = [_pair(one, other) for one in left for other in right]
    return any(test(one, other) for one, other in pairs)


def compare_one(operator: str, left: Any, right: Any) -> bool:
    """A value comparison of two typed values (XPath 3.1, 3.7.1)."""
    if isinstance(left, str) and isinstance(right, str):
        return OPERATORS[operator](left, right)
    if isinstance(left, QualifiedName) and isinstance(right, QualifiedName) and operator in ("eq", "ne"):
        return OPERATORS[operator](left, right)
    return OPERATORS[operator](*_numbers(left, right))


def arithmetic(operator: str, left: Any, right: Any) -> Any:
    """Addition and the like, of integers and doubles (XPath 3.1, 3.5)."""
    pair = [_as_number(value) if isinstance(value, Untyped) else value for value in (left, right)]
    if not all(map(is_number, pair)):
        raise NotNative("arithmetic without numbers")
    one, other = pair
    if any(isinstance(value, int) and abs(value) > _EXACT for value in pair):
        raise NotNative("a very large number")
    if operator == "+":
        return one + other
    if operator == "-":
        return one - other
    if operator == "*":
        return one * other
    if not isinstance(one, int) or not isinstance(other, int) or other == 0:
        raise NotNative("a division")
    quotient = abs(one) // abs(other) * (1 if (one < 0) == (other < 0) else -1)
    return quotient if operator == "idiv" else one - other * quotient
