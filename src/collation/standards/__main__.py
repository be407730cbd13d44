"""A validator in a process of its own: `python -m collation.standards FORMAT FILE` prints its verdicts as JSON."""

from __future__ import annotations

import sys
from pathlib import Path

from collation import standards, store
from collation.garbage import collector_paused

if __name__ == "__main__":
    with collector_paused():
        sys.stdout.buffer.write(store.encode(standards.validate(Path(sys.argv[2]), sys.argv[1])))
