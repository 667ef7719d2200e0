from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mlprep.core.capacity import Calendar, StudyDay, build_calendar
from mlprep.core.leeway import LEEWAYS, lay_early
from mlprep.core.models import Catalog, Unit
from mlprep.core.sequence import Board, Wishes, lay_out
from tests.strategies import catalogs, profiles


@given(st.data())
@settings(max_examples=60)
def test_it_is_one_of_the_layouts_and_leaves_no_more_without_a_place(data: st.DataObject) -> None:
    catalog: Catalog = data.draw(catalogs(most=12))
    calendar = build_calendar(data.draw(profiles(catalog)))
    chosen = catalog.units
    worth = {unit: data.draw(st.integers(0, 50)) for unit in chosen}
    order, wishes = list(chosen), Wishes(worth=worth)
    when = dict.fromkeys(order, "any")
    board = Board(calendar, chosen, order, when, wishes)
    best = lay_early(board)
    others = [lay_out(board, leeway) for leeway in LEEWAYS]
    assert best in others
    lost = [sum(chosen[unit].minutes for unit in other.unplaced) for other in others]
    assert sum(chosen[unit].minutes for unit in best.unplaced) == min(lost)


def test_value_comes_early_where_nothing_else_counts() -> None:
    day = StudyDay(date(2026, 11, 23), 1, 60)
    days = tuple(
        day._replace(date=day.date + timedelta(days=4 * n), week=1 + 4 * n // 7) for n in range(4)
    )
    calendar = Calendar(day.date, date(2026, 12, 14), date(2026, 12, 13), days)
    chosen = {
        name: Unit(name, name, "basics", "area", "craft", minutes, hard=False, requires=())
        for name, minutes in (("short", 45), ("long", 120))
    }
    when = dict.fromkeys(chosen, "any")
    for worth in ({"short": 9, "long": 1}, {"short": 1, "long": 90}):
        order = sorted(chosen, key=lambda unit: -worth[unit] / chosen[unit].minutes)
        layout = lay_early(Board(calendar, chosen, order, when, Wishes(worth=worth)))
        assert layout.pieces[0].unit == order[0]
