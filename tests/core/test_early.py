from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mlprep.core.capacity import build_calendar
from mlprep.core.early import LEEWAYS, lay_early
from mlprep.core.graph import all_units
from mlprep.core.models import Catalog
from mlprep.core.sequence import Layout, Wishes, lay_out
from tests.strategies import catalogs, profiles


def value_days(layout: Layout, worth: dict[str, int]) -> int:
    ends = {piece.unit: piece.date for piece in layout.pieces}
    sweep = layout.calendar.sweep_starts
    return sum(worth[unit] * (sweep - day).days for unit, day in ends.items())


@given(st.data())
@settings(max_examples=60)
def test_no_single_leeway_loses_less_or_is_earlier_at_the_same_loss(data: st.DataObject) -> None:
    catalog: Catalog = data.draw(catalogs(most=12))
    calendar = build_calendar(data.draw(profiles(catalog)))
    chosen = all_units(catalog)
    worth = {unit: data.draw(st.integers(0, 50)) for unit in chosen}
    order, wishes = list(chosen), Wishes(worth=worth)
    when = dict.fromkeys(order, "any")
    best = lay_early(calendar, chosen, order, when, wishes)
    others = [lay_out(calendar, chosen, order, when, wishes, leeway) for leeway in LEEWAYS]
    assert best in others
    lost = [sum(chosen[unit].minutes for unit in other.unplaced) for other in others]
    assert sum(chosen[unit].minutes for unit in best.unplaced) == min(lost)
    same = [other for other in others if set(other.unplaced) == set(best.unplaced)]
    assert value_days(best, worth) >= min(value_days(other, worth) for other in same)
