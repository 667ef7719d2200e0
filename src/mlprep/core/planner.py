"""From a role and a time budget to a week-by-week plan: the pipeline, in order.

choice (choosing.py) → sequence → the rest of each day → proof → plan
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from mlprep import __version__
from mlprep.core.account import catalog_mark, summary_of, weeks_of
from mlprep.core.before import NOTHING, Before
from mlprep.core.candidate import Profile
from mlprep.core.choosing import Chosen, select
from mlprep.core.desk import make_desk
from mlprep.core.layout import fill_days
from mlprep.core.models import Catalog
from mlprep.core.plan import Cut, Item, Plan, PlannedUnit, Selection, Tier
from mlprep.core.selection import Candidate, macroitems, solve
from mlprep.core.sequence import Board, Wishes
from mlprep.core.stay import settle, unplaced
from mlprep.core.tiers import (
    Setting,
    Shortage,
    candidate_tiers,
    due_units,
    round_states,
    shortages,
)


def make_plan(
    catalog: Catalog, profile: Profile, done: Collection[str] = (), before: Before = NOTHING
) -> Plan:
    """Plan for the profile; `done` units need no time and satisfy what requires them.

    Raises NoPlanError if the calendar holds no minutes at all.
    """
    chosen = select(catalog, profile, done, before)
    layout = settle(_board(chosen), before)
    tiers = {u: tier for u, tier in chosen.tiers.items() if u not in {*layout.unplaced}}
    setting = chosen.setting._replace(calendar=layout.calendar)
    items = fill_days(make_desk(setting, tiers, before), layout.pieces, setting.milestones)
    return _assemble(chosen._replace(setting=setting, tiers=tiers), items)


def held(
    catalog: Catalog, profile: Profile, done: Collection[str] = (), before: Before = NOTHING
) -> dict[str, int]:
    """The units that the plan would hold and what they are worth: quicker than the plan.

    Raises NoPlanError as `make_plan`.
    """
    chosen = select(catalog, profile, done, before)
    lost = unplaced(_board(chosen), before)
    return {unit: chosen.candidates[unit].value for unit in chosen.tiers if unit not in lost}


def _board(chosen: Chosen) -> Board:
    """What laying out goes by."""
    setting, candidates = chosen.setting, chosen.candidates
    early = macroitems({unit: candidates[unit] for unit in candidates if unit in chosen.tiers})
    order = [unit for macroitem in early for unit in macroitem]
    worth = {unit: candidates[unit].value for unit in order}
    due, urgent = due_units(setting), setting.profile.short_notice
    wishes = Wishes(not_before=setting.profile.not_before, due=due, urgent=urgent, worth=worth)
    units = {unit: setting.units[unit] for unit in order}
    return Board(setting.calendar, units, order, _when(setting, chosen.tiers), wishes)


def _when(setting: Setting, tiers: Mapping[str, Tier]) -> dict[str, str]:
    """When each chosen unit belongs: as the catalog says, else core or round for these tiers."""
    marks: dict[str, str] = {}
    for unit, tier in tiers.items():
        said = setting.catalog.topic[setting.units[unit].topic].when
        marks[unit] = tier if said == "any" and tier in ("core", "round") else said
    return marks


def _assemble(chosen: Chosen, items: Sequence[Item]) -> Plan:
    setting, candidates, too_long, tiers = chosen
    return Plan(
        mlprep=__version__,
        catalog=catalog_mark(setting.catalog),
        profile=setting.profile,
        selection=_selection(setting, candidates, tiers),
        weeks=weeks_of(setting.profile, setting.calendar, items),
        sweep_starts=setting.calendar.sweep_starts,
        rounds=round_states(setting, tiers),
        summary=summary_of(setting, tiers, items, len(candidates)),
        too_long=too_long,
    )


def _selection(
    setting: Setting, candidates: Mapping[str, Candidate], tiers: Mapping[str, Tier]
) -> Selection:
    capacity = setting.calendar.new_minutes
    value = sum(candidates[unit].value for unit in tiers)
    fixed = {unit for unit, tier in tiers.items() if tier != "rest"}
    best = solve(candidates, capacity, fixed)
    short = shortages(setting, candidates, tiers)
    belongs = candidate_tiers(setting, candidates) | dict(tiers)
    return Selection(
        capacity_minutes=capacity,
        value=value,
        upper_bound=best.upper_bound,
        optimal=value == best.upper_bound,
        gap=(best.upper_bound - value) / best.upper_bound if best.upper_bound else 0.0,
        certificate=best.certificate,
        cuts=tuple(_cut(one, candidates, tiers) for one in short),
        units=tuple(
            PlannedUnit(
                id=candidate.id,
                topic=setting.units[candidate.id].topic,
                depth=setting.units[candidate.id].depth,
                area=setting.units[candidate.id].area,
                pillar=setting.units[candidate.id].pillar,
                minutes=candidate.minutes,
                value=candidate.value,
                tier=belongs[candidate.id],
                requires=candidate.requires,
                selected=candidate.id in tiers,
            )
            for candidate in candidates.values()
        ),
    )


def _cut(short: Shortage, candidates: Mapping[str, Candidate], chosen: Collection[str]) -> Cut:
    """What a tier that did not fit whole holds, and how much better that could be at most."""
    best = solve({unit: candidates[unit] for unit in short.units}, short.room, short.taken)
    return Cut(
        tier=short.tier,
        units=short.units,
        taken=short.taken,
        room=short.room,
        value=sum(candidates[unit].value for unit in short.units if unit in chosen),
        upper_bound=best.upper_bound,
        certificate=best.certificate,
    )
