"""Find what the user means: topics by words, ids by prefix, near misses.

A name is taken if it is an id, an old id that a topic replaces, the unambiguous beginning of an
id, or a title; otherwise UserError says what it may have been.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

from mlprep.core.fields import DEPTHS, PILLARS
from mlprep.core.models import Catalog, Question, Role, Topic
from mlprep.core.papers import OWN
from mlprep.errors import UsageError, UserError

MOST_SUGGESTED = 5
SHORTEST_INSIDE = 3  # letters from which a word may match inside another
SHORTEST_MISSPELT = 5  # letters from which a word may be misspelt
LIKENESS = 0.84  # of two words taken for one, as difflib measures it


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """A question naming what is close to the word, or an empty string."""
    close = get_close_matches(word.lower(), list(names), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(close)}?" if close else ""


def find_role(catalog: Catalog, word: str) -> Role:
    """The role of that id, unambiguous prefix, title or initials ("swe" is not one)."""
    plain = word.strip().lower()
    if plain in catalog.role:
        return catalog.role[plain]
    begun = [r for r in catalog.roles if r.id.startswith(plain) or r.title.lower() == plain]
    if plain and len(begun) == 1:
        return begun[0]
    guess = did_you_mean(plain.replace(" ", "-"), catalog.role)
    known = ", ".join(role.id for role in catalog.roles)
    raise UserError(f"There is no role {word!r}.", guess or f"Roles: {known}")


def find_domain(catalog: Catalog, word: str) -> str:
    """The id of the domain that the word names."""
    domains = {area.id: area for area in catalog.areas if area.domain}
    plain = word.strip().lower()
    begun = [i for i, area in domains.items() if i.startswith(plain) or area.title.lower() == plain]
    if plain in domains or (plain and len(begun) == 1):
        return plain if plain in domains else begun[0]
    if plain == OWN:
        raise UsageError(
            "The domain 'own' is your reading list, and there is none yet.",
            "Name its file: --domain own --papers FILE (.bib or .yaml)",
        )
    guess = did_you_mean(plain.replace(" ", "-"), domains)
    raise UserError(f"There is no domain {word!r}.", guess or f"Domains: {', '.join(domains)}")


def find_topic(catalog: Catalog, word: str) -> Topic:
    """The topic that the word names (see the head of the module)."""
    plain = word.strip().lower()
    plain = catalog.renamed.get(plain, (plain,))[0]
    if plain in catalog.topic:
        return catalog.topic[plain]
    begun = [topic for topic in catalog.topics if topic.id.startswith(plain)] if plain else []
    titled = [topic for topic in catalog.topics if topic.title.lower() == plain]
    inside = [topic for topic in catalog.topics if plain in topic.id.split("-")[1:]]
    if titled or len(begun) == 1 or (not begun and len(inside) == 1):
        return next(iter([*titled, *begun, *inside]))
    if begun:
        raise UserError(
            f"{word!r} is the beginning of {len(begun)} topics.",
            "Which one? " + ", ".join(topic.id for topic in begun[:MOST_SUGGESTED]),
        )
    near = get_close_matches(plain, catalog.topic, n=3, cutoff=0.7)
    named = [t.id for t in search_topics(catalog, word) if _score_names(t, word) > 0]
    near += named[: MOST_SUGGESTED - len(near)]
    hint = f"Did you mean {' or '.join(dict.fromkeys(near))}?" if near else "See: mlprep topics"
    raise UserError(f"There is no topic {word!r}.", hint)


def find_question(catalog: Catalog, word: str) -> Question:
    """The question of that id."""
    plain = word.strip().lower()
    if plain not in catalog.question:
        guess = did_you_mean(plain, catalog.question)
        raise UserError(f"There is no question {word!r}.", guess or "See: mlprep practice --list")
    return catalog.question[plain]


def split_depth(word: str) -> tuple[str, str | None]:
    """A name and its depth: "la-eigen:solid" → ("la-eigen", "solid")."""
    name, colon, depth = word.strip().lower().rpartition(":")
    if not colon:
        return word.strip(), None
    matches = [d for d in DEPTHS if depth and d.startswith(depth)]
    if len(matches) != 1:
        raise UserError(
            f"{depth!r} is not a depth.", f"Depths are {', '.join(DEPTHS)}: {name}:basics"
        )
    return name, matches[0]


class Choice(NamedTuple):
    """Units that a selector names, and how specific it was (pillar 0, area 1, topic 2)."""

    units: tuple[str, ...]
    rank: int


def select_units(catalog: Catalog, selector: str) -> Choice:
    """The units of a topic, area or pillar up to a depth (solid unless one is given)."""
    name, depth = split_depth(selector)
    plain = name.lower()
    if plain in PILLARS:
        inside = [t for t in catalog.topics if catalog.area[t.area].pillar == plain]
        rank = 0
    elif plain in catalog.area:
        inside = [t for t in catalog.topics if t.area == plain]
        rank = 1
    else:
        inside = [_topic_or_place(catalog, name)]
        rank = 2
    upto = DEPTHS[: DEPTHS.index(depth or "solid") + 1]
    units = tuple(f"{t.id}:{d}" for t in inside for d in upto if d in t.depths)
    return Choice(units, rank)


def _topic_or_place(catalog: Catalog, name: str) -> Topic:
    try:
        return find_topic(catalog, name)
    except UserError as error:
        guess = did_you_mean(name, [*PILLARS, *catalog.area, *catalog.topic])
        raise UserError(f"{name!r} is no topic, area or pillar.", guess or error.hint) from None


def known_and_rusty(
    catalog: Catalog, known: Iterable[str], rusty: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Resolve selectors into known and rusty units, in catalog order.

    Where they contradict each other the more specific one counts, and rusty if both are alike.
    """
    verdict: dict[str, tuple[int, bool]] = {}
    for is_rusty, selectors in ((False, known), (True, rusty)):
        for selector in selectors:
            choice = select_units(catalog, selector)
            for unit in choice.units:
                if unit not in verdict or choice.rank >= verdict[unit][0]:
                    verdict[unit] = (choice.rank, is_rusty)
    ordered = [f"{t.id}:{d}" for t in catalog.topics for d in t.levels]
    return (
        tuple(u for u in ordered if u in verdict and not verdict[u][1]),
        tuple(u for u in ordered if u in verdict and verdict[u][1]),
    )


def search_topics(catalog: Catalog, query: str) -> list[Topic]:
    """Topics that hold every word of the query somewhere, best first; all if it is empty."""
    words = re.findall(r"[\w+-]+", query.lower())
    scored = []
    for place, topic in enumerate(catalog.topics):
        score = _score(catalog, topic, words)
        if score > 0 or not words:
            scored.append((-score, place, topic))
    return [topic for _, _, topic in sorted(scored, key=lambda entry: entry[:2])]


def _score_names(topic: Topic, query: str) -> float:
    """How well the first word matches the topic's id or title."""
    words = re.findall(r"[\w+-]+", query.lower())
    return max(_match(words[0], topic.id), _match(words[0], topic.title.lower())) if words else 0.0


def _score(catalog: Catalog, topic: Topic, words: list[str]) -> float:
    area = catalog.area[topic.area]
    fields = [
        (topic.id, 6.0),
        (topic.title.lower(), 8.0),
        (f"{area.id} {area.title}".lower(), 3.0),
        (topic.why.lower(), 1.0),
        (" ".join(o for d in topic.depths.values() for o in d.outcomes).lower(), 1.5),
    ]
    total = 0.0
    for word in words:
        best = max(_match(word, text) * weight for text, weight in fields)
        if not best:
            return 0.0
        total += best
    return total + topic.importance / 10


def _match(word: str, text: str) -> float:
    """1 for the word itself, less for its beginning, its inside or a near miss, 0 for nothing."""
    tokens = re.findall(r"\w+", text)
    if word in tokens or word == text:
        return 1.0
    if any(token.startswith(word) for token in tokens):
        return 0.8
    if len(word) >= SHORTEST_INSIDE and word in text:
        return 0.5
    if len(word) < SHORTEST_MISSPELT:
        return 0.0
    near = (token for token in tokens if token[0] == word[0])
    return 0.4 if any(SequenceMatcher(None, word, t).ratio() > LIKENESS for t in near) else 0.0
