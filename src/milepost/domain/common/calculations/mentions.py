"""Whom a text names: `@Dana Ruiz`, `@Dana` where one only is meant, or `@dana.ruiz@city.example`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from milepost.domain.common.models import User
from milepost.domain.common.topics import kind_of

MARK = re.compile(r"(?<![\w@.])@(?=\w)")
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
WORD = re.compile(r"[\w'’-]+")
MOST_MENTIONS = 20
MOST_OFFERED = 8
MOST_TRIED = 60


class UnknownMention(Exception):
    """Says whom a text names that cannot be mentioned."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """A text in which everybody named is named in full, and who they are."""

    text: str
    users: list[User]


def mentions_in(text: str, topic: models.Model, *, by: User) -> Mentions:
    """Find who is named; raises `UnknownMention` for who may not see the topic, and where it is unclear."""
    users: dict[int, User] = {}
    parts: list[str] = []
    end = 0
    readers = _Readers(topic, by)
    for mark in MARK.finditer(text):
        if mark.start() < end:
            continue
        found = readers.named_at(text[mark.end() :])
        if found is None:
            continue
        user, length = found
        parts += [text[end : mark.start()], f"@{user.name}"]
        end = mark.end() + length
        users[user.pk] = user
    if len(users) > MOST_MENTIONS:
        raise UnknownMention(
            gettext("Mention at most {most_mentions} people in one comment.").format(
                most_mentions=MOST_MENTIONS
            )
        )
    users.pop(by.pk, None)
    return Mentions("".join([*parts, text[end:]]), list(users.values()))


def people_to_mention(typed: str, topic: models.Model, *, by: User) -> list[User]:
    """Give who may be mentioned and whose name or email has words that begin so, for a picker."""
    readers = _Readers(topic, by)
    found = User.objects.filter(is_active=True).exclude(pk=by.pk).order_by("name")
    for word in typed.split():
        found = found.filter(
            Q(name__istartswith=word) | Q(name__icontains=f" {word}") | Q(email__istartswith=word)
        )
    offered: list[User] = []
    for user in found[:MOST_TRIED]:
        if readers.may_mention(user):
            offered.append(user)
        if len(offered) == MOST_OFFERED:
            break
    return offered


class _Readers:
    """Who may be mentioned about a topic, and what the writer may be told of the others."""

    def __init__(self, topic: models.Model, by: User) -> None:
        self.topic = topic
        self.kind = kind_of(topic)
        self.by = by
        self.knows_everybody = self.kind.knows_everybody(by)

    def may_mention(self, user: User) -> bool:
        return user.is_active and self.kind.sees(user, self.topic) and self._is_known(user)

    def _is_known(self, user: User) -> bool:
        """Somebody from outside knows only who works on the topic: those who hold a role on it."""
        return self.knows_everybody or self.kind.works_on(user, self.topic)

    def named_at(self, rest: str) -> tuple[User, int] | None:
        """Give who is named at the beginning of a text, and how much of it is the name."""
        if email := EMAIL.match(rest):
            return self._one_of([*User.objects.filter(email__iexact=email[0])], email[0]), len(email[0])
        first = WORD.match(rest)
        if first is None:
            return None
        named = list(
            User.objects.filter(name__istartswith=first[0], is_active=True).order_by("name")[:MOST_TRIED]
        )
        if not self.knows_everybody:
            named = [user for user in named if self.may_mention(user)]
        whole = [user for user in named if _begins_with(rest, user.name)]
        if whole:
            length = max(len(user.name) for user in whole)
            longest = [user for user in whole if len(user.name) == length]
            return self._one_of(longest, longest[0].name), length
        alone = [user for user in named if _first_name(user) == first[0].lower() and self.may_mention(user)]
        if alone:
            return self._one_of(alone, first[0]), len(first[0])
        if first[0][0].isupper():
            raise UnknownMention(self._nobody(first[0]))
        return None

    def _one_of(self, found: list[User], typed: str) -> User:
        readers = [user for user in found if self.may_mention(user)]
        if len(readers) > 1:
            raise UnknownMention(
                gettext(
                    "More than one person is called {typed}. Write the email: @name@city.example."
                ).format(typed=typed)
            )
        if readers:
            return readers[0]
        if found and self.knows_everybody:
            raise UnknownMention(
                gettext("{name} may not see this and would not read it.").format(name=found[0].name)
            )
        raise UnknownMention(self._nobody(typed))

    def _nobody(self, typed: str) -> str:
        return f"Nobody called {typed} can be mentioned here. Write the whole name or the email."


def spans_of(text: str, names: list[str]) -> Iterator[tuple[str, bool]]:
    """Divide a text into pieces, each with whether it is a mention of one of the names."""
    if not names:
        yield text, False
        return
    ordered = sorted(names, key=len, reverse=True)
    pattern = re.compile("(" + "|".join(re.escape(f"@{name}") for name in ordered) + r")(?!\w)")
    for number, piece in enumerate(pattern.split(text)):
        if piece:
            yield piece, number % 2 == 1


def _begins_with(rest: str, name: str) -> bool:
    follows = rest[len(name) : len(name) + 1]
    return bool(name) and rest.lower().startswith(name.lower()) and not (follows.isalnum() or follows == "_")


def _first_name(user: User) -> str:
    return user.name.split()[0].lower() if user.name else ""
