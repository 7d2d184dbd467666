import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx import DiGraph, maximum_flow_value

from milepost.engine.fitting import MOST_KINDS, TooManyKinds, earliest_fit, unmet

YES, NO = True, False


def table(*rows):
    return np.array(rows, dtype=float)


def able_in_all(periods, *rows):
    return np.repeat(np.array(rows)[:, :, None], periods, axis=2)


def test_one_person_is_not_counted_for_two_kinds_of_work():
    free, able = table([100]), able_in_all(1, [YES], [YES])

    assert unmet(free, able, table([60], [60])).tolist() == [20]


def test_who_can_do_the_other_work_is_left_to_it():
    free = table([100], [100])
    able = able_in_all(1, [YES, YES], [NO, YES])

    assert unmet(free, able, table([100], [100])).tolist() == [0]
    assert unmet(free, able, table([50], [120])).tolist() == [20]


def test_a_shape_starts_where_all_its_months_fit():
    free = table([0, 40, 80, 80, 80])
    able = able_in_all(5, [YES])
    none = np.zeros((1, 5))

    assert earliest_fit(free, able, none, table([40, 80])) == 1
    assert earliest_fit(free, able, none, table([80, 80, 80])) == 2
    assert earliest_fit(free, able, none, table([81])) is None
    assert earliest_fit(free, able, none, table([1] * 6)) is None


def test_what_is_too_much_already_elsewhere_does_not_stand_in_the_way():
    free = table([10, 10], [50, 50])
    able = able_in_all(2, [YES, NO], [NO, YES])
    standing = table([30, 30], [0, 0])

    assert earliest_fit(free, able, standing, table([0], [50])) == 0
    assert earliest_fit(free, able, standing, table([1], [0])) is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_unmet_work_is_what_a_maximum_flow_leaves(data):
    people, kinds = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 4))
    hours = st.integers(0, 50)
    free = [data.draw(hours) for _ in range(people)]
    wanted = [data.draw(hours) for _ in range(kinds)]
    able = [[data.draw(st.booleans()) for _ in range(people)] for _ in range(kinds)]
    graph = DiGraph()
    graph.add_nodes_from(["from", "to"])
    for kind, need in enumerate(wanted):
        graph.add_edge("from", f"kind {kind}", capacity=need)
        for person in range(people):
            if able[kind][person]:
                graph.add_edge(f"kind {kind}", f"person {person}")
    for person, there in enumerate(free):
        graph.add_edge(f"person {person}", "to", capacity=there)

    found = unmet(table(*[[one] for one in free]), able_in_all(1, *able), table(*[[one] for one in wanted]))

    assert found.tolist() == [sum(wanted) - maximum_flow_value(graph, "from", "to")]


def test_a_certificate_that_ends_counts_until_then():
    able = able_in_all(3, [YES])
    able[0, 0, 2:] = NO

    assert unmet(table([50, 50, 50]), able, table([50, 50, 50])).tolist() == [0, 0, 50]


def test_kinds_beyond_the_bound_are_refused():
    count = MOST_KINDS + 1
    with pytest.raises(TooManyKinds):
        unmet(np.ones((1, 1)), np.ones((count, 1, 1), dtype=bool), np.ones((count, 1)))
