"""The one door to pybtex: personal names in their parts, and a second reading of the entries."""

from __future__ import annotations

from functools import lru_cache

from collation.model import Name


def split(field: str) -> tuple[Name, ...]:
    """Split the value of an `author` or `editor` field into names, by BibTeX's rules as pybtex has them.

    A name in braces of its own is a corporate author and is not split.  What pybtex calls an invalid name (too many
    commas) is kept whole as a family name: a check speaks of it, and no reader of the list loses an author.
    """
    from pybtex.bibtex.utils import split_name_list

    # It knows no `and` at the end of a line.
    written = (name.strip(" ,~") for name in split_name_list(" ".join(field.split())))
    names = (_split_name(name) for name in written if name.strip("{} "))
    return tuple(names)


@lru_cache(maxsize=1 << 16)  # the people of one field of work write again and again
def _split_name(name: str) -> Name:
    from pybtex.database import InvalidNameString, Person

    if name.startswith("{") and _is_one_group(name):
        return Name(name[1:-1].strip(), is_corporate=True)
    try:
        person = Person(name)
    except InvalidNameString:
        return Name(name)
    return Name(
        family=" ".join(person.last_names),
        given=" ".join([*person.first_names, *person.middle_names]),
        particle=" ".join(person.prelast_names),
        suffix=" ".join(person.lineage_names),
    )


def _is_one_group(text: str) -> bool:
    depth = 0
    for index, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return index == len(text) - 1
    return False


def read(text: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Read a BibTeX text by pybtex.

    Returns:
        For each entry in order its citekey and its fields, names in lower case, @string and `#` resolved.

    Raises:
        ValueError: where pybtex cannot read the text.
    """
    from pybtex.database.input.bibtex import LowLevelParser, month_names
    from pybtex.exceptions import PybtexError
    from pybtex.utils import CaseInsensitiveDict

    found = []
    try:
        for command, body in LowLevelParser(text, macros=CaseInsensitiveDict(month_names)):
            if command.lower() not in ("string", "preamble", "comment"):
                citekey, fields = body
                found.append((citekey, tuple((name.lower(), "".join(parts)) for name, parts in fields)))
    except PybtexError as error:
        raise ValueError(str(error)) from error
    return found
