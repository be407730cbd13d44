"""A name means one thing: a module that is imported sets an attribute of its package, and would replace what is there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import collation

SOURCE = Path(collation.__file__).parent
PACKAGES = sorted(path for path in SOURCE.rglob("__init__.py"))


def defined(package: Path) -> set[str]:
    """Return the names that a package itself defines."""
    tree = ast.parse(package.read_text(encoding="utf-8"))
    named = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assigned = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    return {node.name for node in named} | set(assigned)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.parent.relative_to(SOURCE).as_posix())
def test_a_package_defines_no_name_that_one_of_its_modules_has(package: Path) -> None:
    modules = {path.stem for path in package.parent.glob("*.py")} | {
        path.parent.name for path in package.parent.glob("*/*.py")
    }
    assert not defined(package) & modules


def test_what_a_dodo_imports_is_a_verb_whatever_was_imported_before() -> None:
    import collation.recompute  # noqa: F401 - imports every module of the checks
    from collation.check import check
    from collation.proof import prove

    assert callable(check)
    assert callable(prove)
