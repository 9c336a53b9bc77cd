"""How fast Schematron rules are run, the whole process, side by side with jing.

    python tests/benchmarks/schematron.py [--rng tei_all.rng] [--plays DIR] [--runs 9] [--specimens 2000]

Prints the median seconds of jing over the plays, which runs no rules; of `diplomatica validate` over the same plays
with TEI P5's Schematron, which stands in the same grammar, and without it; and of the same rules as XSLT in Saxon:

- with SchXslt, where it can be had: `--schxslt`, the folder of its `pipeline-for-svrl.xsl`, which makes XSLT of the
  rules first; Saxon is saxonche's;
- else in Saxon for Java (Debian's libsaxonhe-java, or `--saxon JAR`), with the rules made into XSLT by this project,
  before the clock runs. That is less than what jing followed by SchXslt has to do, whose XSLT says more of each rule.

Then one small document, and many small ones with the project's own rules, with the grammar alone beside it.

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
SAXON = Path("/usr/share/java/Saxon-HE.jar")
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


def rules_as_xslt(rng: Path) -> str:
    """The Schematron that stands in a grammar, as one stylesheet."""
    sys.path.insert(0, str(ROOT / "src"))
    from diplomatica.commands.validate_rules import embedded
    from diplomatica.schematron.engine import compile_schema
    from diplomatica.schematron.transpile import Options, transpile

    schema = compile_schema(embedded(rng.read_bytes()), str(rng)).schema
    return transpile(schema, Options(frozenset(range(len(schema.patterns))))).text


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
    parser.add_argument("--saxon", type=Path, default=SAXON, metavar="JAR")
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
        elif shutil.which("java") and options.saxon.is_file():
            rules = Path(folder) / "rules.xsl"
            rules.write_text(rules_as_xslt(options.rng), encoding="utf-8")
            saxon = ["java", "-cp", str(options.saxon), "net.sf.saxon.Transform"]
            commands["Saxon"] = [*saxon, f"-s:{options.plays}", f"-o:{folder}/svrl", f"-xsl:{rules}"]
            (Path(folder) / "svrl").mkdir()
        print(f"first run, with nothing cached: {seconds(commands['with rules'], environment):.3f} s")
        seconds(commands["grammar alone"], environment)
        found = medians(commands, options.runs, environment)
        print("the plays: " + ", ".join(f"{name} {value:.3f} s" for name, value in found.items()))
        if "jing" in found:
            own = found["with rules"]
            for name in ("SchXslt", "Saxon"):
                if name in found:
                    both = found["jing"] + found[name]
                    print(f"  jing followed by {name} {both:.3f} s: {both / own:.1f} times ours")
            print(f"  jing alone: {found['jing'] / own:.1f} times ours")
        many = specimens(Path(folder) / "many", options.specimens)
        project = [*ours[:-1], str(ROOT / "schema" / "diplomatica.odd")]
        one = str(sorted(many.iterdir())[0])
        small = {
            "one small document, P5's rules": [*ours, one],
            "one small document, our rules": [*project, one],
            "one small document, our grammar alone": [*project, "--no-schematron", one],
        }
        for command in small.values():
            seconds(command, environment)
        for name, value in medians(small, options.runs, environment).items():
            print(f"{name}: {value:.3f} s")
        for name, value in medians(
            {"our rules": [*project, str(many)], "our grammar alone": [*project, "--no-schematron", str(many)]},
            max(1, options.runs // 3),
            environment,
        ).items():
            print(f"{options.specimens} small documents, {name}: {value:.3f} s")


if __name__ == "__main__":
    main()
