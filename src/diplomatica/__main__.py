"""The program `diplomatica`, and `python -m diplomatica`."""

import sys


def main() -> None:
    """Run a command. Ctrl-C ends it at any moment without a word more than the command has, exit code 130."""
    try:
        _run()
    except KeyboardInterrupt:
        import signal

        # A second Ctrl-C is not to disturb the end.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.exit(130)


def _run() -> None:
    """What is quickly done is done before the command line is read in full."""
    is_validation = sys.argv[1:2] == ["validate"]
    if is_validation:
        from diplomatica.commands.validate_lean import run

        code = run(sys.argv[2:])
        if code is not None:
            _leave(code)
    from diplomatica.cli import main as whole

    try:
        whole()
    except SystemExit as end:
        if is_validation and isinstance(end.code, int):
            _leave(end.code)
        raise


def _leave(code: int) -> None:
    """End at once: to take apart what a program holds at its end takes longer than to check a small document."""
    import os

    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(code)


if __name__ == "__main__":
    main()
