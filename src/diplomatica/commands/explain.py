"""`diplomatica explain`: what a code means, with a wrong and a right example, or what a rule of the encoding does."""

from __future__ import annotations

import click

from diplomatica.diagnostics.explained import explained


def run(code: str | None) -> int:
    """Print the list of codes, or one of them; the exit code."""
    known = explained()
    if code is None:
        for entry in known.values():
            click.echo(f"{entry.code}  {entry.title}")
        return 0
    wanted = code.strip().upper().strip("[]")
    if wanted in known:
        entry = known[wanted]
        click.echo(f"{entry.code}: {entry.title}\n")
        click.echo(click.wrap_text(entry.meaning, 100))
        click.echo(f"\nwrong\n{_indented(entry.wrong)}\n\nright\n{_indented(entry.right)}")
        return 0
    from diplomatica.commands import rules
    from diplomatica.diagnostics.likeness import nearest

    if wanted in rules.rules():
        return rules.run(wanted)
    near = nearest(wanted, [*known, *rules.rules()])
    hint = f"did you mean {near}?" if near else "“diplomatica explain” lists them"
    click.echo(f"{code}: no such code ({hint})", err=True)
    return 2


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
