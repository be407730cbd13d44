"""A validator in a process of its own: `python -m collation.standards FORMAT FILE` prints its verdicts as JSON."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from collation import limits, standards, store
from collation.garbage import collector_paused


def _limit_memory() -> None:
    """Let this process take no more memory than `limits` says, where the system can see to that."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    own = limits.MEMORY if most == resource.RLIM_INFINITY else min(limits.MEMORY, most)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (own, most))


if __name__ == "__main__":
    _limit_memory()
    with collector_paused():
        sys.stdout.buffer.write(store.encode(standards.validate(Path(sys.argv[2]), sys.argv[1])))
