"""Sixteen weeks of a candidate's life, at a small part of what `python -m bench.candidate` runs."""

from __future__ import annotations

import pytest

from bench.candidate import Report, simulate, summary


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return list(simulate(7))


def test_today_can_always_be_done(reports: list[Report]) -> None:
    assert [fault for report in reports for fault in report.undoable] == []


def test_most_plans_need_no_replan_before_week_four(reports: list[Report]) -> None:
    assert sum(not report.early_replan for report in reports) >= 0.8 * len(reports)


def test_every_replan_keeps_what_it_promises(reports: list[Report]) -> None:
    figures = summary(reports)
    assert figures["replans"] >= 3 * len(reports)
    assert figures["replans that broke a law"] == 0
    assert figures["replans that lost something done or pinned, or more minutes"] == 0
    assert figures["least value against a fresh plan, %"] >= 99
    assert figures["new units in a replan, median"] <= 3
    assert figures["replans that change something when repeated"] == 0


def test_much_is_learnt_all_the_same(reports: list[Report]) -> None:
    assert summary(reports)["units done, median"] >= 50
