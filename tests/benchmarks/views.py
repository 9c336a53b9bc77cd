"""How fast documents become views: both views, facts and plain text in one run of the stylesheet.

    python tests/benchmarks/views.py [--runs 9] [--plays DIR] [--stylesheets DIR]

Prints processor time (the wall clock tells more of what else the machine does): the seconds to compile the stylesheet,
the median milliseconds a document (the specimens, one process), of a small one, and of one that is ten and a hundred
times as long (growth), and with `--plays` for each file of a folder. With `--stylesheets`, a checkout of the TEI
Stylesheets, the same documents go through its html5 in the same process, and the ratio of the medians is told.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from diplomatica.saxon import Stylesheet
from diplomatica.views.documents import Views

ROOT = Path(__file__).resolve().parents[2]
SMALL = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader><fileDesc><titleStmt><title>A note from the harbour office</title></titleStmt>
    <publicationStmt><p>Not published.</p></publicationStmt><sourceDesc><p>Written to be measured.</p></sourceDesc>
  </fileDesc></teiHeader>
  <text><body><p>On <date when="1921-05-02">2 May</date> the ferry <hi>Alma</hi> came in with salt.</p></body></text>
</TEI>
"""
SPECIMENS = sorted((ROOT / "tei" / "encoded").glob("*.xml"))


def milliseconds(run: Callable[[Path], object], path: Path) -> float:
    """The processor time of one document: that of the wall tells what else the machine does."""
    start = time.process_time()
    run(path)
    return (time.process_time() - start) * 1000


def median(run: Callable[[Path], object], paths: list[Path], runs: int) -> float:
    """The mean over documents of the medians of their runs."""
    return statistics.mean(statistics.median(milliseconds(run, path) for _ in range(runs)) for path in paths)


def longer(path: Path, times: int, folder: Path) -> Path:
    """A document with its body so many times."""
    text = path.read_text(encoding="utf-8")
    start, end = text.index("<body>") + len("<body>"), text.index("</body>")
    out = folder / f"{path.stem}-{times}.xml"
    out.write_text(text[:start] + text[start:end] * times + text[end:], encoding="utf-8")
    return out


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--plays", type=Path)
    parser.add_argument("--stylesheets", type=Path)
    options = parser.parse_args()

    start = time.process_time()
    views = Views()
    print(f"compile           {time.process_time() - start:8.2f} s")
    for path in SPECIMENS:
        views.of(path)
    ours = median(views.of, SPECIMENS, options.runs)
    size = statistics.mean(path.stat().st_size for path in SPECIMENS) / 1000
    print(f"specimens         {ours:8.1f} ms a document of {size:.1f} kB on average")
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.xml"
        small.write_text(SMALL, encoding="utf-8")
        print(f"a small document  {median(views.of, [small], 5 * options.runs):8.1f} ms, {small.stat().st_size} bytes")
        for times in (1, 10, 100):
            path = longer(SPECIMENS[10], times, Path(folder))
            taken = median(views.of, [path], 3 if times > 10 else options.runs)
            print(f"{times:4} times as long {taken:8.1f} ms, {taken * 1000 / path.stat().st_size:.2f} ms a kB")
    if options.plays:
        for path in sorted(options.plays.glob("*.xml")):
            print(f"{path.stem:18}{median(views.of, [path], 1):8.0f} ms, {path.stat().st_size / 1000:.0f} kB")
    if options.stylesheets:
        html5 = Stylesheet(options.stylesheets / "html5" / "html5.xsl", ours=False)
        for path in SPECIMENS:
            html5.run(path)
        theirs = median(html5.run, SPECIMENS, options.runs)
        print(f"TEI html5         {theirs:8.1f} ms a document: {theirs / ours:.1f} times ours")


if __name__ == "__main__":
    main()
