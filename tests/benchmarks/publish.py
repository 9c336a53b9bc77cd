"""How fast a collection becomes an edition, and how memory grows with it.

    python tests/benchmarks/publish.py [--documents 1000] [--growth 100,1000,10000] [--papers 200] [--jobs 2]
        [--sources DIR]

For the given number of documents it prints the seconds of a whole build without search index and PDF (TEI is given,
so that nothing is encoded), of the next build after one change, of the build with the search index, and pages of PDF
a second for so many documents (`--papers`). With `--growth`, seconds and peak memory of the first build for each
number. The documents are the reference seeds where they lie beside the checkout, else the specimens, encoded once and
repeated. Everything runs in processes of its own with an empty cache.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_STEP = re.compile(r"^(TEI|Validation|Edition)\s+([\d.]+) s", re.M)


def encoded(folder: Path | None, place: Path) -> list[Path]:
    """TEI of the documents that are repeated."""
    for candidate in (folder, ROOT.parent / "shared" / "seeds", ROOT / "tei" / "sources"):
        if candidate is not None and candidate.is_dir():
            command = [sys.executable, "-m", "diplomatica", "encode", "--quiet", str(candidate), "-o", str(place)]
            subprocess.run(command, check=True)
            return sorted(place.glob("*.xml"))
    raise SystemExit("no sources found")


def collection(found: list[Path], count: int, folder: Path, settings: str) -> Path:
    """A collection of so many documents."""
    place = folder / "tei"
    place.mkdir(parents=True)
    for index in range(count):
        source = found[index % len(found)]
        # Years differ, as they do in a collection.
        text = source.read_text("utf-8").replace('<creation><date when="19', f'<creation><date when="{17 + index % 3}')
        (place / f"{index:05d}-{source.stem[:12]}.xml").write_text(text, "utf-8")
    (folder / "diplomatica.toml").write_text(f'title = "Benchmark"\ntei = ["tei"]\n{settings}', "utf-8")
    return folder


class Peak:
    """The most memory that a process and its children had at one moment, looked at ten times a second."""

    def __init__(self, pid: int) -> None:
        self.kilobytes = 0
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """The peak, in kilobytes; 0 where the system does not tell."""
        self._ended.set()
        self._thread.join()
        return self.kilobytes

    def _look(self) -> None:
        while not self._ended.wait(0.1):
            self.kilobytes = max(self.kilobytes, sum(map(_memory, _family(self._pid))))


def _family(pid: int) -> list[int]:
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        try:
            todo += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
        except OSError:
            continue
    return found


def _memory(pid: int) -> int:
    # Memory that processes share is counted to each in part.
    try:
        match = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0
    return int(match[1]) if match else 0


def build(folder: Path, jobs: int, *arguments: str) -> tuple[float, int, dict[str, float]]:
    """Seconds, peak kilobytes, and the seconds of each step that the build itself tells."""
    command = [sys.executable, "-m", "diplomatica", "build", str(folder), "--jobs", str(jobs), *arguments]
    environment = {**os.environ, "DIPLOMATICA_CACHE": str(folder / "cache")}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    peak = Peak(process.pid)
    assert process.stderr is not None
    told = process.stderr.read().decode("utf-8", "replace")
    process.wait()
    wall = time.perf_counter() - start
    if process.returncode == 2:
        raise SystemExit(told)
    return wall, peak.stop(), {name: float(seconds) for name, seconds in _STEP.findall(told)}


def line(what: str, measured: tuple[float, int, dict[str, float]]) -> str:
    """One line of the result."""
    wall, peak, steps = measured
    parts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in steps.items())
    return f"{what:44} {wall:7.2f} s, {peak / 1024:5.0f} MB   ({parts})"


def pages(folder: Path) -> int:
    """Pages of all PDFs below a folder."""
    import pypdfium2  # type: ignore[import-untyped,unused-ignore]

    total = 0
    for path in folder.rglob("*.pdf"):
        with pypdfium2.PdfDocument(path) as document:
            total += len(document)
    return total


_PLAIN = "[edition]\nsearch = false\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--growth", default="")
    parser.add_argument("--papers", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sources", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        top = Path(temporary)
        found = encoded(options.sources, top / "encoded")
        count, jobs = options.documents, options.jobs
        if count:
            folder = collection(found, count, top / "many", _PLAIN)
            print(line(f"{count} documents, HTML and lists", build(folder, jobs, "--no-pdf")), flush=True)
            changed = sorted((folder / "tei").iterdir())[count // 2]
            changed.write_text(changed.read_text("utf-8").replace("</p>", " Added.</p>", 1), "utf-8")
            print(line("after one change", build(folder, jobs, "--no-pdf")), flush=True)
            print(line("after none", build(folder, jobs, "--no-pdf")), flush=True)
            text = (folder / "diplomatica.toml").read_text("utf-8")
            (folder / "diplomatica.toml").write_text(text.replace("false", "true"), "utf-8")
            print(line("with the search index", build(folder, jobs, "--no-pdf")), flush=True)
        if options.papers:
            folder = collection(found, options.papers, top / "papers", _PLAIN)
            html = build(folder, jobs, "--no-pdf")[0]
            measured = build(folder, jobs)
            number = pages(folder / "build" / "edition")
            print(line(f"PDF of {options.papers} documents, and the books", measured), flush=True)
            print(f"    {number} pages, {number / measured[0]:.1f} a second (HTML before: {html:.1f} s)", flush=True)
        for number in [int(part) for part in options.growth.split(",") if part]:
            folder = collection(found, number, top / f"growth-{number}", _PLAIN)
            print(line(f"growth: {number} documents", build(folder, jobs, "--no-pdf")), flush=True)


if __name__ == "__main__":
    main()
