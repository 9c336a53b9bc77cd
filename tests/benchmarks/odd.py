"""How fast an ODD becomes a RELAX NG schema, the whole process, beside the TEI's XSLT Stylesheets if there are any.

    python tests/benchmarks/odd.py [--odds DIR] [--runs 7] [--stylesheets DIR --p5 p5subset.xml]

Prints the median seconds of each, compiled anew and from the cache, and, with a checkout of the Stylesheets, the ratio.
The Stylesheets are run by saxonche in one process each: odd2odd.xsl, then odd2relax.xsl.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ODDS = ("tei_all", "tei_lite", "tei_bare")
_STYLESHEETS = """
import sys
from saxonche import PySaxonProcessor
odd, stylesheets, p5, folder = sys.argv[1:]
with PySaxonProcessor(license=False) as processor:
    flat, grammar = folder + "/odd.xml", folder + "/out.rng"
    for name, source, target in (("odd2odd", odd, flat), ("odd2relax", flat, grammar)):
        xslt = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=f"{stylesheets}/odds/{name}.xsl")
        xslt.set_parameter("defaultSource", processor.make_string_value(p5))
        xslt.transform_to_file(source_file=source, output_file=target)
"""


def seconds(run: Callable[[], object], runs: int) -> float:
    """The median of several runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--odds", type=Path, default=ROOT.parent / "shared" / "odd-suite" / "odds")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--stylesheets", type=Path, help="a checkout of the TEI Stylesheets")
    parser.add_argument("--p5", type=Path, default=ROOT.parent / "shared" / "tei" / "p5subset-4.8.0.xml")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DIPLOMATICA_CACHE": f"{folder}/cache"}
        # A program that is installed has its bytecode; without it, every run would compile the program itself.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for name in ODDS:
            odd = arguments.odds / f"{name}.odd"
            command = [sys.executable, "-m", "diplomatica", "odd", "compile", str(odd), "--rng", f"{folder}/out.rng"]

            def compiled(*more: str, command: list[str] = command) -> None:
                subprocess.run([*command, *more], check=True, capture_output=True, env=environment)

            compiled()
            anew = seconds(lambda: compiled("--no-cache"), arguments.runs)
            cached = seconds(lambda: compiled(), arguments.runs)
            line = f"{name:10} compiled {anew:.3f} s   from the cache {cached:.3f} s"
            if arguments.stylesheets:
                given = (str(odd), str(arguments.stylesheets), str(arguments.p5), folder)
                peer = [sys.executable, "-c", _STYLESHEETS, *given]
                other = seconds(lambda: subprocess.run(peer, check=True, capture_output=True), 3)  # noqa: B023
                line += f"   Stylesheets {other:.3f} s   {other / anew:.1f} times as long"
            print(line)


if __name__ == "__main__":
    main()
