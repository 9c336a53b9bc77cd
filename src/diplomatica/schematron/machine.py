"""Saxon at work on the rules: stylesheets compiled, and run over a document."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from diplomatica.saxon import processor
from diplomatica.schematron import events
from diplomatica.schematron.events import Event
from diplomatica.schematron.transpile import OWN, Stylesheet

_AS_IT_IS = "!~*'()#;/?:@&=+$,[]%"


class Executable:
    """A compiled stylesheet. It remembers the links of a folder: one run looks at a collection that stays as it is."""

    def __init__(self, compiled: Any, reads: bool) -> None:
        self._compiled = compiled
        self._reads = reads
        self._links: dict[Path, str] = {}

    def run(self, path: str | Path, folder: str | Path | None) -> list[Event]:
        """The events of a document; one without a pattern where the whole run broke off.

        `folder` is that within which other documents may be read; without it, that of the document.
        """
        from saxonche import PySaxonApiError

        saxon, executable = processor(), self._compiled
        try:
            with _quiet():
                # By its address: as a path, Saxon would look for the name in Unicode's composed form.
                node = saxon.parse_xml(xml_uri=Path(path).resolve().as_uri())
                if self._reads:
                    root = Path(folder if folder is not None else Path(path).parent).resolve()
                    if root not in self._links:
                        self._links[root] = "\n".join(leading_out(root))
                    uri = root.as_uri().rstrip("/") + "/"
                    executable.set_parameter(f"{{{OWN}}}folder", saxon.make_string_value(uri))
                    executable.set_parameter(f"{{{OWN}}}leading-out", saxon.make_string_value(self._links[root]))
                executable.set_global_context_item(xdm_item=node)
                text = executable.transform_to_string(xdm_node=node)
        except PySaxonApiError as error:
            return [Event("b", -1, path="/", text=reason(str(error)))]
        return events.read(str(text))


def compiled(stylesheet: Stylesheet) -> tuple[str, Executable | None]:
    """What Saxon complains of, or the executable."""
    from saxonche import PySaxonApiError

    try:
        with _quiet():
            made = processor().new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet.text)
    except PySaxonApiError as error:
        return str(error), None
    made.set_save_xsl_message(False)
    return "", Executable(made, stylesheet.reads)


def leading_out(root: Path) -> list[str]:
    """The symbolic links in a folder that lead out of it, as URIs in lower case with as little escaped as `iri-to-uri`
    does (XPath Functions 3.1, 6.2). What lies behind them is not of the collection.
    """
    from urllib.parse import quote

    found = []
    for top, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = Path(top, name)
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                found.append(f"file://{quote(str(path), safe=_AS_IT_IS)}".lower())
    return sorted(found)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep to ourselves what Saxon writes to the standard error of the process: it is told as a finding."""
    sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def reason(problem: str) -> str:
    """What Saxon says, without where in the stylesheet and by what code."""
    text = " ".join(problem.split())
    match = re.search(r"\b(?:X[A-Z]{3}|FO[A-Z]{2}|SX[A-Z]{2})\d{4}\s+(.*)", text)
    text = match.group(1) if match else text
    text = re.sub(r"Error reported by XML parser: (JAXP\d+: )?|External function calls have been disabled\.?", "", text)
    return re.sub(r"\bQ\{[^}]*\}", "", text).strip() or "it can't be compiled"
