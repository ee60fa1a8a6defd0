from __future__ import annotations

import pytest

from comity.normalise.jpeg import BYTES_MAX, bare_jpeg
from tests.pictures_of_people import jpeg, segment


def test_what_lies_beside_the_picture_is_left_out() -> None:
    found = bare_jpeg(jpeg(beside=b"Exif: 51.5N 0.1W"))
    assert found == jpeg()
    assert b"51.5N" not in found
    assert bare_jpeg(found) == found


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no JPEG"),
        (b"GIF89a" + b"\0" * 40, "no JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "no JPEG"),
        (b"<svg onload=alert(1)>", "no JPEG"),
        (b"\xff\xd8\xff\xd9", "damaged"),
        (b"\xff\xd8<script>alert(1)</script>\xff\xd9", "damaged"),
        (jpeg(width=513), "512 pixels"),
        (jpeg(height=60_000), "512 pixels"),
        (jpeg(width=0), "512 pixels"),
        (jpeg()[:-2] + b"\0" * BYTES_MAX + b"\xff\xd9", "128 kB"),
        (jpeg() + jpeg(), "one picture"),
        (jpeg()[:30] + b"\xff\xd9", "damaged"),
        (b"\xff\xd8" + segment(0xC3, b"\x08" + b"\0" * 14) + b"\xff\xd9", "browsers show"),
        (b"\xff\xd8" + segment(0xC0, b"\x08") + b"\xff\xd9", "damaged"),
        (b"\xff\xd8\xff\xe0\x00\x00\xff\xd9", "damaged"),
    ],
)
def test_what_is_no_small_picture_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        bare_jpeg(data)
