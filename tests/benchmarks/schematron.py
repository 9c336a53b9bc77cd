"""How fast Schematron rules are run, the whole process, side by side with jing.

    python tests/benchmarks/schematron.py [--rng tei_all.rng] [--plays DIR] [--runs 9] [--specimens 2000]

Prints the median seconds of jing over the plays, which runs no rules; of `diplomatica validate` over the same plays
with TEI P5's Schematron, which stands in the same grammar, and without it; and of SchXslt's rules in Saxon, where
SchXslt can be had (`--schxslt`, the folder of its `pipeline-for-svrl.xsl`; Saxon is saxonche's). Where it can't, its
share is reckoned from jing's: on the machine of the reference jing takes 0.8 s and SchXslt 1.8 s, so that both take
2.6/0.8 of jing. Then one small document, and many small ones with the project's own rules, with the grammar alone
beside it.

Compiled schemas come from the cache, results do not. Runs take turns, so that what else the machine does is shared.
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

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
BOTH = 2.6 / 0.8  # jing followed by SchXslt, by jing alone
_SCHXSLT = """
import sys
from pathlib import Path
from saxonche import PySaxonProcessor
pipeline, schema, *documents = sys.argv[1:]
saxon = PySaxonProcessor(license=False)
xslt = saxon.new_xslt30_processor()
made = xslt.compile_stylesheet(stylesheet_file=pipeline).transform_to_string(source_file=schema)
rules = xslt.compile_stylesheet(stylesheet_text=made)
for document in documents:
    rules.transform_to_string(source_file=document)
"""


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False)
    return time.perf_counter() - start


def medians(commands: dict[str, list[str]], runs: int, environment: dict[str, str]) -> dict[str, float]:
    """The median of each command, all of them taking turns."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(seconds(command, environment))
    return {name: statistics.median(listed) for name, listed in times.items()}


def specimens(folder: Path, number: int) -> Path:
    """So many small documents, made from the specimens; no two are the same."""
    folder.mkdir()
    sources = sorted((ROOT / "tei" / "encoded").glob("*.xml"))
    for index in range(number):
        source = sources[index % len(sources)]
        text = source.read_text(encoding="utf-8").replace("</teiHeader>", f"</teiHeader><!-- {index} -->")
        (folder / f"{source.stem}-{index}.xml").write_text(text, encoding="utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rng", type=Path, default=SHARED / "tei" / "tei_all-4.8.0.rng")
    parser.add_argument("--plays", type=Path, default=SHARED / "plays")
    parser.add_argument("--schxslt", type=Path)
    parser.add_argument("--sch", type=Path, help="P5's Schematron by itself, for SchXslt")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--specimens", type=int, default=2000)
    options = parser.parse_args()
    plays = [str(path) for path in sorted(options.plays.glob("*.xml"))]
    if not plays or not options.rng.is_file():
        raise SystemExit("the plays or the schema are missing: give --plays and --rng")
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ, "DIPLOMATICA_CACHE": f"{folder}/cache", "PYTHONPYCACHEPREFIX": f"{folder}/pyc",
            "PYTHONPATH": str(ROOT / "src"),
        }  # fmt: skip
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        ours = [sys.executable, "-m", "diplomatica", "validate", "--no-cache", "--no-ids", "--schema", str(options.rng)]
        commands = {"with rules": [*ours, *plays], "grammar alone": [*ours, "--no-schematron", *plays]}
        if shutil.which("jing"):
            commands["jing"] = ["jing", "-i", str(options.rng), *plays]
        if options.schxslt and options.sch:
            pipeline = str(options.schxslt / "pipeline-for-svrl.xsl")
            commands["SchXslt"] = [sys.executable, "-c", _SCHXSLT, pipeline, str(options.sch), *plays]
        print(f"first run, with nothing cached: {seconds(commands['with rules'], environment):.3f} s")
        seconds(commands["grammar alone"], environment)
        found = medians(commands, options.runs, environment)
        print("the plays: " + ", ".join(f"{name} {value:.3f} s" for name, value in found.items()))
        if "jing" in found:
            other, how = found["jing"] * BOTH, f"reckoned as {BOTH:.2f} times jing"
            if "SchXslt" in found:
                other, how = found["jing"] + found["SchXslt"], "measured"
            print(
                f"  jing and SchXslt {other:.3f} s ({how}): {other / found['with rules']:.1f} times ours;"
                f" jing alone: {found['jing'] / found['with rules']:.1f} times ours"
            )
        many = specimens(Path(folder) / "many", options.specimens)
        own = [*ours[:-1], str(ROOT / "schema" / "diplomatica.odd")]
        one = str(sorted(many.iterdir())[0])
        small = {
            "one small document, P5's rules": [*ours, one],
            "one small document, our rules": [*own, one],
            "one small document, our grammar alone": [*own, "--no-schematron", one],
        }
        for command in small.values():
            seconds(command, environment)
        for name, value in medians(small, options.runs, environment).items():
            print(f"{name}: {value:.3f} s")
        for name, value in medians(
            {"our rules": [*own, str(many)], "our grammar alone": [*own, "--no-schematron", str(many)]},
            max(1, options.runs // 3),
            environment,
        ).items():
            print(f"{options.specimens} small documents, {name}: {value:.3f} s")


if __name__ == "__main__":
    main()
