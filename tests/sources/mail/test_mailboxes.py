from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.sources.mail.mailboxes import MAILBOXES_MAX, mailboxes


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Ada <ada@x.org>, b@y.org", [("ada@x.org", "Ada"), ("b@y.org", "")]),
        ('"Lovelace, Ada" <ada@x.org>', [("ada@x.org", "Lovelace, Ada")]),
        ("Lovelace, Ada <ada@x.org>, b@y.org", [("ada@x.org", "Lovelace, Ada"), ("b@y.org", "")]),
        ("office, b@y.org", [("b@y.org", "")]),
        ("Ada <ada>, Bob <b@y.org>", [("b@y.org", "Bob")]),
        ("ada@x.org (Ada Lovelace)", [("ada@x.org", "Ada Lovelace")]),
        ("Ada (Acme, Inc.) <ada@x.org>", [("ada@x.org", "Ada")]),
        ("Ada [Acme] <ada@x.org>", [("ada@x.org", "Ada [Acme]")]),
        ('"Ada \\"Count\\" L" <ada@x.org>', [("ada@x.org", 'Ada "Count" L')]),
        ("Ada Lovelace ada@x.org", [("ada@x.org", "Ada Lovelace")]),
        ("ada@x.org <ada@x.org>", [("ada@x.org", "ada@x.org")]),
        ("ada@x.org; b@y.org", [("ada@x.org", ""), ("b@y.org", "")]),
        ("<mailto:ada@x.org>", [("mailto:ada@x.org", "")]),
        ("Ada L [mailto:ada@x.org], Bo <b@y.org>", [("ada@x.org", "Ada L"), ("b@y.org", "Bo")]),
        ("Ada <EX:/O=FIRM/CN=ADA>", [("/O=FIRM/CN=ADA", "Ada")]),
        ('Ada <"/O=FIRM/CN=ADA L">', [("/O=FIRM/CN=ADA L", "Ada")]),
    ],
)
def test_names_and_addresses(value: str, found: list[tuple[str, str]]) -> None:
    assert mailboxes(value) == found


@pytest.mark.parametrize(
    "value",
    [
        "undisclosed-recipients:;",
        "ada at example dot org",
        "ada at example.org (Ada Lovelace)",
        "Recipient List not shown: ;",
        "<>",
        " ,, ,",
        "",
    ],
)
def test_what_is_no_address(value: str) -> None:
    assert mailboxes(value) == []


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Team: Ada <ada@x.org>, b@y.org;, c@z.org", ["ada@x.org", "b@y.org", "c@z.org"]),
        ("Team (us):ada@x.org; (the end)", ["ada@x.org"]),
        ("<@a.org,@b.org:ada@x.org>", ["ada@x.org"]),
        ("Pete(A nice \\) chap) <pete(his)@silly.test(his host)>", ["pete@silly.test"]),
        ("ada @ x . org", ["ada@x.org"]),
        ("Ada < @a.org : ada @ x.org >", ["ada@x.org"]),
        ("ada\n @\n x.org", ["ada@x.org"]),
    ],
)
def test_groups_routes_and_comments(value: str, found: list[str]) -> None:
    assert [address for address, _ in mailboxes(value)] == found


@pytest.mark.parametrize("fold", ["\n ", "\r\t", "\r\n  "])
@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("Ada <ada@exam|ple.org>, b@y.org", "ada@example.org"),
        ("ada@exam|ple.org, b@y.org", "ada@example.org"),
        ("ada.love|lace@example.org, b@y.org", "ada.lovelace@example.org"),
        ("Ada Lovelace|<ada@example.org>,|b@y.org", "ada@example.org"),
        ('"Ada|Lovelace" <ada@|example.org>, b@y.org', "ada@example.org"),
    ],
)
def test_a_recipient_split_by_folding_is_the_same(value: str, address: str, fold: str) -> None:
    found = mailboxes(value.replace("|", fold))
    assert [one for one, _ in found] == [address, "b@y.org"]


@pytest.mark.parametrize(
    "value",
    [
        "=?utf-8?Q?Lovelace,_Ada?= <ada@x.org>",
        '"=?utf-8?Q?Lovelace,?= =?utf-8?Q?_Ada?=" <ada@x.org>',
        "=?utf-8?B?TG92ZWxhY2UsIEFkYSA8YWRhQHgub3JnPg==?=",  # the address as well
    ],
)
def test_what_is_encoded_parts_nothing(value: str) -> None:
    assert mailboxes(value) == [("ada@x.org", "Lovelace, Ada")]


@pytest.mark.parametrize("value", ['"Ada <ada@x.org>, b@y.org', "Ada <ada@x.org, <b@y.org>"])
def test_what_is_never_closed_swallows_nobody(value: str) -> None:
    assert [address for address, _ in mailboxes(value)] == ["ada@x.org", "b@y.org"]


addresses = st.from_regex(r"[a-z][a-z0-9.]{0,8}[a-z]@[a-z]{1,8}\.(org|example)", fullmatch=True)
names = st.text("ABCabc ,.;:<>@()'é-", max_size=20)


@given(st.lists(st.tuples(names, addresses), max_size=8))
def test_what_is_written_by_the_rules_is_read_back(people: list[tuple[str, str]]) -> None:
    value = ",\n ".join(f'"{name}" <{address}>' for name, address in people)
    assert mailboxes(value) == [(address, name.strip()) for name, address in people]


@given(st.text('ab@.,;:<>()"\\\n =?qQbB[]', max_size=120))
def test_nothing_is_refused(value: str) -> None:
    for address, _ in mailboxes(value):
        assert "@" in address


@pytest.mark.parametrize("piece", ['"\\', "(", "<", "<@", ",;", "a ", "@", "(a", " .", '"a" '])
def test_hostile_headers_take_linear_time(piece: str) -> None:
    assert len(mailboxes(piece * 20_000)) <= MAILBOXES_MAX


def test_a_hundred_thousand_recipients_are_some() -> None:
    assert len(mailboxes("a@x.org, " * 100_000)) == MAILBOXES_MAX
