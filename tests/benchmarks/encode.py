"""How fast documents are encoded, how memory grows with their number, and time with their length.

    python tests/benchmarks/encode.py [--documents 1000] [--largest 10000000] [--sources DIR]

Prints documents a second on one core (start-up included), the peak memory at two sizes, and seconds a megabyte from
10 kB to the largest document. The sources are the reference seeds where they lie beside the checkout, else specimens.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def sources(folder: Path | None) -> list[Path]:
    """The documents that are repeated to make a large collection."""
    for candidate in (folder, ROOT.parent / "shared" / "seeds", ROOT / "tei" / "sources"):
        if candidate is not None and candidate.is_dir():
            return sorted(candidate.glob("*.txt"))
    raise SystemExit("no sources found")


def run(command: list[str]) -> tuple[float, float, int]:
    """Wall seconds, processor seconds and peak memory in kilobytes of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, usage.ru_maxrss


def many(found: list[Path], count: int) -> None:
    command = [sys.executable, "-m", "diplomatica", "encode", "--quiet", "--jobs", "1"]
    peaks = {}
    for number in (count // 10, count):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "in"
            place.mkdir()
            size = 0
            for index in range(number):
                source = found[index % len(found)]
                data = source.read_bytes()
                size += len(data)
                (place / f"{index:05d}-{source.name}").write_bytes(data)
            wall, processor, peak = run([*command, str(place), "-o", str(Path(folder) / "out")])
            peaks[number] = peak
            print(
                f"{number:6d} documents ({size / number / 1000:.1f} kB each): {wall:6.2f} s wall, "
                f"{processor:6.2f} s processor, {number / wall:6.1f} documents/s, {peak / 1024:.0f} MB at the most"
            )
    small, large = peaks[count // 10], peaks[count]
    print(f"memory at {count} documents is {large / small:.2f} times that at {count // 10}")


def long(found: list[Path], largest: int) -> None:
    from diplomatica.encoding.encode import encode
    from diplomatica.source.model import SourceText

    body = max((path.read_text(encoding="utf-8") for path in found), key=len)
    paragraphs = [line for line in body.splitlines() if len(line) > 200]
    size = 10_000
    while size <= largest:
        lines: list[str] = []
        length = 0
        index = 0
        while length < size:
            lines.append(paragraphs[index % len(paragraphs)])
            length += len(lines[-1]) + 2
            index += 1
        source = SourceText("long.txt", "\n\n".join(lines))
        start = time.perf_counter()
        encoded = encode(source)
        seconds = time.perf_counter() - start
        assert encoded.loss is None
        print(
            f"{len(source.text):>11,} characters: {seconds:8.2f} s, {seconds / len(source.text) * 1e6:6.2f} s a million"
        )
        size *= 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--largest", type=int, default=10_000_000)
    parser.add_argument("--sources", type=Path)
    options = parser.parse_args()
    found = sources(options.sources)
    many(found, options.documents)
    long(found, options.largest)


if __name__ == "__main__":
    main()
