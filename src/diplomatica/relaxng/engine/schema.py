"""From the file of a schema to what documents are matched against."""

from __future__ import annotations

from diplomatica.relaxng.engine.compile import Compiled, compile_grammar
from diplomatica.relaxng.load import Read, load


def compiled_schema(path: str, read: Read, *, trusted: bool = False) -> Compiled:
    """The schema of a file in XML or compact syntax, with all that it refers to.

    `trusted`: the schema is known to keep the restrictions of RELAX NG (section 7), and is not asked. Raises
    `UnusableInput` with the place of what is wrong.
    """
    grammar = load(path, read)
    compiled = compile_grammar(grammar, path)
    if not trusted:
        from diplomatica.relaxng.engine.restrictions import check

        check(compiled, grammar, path)
    return compiled
