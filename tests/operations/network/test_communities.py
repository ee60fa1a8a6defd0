"""Communities of graphs small enough to tell by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.operations.network.communities import communities


def test_two_triangles_joined_by_a_thread_are_two() -> None:
    ties = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0)]
    found = communities(6, [*ties, (2, 3, 0.1)])
    assert found in ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0])


def test_who_is_tied_to_nobody_stands_alone() -> None:
    assert len(set(communities(4, []))) == 4
    assert communities(0, []) == []


def test_the_largest_is_the_first() -> None:
    found = communities(7, [(4, 5, 1.0), (5, 6, 1.0), (4, 6, 1.0), (0, 1, 1.0)])
    assert found[4] == found[5] == found[6] == 0
    assert found[0] == found[1] == 1


ties = st.lists(
    st.tuples(st.integers(0, 19), st.integers(0, 19), st.floats(0.1, 9)).filter(
        lambda tie: tie[0] != tie[1]
    ),
    max_size=60,
)


@given(ties)
def test_the_same_ties_in_any_order_give_the_same_communities_that_never_leave_a_component(
    given_: list[tuple[int, int, float]],
) -> None:
    found = communities(20, given_)
    root = list(range(20))

    def top(node: int) -> int:
        while root[node] != node:
            node = root[node]
        return node

    for left, right, _ in given_:
        root[top(left)] = top(right)
    for left in range(20):
        for right in range(20):
            if found[left] == found[right]:
                assert top(left) == top(right)
    sizes = [found.count(name) for name in range(max(found) + 1)]
    assert sizes == sorted(sizes, reverse=True)
    assert found == communities(20, given_)
