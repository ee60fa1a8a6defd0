"""CalDAV and CardDAV accounts, of a real Radicale and of servers that lie, fail and cut off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any

import pytest

from comity.model import Record
from comity.operations.account.syncing import sync
from comity.operations.intake.reading import Options
from comity.sources import account_source
from comity.sources.accounts import Broken, Offline, Refused
from comity.sources.calendars import icalendar
from comity.store.accounts import AccountRow, Accounts
from comity.store.facts import Facts
from tests.sources.accounts.radicale import (
    Answer,
    between,
    calendar,
    card,
    event,
    radicale,
    vevent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.operations.account.syncing import Run
    from comity.sources.accounts import Login
    from comity.store.accounts import PlaceRow
    from tests.sources.accounts.radicale import (
        Between,
        Radicale,
        Request,
    )

DAY_US = 86_400_000_000
NOW_US = 20_600 * DAY_US  # 2026-05-27
SOON, LATE = "20260601T100000Z", "20260701T100000Z"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as runs:
        yield runs


@pytest.fixture(scope="module")
def proxy(server: Radicale) -> Iterator[Between]:
    with between(server.port) as stands:
        yield stands


@pytest.fixture
def home(server: Radicale, proxy: Between) -> Iterator[Radicale]:
    proxy.reset()
    yield server
    for path in ("/ada/office/", "/ada/people/", "/ada/tasks/"):
        server.ask("DELETE", path)


@dataclass(slots=True)
class Followed:
    """A book that follows one account."""

    folder: Path
    login: Login
    kind: str = "caldav"
    now_us: int = NOW_US

    def sync(self) -> Run:
        accounts, row = Accounts(self.folder), AccountRow("ada", self.kind, "h", 1, "ada")
        if not accounts.find("ada"):
            accounts.put(row)
        options = Options("me", self.now_us)
        module = account_source(self.kind)
        return sync(self.facts, accounts, row, self.login, module=module, options=options)

    @property
    def facts(self) -> Facts:
        return Facts(self.folder / "facts")

    def places(self) -> dict[str, PlaceRow]:
        return {one.place: one for one in Accounts(self.folder).places("ada")}

    def holds(self) -> list[tuple[Any, ...]]:
        """Return what the book holds: every fact once, as it stands, with its people."""
        import duckdb

        sql = self.facts.current_sql()
        with duckdb.connect() as engine:
            return engine.execute(
                f"""SELECT r.ref, r.subject, r.interaction, r.at_us, r.occurrences_us,
                    list(DISTINCT p.identity), list(DISTINCT c.attribute || c.value)
                FROM ({sql["record"]}) r LEFT JOIN ({sql["participant"]}) p USING (key)
                LEFT JOIN ({sql["claim"]}) c USING (key) GROUP BY ALL ORDER BY ALL"""
            ).fetchall()

    def titles(self) -> list[str]:
        return [row[1] for row in self.holds()]


def follow(tmp_path: Path, login: Login, kind: str = "caldav") -> Followed:
    return Followed(tmp_path / kind, login, kind)


def test_calendars_are_found_by_the_servers_name_and_told_as_their_file(
    home: Radicale, tmp_path: Path
) -> None:
    home.make("/ada/office/", extra="<displayname>Work</displayname>")
    whole = [event(f"u{n}", SOON, f"Talk {n}") for n in range(50)]
    for n, text in enumerate(whole):
        home.put(f"/ada/office/{n}%20%40%C3%A4.ics", text)
    before = home.state()
    mine = follow(tmp_path, home.login())
    done = mine.sync()
    assert (done.trouble, done.read, done.new) == (None, 50, 50)
    assert mine.places()["/ada/office"].title == "Work"
    assert (mine.places()["/ada/office"].on_server, mine.places()["/ada/office"].kept) == (50, 50)
    file = tmp_path / "work.ics"
    file.write_text(calendar(*(text.split("EN\n")[1][:-14] for text in whole)), "utf-8")
    read = {one.ref: one.version for one in icalendar.read(file) if isinstance(one, Record)}
    with mine.facts.writing() as writer:
        from comity.operations.intake.reading import chunks

        (chunk,) = chunks(icalendar.read(file), Options("me", NOW_US))
        assert chunk.batch is not None
        assert writer.add("icalendar/work", chunk.batch).known == len(read) == 50
    assert home.state() == before


def test_what_changed_is_told_and_nothing_new_takes_few_requests(
    home: Radicale, proxy: Between, tmp_path: Path
) -> None:
    home.make("/ada/office/")
    home.put("/ada/office/a.ics", event("a", SOON, "One"))
    home.put("/ada/office/b.ics", event("b", SOON, "Two"))
    mine = follow(tmp_path, home.login(port=proxy.port))
    mine.sync()
    proxy.reset()
    assert mine.sync().read == 0
    assert [one.method for one in proxy.requests] == ["PROPFIND"] * 4
    home.put("/ada/office/a.ics", event("a", SOON, "One renamed"))
    home.delete("/ada/office/b.ics")
    home.put("/ada/office/c.ics", event("c", SOON, "Three"))
    done = mine.sync()
    assert (done.read, done.new) == (2, 2)
    assert "One renamed" in mine.titles()
    assert "One" not in mine.titles()
    place = mine.places()["/ada/office"]
    assert (place.on_server, place.read) == (2, 2)


def test_one_thing_tells_a_series_and_its_moved_meeting(home: Radicale, tmp_path: Path) -> None:
    home.make("/ada/office/")
    series = vevent("s", SOON, "Weekly", extra="RRULE:FREQ=WEEKLY;COUNT=3\n")
    moved = vevent("s", "20260609T100000Z", "Weekly", extra="RECURRENCE-ID:20260608T100000Z\n")
    home.put("/ada/office/s.ics", calendar(series, moved))
    mine = follow(tmp_path, home.login())
    assert mine.sync().new == 2
    place = mine.places()["/ada/office"]
    assert (place.on_server, place.read) == (1, 1)


def test_cards_are_read_and_lists_of_tasks_are_not(home: Radicale, tmp_path: Path) -> None:
    home.make("/ada/people/", "addressbook")
    photo = "".join(f" {'A' * 70}\n" for _ in range(10_000))
    extra = f"PHOTO;ENCODING=b;TYPE=JPEG:AAAA\n{photo}"
    home.put("/ada/people/b.vcf", card("b", "Ben Hart", "ben@example.com", extra=extra))
    todo = "BEGIN:VTODO\nUID:t\nSUMMARY:milk\nEND:VTODO\n"
    home.make("/ada/office/")
    home.put("/ada/office/t.ics", calendar(todo))
    only = '<C:comp name="VTODO"/>'
    namespace = 'xmlns:C="urn:ietf:params:xml:ns:caldav"'
    holds = "C:supported-calendar-component-set"
    of = f"<{holds} {namespace}>{only}</{holds}>"
    home.make("/ada/tasks/", extra=of)
    people = follow(tmp_path, home.login(), "carddav")
    assert people.sync().new == 1
    times = follow(tmp_path, home.login())
    assert dict(times.sync().skipped) == {"not used": 2}
    assert {place: one.read for place, one in times.places().items()} == {
        "/ada": 1,
        "/ada/office": 1,
    }


@pytest.mark.parametrize("how", ["before", "halfway"])
def test_cut_off_at_every_request_in_turn_the_book_is_that_of_one_clean_run(
    home: Radicale, proxy: Between, tmp_path: Path, how: str
) -> None:
    home.make("/ada/office/")
    for n in range(45):
        home.put(f"/ada/office/{n}.ics", event(f"u{n}", SOON, f"Talk {n}"))
    clean = follow(tmp_path / "clean", home.login(port=proxy.port))
    clean.sync()
    state = home.state()
    requests = len(proxy.requests)
    for at in range(1, requests + 1):
        proxy.reset()
        proxy.cut = lambda request, at=at: how if request.number in {at, at + 1} else ""  # type: ignore[misc]
        mine = follow(tmp_path / f"cut{at}", home.login(port=proxy.port))
        assert mine.sync().trouble is not None or how == "halfway"
        proxy.reset()
        assert mine.sync().trouble is None
        assert mine.holds() == clean.holds()
        assert mine.places()["/ada/office"].read == 45
    assert home.state() == state


def status(code: int, *, method: str = "", says: bytes = b"") -> Any:  # noqa: ANN401 - a hook
    def instead(request: Request) -> Answer | None:
        hits = (not method or request.method == method) and says in request.body
        return Answer(code, {"Content-Type": "text/plain"}, b"no") if hits else None

    return instead


@pytest.mark.parametrize("code", [400, 403, 409, 410, 412, 415, 418, 500, 501, 507])
def test_a_token_or_a_report_that_a_server_refuses_leads_to_the_listing(
    home: Radicale, proxy: Between, tmp_path: Path, code: int
) -> None:
    home.make("/ada/office/")
    home.put("/ada/office/a.ics", event("a", SOON, "One"))
    home.put("/ada/office/b.ics", event("b", SOON, "Two"))
    mine = follow(tmp_path, home.login(port=proxy.port))
    mine.sync()
    home.put("/ada/office/c.ics", event("c", SOON, "Three"))
    home.delete("/ada/office/b.ics")
    proxy.instead = status(code, method="REPORT")  # the token, and multiget too
    done = mine.sync()
    assert (done.trouble, done.new) == (None, 1)
    assert mine.places()["/ada/office"].read == 2


def changing(old: bytes, new: bytes, *, says: bytes = b"") -> Any:  # noqa: ANN401 - a hook
    def changed(request: Request, answer: Answer) -> Answer:
        if says not in request.body:
            return answer
        import re

        return replace(answer, body=re.sub(old, new, answer.body, flags=re.DOTALL))

    return changed


ETAG = rb"<getetag>.*?</getetag>"
LIES = {
    "no ETags": changing(ETAG, b""),
    "weak ETags": changing(rb"<getetag>", b"<getetag>W/"),
    "addresses of another base": changing(rb"<href>/ada/office/(?=\w)", b"<href>/other/base/"),
    "whole addresses": changing(rb"<href>/ada/office/a", b"<href>http://127.0.0.1:1/ada/office/a"),
    "escaped otherwise": changing(rb"<href>/ada/office/a", b"<href>/%61da/office/%61"),
    "slashes at the end": changing(rb"(<href>/ada/office/\w.ics)", rb"\1/", says=b"propfind"),
    "multiget of nothing": changing(rb"<response>.*</response>", b"", says=b"multiget"),
    "multiget without bodies": changing(rb"<C:calendar-data>.*?</C:calendar-data>", b""),
    "multiget of half": changing(rb"</response>.*", b"</response></multistatus>", says=b"multiget"),
    "multiget that is broken": changing(rb"SUMMARY", b"\x0b", says=b"multiget"),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_servers_write_otherwise_is_read_all_the_same(
    home: Radicale, proxy: Between, tmp_path: Path, lie: str
) -> None:
    home.make("/ada/office/")
    for letter in "abc":
        home.put(f"/ada/office/{letter}.ics", event(letter, SOON, letter))
    proxy.changed = LIES[lie]
    mine = follow(tmp_path, home.login(port=proxy.port))
    assert mine.sync().trouble is None
    assert mine.titles() == ["a", "b", "c"]
    assert mine.sync().new == 0
    home.put("/ada/office/d.ics", event("d", SOON, "d"))
    mine.sync()
    assert mine.titles() == ["a", "b", "c", "d"]
    assert mine.places()["/ada/office"].read == 4


def test_what_is_held_of_an_account_names_nobody(home: Radicale, tmp_path: Path) -> None:
    home.make("/ada/people/", kind="addressbook")
    home.put("/ada/people/ben-hart.vcf", card("u1", "Ben Hart", "ben@example.com"))
    mine = follow(tmp_path, home.login(), "carddav")
    assert mine.sync().new == 1
    held = b"".join(one.read_bytes() for one in mine.folder.glob("accounts.sqlite*"))
    assert b"/ada/people" in held
    assert b"ben" not in held
    assert mine.sync().read == 0


def test_what_a_token_left_out_is_found_a_day_later(
    home: Radicale, proxy: Between, tmp_path: Path
) -> None:
    home.make("/ada/office/")
    home.put("/ada/office/a.ics", event("a", SOON, "One"))
    mine = follow(tmp_path, home.login(port=proxy.port))
    mine.sync()
    home.put("/ada/office/b.ics", event("b", SOON, "Two"))
    proxy.changed = changing(rb"<response>.*</response>", b"", says=b"sync-collection")
    assert mine.sync().new == 0
    mine.now_us += DAY_US
    assert mine.sync().new == 1


def test_a_collection_that_is_gone_is_told_and_its_meetings_stay(
    home: Radicale, tmp_path: Path
) -> None:
    home.make("/ada/office/")
    home.make("/ada/tasks/")
    home.put("/ada/office/a.ics", event("a", LATE, "One"))
    mine = follow(tmp_path, home.login())
    mine.sync()
    home.delete("/ada/office/")
    assert mine.sync().trouble is None
    assert (mine.places()["/ada/office"].on_server, mine.places()["/ada/office"].read) == (0, 0)
    assert [row[2] for row in mine.holds()] == ["meeting"]


def test_a_body_that_does_not_come_is_told_and_asked_for_again(
    home: Radicale, proxy: Between, tmp_path: Path
) -> None:
    home.make("/ada/office/")
    home.put("/ada/office/a.ics", event("a", SOON, "One"))
    home.put("/ada/office/b.ics", event("b", SOON, "Two"))
    proxy.instead = lambda request: (
        Answer(500, {}, b"")
        if request.path.endswith("a.ics") or b"multiget" in request.body
        else None
    )
    mine = follow(tmp_path, home.login(port=proxy.port))
    done = mine.sync()
    assert (done.new, dict(done.skipped)) == (1, {"unreadable": 1})
    assert mine.places()["/ada/office"].read == 2
    proxy.reset()
    mine.now_us += DAY_US
    assert mine.sync().new == 1
    assert dict(mine.places()["/ada/office"].skipped) == {}


REFUSALS = [
    (status(503), Offline),
    (status(429), Offline),
    (status(403), Refused),
    (status(404), Broken),
    (status(500), Broken),
    (lambda _: Answer(200, {}, b"<html>please log in"), Broken),
    (lambda _: Answer(207, {}, b"<!DOCTYPE a [<!ENTITY b 'c'>]><multistatus>&b;"), Broken),
    (lambda _: Answer(302, {"Location": "https://example.org/"}, b""), Broken),
    (lambda _: Answer(302, {"Location": "/"}, b""), Broken),
]


@pytest.mark.parametrize("number", range(len(REFUSALS)))
def test_a_server_that_does_not_answer_to_it_is_told_of(
    home: Radicale, proxy: Between, tmp_path: Path, number: int
) -> None:
    proxy.instead, kind = REFUSALS[number]
    mine = follow(tmp_path, home.login(port=proxy.port))
    trouble = mine.sync().trouble
    assert type(trouble) is kind
    assert trouble.advice
    for one in proxy.requests:
        assert one.headers["Host"] == f"127.0.0.1:{proxy.port}"


def test_a_wrong_password_and_a_server_that_is_off_are_told(home: Radicale, tmp_path: Path) -> None:
    wrong = follow(tmp_path / "wrong", home.login(password="green"))
    assert type(wrong.sync().trouble) is Refused
    with between() as stands:
        port = stands.port
    off = follow(tmp_path / "off", home.login(port=port))
    assert type(off.sync().trouble) is Offline


def certificate(folder: Path, *, days: int) -> Path:
    """Write a certificate of this machine's, with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form, bare = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = folder / f"{days}.pem"
    path.write_bytes(made.public_bytes(pem) + key.private_bytes(pem, form, bare))
    return path


def test_a_certificate_is_verified(tmp_path: Path) -> None:
    with radicale(tmp_path / "good", certificate=certificate(tmp_path, days=30)) as runs:
        known = runs.login()
        assert type(follow(tmp_path / "a", known).sync().trouble) is Broken  # no calendar as yet
        stranger = replace(known, settings={})
        trouble = follow(tmp_path / "b", stranger).sync().trouble
        assert trouble is not None
        assert "cannot be trusted" in trouble.what
    with radicale(tmp_path / "old", certificate=certificate(tmp_path, days=-1)) as runs:
        trouble = follow(tmp_path / "c", runs.login()).sync().trouble
        assert trouble is not None
        assert "has expired" in trouble.what


def test_no_password_goes_in_the_clear_over_a_network(tmp_path: Path, home: Radicale) -> None:
    open_network = replace(home.login(), host="dav.example.org")
    assert type(follow(tmp_path, open_network).sync().trouble) is Broken
