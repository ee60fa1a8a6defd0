from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.linkage.resolution import NEVER, PROBABLE, resolve
from comity.linkage.vocabulary import Evidence, Profile, Resolution
from tests.linkage import pair_by_pair
from tests.linkage.invented import PROFILES as HOSTILE

if TYPE_CHECKING:
    import random

NOTHING = Evidence()


def person(
    identity: str, name: str = "", *organisations: str, first_us: int = 0, kind: str = "person"
) -> Profile:
    return Profile(identity, ((name, 5),) if name else (), kind, organisations, first_us, 5)


def linked(*profiles: Profile, evidence: Evidence = NOTHING) -> bool:
    resolution = resolve(profiles, evidence)
    return len({resolution.representative[each.identity] for each in profiles}) == 1


def asked(*profiles: Profile, evidence: Evidence = NOTHING) -> list[tuple[str, str]]:
    return [(each.left, each.right) for each in resolve(profiles, evidence).questions]


def test_one_full_name_on_two_addresses_is_one_person() -> None:
    resolution = resolve(
        [
            person("email:ada@example.org", "Ada Lovelace", first_us=2),
            person("email:al@acme.example", "Ada Lovelace", first_us=1),
        ],
        NOTHING,
    )
    assert resolution.representative == {
        "email:ada@example.org": "email:al@acme.example",
        "email:al@acme.example": "email:al@acme.example",
    }
    (merge,) = resolution.merges
    assert (merge.rule, merge.text) == ("name", "Both are called “Ada Lovelace”.")


def test_one_word_is_not_a_full_name() -> None:
    assert not linked(person("email:a1@example.org", "Ada"), person("email:a2@example.com", "Ada"))


def test_a_long_local_part_is_one_person_and_a_short_or_shared_one_is_not() -> None:
    assert linked(person("email:ada.lovelace@example.org"), person("email:adalovelace@example.com"))
    assert not linked(person("email:matt@example.org"), person("email:matt@example.com"))
    assert not linked(person("email:openstack@example.org"), person("email:openstack@example.com"))
    assert not linked(
        person("email:analytical@example.org"),
        person("email:analytical@example.com"),
        person("email:ada@analytical.example"),
    )


def test_a_local_part_carried_by_two_names_belongs_to_neither() -> None:
    assert not linked(
        person("email:thedesk.at.home@example.org", "Ada Lovelace"),
        person("email:thedesk.at.home@example.com", "Charles Babbage"),
    )


def test_a_local_part_that_spells_the_full_name() -> None:
    ada = person("email:countess@example.org", "Ada Lovelace")
    assert linked(ada, person("email:ada.lovelace@example.com"))
    assert linked(ada, person("email:alovelace@example.com"))
    assert not linked(ada, person("email:ada@example.com"))
    assert asked(ada, person("email:ada@example.com"))
    anna = person("email:q@example.net", "Anna Lovelace")
    assert not linked(ada, person("email:alovelace@example.com"), anna)
    assert len(asked(ada, person("email:alovelace@example.com"), anna)) == 2
    assert not asked(ada, person("email:alovelace@example.com", "Anna Lovelace"))


def test_conflicting_names_are_never_chained() -> None:
    profiles = [
        person("email:j1@example.org", "Jane Smithson"),
        person("email:jane.john.smithson@example.org", "Jane John Smithson"),
        person("email:j2@example.org", "John Smithson"),
        person("email:jane.john.smithson@example.com"),
    ]
    resolution = resolve(profiles, NOTHING)
    representative = resolution.representative
    assert representative["email:j1@example.org"] != representative["email:j2@example.org"]


def test_lists_robots_and_roles_are_nobody() -> None:
    for kind in ("list", "robot", "role"):
        assert not linked(
            person("email:ada.lovelace@example.org", "Ada Lovelace", kind=kind),
            person("email:ada.lovelace@example.com", "Ada Lovelace"),
        )


def test_the_user_has_the_last_word() -> None:
    ada, charles = person("email:a@example.org", "Ada Lovelace"), person("email:c@example.org")
    twin = person("email:twin@example.org", "Ada Lovelace")
    pair = (ada.identity, charles.identity)
    assert linked(ada, charles, evidence=Evidence(same=[pair]))
    apart = Evidence(different=[(twin.identity, ada.identity)])
    assert not linked(ada, twin, evidence=apart)
    assert asked(ada, twin, evidence=apart) == []


def test_one_card_is_one_person_unless_its_names_have_nothing_in_common() -> None:
    ada = person("email:ada@example.org", "Ada Lovelace")
    charles = person("email:charles@example.org", "Charles Babbage")
    phone = person("phone:+441632960961", "Countess")
    assert linked(ada, phone, evidence=Evidence(together=[(phone.identity, ada.identity)]))
    family = Evidence(together=[(charles.identity, ada.identity)])
    assert not linked(ada, charles, evidence=family)


def test_a_changed_family_name_needs_the_same_local_part_or_a_card() -> None:
    before = person("email:countess.of.l@example.org", "Ada Byron")
    after = person("email:countess.of.l@example.com", "Ada Lovelace")
    elsewhere = person("email:ada@example.net", "Ada Lovelace")
    assert not linked(before, elsewhere)
    card = Evidence(together=[(before.identity, elsewhere.identity)])
    assert linked(before, elsewhere, evidence=card)
    assert asked(before, after) == [(after.identity, before.identity)]


def test_addresses_met_on_one_mail_are_asked_about() -> None:
    left, right = person("email:lovelace@example.org"), person("email:lovelace@example.com")
    met = Evidence(apart=[(right.identity, left.identity)])
    assert linked(left, right)
    assert not linked(left, right, evidence=met)


def test_a_widespread_name_at_two_free_mails_needs_a_second_signal() -> None:
    one, other = person("email:w1@gmail.com", "Wei Wang"), person("email:x2@163.com", "Wei Wang")
    assert not linked(one, other)
    assert asked(one, other)
    claims = [person(each.identity, "Wei Wang", "acme") for each in (one, other)]
    assert linked(*claims)


def test_a_name_known_by_name_alone_needs_a_second_signal() -> None:
    chat = person("name:whatsapp/Ada Lovelace", "Ada Lovelace")
    mail = person("email:ada@analytical.example", "Ada Lovelace")
    assert not linked(chat, mail)
    assert asked(chat, mail)
    assert linked(person(chat.identity, "Ada Lovelace", "analytical"), mail)
    meeting = person("name:zoom/Ada Lovelace", "Ada Lovelace")
    assert not linked(chat, meeting)


def test_two_profiles_of_one_network_are_two_people() -> None:
    one = person("linkedin:ada-lovelace", "Ada Lovelace")
    two = person("linkedin:ada-lovelace-2b", "Ada Lovelace")
    mail = person("email:ada@example.org", "Ada Lovelace")
    assert linked(one, mail)
    assert not linked(one, two)
    representative = resolve([one, two, mail], NOTHING).representative
    assert len(set(representative.values())) == 3
    assert asked(one, two, mail)


def test_twenty_thousand_people_of_one_name_are_not_compared_with_each_other() -> None:
    crowd = [
        person(f"email:js{n}@d{n}.example", "John Smithson", first_us=n) for n in range(20_000)
    ]
    resolution = resolve(crowd, NOTHING)
    assert len(set(resolution.representative.values())) == 20_000
    assert resolution.questions == []


def test_unknown_identities_in_the_evidence_are_ignored() -> None:
    nobody = [("email:x@example.org", "email:y@example.org"), ("", "")]
    evidence = Evidence(together=nobody, apart=nobody, same=nobody, different=nobody)
    assert resolve([], evidence) == Resolution({}, [], [])


NAMES = st.sampled_from(
    ("", "Ada", "Ada Lovelace", "Ada King Lovelace", "Lovelace Ada", "Bob Miles", "Robert Miles")
)
LOCALS = st.sampled_from(
    "ada ada.lovelace adalovelace alovelace bob.miles rmiles robert.miles wangwei".split()
)
DOMAINS = st.sampled_from("gmail.com analytical.example lovelace.example acme.example".split())
IDENTITIES = st.one_of(
    st.builds(lambda local, domain: f"email:{local}@{domain}", LOCALS, DOMAINS),
    st.builds(lambda local: f"linkedin:{local.replace('.', '-')}", LOCALS),
    st.builds(lambda name: f"name:whatsapp/{name}", NAMES),
)
PROFILES = st.lists(
    st.builds(
        Profile,
        identity=IDENTITIES,
        names=NAMES.map(lambda name: ((name, 3),) if name else ()),
        kind=st.sampled_from(("person", "person", "person", "list")),
        organisations=st.sampled_from(((), ("acme",), ("analytical",))),
        first_us=st.integers(0, 3),
        uses=st.just(3),
    ),
    max_size=14,
    unique_by=lambda profile: profile.identity,
)


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Profile], Evidence]:
    profiles = draw(PROFILES)
    pairs = st.lists(
        st.sampled_from([*combinations([each.identity for each in profiles], 2)] or [("", "")]),
        max_size=4,
    )
    return profiles, Evidence(draw(pairs), draw(pairs), draw(pairs), draw(pairs))


@given(books())
@settings(max_examples=20, deadline=None)
def test_what_the_user_told_apart_stays_apart(book: tuple[list[Profile], Evidence]) -> None:
    profiles, evidence = book
    resolution = resolve(profiles, evidence)
    who = resolution.representative
    told = [pair for pair in evidence.different if pair[0] in who]
    assert all(who[left] != who[right] for left, right in told)
    separate = {frozenset((who[left], who[right])) for left, right in told}
    for question in resolution.questions:
        assert frozenset((who[question.left], who[question.right])) not in separate
        assert who[question.left] != who[question.right]


@given(books())
@settings(max_examples=20, deadline=None)
def test_the_representative_is_the_earliest_of_its_cluster(
    book: tuple[list[Profile], Evidence],
) -> None:
    profiles, evidence = book
    who = resolve(profiles, evidence).representative
    first = {each.identity: (each.first_us, each.identity) for each in profiles}
    assert set(who) == set(first)
    for identity, one in who.items():
        assert who[one] == one
        assert first[one] <= first[identity]


@given(books(), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_order_does_not_matter(
    book: tuple[list[Profile], Evidence], shuffler: random.Random
) -> None:
    profiles, evidence = book
    expected = resolve(profiles, evidence)
    mixed = shuffler.sample(profiles, len(profiles))
    together, apart, same, different = (
        [(right, left) for left, right in reversed([*pairs])]
        for pairs in (evidence.together, evidence.apart, evidence.same, evidence.different)
    )
    turned = Evidence(together, apart, same, different)
    assert resolve(mixed, turned) == expected


@given(books())
@settings(max_examples=20, deadline=None)
def test_a_stranger_changes_nothing(book: tuple[list[Profile], Evidence]) -> None:
    profiles, evidence = book
    before = resolve(profiles, evidence)
    stranger = person("email:zqx@kvwy.example", "Zqxa Kvwyb", first_us=9)
    after = resolve([*profiles, stranger], evidence)
    assert after.representative == before.representative | {stranger.identity: stranger.identity}
    assert (after.merges, after.questions) == (before.merges, before.questions)


@given(HOSTILE, st.data(), st.sampled_from((NEVER, PROBABLE, 0.2)))
@settings(max_examples=20, deadline=None)
def test_columns_resolve_as_pair_by_pair(
    profiles: list[Profile], data: st.DataObject, accept: float
) -> None:
    identities = [each.identity for each in profiles] or [""]
    pair = st.tuples(st.sampled_from(identities), st.sampled_from(identities))
    few = st.lists(pair, max_size=3)
    together, met, same, different = (data.draw(some) for some in (few, st.lists(pair), few, few))
    evidence = Evidence(together, met, same, different)
    plainly = pair_by_pair.resolve(profiles, evidence, accept=accept)
    assert resolve(profiles, evidence, accept=accept) == plainly
