"""One page for people: what was found, by document."""

from __future__ import annotations

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.as_xml import attribute, content
from diplomatica.diagnostics.render.counting import statistics, summary
from diplomatica.diagnostics.report import Report

_CSS = """
:root { color-scheme: light dark; --line: #8884; --error: #c22; --warning: #a60; --note: #06a; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
article { border-top: 1px solid var(--line); padding: .5rem 0 1rem; }
h2 { overflow-wrap: anywhere; margin-top: 2rem; } h3 { font-size: 1rem; margin: .5rem 0 .2rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .note { color: var(--note); }
pre { overflow-x: auto; padding: .5rem; background: #8881; margin: .3rem 0; }
mark { background: #fa08; color: inherit; }
.place { font-size: .85rem; opacity: .8; overflow-wrap: anywhere; } p { margin: .2rem 0; }
"""


def render(report: Report, style: Style) -> str:
    """The page."""
    parts = [
        "<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">', "<title>Validation</title>",
        f"<style>{_CSS}</style>", "</head>", "<body>", "<main>", "<h1>Validation</h1>",
        f"<p>{content(summary(report))}</p>",
    ]  # fmt: skip
    if style.statistics and report.diagnostics:
        parts.append(f"<pre>{content(statistics(report))}</pre>")
    for document in report.documents:
        if document.diagnostics:
            parts += ["<section>", f"<h2>{content(document.file)}</h2>"]
            parts += [_finding(finding) for finding in document.diagnostics]
            parts.append("</section>")
    valid = [document.file for document in report.documents if not document.diagnostics]
    if valid:
        items = "".join(f"<li>{content(file)}</li>" for file in valid)
        parts.append(f"<details><summary>Without findings: {len(valid)}</summary><ul>{items}</ul></details>")
    return "\n".join([*parts, "</main>", "</body>", "</html>"]) + "\n"


def _finding(finding: Diagnostic) -> str:
    kind = finding.severity.value
    lines = [
        "<article>",
        f'<h3><span class="{kind}">{kind} {content(finding.code)}</span> {content(finding.message)}</h3>',
    ]
    place = f"line {finding.place.line}, column {finding.place.column}" if finding.place.line else ""
    lines.append(f'<p class="place" title={attribute(finding.xpath)}>{place}</p>')
    excerpt = finding.excerpt
    if excerpt is not None:
        end = excerpt.start + excerpt.width
        marked = content(excerpt.text[excerpt.start : end]) or " "
        before, after = content(excerpt.text[: excerpt.start]), content(excerpt.text[end:])
        lines.append(f"<pre>{before}<mark>{marked}</mark>{after}</pre>")
    if finding.help:
        lines.append(f"<p>{content(finding.help)}</p>")
    return "\n".join([*lines, "</article>"])
