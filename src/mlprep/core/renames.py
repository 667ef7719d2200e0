"""Follow topics that a newer catalog has renamed, split or merged, so that progress is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple


class Renames(NamedTuple):
    """Today's topics for each id that they replace; `questions` are the ids that there are."""

    topic: Mapping[str, Sequence[str]]
    questions: Collection[str] = frozenset()

    def topics(self, name: str) -> Sequence[str]:
        """Today's ids of a topic: several if it was split."""
        return self.topic.get(name, (name,))

    def units(self, unit: str) -> list[str]:
        """Today's ids of a unit."""
        topic, colon, depth = unit.partition(":")
        return [f"{name}{colon}{depth}" for name in self.topics(topic)]

    def item(self, name: str) -> str:
        """Today's id of anything in a plan: a unit, a piece of one, a quiz or a review."""
        topic, colon, rest = name.partition(":")
        if topic in self.topic and " " not in name:
            return f"{self.topics(topic)[0]}{colon}{rest}"
        for lead in ("quiz-", "review-"):
            body, dash, tail = name.removeprefix(lead).rpartition("-")
            if name.startswith(lead) and body in self.topic:
                return f"{lead}{self.topics(body)[0]}{dash}{tail}"
        return name

    def question(self, name: str) -> str:
        """Today's id of a question of a renamed topic, if there is one of that number."""
        topic, dash, number = name.rpartition("-")
        if topic in self.topic and name not in self.questions:
            found = [f"{new}{dash}{number}" for new in self.topics(topic)]
            return next((one for one in found if one in self.questions), name)
        return name


def renamed_plan(plan: Mapping[str, Any], names: Renames) -> Mapping[str, Any]:
    """The plan's plain data with renamed ids replaced; of a split topic, by its first part."""
    if not names.topic:
        return plan
    changed = _follow(plan, names)
    return changed if isinstance(changed, Mapping) else plan


def _follow(data: Any, names: Renames) -> Any:
    """Ids stand as values and as keys: units as a:b, pieces as a:b/1, topics under their name."""
    if isinstance(data, dict):
        return {names.item(key): _follow(value, names) for key, value in data.items()}
    if isinstance(data, list):
        return [_follow(value, names) for value in data]
    return names.item(data) if isinstance(data, str) else data
