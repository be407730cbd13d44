"""The text of an output before its body, as one."""

from __future__ import annotations

from collation.proof.reading import Reading


def front_text(reading: Reading) -> str:
    """Return what stands before the text, its blocks on lines of their own."""
    return "\n".join(f"{block.label} {block.text}".strip() for block in reading.blocks if block.kind == "front")
