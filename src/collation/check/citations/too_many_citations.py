"""More than ten works cited at one place.

Nobody can tell which of them supports what; a review says what each work showed, or cites the best of them.

Basis: the ICMJE recommendations prefer a small number of references to key original papers to an exhaustive list; the
number ten is a house rule, and the finding a note.

Fails:
    manuscript/01-introduction.md:
        山羊模型已有许多研究[1-11]。
    references.bib:
        @article{a2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{b2003, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2003}}
        @article{c2003, author = {Li, A.}, title = {Vesicles}, journal = {Journal}, year = {2003}}
        @article{d2003, author = {Wu, B.}, title = {Sheep}, journal = {Journal}, year = {2003}}
        @article{e2003, author = {He, D.}, title = {Horses}, journal = {Journal}, year = {2003}}
        @article{f2003, author = {Xu, E.}, title = {Rabbits}, journal = {Journal}, year = {2003}}
        @article{g2003, author = {Yu, F.}, title = {Mice}, journal = {Journal}, year = {2003}}
        @article{h2003, author = {Hu, G.}, title = {Rats}, journal = {Journal}, year = {2003}}
        @article{i2003, author = {Lu, H.}, title = {Dogs}, journal = {Journal}, year = {2003}}
        @article{j2003, author = {Gu, I.}, title = {Pigs}, journal = {Journal}, year = {2003}}
        @article{k2003, author = {Du, K.}, title = {Cats}, journal = {Journal}, year = {2003}}
Passes:
    manuscript/01-introduction.md:
        山羊模型已有研究[1]。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "too-many-citations"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ()

_MOST = 10
"""How many works may support one statement."""


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each cluster with more works than that."""
    for cluster in manuscript.clusters:
        works = {item.citekey or item.number for item in cluster.items}
        if len(works) > _MOST:
            yield Diagnostic(
                CODE,
                SEVERITY,
                cluster.location,
                f"{len(works)} works are cited at one place",
                "say what each of them showed, or cite the best of them",
            )
