"""The first step: sources to TEI, for those whose source, corrections, authority files or program changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diplomatica.collection import cache
from diplomatica.collection.build.model import Encoded
from diplomatica.collection.config import Config
from diplomatica.collection.kept import Kept
from diplomatica.collection.model import Job, Outcome, Problem, Settings
from diplomatica.collection.plan import plan
from diplomatica.collection.report import messages
from diplomatica.collection.run import few_collections, processes, run
from diplomatica.collection.write import is_foreign
from diplomatica.encoding.encode import Options
from diplomatica.encoding.names import Authority
from diplomatica.source.layouts import read_layout
from diplomatica.source.reading import CORRECTIONS

_KIND = "encode"
_PROGRAM = ("blocks", "encoding", "source", "tei")


class Encoding:
    """The encoding of a collection's sources into a folder."""

    def __init__(self, config: Config, folder: Path, kept: Kept) -> None:
        """Plan it. Raises `UnusableInput` where authority files or layouts can't be used."""
        self.config = config
        self.kept = kept
        self.items = list(plan([str(config.sources)], folder)) if config.sources is not None else []
        self._folder = folder
        self._settings = [cache.program(_PROGRAM), config.encoding, *map(_digest, (*config.authority, *config.layouts))]

    def run(self, jobs: int = 0) -> Iterator[Encoded]:
        """What comes of each source, in their order; those that did not change are not encoded again."""
        keys: dict[int, str] = {}
        before: dict[int, Encoded] = {}
        todo: list[Job | Outcome] = []
        for index, item in enumerate(self.items):
            if isinstance(item, Job):
                keys[index] = self._key(item)
                if (known := self._known(item, keys[index])) is not None:
                    before[index] = known
                    continue
            todo.append(item)
        with few_collections():
            fresh = iter(run(todo, self._options(), jobs or processes(len(todo)))) if todo else iter(())
            for index, item in enumerate(self.items):
                if index in before:
                    yield before[index]
                    continue
                outcome = next(fresh)
                if isinstance(item, Job) and outcome.status in ("written", "unchanged"):
                    self._keep(item, keys[index], outcome)
                yield _encoded(item, outcome)
        self.kept.forget_all_but(_KIND, (item.source for item in self.items))

    def clear(self) -> list[Path]:
        """Delete the TEI that was made of sources which are no longer there; what was deleted."""
        wanted = {item.tei.resolve() for item in self.items if isinstance(item, Job)}
        gone = []
        for path in sorted(self._folder.rglob("*.xml")):
            if path.resolve() not in wanted and not is_foreign(path):
                path.unlink()
                gone.append(path)
        return gone

    def _options(self) -> Settings:
        authority = Authority.load(self.config.authority) if self.config.authority else None
        layouts = tuple(map(read_layout, self.config.layouts)) or None
        return Settings(Options(layouts=layouts, authority=authority), self.config.encoding or None)

    def _key(self, job: Job) -> str:
        assert job.path is not None
        corrections = job.path.with_name(job.path.stem + CORRECTIONS)
        parts = [*self._settings, _digest(job.path), _digest(corrections), job.path.name, job.tei.name]
        return cache.digest("\0".join(parts).encode("utf-8", "surrogateescape"))

    def _known(self, job: Job, key: str) -> Encoded | None:
        """What the build before said, if its TEI is still there as it was."""
        found = self.kept.get(_KIND, job.source, key)
        if found is None:
            return None
        row: dict[str, Any] = json.loads(found)
        if row["digest"] != _digest(job.tei):
            return None
        notes = tuple(row["notes"])
        return Encoded(job.source, job.tei, "kept", row["genre"], row["layout"], notes, row["doubts"])

    def _keep(self, job: Job, key: str, outcome: Outcome) -> None:
        row = {
            "digest": _digest(job.tei),
            "genre": outcome.genre,
            "layout": outcome.layout,
            "notes": list(messages(outcome, quiet=True)),
            "doubts": len(outcome.findings),
        }
        self.kept.put(_KIND, job.source, key, json.dumps(row, ensure_ascii=False).encode("utf-8"))


def _encoded(item: Job | Outcome, outcome: Outcome) -> Encoded:
    problem = outcome.problem or Problem(outcome.source, "")
    if isinstance(item, Job) and outcome.status in ("written", "unchanged"):
        notes = tuple(messages(outcome, quiet=True))
        return Encoded(outcome.source, item.tei, "made", outcome.genre, outcome.layout, notes, len(outcome.findings))
    status = outcome.status if outcome.status in ("refused", "lost") else "failed"
    return Encoded(outcome.source, None, status, problem=problem.line())


def _digest(path: Path) -> str:
    """What stands for the content of a file; nothing for one that can't be read."""
    try:
        return cache.digest(path.read_bytes())
    except OSError:
        return ""
