"""Every damage is named, and nothing undamaged ever is: on the flagship, and on small manuscripts of every construct."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from collation.assemble.manuscript import read
from collation.check import catalogue as checks
from collation.diagnostics import Severity
from collation.project import load
from collation.proof import catalogue
from collation.proof.matter import author_identity

from .damages import Damage, DocumentDamage, document, trial
from .damages.trial import Output

WAYS = [(format, damage) for format in trial.FORMATS for damage in trial.damages(format)]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Output]]:
    folder = tmp_path_factory.mktemp("damages")
    return {format: list(trial.outputs(folder, format)) for format in trial.FORMATS}


@pytest.mark.parametrize("name", trial.SMALL)
def test_the_small_manuscripts_pass_the_checks(name: str, tmp_path) -> None:
    for path, text in trial.SMALL[name].items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    found = checks.run(read(load(tmp_path))).diagnostics
    assert not [item for item in found if item.severity is Severity.ERROR]


@pytest.mark.parametrize("format", trial.FORMATS)
def test_an_undamaged_output_has_no_finding(outputs: Mapping[str, list[Output]], format: str) -> None:
    for output in outputs[format]:
        assert [f"{item.code}: {item.message}" for item in output.findings(output.data)] == [], output.manuscript


@pytest.mark.parametrize(("format", "damage"), [pytest.param(*way, id=f"{way[0]}: {way[1].name}") for way in WAYS])
def test_a_damage_is_named(outputs: Mapping[str, list[Output]], format: str, damage: Damage) -> None:
    done = []
    for output in outputs[format]:
        data = trial.damaged(output, damage)
        if data is None:
            continue
        done.append(output.manuscript)
        given = output.findings(data, asks_standards=damage.asks_standards)
        found = [f"{item.code}: {item.message}" for item in given]
        assert any(line.startswith(f"{damage.code}: ") for line in found), (output.manuscript, found)
        assert len(found) <= 4, f"one damage of the {output.manuscript} manuscript makes {len(found)} findings: {found}"
        assert trial.damaged(output, damage) == data, "the damage is not always the same"
    assert done, "no manuscript can be damaged in this way"


@pytest.mark.parametrize("format", trial.FORMATS)
@pytest.mark.parametrize("damage", document.DAMAGES, ids=lambda damage: damage.name)
def test_what_is_printed_of_a_damaged_document_is_named(
    outputs: Mapping[str, list[Output]], format: str, damage: DocumentDamage
) -> None:
    made = [bad for output in outputs[format] if (bad := trial.misprinted(output, damage)) is not None]
    assert made, "no manuscript can be damaged in this way"
    for output in made:
        assert [item.code for item in output.findings(output.data)] == [damage.code], output.manuscript


def test_each_check_is_the_name_of_a_damage() -> None:
    ways = [*document.DAMAGES, *(damage for _, damage in WAYS)]
    planted = {way.code for way in ways} | {
        author_identity.CODE
    }  # of blinded copies: test_identity.py plants each kind
    assert planted == {check.CODE for check in catalogue.CHECKS}


@pytest.mark.parametrize("format", trial.FORMATS)
def test_no_two_ways_have_one_name(format: str) -> None:
    names = [damage.name for damage in trial.damages(format)]
    assert len(names) == len(set(names))
