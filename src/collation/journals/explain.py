"""What a journal asks for, in words: for `collate journals show` and for the page that a person opens first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import fill

from collation.journals import schema
from collation.journals.profile import Asked, EtAl, Limit, Profile, Requirement

NOT_VERIFIED = "not verified"
"""What is said where nobody knows what a journal asks for, or nobody looked it up."""


def in_words(asked: Asked | None) -> str:
    """Say what is asked for, as `at most 20 字`; of a value that is not known, that it is not verified."""
    match asked:
        case None:
            return NOT_VERIFIED
        case bool():
            return "yes" if asked else "no"
        case Limit():
            return _limit(asked)
        case EtAl():
            return f"all up to {asked.up_to}, of more the first {asked.first}"
        case tuple():
            return ", ".join(asked) if asked else "none"
        case float():
            return f"{asked:g}"
    return asked.replace("-", " ") if asked in _WORDS else f"“{asked}”" if _needs_quotes(asked) else asked


def _limit(limit: Limit) -> str:
    least, most = (f"{side:g}" if side is not None else "" for side in (limit.at_least, limit.at_most))
    unit = f" {limit.unit}" if limit.unit else ""
    if least and most:
        return f"{least}{unit}" if least == most else f"{least} to {most}{unit}"
    return f"at least {least}{unit}" if least else f"at most {most}{unit}" if most else "no limit"


_WORDS = frozenset(word for field in schema.FIELDS if isinstance(field.kind, schema.OneOf) for word in field.kind.words)


def _needs_quotes(text: str) -> bool:
    return not any(character.isalnum() for character in text)


def basis(requirement: Requirement) -> str:
    """Say who asks for it and when that was looked up."""
    if requirement.source is None:
        return ""
    source = requirement.source
    return f"{source.title}, {source.checked}" if source.is_verified else f"{source.title}, {NOT_VERIFIED}"


def overview(profiles: Iterable[Profile]) -> str:
    """Write a line for each profile: its name, the journal, and how much of it was looked up."""
    lines = []
    for profile in profiles:
        verified = sum(item.is_verified for item in profile.requirements.values())
        told = f"{verified} of {len(schema.FIELDS)} looked up"
        lines.append((profile.identifier, profile.title, told))
    width = max((len(identifier) for identifier, _, _ in lines), default=0)
    return "".join(f"{identifier:<{width}}  {title} ({told})\n" for identifier, title, told in lines)


def text(profile: Profile) -> str:
    """Write a profile for a person: what is asked for, with who says so; then what nobody knows yet."""
    head = f"{profile.title}\n{profile.identifier}, version {profile.version}, {profile.path}\n"
    if profile.article_types:
        chosen = f"; shown for {profile.article_type}" if profile.article_type else "; shown for no one of them"
        head += f"has words of its own for {', '.join(profile.article_types)}{chosen}\n"
    return head + "".join(_groups(profile)) + _unknown(profile) + _sources(profile)


def _groups(profile: Profile) -> Iterator[str]:
    known = [item for item in schema.FIELDS if profile.requirement(item.name) is not None]
    for group, fields in groupby(known, key=lambda item: item.name.partition(".")[0]):
        yield f"\n{group}\n"
        for item in fields:
            found = profile.requirements[item.name]
            source = found.source.identifier if found.source else ""
            doubt = "" if found.is_verified else f", {NOT_VERIFIED}"
            yield f"  {item.words}: {in_words(found.asked)} [{source}{doubt}]\n"
            if found.note:
                yield f"    {found.note}\n"


def _unknown(profile: Profile) -> str:
    lines = []
    for group, fields in groupby(schema.FIELDS, key=lambda item: item.name.partition(".")[0]):
        names = [item.name.partition(".")[2] for item in fields]
        unknown = [name for name in names if profile.requirement(f"{group}.{name}") is None]
        told = "all" if unknown == names else ", ".join(unknown)
        if unknown:
            lines.append(fill(f"{group}: {told}", 100, initial_indent="  ", subsequent_indent="    ") + "\n")
    return f"\n{NOT_VERIFIED}, and so asked of nobody\n{''.join(lines)}" if lines else ""


def _sources(profile: Profile) -> str:
    lines = []
    for source in profile.sources.values():
        when = f"looked at on {source.checked}" if source.is_verified else NOT_VERIFIED
        parts = [source.title, source.address, when, source.seen]
        lines.append(f"  [{source.identifier}] {'; '.join(part for part in parts if part)}\n")
    return "\nsources\n" + "".join(lines) if lines else ""
