"""metadata.yaml or the evidence file does not have the form that it must have.

An author whose name is misplaced would be missing from the byline of every output; what is not understood is said, not
passed over.

Basis: the form is this project's own; its parts are those of JATS `front` (ANSI/NISO Z39.96).

Fails:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors:
          - name: {zh: 王强}
            affiliations: [nowhere]
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
Passes:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors:
          - name: {zh: 王强}
            affiliations: [here]
        affiliations:
          - {id: here, zh: 某医院}
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "invalid-metadata"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each entry that does not fit."""
    for fault in manuscript.metadata_faults:
        yield Diagnostic(CODE, SEVERITY, fault.location, fault.message, fault.help)
