"""What runs on servers: the GitHub Action, the hooks of pre-commit, and the command lines that the README shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from diplomatica.cli import cli
from tests.validation.making import SCHEMA, document

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_bytes())
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_bytes())
_VARIABLE = re.compile(r"\$\{\{.*?\}\}")


def wrong(words: list[str]) -> str:
    """What a command line after “diplomatica” says that the program does not know; empty where all is well."""
    command: click.Command = cli
    while isinstance(command, click.Group):
        if not words or words[0].startswith("-"):
            break
        name, *words = words
        found = command.commands.get(name)
        if found is None:
            return f"no command {name}"
        command = found
    options = {name: option for option in command.params for name in option.opts if name.startswith("-")}
    options |= dict.fromkeys(("--help", "-h", "--version"), click.Option(["--help"], is_flag=True))
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == "--":
            break
        if not word.startswith("-") or word == "-":
            continue
        name, given, value = word.partition("=")
        option = options.get(name)
        if option is None:
            return f"{command.name} has no option {name}"
        assert isinstance(option, click.Option)
        if option.is_flag:
            continue
        if not given:
            if at == len(words):
                return f"{name} without a value"
            value = words[at]
            at += 1
        if isinstance(option.type, click.Choice) and not value.startswith("$") and value not in option.type.choices:
            return f"{name} has no {value}"
    return ""


def shown() -> Iterator[str]:
    """The command lines in the blocks of the README."""
    for _, block in re.findall(r"^```(console|sh|yaml)\n(.*?)^```", README, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            found = re.search(r"(?:^\$ |[|&-] |run: |bin/)(diplomatica\s.*)", line)
            if found is not None:
                yield found[1]


def commands(line: str) -> list[str]:
    """The words of the first command of a line of a shell."""
    words = shlex.split(line, comments=True)
    end = next((at for at, word in enumerate(words) if word in ("|", "||", "&&", ">", ">>", "2>")), len(words))
    return words[1:end]


def test_the_readme_shows_what_there_is() -> None:
    lines = list(shown())
    assert len(lines) > 25
    assert len({commands(line)[0] for line in lines if commands(line)}) >= 5
    assert [(line, problem) for line in lines if (problem := wrong(commands(line)))] == []


def test_a_wrong_command_line_is_noticed() -> None:
    assert wrong(["validate", "a.xml", "--format", "sarif"]) == ""
    assert wrong(["validat", "a.xml"])
    assert wrong(["validate", "a.xml", "--formats=sarif"])
    assert wrong(["validate", "a.xml", "--format", "sarf"])
    assert wrong(["odd", "check", "a.odd", "--rng"])


def test_the_workflow_of_the_readme_is_whole() -> None:
    (text,) = re.findall(r"```yaml\n(# \.github/workflows/.*?)```", README, re.S)
    workflow = yaml.safe_load(text)
    (job,) = workflow["jobs"].values()
    assert {"runs-on", "permissions", "steps"} <= job.keys()
    # YAML 1.1, which the parser follows, takes “on” for a truth value.
    assert workflow[True] == ["push", "pull_request"]
    used = next(step["with"] for step in job["steps"] if step["uses"].startswith("ORGANISATION/diplomatica"))
    assert {"paths", "schema", "args"} <= used.keys() <= ACTION["inputs"].keys()


def test_the_readme_names_every_hook() -> None:
    assert set(re.findall(r"- id: (diplomatica-[a-z-]+)", README)) == {hook["id"] for hook in HOOKS}
    assert "steps.tei.outputs.sarif" in README
    assert "sarif" in ACTION["outputs"]


def test_hooks() -> None:
    for hook in HOOKS:
        words = shlex.split(hook["entry"])
        assert words[0] == "diplomatica"
        assert wrong([*words[1:], "a.xml", "b.xml"]) == ""
        assert hook["language"] == "python"
    (validate,) = [hook for hook in HOOKS if hook["id"] == "diplomatica-validate"]
    assert validate["types"] == ["xml"]


def test_the_action_uses_what_it_declares() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([a-z-]+)", text)) == set(ACTION["inputs"])
    assert ACTION["runs"]["using"] == "composite"
    steps = {step["id"] for step in ACTION["runs"]["steps"] if "id" in step}
    assert set(re.findall(r"steps\.([a-z]+)\.", text)) <= steps
    for step in ACTION["runs"]["steps"]:
        # What a user writes must never become part of a script.
        assert "${{" not in step.get("run", "")
        if "run" in step:
            assert step["shell"] == "bash"
    inputs = ACTION["inputs"]
    assert (
        wrong(["validate", "--format", inputs["format"]["default"], "--fail-on", inputs["fail-on"]["default"], "a"])
        == ""
    )


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository with one good document and one that is bad, in a folder with a space in its name."""
    (tmp_path / "my tei").mkdir()
    (tmp_path / "my tei" / "good.xml").write_bytes(document('<div type="letter"><p>a</p></div>'))
    (tmp_path / "my tei" / "bad.xml").write_bytes(document("<div><p>a <persNam>B</persNam></p></div>"))
    (tmp_path / "own.rng").write_text(SCHEMA)
    scripts = tmp_path / "temp" / "diplomatica" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "diplomatica").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m diplomatica "$@"\n')
    (scripts / "diplomatica").chmod(0o755)
    return tmp_path


def acted(work: Path, **inputs: str) -> tuple[int, str, str, str]:
    """Run the last step of the action as GitHub does: exit code, log, outputs, summary."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash")
    values = {name: str(row["default"]) for name, row in ACTION["inputs"].items()} | inputs
    step = ACTION["runs"]["steps"][-1]

    def filled(text: str) -> str:
        return _VARIABLE.sub(
            lambda found: values.get(found[0][3:-2].strip().removeprefix("inputs."), str(work / "temp")), text
        )

    files = {name: work / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for path in files.values():
        path.write_text("")
    environment = {**os.environ, "RUNNER_TEMP": str(work / "temp"), "PYTHONPATH": str(ROOT / "src")}
    environment |= {name: filled(value) for name, value in step["env"].items()}
    environment |= {name: str(path) for name, path in files.items()}
    run = subprocess.run(
        [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=work, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    output, summary = (path.read_text(encoding="utf-8") for path in files.values())
    return run.returncode, run.stdout + run.stderr, output, summary


def test_the_action_runs(work: Path) -> None:
    code, log, output, summary = acted(work, paths="my tei", schema="own.rng")
    assert code == 1
    assert log.startswith("::error file=my tei/bad.xml,line=3,")
    sarif = Path(output.strip().removeprefix("sarif="))
    assert '"ruleId": "GRA101"' in sarif.read_text(encoding="utf-8")
    assert "2 documents: 1 error" in summary
    assert (work / "temp" / "diplomatica-cache").is_dir()


def test_the_action_with_all_inputs(work: Path) -> None:
    code, log, _, _ = acted(work, paths="my tei\nmy tei/good.xml\n", schema="own.rng", args="--no-ids\n--root=any\n",
                            format="concise", **{"fail-on": "warning"})  # fmt: skip
    assert (code, "GRA101" in log) == (1, True)
    known = work / "known.json"
    made = [sys.executable, "-m", "diplomatica", "validate", "my tei", "--schema", "own.rng", "--baseline", known]
    subprocess.run([*map(str, made), "--write-baseline"], cwd=work, check=True, capture_output=True)
    code, log, _, _ = acted(work, paths="my tei", schema="own.rng", baseline="known.json", format="concise")
    assert (code, "not shown" in log) == (0, True)
    code, _, output, _ = acted(work, paths="nowhere", schema="own.rng")
    assert (code, output) == (2, "")
    code, log, _, _ = acted(work, paths="my tei", schema="own.rng; touch pwned", args="$(touch pwned)")
    assert code == 2
    assert not (work / "pwned").exists()
