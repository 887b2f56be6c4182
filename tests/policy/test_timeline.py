"""Rows are put in order as a plain stable sort would put them, however wide the numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from permanence.policy.timeline import in_order

NUMBERS = st.one_of(st.integers(0, 3), st.integers(-(2**31), 2**31 - 1))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(0, 2)), max_size=30))
def test_rows_are_put_in_order_and_those_alike_stay_as_they_stand(rows: list[tuple[int, int, int]]) -> None:
    columns = [np.array([row[place] for row in rows], np.int64) for place in range(3)]
    order = np.arange(len(rows))[in_order(*columns)]
    assert order.tolist() == sorted(range(len(rows)), key=lambda row: rows[row])
