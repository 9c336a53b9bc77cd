"""Prints how many documents a second each reader reads, on one core: `python tests/benchmarks/reading.py`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from diplomatica.source.reading import read_bytes
from tests.source.making import as_docx, as_html, as_pdf, as_text, long_specimen

SECONDS = 1.0


def main() -> None:
    """Measure each format with the same document of about 6 kB."""
    specimen = long_specimen(16)
    text = as_text(specimen)
    files = {
        "a.txt": text.encode(),
        "a-1252.txt": text.encode("cp1252", "replace") + b"\x93\x94",
        "a.html": as_html(specimen).encode(),
        "a.docx": as_docx(specimen),
        "a.pdf": as_pdf(specimen),
    }
    print(f"{len(text)} characters of text")
    for name, data in files.items():
        read_bytes(data, name)  # the first one loads the libraries
        count = 0
        start = time.perf_counter()
        while time.perf_counter() - start < SECONDS:
            read_bytes(data, name)
            count += 1
        rate = count / (time.perf_counter() - start)
        print(f"{name:12} {rate:9.0f} documents/s {1000 / rate:8.2f} ms each")


if __name__ == "__main__":
    main()
