"""How fast documents are validated, the whole process, side by side with jing.

    python tests/benchmarks/validate.py [--schema tei_all.rng] [--plays DIR] [--runs 9] [--rules] [--many] [--large GB]

Prints, for one small document, the plays, and the plays ten times over, the median seconds of jing and of
`diplomatica validate --no-cache --no-ids` (compiled schemas come from the cache, results do not), and the ratio of the
medians; then the time that expat alone takes for the same bytes, with handlers that do nothing and without any, on one
core: the limit. Runs take turns, so that what else the machine does is shared fairly. `first run` is that of a small
document with nothing cached. `--rules` runs the schema's Schematron too, which jing does not.

`--many` checks 2,000 small files, made from the specimens, all checks on, of which one was changed since the last run.
`--large` makes a document of so many gigabytes with faults at its end, and prints the time and the memory.
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


def expat_alone(files: list[Path], *, handlers: bool = True) -> float:
    """How long expat takes with handlers that do nothing, or without any."""
    contents = [path.read_bytes() for path in files]
    start = time.perf_counter()
    for data in contents:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.ordered_attributes = True
        parser.buffer_text = True
        if handlers:
            parser.StartElementHandler = lambda name, attributes: None
            parser.EndElementHandler = lambda name: None
            parser.CharacterDataHandler = lambda text: None
        parser.Parse(data, True)
    return time.perf_counter() - start


def many(folder: Path, environment: dict[str, str], runs: int) -> None:
    """2,000 small files, of which one was changed since the last run."""
    specimens = sorted((ROOT / "tei" / "encoded").glob("*.xml"))
    place = folder / "many"
    place.mkdir()
    for number in range(2_000):
        data = specimens[number % len(specimens)].read_bytes()
        (place / f"{number:04}.xml").write_bytes(data.replace(b"</TEI>", b"<!-- %d --></TEI>" % number))
    command = [sys.executable, "-m", "diplomatica", "validate", str(place)]
    print(f"2,000 files     the first time {seconds(command, environment):.2f} s", end="", flush=True)
    times = []
    for number in range(runs):
        changed = place / f"{number * 7:04}.xml"
        changed.write_bytes(changed.read_bytes() + b"\n")
        times.append(seconds(command, environment))
    print(f"  one changed {statistics.median(times):.3f} s", flush=True)


def large(folder: Path, environment: dict[str, str], schema: Path, gigabytes: float) -> None:
    """A document of gigabytes with two faults at its end: time and memory of the process."""
    path = folder / "large.xml"
    head, _, _ = SMALL.partition(b"<body>")
    line = (
        b'<p n="%d">On <date when="1921-05-02">2 May</date> the ferry <hi>Alma</hi> came in with salt, and <persName>'
        b"the harbour master</persName> wrote it down.</p>\n"
    )
    with path.open("wb") as stream:
        stream.write(head + b"<body>\n")
        number = 0
        while stream.tell() < gigabytes * 1e9:
            stream.write(b"".join([line % item for item in range(number, number + 10_000)]))
            number += 10_000
        stream.write(b'<p when="1921">x</p>\n<pp/>\n</body></text></TEI>\n')
    command = [sys.executable, "-m", "diplomatica", "validate", "--schema", str(schema), "--no-cache", "--no-ids"]
    command += ["--no-schematron", "--format", "concise", str(path)]
    # Started by a small process, so that the memory is that of the command alone.
    measuring = (
        "import os, subprocess, sys; p = subprocess.Popen(sys.argv[1:]); "
        "u = os.wait4(p.pid, 0)[2]; print(u.ru_maxrss // 1024, 'MB at most')"
    )
    start = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", measuring, *command], env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    taken = time.perf_counter() - start
    print(f"{path.stat().st_size / 1e9:.2f} GB, {number:,} lines: {taken:.1f} s\n{told.stdout}", end="", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schema", type=Path, default=SHARED / "tei" / "tei_all-4.8.0.rng")
    parser.add_argument("--plays", type=Path, default=SHARED / "plays")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--many", action="store_true")
    parser.add_argument("--large", type=float, default=0.0, metavar="GB")
    options = parser.parse_args()
    jing = shutil.which("jing")
    plays = sorted(options.plays.glob("*.xml"))
    if not plays or not options.schema.is_file():
        raise SystemExit("the plays or the schema are missing: give --plays and --schema")
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.xml"
        small.write_bytes(SMALL)
        tenfold = []
        for number in range(10):
            place = Path(folder) / f"{number}"
            place.mkdir()
            tenfold += [Path(shutil.copy(path, place)) for path in plays]
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
        firsts: dict[str, list[float]] = {"jing": [], "ours": []}
        for _ in range(max(3, options.runs // 2)):
            shutil.rmtree(f"{folder}/cache", ignore_errors=True)
            if jing:
                firsts["jing"].append(seconds([jing, "-i", str(options.schema), str(small)], environment))
            firsts["ours"].append(seconds([*ours, str(small)], environment))
        told("first run", firsts, [small])
        for name, files in (("small document", [small]), ("plays", plays), ("plays ten times", tenfold)):
            paths = [str(path) for path in files]
            times: dict[str, list[float]] = {"jing": [], "ours": []}
            for _ in range(options.runs):
                if jing:
                    times["jing"].append(seconds([jing, "-i", str(options.schema), *paths], environment))
                times["ours"].append(seconds([*ours, *paths], environment))
            told(name, times, files)
        if options.many:
            many(Path(folder), environment, options.runs)
        if options.large:
            large(Path(folder), environment, options.schema, options.large)


def told(name: str, times: dict[str, list[float]], files: list[Path]) -> None:
    """Print a line: the medians, their ratio, and the limit."""
    own = statistics.median(times["ours"])
    line = f"{name:16} diplomatica {own:.3f} s"
    if times["jing"]:
        other = statistics.median(times["jing"])
        line += f"  jing {other:.3f} s  ratio {other / own:.1f}"
    alone, bare = expat_alone(files), expat_alone(files, handlers=False)
    print(f"{line}  expat alone {alone:.3f} s, without handlers {bare:.3f} s", flush=True)


if __name__ == "__main__":
    main()
