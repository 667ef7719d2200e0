from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlprep.core.memory import Trace, retrievability, stability_after


def test_stability_is_the_days_to_nine_tenths() -> None:
    assert retrievability(0, 5) == 1
    assert retrievability(5, 5) == pytest.approx(0.9)


@given(st.floats(0.5, 400), st.floats(0.5, 400), st.floats(0.1, 100))
def test_memory_fades_and_a_later_review_strengthens_more(a: float, b: float, s: float) -> None:
    early, late = sorted((a, b))
    assert retrievability(late, s) <= retrievability(early, s)
    assert stability_after(s, retrievability(late, s)) >= stability_after(
        s, retrievability(early, s)
    )


def test_the_stabilities_are_those_of_the_reference_package() -> None:
    # py-fsrs 6.3 with default parameters, fuzzing off: good on days 0, 4 and 30 gives
    # 2.3065, 16.1773 and 83.2797 days; ours holds the difficulty still.
    trace = Trace(0)
    assert trace.stability == 2.3065
    assert trace.reviewed(4).stability == pytest.approx(16.1773, rel=1e-4)
    assert trace.reviewed(4).reviewed(30).stability == pytest.approx(83.2797, rel=1e-3)


def test_the_longer_unmet_the_more_a_review_gains() -> None:
    assert Trace(0).gain(90, 100) > Trace(80).gain(90, 100) > 0
