"""The build of this manuscript as a table of contents: `doit list` shows it, `doit` makes all of it."""

import sys

from doit.tools import config_changed

from collation.assemble import assemble
from collation.check import check
from collation.progress import action, settings, still
from collation.project import open_project, package_files
from collation.proof import is_proven, prove
from collation.render import render

PROJECT = open_project(__file__)
CODE = package_files()
DOIT_CONFIG = settings(["assemble", "check", *PROJECT.formats, "proof"])


def task_assemble():
    """read the sections, the front matter and the bibliography into one manuscript"""
    return {
        "actions": [action(assemble, PROJECT)],
        "file_dep": [*map(PROJECT.path, PROJECT.inputs), *CODE],
        "targets": [PROJECT.assembled],
        "uptodate": [config_changed(PROJECT.settings("assemble"))],
    }


def task_check():
    """verify every citation, entry and cross-reference; an error stops the build here"""
    return {
        "actions": [action(check, PROJECT, sys.stdout)],
        "file_dep": [PROJECT.assembled, *CODE],
        "targets": [PROJECT.report, PROJECT.checked],
        "uptodate": [config_changed(PROJECT.settings("check"))],
    }


def looks(*styles):
    """Every file in some folders of styles, ours and the project's own."""
    return [path for name in styles for path in PROJECT.style_files(name)]


def rendering(format, *styles):
    """A task that writes one format, with everything on which its look depends."""
    return {
        "actions": [action(render, PROJECT, format)],
        "file_dep": [PROJECT.assembled, *map(PROJECT.path, PROJECT.figures), *looks(*styles), *CODE],
        "task_dep": ["check"],
        "targets": [PROJECT.product(format)],
        "uptodate": [config_changed(PROJECT.settings("render")), PROJECT.is_whole(format)],
    }


def task_pdf():
    """render out/manuscript.pdf, a journal article on A4"""
    return rendering("pdf", "csl", "typst")


def task_html():
    """render out/manuscript.html, one self-contained page"""
    return rendering("html", "csl", "hypertext", "html")


def task_docx():
    """render out/manuscript.docx, for Word"""
    return rendering("docx", "csl", "docx.yaml")


def task_jats():
    """render out/manuscript.xml, for journals and archives, with its images beside it"""
    return rendering("jats", "csl")


def task_epub():
    """render out/manuscript.epub, for reading systems of every kind"""
    return rendering("epub", "csl", "hypertext", "epub")


def task_proof():
    """read every output back, and certify in out/proof.json that it prints what was checked"""
    return {
        "actions": [action(prove, PROJECT, sys.stdout)],
        "file_dep": [PROJECT.assembled, PROJECT.checked, *looks("csl", "html/proof.css"), *CODE],
        "task_dep": [*PROJECT.formats],
        "targets": [PROJECT.certificate, PROJECT.certificate_page],
        "uptodate": [config_changed(PROJECT.settings("proof")), still(is_proven, PROJECT)],
    }
