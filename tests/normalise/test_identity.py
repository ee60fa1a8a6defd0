from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.identity import (
    as_written,
    compared,
    earlier_identity,
    email_identity,
    identity_of,
    knows_tags,
    without_tag,
)

X500 = "/O=FIRM/OU=EXCHANGE ADMINISTRATIVE GROUP (FYDIBOHF23SPDLT)/CN=RECIPIENTS/CN=BENO"
X500_IDENTITY = "handle:x500/" + X500[1:].lower()


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("Ada+News@Example.ORG", "email:Ada+News@Example.ORG"),
        (" <ada@exam\r\n ple.org> ", "email:ada@example.org"),
        ("MailTo:ada@example.org", "email:ada@example.org"),
        ("'ada@example.org',", "email:ada@example.org"),
        ("O'Brien@example.org", "email:O'Brien@example.org"),
        ('"ada lindqvist"@glas.example', 'email:"ada lindqvist"@glas.example'),
        ('"ada\r\n  lindqvist"@glas.example', 'email:"ada lindqvist"@glas.example'),
        ("Anna@xn--mller-kva.example", "email:Anna@xn--mller-kva.example"),
        (X500, "x500:" + X500),
        (X500.replace(" GROUP", "\r\n GROUP"), "x500:" + X500),
    ],
)
def test_an_address_is_kept_as_it_was_written(address: str, written: str) -> None:
    assert as_written(address) == written


@pytest.mark.parametrize(
    "address",
    [
        "",
        "@",
        "ada",
        "ada@",
        "@example.org",
        "ada at example.org",
        "a@b@c",
        "ada@.org",
        "\x06@example.org",
        "undisclosed-recipient:@example.org",
        "a" * 250 + "@example.org",
        "/etc/passwd",
        "/o=",
    ],
)
def test_what_is_no_address(address: str) -> None:
    assert as_written(address) == email_identity(address) == ""


@pytest.mark.parametrize(
    ("address", "identity"),
    [
        ("Ada@Example.ORG", "email:ada@example.org"),
        ('"ada"@example.org', "email:ada@example.org"),
        ('"Ada Lindqvist"@glas.example', 'email:"ada lindqvist"@glas.example'),
        ("ada+letters@example.org", "email:ada+letters@example.org"),
        ("+ada@example.org", "email:+ada@example.org"),
        ("ada@example.org.", "email:ada@example.org"),
        ("ada@localhost", "email:ada@localhost"),
        ("jürgen@exämple.de", "email:jürgen@exämple.de"),
        ("jo\u0308rg@glas.example", "email:jörg@glas.example"),
        ("anna@xn--mller-kva.example", "email:anna@müller.example"),
        ("anna@mail.XN--MLLER-KVA.example", "email:anna@mail.müller.example"),
        ("anna@MÜLLER.example", "email:anna@müller.example"),
        ("anna@mu\u0308ller.example", "email:anna@müller.example"),
        ("anna@müller。example", "email:anna@müller.example"),
        ("anna@xn--strae-oqa.example", "email:anna@straße.example"),
        ("anna@strasse.example", "email:anna@strasse.example"),
        ("анна@xn--e1afmkfd.example", "email:анна@пример.example"),
        ("ada@xn--glas-.example", "email:ada@xn--glas-.example"),  # no valid label
        ("ada@xn--99999999.example", "email:ada@xn--99999999.example"),
        ("ada@googlemail.com", "email:ada@gmail.com"),
        ("a.da@gmail.com", "email:a.da@gmail.com"),
    ],
)
def test_one_mailbox_is_one_identity(address: str, identity: str) -> None:
    assert email_identity(address) == identity


@pytest.mark.parametrize(
    ("address", "identity"),
    [
        ("ra+ada.at.glas.example+xyz@simplelogin.co", "email:ada@glas.example"),
        ("ada_at_glas_example_qxyzab@simplelogin.co", "email:ada@glas.example"),
        ("ada_at_mail_glas_example_qxyzab@aleeas.com", "email:ada@mail.glas.example"),
        ("shop+cleo=marsh.example@you.anonaddy.com", "email:cleo@marsh.example"),
        ("shop+Cleo=Marsh.example@addy.io", "email:cleo@marsh.example"),
        ("ada_l_at_glas.example_me@duck.com", "email:ada_l@glas.example"),
        (
            "ada.l_at_mail_glas_example_x1y2z3a4b5_0a1b2c3d@privaterelay.appleid.com",
            "email:ada.l@mail.glas.example",
        ),
        ("ada_at_glas_example_x1y2z3a4b5_0a1b2c3d@icloud.com", "email:ada@glas.example"),
        ("SRS0=HHH=TT=glas.example=ada@fwd.example", "email:ada@glas.example"),
        ("SRS0+HHH=TT=glas.example=ada+x@fwd.example", "email:ada+x@glas.example"),
        (
            "SRS1=HH=first.example==HHH=TT=glas.example=ada@next.example",
            "email:ada@glas.example",
        ),
        ("prvs=0123456789=ada@glas.example", "email:ada@glas.example"),
        ("prvs=ada/0123456789@glas.example", "email:ada@glas.example"),
        ("12345678+Octo-Cat@users.noreply.github.com", "handle:github/octo-cat"),
        ("octo-cat@users.noreply.github.com", "handle:github/octo-cat"),
        ("2019-octo@users.noreply.github.com", "handle:github/2019-octo"),
        ("99-octo@users.noreply.gitlab.com", "handle:gitlab/octo"),
        (
            "41898282+github-actions[bot]@users.noreply.github.com",
            "handle:github/github-actions[bot]",
        ),
        ("IMCEASMTP-ada+40glas+2Eexample@firm.example", "email:ada@glas.example"),
        ("ada_l_glas.example#EXT#@firm.onmicrosoft.com", "email:ada_l@glas.example"),
        (X500, X500_IDENTITY),
        (X500.lower(), X500_IDENTITY),
        (
            (
                "IMCEAEX-_O=FIRM_OU=EXCHANGE+20ADMINISTRATIVE+20GROUP+20+28FYDIBOHF23SPDLT+29"
                "_CN=RECIPIENTS_CN=BENO@firm.example"
            ),
            X500_IDENTITY,
        ),
        (
            "SRS0=HHH=TT=simplelogin.co=ra+ada.at.glas.example+xyz@fwd.example",
            "email:ada@glas.example",
        ),
    ],
)
def test_what_carries_an_address_stands_for_it(address: str, identity: str) -> None:
    assert email_identity(address) == identity


@pytest.mark.parametrize(
    "address",
    [
        "ada_l_at_glas_example_qxyzab@simplelogin.co",  # a dot, or an underscore
        "ada_at_a_very_long_domain_of_somebody_elses_example_q@simplelogin.co",  # perhaps cut
        "ra+7f3a9c@simplelogin.co",
        "ada_at_glas_example_qxyzab@glas.example",  # no relay's domain
        "shop+cleo=marsh.example@marsh.example",
        "inbox+7f3a@talk.example",
        "inbox+9c1d@talk.example",
        "bounces+ada=glas.example@em.shop.example",
        "k3j2h1@mozmail.com",
        "support+id1234@firm.zendesk.com",
        "q1w2e3r4t5@marketplace.amazon.com",
        "c0ffee-1234@guest.booking.com",
        "5e6f7a@reply.craigslist.org",
        "ada_at_glas_example_x1y2z3@privaterelay.appleid.com",
        "ada_l_at_glas_example_x1y2z3a4b5_0a1b2c3d@privaterelay.appleid.com",  # a dot, or not
        "ada_at_glas_x1y2z3a4b5_0a1b2c3d@privaterelay.appleid.com",
        "dpdcnf87nu@privaterelay.appleid.com",
        "ada_at_home@icloud.com",
        "srs0=a=b=c@fwd.example",
    ],
)
def test_what_can_not_be_read_back_stays_what_it_is(address: str) -> None:
    assert email_identity(address) == f"email:{address}"


@pytest.mark.parametrize(
    ("address", "name", "identity"),
    [
        (
            "ra+7f3a9c@simplelogin.co",
            "Ada Lindqvist - ada.l(a)glas.example",
            "email:ada.l@glas.example",
        ),
        ("ra+7f3a9c@simplelogin.co", '"Ada" ada at glas.example', "email:ada@glas.example"),
        ("k3j2h1@mozmail.com", "Ada@glas.example [via Relay]", "email:ada@glas.example"),
        ("k3j2h1@mozmail.com", "You", "email:k3j2h1@mozmail.com"),
        (
            "k3j2h1@mozmail.com",
            "bo@nyman.example ada@glas.example [via Relay]",
            "email:k3j2h1@mozmail.com",
        ),
        ("mal@mallory.example", "ada@glas.example", "email:mal@mallory.example"),
        ("ra+bo.at.nyman.example+xyz@simplelogin.co", "ada@glas.example", "email:bo@nyman.example"),
    ],
)
def test_a_relay_names_the_correspondent_in_the_display_name(
    address: str, name: str, identity: str
) -> None:
    assert identity_of(as_written(address), name) == identity


ADDRESSES = st.text("abAB+-_.=@\"<> ()'öÖß\u0308\u00ad。/\\#", max_size=40) | st.from_regex(
    r"(SRS0=[a-z]{3}=[a-z]{2}=[a-z]{1,3}\.ex=|prvs=1234567=|ra\+|x\+)?"
    r"[a-zA-Z0-9._+=-]{1,12}(_at_[a-z_.]{1,9}_x)?"
    r"@(simplelogin\.co|duck\.com|addy\.io|xn--[a-z0-9-]{1,9}\.ex|fwd\.ex|[a-z]\.onmicrosoft\.com)",
    fullmatch=True,
)


@given(ADDRESSES)
def test_an_identity_stays_itself(address: str) -> None:
    written = as_written(address)
    identity = identity_of(written)
    assert identity_of(identity) == identity
    assert unicodedata.is_normalized("NFC", identity)
    assert identity == identity.lower()
    assert as_written(written.partition(":")[2]) == written
    assert compared(written) == compared(compared(written))


@given(ADDRESSES, ADDRESSES)
def test_no_two_mailboxes_become_one_by_a_rule_for_one(one: str, other: str) -> None:
    """Apart from relays, only case, form, quotes and the last dot may differ."""

    def plain(address: str) -> str:
        text = unicodedata.normalize("NFKC", as_written(address)).casefold()
        return re.sub(r'["\\\u00ad]|\.$', "", text).replace("。", ".")

    found = email_identity(one), email_identity(other)
    if found[0] and found[0] == found[1] and "@ex." in found[0]:
        assert plain(one) == plain(other)


def test_a_tag_is_told_apart() -> None:
    assert without_tag("email:eva+news@glas.example") == "email:eva@glas.example"
    assert without_tag("email:eva@glas.example") == "email:eva@glas.example"
    assert without_tag("email:+eva@glas.example") == "email:+eva@glas.example"
    assert without_tag('email:"a+b c"@glas.example') == 'email:"a+b c"@glas.example'
    assert without_tag("phone:+441632960961") == "phone:+441632960961"
    assert without_tag("handle:x500/o=a+b@c") == "handle:x500/o=a+b@c"
    assert knows_tags("gmail.com")
    assert not knows_tags("talk.example")


@pytest.mark.parametrize(
    ("written", "earlier"),
    [
        ("email:Eva+News@Glas.example", "email:eva@glas.example"),
        ("email:noreply+1234@glas.example", "email:noreply+1234@glas.example"),
        ('email:"ada l"@glas.example', "email:adal@glas.example"),
        ("x500:/o=firm/cn=ben", ""),
        ("phone:+441632960961", "phone:+441632960961"),
    ],
)
def test_what_the_first_format_made_of_an_address(written: str, earlier: str) -> None:
    assert earlier_identity(written) == earlier


@pytest.mark.parametrize("piece", ["+", "=", "_at_", ".", '"', "(", " ", "xn--", "ö", "srs0=", "/"])
def test_time_grows_with_the_address_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        texts = [
            f"{piece * (length // len(piece))}{end}" for end in ("", "@simplelogin.co", "@a=b")
        ]
        start = time.process_time()
        for text in texts * 3:
            identity_of.__wrapped__(as_written.__wrapped__(text), text)
            identity_of.__wrapped__(f"email:{text}", text)
        return time.process_time() - start

    assert seconds(80_000) < 40 * max(seconds(8_000), 0.002)
