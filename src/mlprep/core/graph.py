"""Prerequisites as a graph over units: closures, orders, cycles.

A unit is a topic at one depth, written "la-eigen:basics". A depth requires the one below it;
basics requires the basics of each prerequisite; a depth may name further units it requires.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

Requires = Mapping[str, tuple[str, ...]]


def closure(wanted: Iterable[str], requires: Mapping[str, Sequence[str]]) -> set[str]:
    """The wanted units and all they require, directly or not; ids not in `requires` stay out."""
    found: set[str] = set()
    stack = [unit for unit in wanted if unit in requires]
    while stack:
        unit = stack.pop()
        if unit not in found:
            found.add(unit)
            stack.extend(r for r in requires[unit] if r in requires and r not in found)
    return found


def dependents(requires: Requires) -> dict[str, list[str]]:
    """For each unit, the units that require it directly."""
    users: dict[str, list[str]] = {unit: [] for unit in requires}
    for unit, needs in requires.items():
        for need in needs:
            if need in users:
                users[need].append(unit)
    return users


def in_order(requires: Requires, users: Mapping[str, Sequence[str]]) -> list[str]:
    """All units, each after what it requires; `users` are the dependents.

    Raises graphlib.CycleError if that cannot be.
    """
    first_seen = dict.fromkeys(u for unit, needs in requires.items() for u in (unit, *needs))
    open_needs = {
        u: sum(need in requires for need in requires[u]) for u in first_seen if u in requires
    }
    order = [unit for unit, number in open_needs.items() if not number]
    for unit in order:
        for user in users[unit]:
            open_needs[user] -= 1
            if not open_needs[user]:
                order.append(user)
    if len(order) < len(requires):
        TopologicalSorter(requires).prepare()
    return order


def find_cycle(requires: Requires) -> list[str]:
    """One cycle as a list whose first and last unit are the same, or an empty list."""
    try:
        TopologicalSorter(requires).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
