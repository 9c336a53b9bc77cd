"""The review as one HTML page, made by XSLT 3.0 from a small XML of the findings."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from diplomatica import __version__, share
from diplomatica.collection.model import Outcome
from diplomatica.collection.report import as_xml
from diplomatica.collection.write import write
from diplomatica.errors import InternalError
from diplomatica.tei.escape import escape

STYLESHEET = "xslt/review/review.xsl"


class ReviewPage:
    """Collects findings on disk while a run goes on, and makes the page of them at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # Closed with the page: it lives as long as the run.
        self._xml = tempfile.TemporaryFile("w+", encoding="utf-8", prefix="diplomatica-")  # noqa: SIM115
        self._xml.write(f'<review program="Diplomatica {__version__}">\n')

    def __enter__(self) -> ReviewPage:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._xml.close()

    def add(self, outcome: Outcome) -> None:
        """Add the findings of one document."""
        self._xml.write(as_xml(outcome))

    def finish(self, rows: Iterable[tuple[str, str]]) -> None:
        """Write the page; `rows` are those of the summary. Raises `OSError` where it can't be written."""
        self._xml.writelines(f'<count name="{name}">{value}</count>\n' for name, value in _escaped(rows))
        self._xml.write("</review>\n")
        self._xml.seek(0)
        write(self.path, transform(self._xml.read()).encode("utf-8"))


def _escaped(rows: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((escape(name).replace('"', "&quot;"), escape(value)) for name, value in rows)


def transform(xml: str) -> str:
    """The page for an XML of findings. Raises `InternalError` if the stylesheet fails."""
    from saxonche import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
        PySaxonApiError,
        PySaxonProcessor,
    )

    stylesheet = share.path(STYLESHEET)
    try:
        with PySaxonProcessor(license=False) as processor:
            executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(stylesheet))
            page = executable.transform_to_string(xdm_node=processor.parse_xml(xml_text=xml))
    except PySaxonApiError as error:
        raise InternalError(f"the page of the review could not be made: {error}") from None
    if not page:
        raise InternalError("the page of the review could not be made")
    return str(page)
