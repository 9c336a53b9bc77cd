"""The program `diplomatica`, and `python -m diplomatica`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run a command. What is quickly done is done before the command line is read in full."""
    if sys.argv[1:2] == ["validate"]:
        from diplomatica.commands.validate_lean import run

        code = run(sys.argv[2:])
        if code is not None:
            _leave(code)
    from diplomatica.cli import main as whole

    whole()


def _leave(code: int) -> None:
    """End at once: to take apart what a program holds at its end takes longer than to check a small document."""
    import os

    try:
        sys.stdout.flush()
    except OSError:
        return
    os._exit(code)


if __name__ == "__main__":
    main()
