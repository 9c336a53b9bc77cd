"""One page for people: what was found, by document, with what the codes mean. It needs no other file."""

from __future__ import annotations

from diplomatica.diagnostics.explained import explained
from diplomatica.diagnostics.model import Diagnostic
from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.as_xml import attribute, content
from diplomatica.diagnostics.render.counting import capitalised, counted, statistics, summary
from diplomatica.diagnostics.report import Document, Report

_CSS = """
:root { color-scheme: light dark; --line: #8886; --soft: #8881; --mark: #ffd24d; --on-mark: #000;
  --error: #b3171f; --warning: #8a5300; --note: #075a9c; }
@media (prefers-color-scheme: dark) {
  :root { --mark: #7a5b00; --on-mark: #fff; --error: #ff8a8a; --warning: #f2b84b; --note: #7cc0ff; }
}
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 0 0 .2rem; overflow-wrap: anywhere; } p { margin: .2rem 0; }
article { border-top: 1px solid var(--line); padding: .8rem 0; }
.error { color: var(--error); } .warning { color: var(--warning); } .note { color: var(--note); }
pre, code { font-family: ui-monospace, monospace; font-size: .9rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: .5rem .7rem; background: var(--soft); margin: .4rem 0; }
mark { background: var(--mark); color: var(--on-mark); }
.place { font-size: .85rem; color: #777; color: color-mix(in srgb, currentColor 70%, transparent);
  overflow-wrap: anywhere; }
nav ul { padding-left: 1.2rem; overflow-wrap: anywhere; } a { color: inherit; }
"""


def render(report: Report, style: Style) -> str:
    """The page."""
    found = [document for document in report.documents if document.diagnostics]
    parts = [
        "<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">', "<title>Validation</title>",
        f"<style>{_CSS}</style>", "</head>", "<body>", "<main>", "<h1>Validation</h1>",
        f"<p>{content(summary(report))}</p>",
    ]  # fmt: skip
    if style.statistics and report.diagnostics:
        parts.append(f"<pre>{content(statistics(report))}</pre>")
    if len(found) > 1:
        items = [
            f'<li><a href="#d{number}">{content(document.file)}</a>: {content(counted(document.diagnostics))}</li>'
            for number, document in enumerate(found, 1)
        ]
        parts += ['<nav aria-label="Documents with findings"><ul>', *items, "</ul></nav>"]
    for number, document in enumerate(found, 1):
        parts += _section(document, number)
    valid = [document.file for document in report.documents if not document.diagnostics]
    if valid:
        listed = "".join(f"<li>{content(file)}</li>" for file in valid)
        parts.append(f"<details><summary>Without findings: {len(valid)}</summary><ul>{listed}</ul></details>")
    parts += _meanings(report)
    return "\n".join([*parts, "</main>", "</body>", "</html>"]) + "\n"


def _section(document: Document, number: int) -> list[str]:
    return [
        f'<section aria-labelledby="d{number}">',
        f'<h2 id="d{number}">{content(document.file)}</h2>',
        *map(_finding, document.diagnostics),
        "</section>",
    ]


def _finding(finding: Diagnostic) -> str:
    kind = finding.severity.value
    code = content(finding.code)
    named = f'<a href="#{code}">{code}</a>' if finding.code in explained() else code
    lines = [
        "<article>",
        f'<h3><span class="{kind}">{kind} {named}</span> {content(capitalised(finding.message))}</h3>',
    ]
    place = f"line {finding.place.line}, column {finding.place.column}" if finding.place.line else ""
    if place:
        lines.append(f'<p class="place" title={attribute(finding.xpath)}>{place}</p>')
    excerpt = finding.excerpt
    if excerpt is not None and excerpt.text.strip():
        end = excerpt.start + excerpt.width
        before = excerpt.text[: excerpt.start].lstrip()
        marked = content(excerpt.text[excerpt.start : end]) or " "
        lines.append(f"<pre>{content(before)}<mark>{marked}</mark>{content(excerpt.text[end:])}</pre>")
    if finding.help:
        lines.append(f"<p>{content(capitalised(finding.help))}</p>")
    return "\n".join([*lines, "</article>"])


def _meanings(report: Report) -> list[str]:
    """What the codes mean that were found."""
    known = explained()
    codes = sorted({finding.code for finding in report.diagnostics} & set(known))
    if not codes:
        return []
    lines = ["<section>", "<h2>What the codes mean</h2>"]
    for code in codes:
        entry = known[code]
        lines += [
            "<article>", f'<h3 id="{content(code)}">{content(code)}: {content(entry.title)}</h3>',
            f"<p>{content(entry.meaning)}</p>", "<p>Wrong:</p>", f"<pre>{content(entry.wrong)}</pre>",
            "<p>Right:</p>", f"<pre>{content(entry.right)}</pre>", "</article>",
        ]  # fmt: skip
    return [*lines, "</section>"]
