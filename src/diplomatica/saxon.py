"""Saxon, the XSLT 3.0 processor, started once a process and kept from the network and from foreign files.

XSLT 3.0: https://www.w3.org/TR/xslt-30/. Saxon runs as native code in this process and can't be started again after it
was shut down, so that everybody shares one. A process must not be forked after Saxon was started in it: start the
workers first, or have them started afresh (`spawn`).
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from diplomatica.errors import InternalError, UnusableInput

_FEATURE = "http://saxon.sf.net/feature/"
_SETTINGS = (
    ("allowedProtocols", "file"),
    ("allow-external-functions", "false"),
    ("parserFeature?uri=http://xml.org/sax/features/external-general-entities", "false"),
    ("parserFeature?uri=http://xml.org/sax/features/external-parameter-entities", "false"),
    ("parserFeature?uri=http://apache.org/xml/features/nonvalidating/load-external-dtd", "false"),
    ("parserProperty?uri=jdk.xml.maxElementDepth", "10000"),
    ("parserProperty?uri=jdk.xml.elementAttributeLimit", "100000"),
)


@lru_cache(maxsize=1)
def processor() -> Any:
    """The processor of this process, a `saxonche.PySaxonProcessor` (which has no types)."""
    from saxonche import PySaxonProcessor  # type: ignore[import-untyped,import-not-found,unused-ignore]

    made = PySaxonProcessor(license=False)
    for name, value in _SETTINGS:
        made.set_configuration_property(_FEATURE + name, value)
    return made


class Stylesheet:
    """An XSLT 3.0 stylesheet, compiled once and run over many documents."""

    def __init__(self, path: Path, *, ours: bool = True, text: str = "") -> None:
        """Compile the stylesheet of a file. `ours`: it comes with Diplomatica, so that a fault in it is our bug.

        `text` is compiled in its place: a stylesheet that imports the file with others, by absolute addresses.

        Raises `UnusableInput` for a user's stylesheet with a fault, `InternalError` for ours.
        """
        from saxonche import PySaxonApiError  # type: ignore[import-untyped,import-not-found,unused-ignore]

        self.path = path
        self._ours = ours
        self._failure: type[Exception] = PySaxonApiError
        try:
            source = {"stylesheet_text": text} if text else {"stylesheet_file": str(path)}
            self._executable = processor().new_xslt30_processor().compile_stylesheet(**source)
        except PySaxonApiError as error:
            raise self._error(str(error), str(path)) from None
        self._executable.set_save_xsl_message(False)
        self._kept: dict[str, Any] = {}

    def keep(self, name: str, xml: str) -> None:
        """Give every run an XML document as the value of a parameter; it is parsed once."""
        self._kept[name] = processor().parse_xml(xml_text=xml)

    def run(self, document: Path, parameters: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """What the stylesheet makes of an XML file: the strings (or serialised nodes) of its principal result.

        Raises `UnusableInput` where the document can't be read or the stylesheet stops at it.
        """
        try:
            with _quiet():
                node = _parsed(document.resolve())
            return self._apply(node, parameters)
        except self._failure as error:
            raise self._error(str(error), str(document)) from None

    def run_text(self, xml: str, where: str, parameters: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """As `run`, for XML at hand; `where` names it in messages."""
        try:
            with _quiet():
                node = processor().parse_xml(xml_text=xml)
            return self._apply(node, parameters)
        except self._failure as error:
            raise self._error(str(error), where) from None

    def _apply(self, node: Any, parameters: Mapping[str, str] | None) -> tuple[str, ...]:
        executable = self._executable
        executable.clear_parameters()
        executable.set_global_context_item(xdm_item=node)
        executable.set_initial_match_selection(xdm_value=node)
        # After the document: a node that is a parameter would be taken for it otherwise.
        for name, kept in self._kept.items():
            executable.set_parameter(name, kept)
        for name, value in (parameters or {}).items():
            executable.set_parameter(name, processor().make_string_value(value))
        executable.set_result_as_raw_value(True)
        value = executable.apply_templates_returning_value()
        if value is None:
            return ()
        return tuple(str(value.item_at(index)) for index in range(value.size))

    def _error(self, problem: str, where: str) -> Exception:
        if self._ours and where == str(self.path):
            return InternalError(f"a stylesheet of Diplomatica can't be used: {problem}")
        own = where == str(self.path)
        return UnusableInput(
            f"{'not a stylesheet that can be used' if own else 'the XSLT processor stopped'}: {_reason(problem)}",
            where=where,
            advice="mend the stylesheet" if own else "validate the document first",
        )


def _parsed(path: Path) -> Any:
    """The document in a file, by its address: as a path, Saxon would look for the name in Unicode's composed form."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        # Saxon can't be told a name that is no text.
        with tempfile.TemporaryDirectory(prefix="diplomatica-") as folder:
            copy = Path(folder, "document.xml")
            copy.write_bytes(path.read_bytes())
            return processor().parse_xml(xml_uri=copy.as_uri())
    return processor().parse_xml(xml_uri=path.as_uri())


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the parser of Saxon from writing its errors to standard error: they come as exceptions too."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _reason(problem: str) -> str:
    """What Saxon says, in one line, without the code."""
    text = " ".join(problem.split())
    match = re.search(r"\b(?:X[A-Z]{3}|FO[A-Z]{2}|SX[A-Z]{2})\d{4}\s+(.*)", text)
    return re.sub(r"\bQ\{[^}]*\}", "", match.group(1) if match else text)
