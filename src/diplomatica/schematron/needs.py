"""Which patterns can find anything in a document, by its vocabulary.

A pattern is needed unless it is certain that no check of it can speak: its contexts match nothing, or at all that they
match, each assertion is true and each report false.
"""

from __future__ import annotations

from collections.abc import Callable

from diplomatica.schematron.judge import FALSE, TRUE, Judgement, Reader, Unknown, both, either, in_ancestors, judgement
from diplomatica.schematron.model import Check, Pattern, Rule
from diplomatica.schematron.vocabulary import Shape, Vocabulary
from diplomatica.schematron.xpath import Token, alternatives, significant, tokens


def needs(pattern: Pattern) -> Callable[[Vocabulary], bool]:
    """Whether a pattern may find anything in a document."""
    if pattern.documents is not None:
        return lambda names: True
    rules = [_rule(rule) for rule in pattern.rules]
    return lambda names: any(rule(names) for rule in rules)


def _rule(rule: Rule) -> Callable[[Vocabulary], bool]:
    if rule.context is None:
        return lambda names: False
    ns = dict(rule.context.ns)
    contexts = [_Context(significant(part), ns) for part in alternatives(tokens(rule.context.text))]
    # Variables don't matter: what is not known may be either.
    checks = [(either, TRUE) if rule.visit_each else _check(check) for check in rule.checks]

    def speaks(names: Vocabulary, shape: Shape | None) -> bool:
        return any(judge(names, shape) & wanted for judge, wanted in checks)

    def test(names: Vocabulary) -> bool:
        for context in contexts:
            if not context.may_match(names) or not speaks(names, None):
                continue
            if not context.element or not names.has_shapes:
                return True
            for shape in names.shapes(context.element):
                if context.condition(names, shape) & TRUE and speaks(names, shape):
                    return True
        return False

    return test


def _check(check: Check) -> tuple[Judgement, int]:
    """The test, and which of its outcomes makes the check speak."""
    return judgement(check.test.text, check.test.ns), FALSE if check.kind == "assert" else TRUE


class _Context:
    """One alternative of a context.

    `element` is the name of the elements that it matches ("*" for any), empty if that isn't known; `condition` is what
    has to hold for them.
    """

    def __init__(self, pieces: list[Token], ns: dict[str, str]) -> None:
        self.element = ""
        self.condition: Judgement = either
        reader = Reader(pieces, ns)
        try:
            steps = reader.steps()
        except Unknown:
            self.judge: Judgement = either
            return
        if reader.at != len(pieces):
            self.judge = either
            return
        self.judge = both([step.anywhere() for step in steps])
        last = steps[-1] if steps else None
        if last is not None and last.axis == "child" and last.name:
            self.element = last.name
            above = [step.name for step in steps[:-1] if step.axis == "child" and step.name not in ("", "*")]
            self.condition = both([in_ancestors(name) for name in above] + last.predicates)

    def may_match(self, names: Vocabulary) -> bool:
        return bool(self.judge(names, None) & TRUE)
