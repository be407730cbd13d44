"""What runs us elsewhere: GitHub's workflows and pre-commit's hooks have their forms, and their commands run."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
import yaml

from collation.project import create
from schemas import validator

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
SECTION = "manuscript/01-introduction.md"


class Loader(yaml.SafeLoader):
    """Reads YAML as GitHub does, to whom `on` is a word (YAML 1.2), not the truth (YAML 1.1)."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def workflow(name: str) -> dict:
    return yaml.load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"), Loader)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project inside a repository, with a citation that leads nowhere."""
    folder = tmp_path / "papers" / "新 review"
    create(folder)
    with (folder / SECTION).open("a", encoding="utf-8") as file:
        file.write("\n外泌体[@nobody1999]。\n")
    return folder


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_valid_by_the_schema_of_workflows(path: Path) -> None:
    validator("github-workflow").validate(workflow(path.name))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_script_has_an_expression_pasted_into_it_and_no_job_more_rights_than_it_says(path: Path) -> None:
    found = workflow(path.name)
    assert found["permissions"] == {"contents": "read"}
    scripts = [step["run"] for job in found["jobs"].values() for step in job["steps"] if "run" in step]
    assert scripts
    assert not any("${{" in script for script in scripts)


def test_every_input_of_the_reusable_workflow_is_used_and_all_but_one_have_a_default() -> None:
    text = (ROOT / ".github" / "workflows" / "citations.yml").read_text(encoding="utf-8")
    inputs = workflow("citations.yml")["on"]["workflow_call"]["inputs"]
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(inputs)
    for item in inputs.values():
        assert {"description", "required", "type", *(() if item["required"] else ("default",))} == set(item)
    assert [name for name, item in inputs.items() if item["required"]] == ["requirement"]


@pytest.mark.parametrize("strict", ["false", "true"])
def test_the_workflow_s_script_checks_a_project_in_a_folder(strict: str, project: Path, run) -> None:
    (step,) = [step for step in workflow("citations.yml")["jobs"]["citations"]["steps"] if step.get("name") == "Check"]
    assert set(step["env"]) == {"PROJECT", "STRICT"}
    repository = project.parent.parent
    variables = {"PROJECT": "papers/新 review", "STRICT": strict, "GITHUB_WORKSPACE": str(repository)}
    result = run(repository, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], **variables)
    assert result.returncode == 1
    assert f"::error file=papers/新 review/{SECTION},line=" in result.stdout
    (found,) = json.loads((repository / "citations.sarif").read_text(encoding="utf-8"))["runs"]
    levels = {item["level"] for item in found["results"]}
    assert "error" in levels


def test_a_hook_has_what_pre_commit_requires() -> None:
    assert [hook["id"] for hook in HOOKS] == ["collate-check", "collate-fix"]
    for hook in HOOKS:
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_looks_at_every_file_that_a_check_reads(hook: dict) -> None:
    for path in (
        SECTION,
        "references.bib",
        "references.evidence.yaml",
        "waivers.toml",
        "pyproject.toml",
        "baseline.json",
    ):
        assert re.search(hook["files"], path)
    assert not re.search(hook["files"], "out/manuscript.pdf")


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_s_command_fails_at_a_finding_and_is_silent_without(hook: dict, project: Path, run) -> None:
    result = run(project, *shlex.split(hook["entry"]))
    assert result.returncode == 1
    assert "error[unresolved-citekey]" in result.stdout
    path = project / SECTION
    path.write_text(path.read_text(encoding="utf-8").replace("外泌体[@nobody1999]。\n", ""), encoding="utf-8")
    result = run(project, *shlex.split(hook["entry"]))
    assert (result.returncode, result.stdout) == (0, "")


def test_the_hooks_that_settings_md_shows_are_there() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    shown = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)]
    hooks = [hook["id"] for item in shown if "repos" in item for hook in item["repos"][0]["hooks"]]
    assert hooks == ["collate-check"]
    (call,) = [item["jobs"]["citations"] for item in shown if "jobs" in item]
    assert set(call["with"]) <= set(workflow("citations.yml")["on"]["workflow_call"]["inputs"])
    assert call["with"]["requirement"] == "git+https://github.com/<owner>/<name>"
    assert call["uses"] == "<owner>/<name>/.github/workflows/citations.yml@main"
    (repository,) = [item["repos"][0]["repo"] for item in shown if "repos" in item]
    assert repository == "https://github.com/<owner>/<name>"
    assert "For `<owner>/<name>` write those of the repository" in text
