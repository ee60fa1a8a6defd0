from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from comity.evaluate.diagram import reliability, wilson
from comity.evaluate.documents import Bin, Reliability

SVG = "{http://www.w3.org/2000/svg}"


def told(target: str = "p_active_90d", **counts: tuple[int, int]) -> Reliability:
    """Return a forecast's bins by their lower bound: ``at_70=(31, 41)``."""
    found = {int(name.removeprefix("at_")): pair for name, pair in counts.items()}
    return Reliability(
        target=target,
        horizon_days=90,
        bins=tuple(
            Bin(
                from_=low / 100,
                to=low / 100 + 0.1,
                n=found.get(low, (0, 0))[1],
                came_true=found.get(low, (0, 0))[0],
                mean_forecast=low / 100 + 0.05 if low in found else None,
            )
            for low in range(0, 100, 10)
        ),
    )


def test_all_it_shows_can_be_read_aloud() -> None:
    picture = ET.fromstring(reliability([told(at_70=(31, 41), at_0=(0, 9))]))  # noqa: S314 - our own
    assert picture.get("role") == "img"
    named = str(picture.get("aria-labelledby")).split()
    title, description = (picture.find(f"*[@id='{one}']") for one in named)
    assert title is not None
    assert title.text
    assert description is not None
    assert "of 41 at 75 %, 31 came true" in str(description.text)
    assert "of 9 at 5 %, 0 came true" in str(description.text)


def test_a_point_stands_where_its_bin_came_true() -> None:
    picture = ET.fromstring(reliability([told(at_50=(11, 20), at_90=(10, 10))]))  # noqa: S314 - our own
    points = picture.findall(f"{SVG}circle")
    middle, sure = ((float(one.get("cx", 0)), float(one.get("cy", 0))) for one in points)
    # both lie on or near the diagonal: as far to the right as up
    assert middle[0] - sure[0] == pytest.approx(-0.40 * 300, abs=0.2)
    assert middle[1] - sure[1] == pytest.approx(0.45 * 300, abs=0.2)
    assert "11 of 20" in [text.text for text in picture.iter(f"{SVG}text")]


def test_nothing_to_show_is_said() -> None:
    assert "nothing to check yet" in reliability([told()])
    ET.fromstring(reliability([]))  # noqa: S314 - our own


def test_everything_lies_within_the_picture() -> None:
    both = [told(at_90=(9, 9)), told("p_contact_7d", at_0=(1, 900))]
    picture = ET.fromstring(reliability(both))  # noqa: S314 - our own
    width, height = (float(word) for word in str(picture.get("viewBox")).split()[2:])
    for point in picture.findall(f"{SVG}circle"):
        assert 0 < float(point.get("cx", -1)) < width
        assert 0 < float(point.get("cy", -1)) < height


@pytest.mark.parametrize(("came_true", "n"), [(0, 0), (0, 5), (5, 5), (31, 41)])
def test_an_interval_holds_its_share(came_true: int, n: int) -> None:
    low, high = wilson(came_true, n)
    share = came_true / n if n else 0.5
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    assert high - low > 0
