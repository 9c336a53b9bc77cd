"""Makes the table of facts that the package ships, from a `p5subset.xml`.

python -m diplomatica.odd.p5 p5subset.xml -o src/diplomatica/odd/p5/data/p5-4.8.0.json
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from diplomatica.errors import UnusableInput
from diplomatica.odd.p5.store import table_of
from diplomatica.odd.parse.files import Files


def main() -> int:
    """Write the table; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m diplomatica.odd.p5", description=__doc__.partition("\n")[0])
    parser.add_argument("source", help="the p5subset.xml of a release")
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    try:
        _, table = table_of(arguments.source, Files(), prose=False)
    except UnusableInput as error:
        print(error, file=sys.stderr)
        return 2
    arguments.output.write_text(table, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
