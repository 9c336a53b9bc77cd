"""The first step: sources to TEI, for those whose source, corrections, authority files or program changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from diplomatica.collection import cache
from diplomatica.collection.build.model import Encoded, Look
from diplomatica.collection.config import NAME, Config, is_made
from diplomatica.collection.kept import Kept
from diplomatica.collection.model import Job, Outcome, Problem, Settings
from diplomatica.collection.plan import plan
from diplomatica.collection.report import messages, review
from diplomatica.collection.run import few_collections, processes, run
from diplomatica.collection.write import is_foreign, write
from diplomatica.encoding.encode import Options
from diplomatica.encoding.header import Holding
from diplomatica.encoding.names import Authority
from diplomatica.printable import printable
from diplomatica.source.layouts import read_layout
from diplomatica.source.reading import CORRECTIONS

_KIND = "encoded"
_ACCOUNT = ".diplomatica-tei.json"
_PROGRAM = ("blocks", "encoding", "source", "tei")


class Encoding:
    """The encoding of a collection's sources into a folder."""

    def __init__(self, config: Config, folder: Path, kept: Kept) -> None:
        """Plan it. Raises `UnusableInput` where authority files or layouts can't be used."""
        self.config = config
        self.kept = kept
        output = config.output.resolve()

        def is_own(path: Path) -> bool:
            # The output may lie among the sources.
            return is_made(path.resolve(), output)

        self.items = list(plan([str(config.sources)], folder, is_own)) if config.sources is not None else []
        self._folder = folder
        self.hints = [*_orphans(config, self.items, is_own)]
        """Lines about what is amiss without being a fault: corrections without a source, TEI that somebody edited."""
        self._holding = Holding(config.publisher, config.licence, config.licence_url, config.repository)
        files = map(_digest, (*config.authority, *config.layouts))
        self._settings = [cache.program(_PROGRAM), config.encoding, repr(self._holding), *files]

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
        self._put_aside([item for item in todo if isinstance(item, Job)])
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
        """Delete the TEI that an earlier build made of sources which are no longer there; what was deleted.

        A file that somebody else put there, or has changed since, stays: the account of the build before knows what it
        made, and with which content.
        """
        wanted = {item.tei for item in self.items if isinstance(item, Job)}
        # On some disks a name in other letters is the same file.
        kept = {str(path).casefold() for path in wanted}
        gone = []
        for name, made in self._account().items():
            path = self._folder / name
            if str(path).casefold() not in kept and made == _digest(path):
                path.unlink()
                gone.append(path)
        made_now = {path.relative_to(self._folder).as_posix(): _digest(path) for path in wanted if path.is_file()}
        if made_now or self._folder.is_dir():
            write(self._folder / _ACCOUNT, json.dumps(made_now, sort_keys=True, indent=0).encode() + b"\n")
        return sorted(gone)

    def _put_aside(self, jobs: Iterable[Job]) -> None:
        """Rename TEI that was edited by hand since it was made, before it is made anew; tell of it."""
        account = self._account()
        for job in jobs:
            made = account.get(job.tei.relative_to(self._folder).as_posix())
            if made is None or _digest(job.tei) in (made, "") or is_foreign(job.tei):
                continue
            kept = next(path for path in _names_beside(job.tei) if not path.exists())
            job.tei.rename(kept)
            self.hints.append(
                printable(f"{job.tei}: it was edited by hand, and is made anew from {job.source}; ")
                + printable(f"what you had is in {kept.name} (keep TEI of your own in another folder, name it in ")
                + f"{NAME} under “tei”, and take the source away)"
            )

    def _account(self) -> dict[str, str]:
        """The files that the build before made, and the digests of their content."""
        try:
            told = json.loads((self._folder / _ACCOUNT).read_bytes())
        except (OSError, ValueError):
            return {}
        return {name: made for name, made in told.items() if _is_inside(name)} if isinstance(told, dict) else {}

    def _options(self) -> Settings:
        authority = Authority.load(self.config.authority) if self.config.authority else None
        layouts = tuple(map(read_layout, self.config.layouts)) or None
        return Settings(
            Options(layouts=layouts, authority=authority, holding=self._holding), self.config.encoding or None
        )

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
        looks = tuple(
            Look(head, before, marked, after, tuple(lines)) for head, before, marked, after, lines in row["looks"]
        )
        return Encoded(
            job.source, job.tei, "kept", row["genre"], row["layout"], tuple(row["notes"]), len(looks), "", looks,
            _corrections(job),
        )  # fmt: skip

    def _keep(self, job: Job, key: str, outcome: Outcome) -> None:
        row = {
            "digest": _digest(job.tei),
            "genre": outcome.genre,
            "layout": outcome.layout,
            "notes": _notes(outcome),
            "looks": list(review(outcome)),
        }
        self.kept.put(_KIND, job.source, key, json.dumps(row, ensure_ascii=False).encode("utf-8"))


def _names_beside(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.name}.edited")
    for number in count(2):
        yield path.with_name(f"{path.name}.edited-{number}")


def _orphans(config: Config, items: Iterable[Job | Outcome], is_own: Callable[[Path], bool]) -> Iterator[str]:
    """Corrections that belong to no source."""
    if config.sources is None:
        return
    paths = [item.path for item in items if isinstance(item, Job) and item.path]
    wanted = {path.with_name(path.stem + CORRECTIONS) for path in paths}
    for path in sorted(config.sources.rglob(f"*{CORRECTIONS}")):
        hidden = any(part.startswith(".") for part in path.relative_to(config.sources).parts)
        if path not in wanted and not hidden and not is_own(path):
            stem = path.name.removesuffix(CORRECTIONS)
            yield printable(f"{path}: there is no source “{stem}” beside it (name it after its source, or delete it)")


def _is_inside(name: str) -> bool:
    """Whether a path stays inside its folder: a damaged account must not remove other files."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.suffix == ".xml"


def _encoded(item: Job | Outcome, outcome: Outcome) -> Encoded:
    problem = outcome.problem or Problem(outcome.source, "")
    if isinstance(item, Job) and outcome.status in ("written", "unchanged"):
        looks = tuple(
            Look(head, before, marked, after, tuple(lines)) for head, before, marked, after, lines in review(outcome)
        )
        return Encoded(
            outcome.source, item.tei, "made", outcome.genre, outcome.layout, tuple(_notes(outcome)), len(looks), "",
            looks, _corrections(item),
        )  # fmt: skip
    status = outcome.status if outcome.status in ("refused", "lost") else "failed"
    return Encoded(outcome.source, None, status, problem=problem.line())


def _notes(outcome: Outcome) -> list[str]:
    """What is about the whole document: corrections that no longer fit, an encoding that may be another one."""
    return list(messages(replace(outcome, notes=())))


def _corrections(job: Job) -> str:
    return "" if job.path is None else printable(str(job.path.with_name(job.path.stem + CORRECTIONS)))


def _digest(path: Path) -> str:
    """What stands for the content of a file; nothing for one that can't be read."""
    try:
        return cache.digest(path.read_bytes())
    except OSError:
        return ""
