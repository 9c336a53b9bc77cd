"""How fast documents are validated, the whole process, side by side with jing.

    python tests/benchmarks/validate.py [--schema tei_all.rng] [--plays DIR] [--runs 9] [--rules]

Prints, for one small document, the plays, and the plays ten times over, the median seconds of jing and of
`diplomatica validate --no-cache --no-ids` (compiled schemas come from the cache, results do not), and the ratio of the
medians; then the time that expat alone takes for the same bytes on one core, the limit. Runs take turns, so that
what else the machine does is shared fairly. `--rules` runs the schema's Schematron too, which jing does not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.parsers import expat

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SMALL = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>A note from the harbour office</title></titleStmt>
      <publicationStmt><p>Not published.</p></publicationStmt>
      <sourceDesc><p>Written for this measurement.</p></sourceDesc>
    </fileDesc>
  </teiHeader>
  <text>
    <body>
      <p>On <date when="1921-05-02">2 May</date> the ferry <hi>Alma</hi> came in with salt.</p>
    </body>
  </text>
</TEI>
"""


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False)
    return time.perf_counter() - start


def expat_alone(files: list[Path]) -> float:
    """How long expat takes with handlers that do nothing."""
    contents = [path.read_bytes() for path in files]
    start = time.perf_counter()
    for data in contents:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, attributes: None
        parser.EndElementHandler = lambda name: None
        parser.CharacterDataHandler = lambda text: None
        parser.Parse(data, True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schema", type=Path, default=SHARED / "tei" / "tei_all-4.8.0.rng")
    parser.add_argument("--plays", type=Path, default=SHARED / "plays")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    jing = shutil.which("jing")
    plays = sorted(options.plays.glob("*.xml"))
    if not plays or not options.schema.is_file():
        raise SystemExit("the plays or the schema are missing: give --plays and --schema")
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.xml"
        small.write_bytes(SMALL)
        many = []
        for number in range(10):
            place = Path(folder) / f"{number}"
            place.mkdir()
            many += [Path(shutil.copy(path, place)) for path in plays]
        environment = {
            **os.environ, "DIPLOMATICA_CACHE": f"{folder}/cache", "PYTHONPYCACHEPREFIX": f"{folder}/pyc",
            "PYTHONPATH": str(ROOT / "src"),
        }  # fmt: skip
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        ours = [
            sys.executable,
            "-m",
            "diplomatica",
            "validate",
            "--schema",
            str(options.schema),
            "--no-cache",
            "--no-ids",
        ]
        if not options.rules:
            ours.append("--no-schematron")
        first = seconds([*ours, str(small)], environment)
        print(f"first run, with nothing cached: {first:.3f} s")
        for name, files in (("small document", [small]), ("plays", plays), ("plays ten times", many)):
            paths = [str(path) for path in files]
            times: dict[str, list[float]] = {"jing": [], "ours": []}
            for _ in range(options.runs):
                if jing:
                    times["jing"].append(seconds([jing, "-i", str(options.schema), *paths], environment))
                times["ours"].append(seconds([*ours, *paths], environment))
            own = statistics.median(times["ours"])
            line = f"{name:16} diplomatica {own:.3f} s"
            if jing:
                other = statistics.median(times["jing"])
                line += f"  jing {other:.3f} s  ratio {other / own:.1f}"
            print(f"{line}  expat alone {expat_alone(files):.3f} s", flush=True)


if __name__ == "__main__":
    main()
