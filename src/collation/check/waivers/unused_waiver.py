"""A waiver that accepts nothing, because what it accepted is no longer found.

A waiver that is left over when its fault is mended would silently accept the next fault of its kind; and a waiver whose
citekey or path has a slip of the pen accepts nothing while its author believes that it does.  A waiver of a check that
did not run is not called unused.

Basis: SARIF 2.1.0 (OASIS, 2020) keeps what is suppressed beside each result with its justification; the opposite error,
a suppression without a result, is what compilers and linters report as an unused suppression.

Fails:
    waivers.toml:
        [[waiver]]
        check = "missing-field"
        citekey = "murphy2003"
        reason = "the journal numbers no pages"
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, year = {2003}}
    waivers.toml:
        [[waiver]]
        check = "missing-field"
        citekey = "murphy2003"
        reason = "the author circulated it without a journal"
"""

from collections.abc import Iterable, Iterator

from collation.check.waivers.waiver_file import Waiver
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unused-waiver"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:  # noqa: ARG001 - the protocol's
    """Yield nothing: what a waiver accepts is known once all other checks have run, and then `unused` is asked."""
    yield from ()


def unused(waivers: Iterable[Waiver]) -> Iterator[Diagnostic]:
    """Yield a finding for each waiver that matched nothing."""
    for waiver in waivers:
        yield Diagnostic(
            CODE,
            SEVERITY,
            waiver.location,
            f"{waiver.check} finds nothing in {waiver.subject} that this waiver would accept",
            "remove the waiver, or mend what it names",
            waiver.citekey,
        )
