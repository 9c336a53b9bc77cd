"""How fast the lists of an edition are made, and how memory grows with the number of documents.

    python tests/benchmarks/lists.py [--sizes 100,1000,10000] [--index]

For each size: seconds for the register and for all pages of lists into an empty folder, for making them again after one
document changed (only files whose bytes differ are written), the number of pages, and the peak memory of a process that
does this alone. `--index` makes the full-text index too, over pages of 6 kB.
"""

from __future__ import annotations

import argparse
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from diplomatica.collection.write import write  # noqa: E402
from diplomatica.views.model import DocumentFacts  # noqa: E402
from diplomatica.views.site.frame import Frame  # noqa: E402
from diplomatica.views.site.lists import write_lists  # noqa: E402
from diplomatica.views.site.model import Edition  # noqa: E402
from diplomatica.views.site.register import Register  # noqa: E402
from diplomatica.views.site.search import write_index  # noqa: E402
from tests.views.site.gathering import many  # noqa: E402


def facts(path: Path, changed: bool) -> Iterable[DocumentFacts]:
    """The facts of documents as a build keeps them: pickled, read one by one."""
    with path.open("rb") as stream:
        count = pickle.load(stream)
        for place in range(count):
            one = pickle.load(stream)
            yield replace(one, title="Another title") if changed and place == count // 2 else one


def make(path: Path, output: Path, changed: bool, index: bool) -> None:
    start, processor = time.perf_counter(), time.process_time()
    register = Register()
    for one in facts(path, changed):
        register.add(one)
    with register.finish() as collection:
        known = time.perf_counter()
        written = pages = 0

        def put(name: str, data: bytes) -> None:
            nonlocal written, pages
            pages += 1
            written += write(output / name, data)

        write_lists(collection, Frame(Edition("Papers", documents=len(collection.documents))), put)
        end, busy = time.perf_counter(), time.process_time() - processor
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"  {'again' if changed else 'first'}: register {known - start:6.2f} s, pages {end - known:6.2f} s, "
            f"together {end - start:6.2f} s ({busy:.2f} s of the processor); {pages} files, {written} written; "
            f"{peak:.0f} MB"
        )
        if index:
            body = (
                "<p id='p.x'>The ambassador told the minister of the ships and of the weather in the strait.</p>" * 60
            )
            page = f'<html lang="en"><body><main data-pagefind-body>{body}</main></body></html>'.encode()
            write_index(collection, Frame(Edition("Papers")), lambda path: page, lambda name, data: None)
            print(f"  full-text index: {time.perf_counter() - end:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--index", action="store_true")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        path, output, changed = options.child
        make(Path(path), Path(output), changed == "yes", options.index and changed == "no")
        return
    for size in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "facts"
            with path.open("wb") as stream:
                pickle.dump(size, stream)
                for one in many(size):
                    pickle.dump(one, stream)
            print(f"{size} documents")
            for changed in ("no", "yes"):
                command = [sys.executable, __file__, "--child", str(path), f"{folder}/site", changed]
                subprocess.run([*command, *(["--index"] if options.index else [])], check=True)


if __name__ == "__main__":
    main()
