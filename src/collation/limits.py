"""How much a file may hold before nobody reads it: the proof opens what anybody may have sent.

A review of a hundred pages stays below a tenth of each of these.  What is beyond is a finding, and no reader is tried
on it: some kilobytes can unpack to gigabytes.
"""

from __future__ import annotations

from typing import Final

FILE: Final = 1 << 28
"""Bytes of one file, and of all that an archive unpacks to."""

ARCHIVED: Final = 10_000
"""Files in an archive."""

MARKUP: Final = 1 << 25
"""Bytes of one document in XML or HTML; Word itself opens no part with more than 32 MB."""

TAGS: Final = 500_000
"""Tags, comments and the like in it.  Each takes some hundred times its bytes once it is an element."""

BLOCKS: Final = 50_000
"""Paragraphs, headings, cells and the like that are compared."""

CHARACTERS: Final = 5_000_000
"""Characters in them."""

PAGES: Final = 5_000
"""Pages of a PDF."""

STREAMS: Final = 1 << 28
"""Bytes to which all that a PDF holds unpacks, its images left out: they are not unpacked."""

PAGE: Final = 1 << 25
"""Bytes that draw one page, each form as often as it is drawn; page-validation stops there too."""

PAGE_TEXTS: Final = 40_000
"""Operators that draw text on one page: a letter of its own each, and it would still be black.  The time that pdfium
takes for them grows with their square: four seconds for so many.
"""

TEXTS: Final = 600_000
"""Operators that draw text in all pages together."""

MEMORY: Final = 1 << 32
"""Bytes of memory that a validator in a process of its own may take."""

SECONDS: Final = 60.0
"""For how long such a validator is waited for; it takes half a second for a review."""
