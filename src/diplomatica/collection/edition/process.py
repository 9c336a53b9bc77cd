"""What the processes of a run are given, and what each keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from diplomatica.collection.edition.model import Plan
from diplomatica.collection.viewed import Viewed
from diplomatica.views.documents import Views
from diplomatica.views.site.document import DocumentPages


@dataclass(frozen=True, slots=True)
class Setting:
    """What a worker process is given; `viewed` is the folder of the views, `program` what `_program` says."""

    plan: Plan
    viewed: Path
    program: str

    def __reduce__(self) -> tuple[type[Setting], tuple[Plan, Path, str]]:
        # Nothing of a run's state goes to the processes.
        return Setting, (replace(self.plan, sources=(), validation={}, kept=None), self.viewed, self.program)


@dataclass(slots=True)
class Process:
    """What a worker process keeps: compiled stylesheets and templates are made when they are needed first."""

    setting: Setting
    viewed: Viewed
    views: Views | None = None
    pages: DocumentPages | None = None

    def ready(self) -> Views:
        """The stylesheets. Raises `UnusableInput` where the user's has a fault."""
        if self.views is None:
            self.views = Views(self.setting.plan.options)
        return self.views


_process: list[Process] = []


def prepare(setting: Setting) -> None:
    _process[:] = [Process(setting, Viewed(setting.viewed))]


def current() -> Process:
    """What this process keeps, once it was prepared."""
    return _process[0]
