"""One plan for several roles: the rounds of all of them, and a value that is fair to each.

A unit's value is the weighted sum of what it is worth to each role, in parts of what that role
could get at most in the same minutes without any tiers. The weights start equal; then the role that
fares worst is given more, a few times, and the choice that leaves the worst-off role best is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from mlprep.core.models import Catalog, Role, Round, Unit
from mlprep.core.selection import Candidate, best_closed_set
from mlprep.core.value import unit_values
from mlprep.errors import UserError

Values = Mapping[str, int]
WHOLE = 100_000  # the value of a role's best choice
ROUNDS = 5  # how often the weights are tried anew
STEP = Fraction(5, 4)  # by which the weight of the role that fares worst grows
FAIR = Fraction(97, 100)  # a worst share, by the best one, that needs no more fairness


def role_of(catalog: Catalog, ids: Sequence[str]) -> Role:
    """The role of that id; of several, one that holds what all of them ask for.

    Raises UserError for a role that is no longer in the catalog.
    """
    gone = [name for name in ids if name not in catalog.role]
    if gone:
        raise UserError(
            f"The role {gone[0]!r} is no longer in the catalog.",
            "Plan for another: mlprep replan --role data-scientist",
        )
    roles = [catalog.role[name] for name in ids]
    if len(roles) == 1:
        return roles[0]
    domains = {role.domain for role in roles}
    needs = "required" if "required" in domains else "optional" if "optional" in domains else "none"
    strands = {strand.name: strand for role in roles for strand in role.strands}
    scientists = [role for role in roles if role.domain == "required"] or roles
    return roles[0].model_copy(
        update={
            "id": "-and-".join(ids),
            "title": " + ".join(role.title for role in roles),
            "expects": " ".join(role.expects for role in roles),
            "emphasis": tuple(dict.fromkeys(area for role in roles for area in role.emphasis)),
            "domain": needs,
            "domain_share": scientists[0].domain_share,
            "domain_must": scientists[0].domain_must,
            "climb": scientists[0].climb,
            "rounds": tuple(_rounds(roles)),
            "topics": {},
            "strands": tuple(strands.values()),
            "activities": next((role.activities for role in roles if role.activities), ()),
        }
    )


def _rounds(roles: Sequence[Role]) -> list[Round]:
    """All rounds; those whose name stands in several roles carry the role's."""
    names = [interview.name for role in roles for interview in role.rounds]
    return [
        interview
        if names.count(interview.name) == 1
        else interview.model_copy(update={"name": f"{interview.name} ({role.title})"})
        for role in roles
        for interview in role.rounds
    ]


def each_value(
    catalog: Catalog, units: Mapping[str, Unit], ids: Sequence[str], domain: str | None
) -> list[Values]:
    """The value of every unit to each role on its own; a domain counts where a role takes one."""
    return [
        unit_values(catalog, units, role, domain if role.domain != "none" else None)
        for role in (catalog.role[name] for name in ids)
    ]


def weigh(values: Sequence[Values], best: Sequence[int], weights: Sequence[Fraction]) -> Values:
    """The roles' values joined into one, each in parts of its best."""
    scales = [weight * WHOLE / max(1, top) for top, weight in zip(best, weights, strict=True)]
    common = lcm(*(scale.denominator for scale in scales))  # sums of fractions are slow
    parts = [int(scale * common) for scale in scales]

    def joined(unit: str) -> int:
        return sum(own[unit] * part for own, part in zip(values, parts, strict=True))

    return {unit: round(Fraction(joined(unit), common)) for unit in values[0]}


def best_alone(
    values: Sequence[Values], candidates: Mapping[str, Candidate], room: int
) -> list[int]:
    """What each role could get in the minutes, were the choice for it alone and without tiers."""
    pools = ({u: c._replace(value=own[u]) for u, c in candidates.items()} for own in values)
    return [sum(pool[u].value for u in best_closed_set(pool, room)) for pool in pools]


def balanced(
    values: Sequence[Values],
    best: Sequence[int],
    choose: Callable[[Values], Sequence[str]],
) -> Values:
    """The joined values under which the role that fares worst fares best; `choose` picks units."""
    weights = [Fraction(1)] * len(values)
    kept, kept_worst = weigh(values, best, weights), Fraction(-1)
    for _ in range(ROUNDS):
        joined = weigh(values, best, weights)
        chosen = choose(joined)
        shares = [
            Fraction(sum(own[unit] for unit in chosen), max(1, top))
            for own, top in zip(values, best, strict=True)
        ]
        worst = min(shares)
        if worst > kept_worst:
            kept, kept_worst = joined, worst
        if worst >= FAIR * max(shares):
            break
        weights[shares.index(worst)] *= STEP
    return kept
