from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.leveling.reasons import Holders

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12), st.integers(1, 9)), max_size=25)


@given(SPANS, st.integers(0, 40), st.integers(1, 10))
def test_what_takes_a_resource_within_a_span_is_what_overlaps_it(
    drawn: list[tuple[int, int, int]], start: int, length: int
) -> None:
    finish = [begins + lasts for begins, lasts, _ in drawn]
    taking = [(begins, job, units) for job, (begins, _, units) in enumerate(drawn)]

    found = Holders(taking, finish).within(start, start + length)

    assert found == sorted(one for one in taking if one[0] < start + length and finish[one[1]] > start)
