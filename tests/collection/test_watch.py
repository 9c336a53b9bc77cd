"""Waiting for changes."""

from __future__ import annotations

import threading
from pathlib import Path

from diplomatica.collection.watch import changes, state


def test_a_changed_a_new_and_a_deleted_file_are_told_together(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("before", "utf-8")
    found: list[list[str]] = []
    started = threading.Event()

    def wait() -> None:
        waiting = changes([tmp_path], pause=0.05)
        started.set()
        found.append(next(waiting))

    thread = threading.Thread(target=wait, daemon=True)
    before = state([tmp_path])
    thread.start()
    started.wait(5)
    threading.Event().wait(0.03)  # the first look
    (tmp_path / "a.txt").write_text("afterwards", "utf-8")
    (tmp_path / "b.txt").unlink()
    (tmp_path / "c.txt").touch()
    thread.join(10)
    assert found == [[str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")]]
    assert state([tmp_path]) != before


def test_hidden_files_and_folders_do_not_count(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "index").touch()
    (tmp_path / ".a.swp").touch()
    (tmp_path / "a.txt").touch()
    assert list(state([tmp_path])) == [str(tmp_path / "a.txt")]
