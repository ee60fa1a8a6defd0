from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Claim
from comity.sources.linkedin.notification import notice

AT_US = 1_700_000_000_000_000
ROBOT = "notifications-noreply@linkedin.com"
ADA = "https://www.linkedin.com/comm/in/ada-lovelace-1815?midToken=x&trk=eml-invite-hero-3-prof"
READER = "https://www.linkedin.com/comm/in/cbabbage?midToken=x&trk=eml-invite-header-6-profile"
OTHER = "https://www.linkedin.com/comm/in/mary-somerville?trk=eml-invite-pymk-1-prof"

INVITATION = """\
Hi Charles,

I'd like to join your LinkedIn network.

Ada Lovelace
Analyst at Analytical Engines

View profile: https://www.linkedin.com/comm/in/ada-lovelace-1815?trk=eml-hero-3-prof

Accept: https://www.linkedin.com/comm/people/invite-accept?mboxid=1

.....................................

Unsubscribe: https://www.linkedin.com/e/v2?e=1
You are receiving Invitation emails.
This email was intended for Charles Babbage (Engineer).
"""


@pytest.mark.parametrize(
    ("subject", "interaction"),
    [
        ("Ada Lovelace wants to connect", "invitation"),
        ("Invitation to connect on LinkedIn from Ada Lovelace", "invitation"),
        ("Ada Lovelace möchte sich mit Ihnen vernetzen", "invitation"),
        ("Ada Lovelace hat Sie eingeladen, sich zu vernetzen", "invitation"),
        ("Ada Lovelace souhaite rejoindre votre réseau", "invitation"),
        ("Ada Lovelace quiere conectar contigo", "invitation"),
        ("Ada Lovelace sent you a message", "message"),
        ("Ada Lovelace just messaged you", "message"),
        ("You have a new message from Ada Lovelace", "message"),
        ("Neue Nachricht von Ada Lovelace", "message"),
        ("Ada Lovelace hat Ihnen eine Nachricht gesendet", "message"),
        ("Ada Lovelace vous a envoyé un message", "message"),
        ("Ada Lovelace te ha enviado un mensaje", "message"),
        ("Ada Lovelace is requesting a recommendation", "message"),
        ("Ada Lovelace endorsed you for Mathematics", "endorsement"),
        ("Ada Lovelace hat Ihre Kenntnisse bestätigt", "endorsement"),
        ("Ada Lovelace a recommandé vos compétences", "endorsement"),
        ("Ada Lovelace ha validado tus aptitudes", "endorsement"),
        ("Ada Lovelace has recommended you", "recommendation"),
        ("Ada Lovelace hat Sie empfohlen", "recommendation"),
        ("Ada Lovelace vous a recommandé", "recommendation"),
        ("Ada Lovelace te ha recomendado", "recommendation"),
        ("Reminder about your invitation from Ada Lovelace", ""),
        ("Ada Lovelace accepted your invitation, explore their network", ""),
        ("Charles, start a conversation with your new connection, Ada Lovelace", ""),
        ("Ada Lovelace hat Ihre Einladung angenommen", ""),
        ("Ada Lovelace a accepté votre invitation", ""),
        ("Ada Lovelace ha aceptado tu invitación", ""),
        ("Congratulate Ada Lovelace on starting a new position", ""),
        ("Gratulieren Sie Ada Lovelace zur neuen Position", ""),
        ("Félicitez Ada Lovelace pour son nouveau poste", ""),
        ("Felicita a Ada Lovelace por su nuevo empleo", ""),
    ],
)
def test_subjects_tell_what_happened_and_who_did_it(subject: str, interaction: str) -> None:
    found = notice(ROBOT, subject, "", [], AT_US)
    assert found is not None
    assert (found.interaction, found.name) == (interaction, "Ada Lovelace")
    assert found.identity == "name:linkedin/Ada Lovelace"


@pytest.mark.parametrize(
    "subject",
    [
        "You appeared in 12 searches this week",
        "Ada Lovelace shared a post",
        "Charles, add Ada Lovelace - Analyst",
        "Messages from Ada Lovelace and 6 others",
        "Ada and Mary sent you a message",
        "You have 3 new invitations",
        "Analyst at Analytical Engines: up to £90",
    ],
)
def test_digests_adverts_and_job_lists_name_nobody(subject: str) -> None:
    assert notice(ROBOT, subject, INVITATION, [ADA], AT_US) is None


@pytest.mark.parametrize("host", ["evil-linkedin.com", "linkedin.com.evil.example", "example.com"])
def test_only_linkedins_own_hosts_are_believed(host: str) -> None:
    assert notice(f"invitations@{host}", "Ada Lovelace wants to connect", "", [], AT_US) is None


def test_an_invitation_is_from_its_display_name() -> None:
    sender = "Ada Lovelace via LinkedIn <invitations@linkedin.com>"
    found = notice(sender, "I want to connect", INVITATION, [READER, ADA, OTHER], AT_US)
    assert found is not None
    assert found.interaction == "invitation"
    assert found.identity == "linkedin:ada-lovelace-1815"
    assert found.claims == (Claim(found.identity, "name", "Ada Lovelace", AT_US),)
    assert found.text == ""


def test_the_note_of_an_invitation_is_its_text() -> None:
    note = "We met at the engine's dinner.\nMay I ask about your notes?"
    text = INVITATION.replace("I'd like to join your LinkedIn network.", note)
    sender = "Ada Lovelace <invitations@linkedin.com>"
    found = notice(sender, "Charles, please add me to your LinkedIn network", text, [], AT_US)
    assert found is not None
    assert found.text == note


def test_a_message_is_quoted_without_its_frame() -> None:
    text = (
        "LinkedIn\n\nAda sent you a message\n\nAda Lovelace\nReply\n"
        "https://www.linkedin.com/messaging/thread/1\n\nHi Charles,\n"
        "could you send me the drawings by Friday?\n\nAda\n\n----------------\nUnsubscribe: x"
    )
    found = notice(ROBOT, "Ada sent you a message", text, [READER, ADA], AT_US)
    assert found is not None
    assert found.name == "Ada Lovelace"
    assert found.text == "could you send me the drawings by Friday?\n\nAda"


def test_an_inmail_has_a_subject_of_its_own() -> None:
    sender = "Mary McSomerville <inmail-hit-reply@linkedin.com>"
    found = notice(sender, "A role in London", "Are you open to it?", [], AT_US)
    assert found is not None
    assert (found.interaction, found.name) == ("message", "Mary McSomerville")
    assert found.text == "Are you open to it?"


def test_a_first_name_alone_needs_a_profile() -> None:
    assert notice(ROBOT, "Ada just messaged you", "", [], AT_US) is None
    found = notice(ROBOT, "Ada just messaged you", "", [READER, ADA, OTHER], AT_US)
    assert found is not None
    assert found.identity == "linkedin:ada-lovelace-1815"


def test_the_readers_own_profile_is_never_the_person() -> None:
    links = ["https://www.linkedin.com/comm/in/charles-babbage?trk=x"]
    found = notice(ROBOT, "Ada Lovelace wants to connect", INVITATION, links, AT_US)
    assert found is not None
    assert found.identity == "linkedin:ada-lovelace-1815"


@pytest.mark.parametrize(
    ("subject", "text", "claims"),
    [
        (
            "Congratulate Ada Lovelace on starting a new position as Analyst at Engines Ltd",
            "",
            {("title", "Analyst"), ("organisation", "Engines Ltd")},
        ),
        (
            "Congratulate Ada on the new job",
            "Congratulate Ada\n\nAda Lovelace\nAnalyst at Engines Ltd\n\nSay congrats",
            {("title", "Analyst"), ("organisation", "Engines Ltd")},
        ),
        ("Congratulate Ada Lovelace for 5 years at Engines", "", {("organisation", "Engines")}),
        ("Ada Lovelace accepted your invitation", "", {("connected", "linkedin")}),
    ],
)
def test_news_of_a_person_are_claims(subject: str, text: str, claims: set[tuple[str, str]]) -> None:
    found = notice(ROBOT, subject, text, [ADA], AT_US)
    assert found is not None
    assert found.interaction == ""
    assert {(c.attribute, c.value) for c in found.claims if c.attribute != "name"} == claims
    assert {c.at_us for c in found.claims} == {AT_US}


def test_an_endorsement_names_the_skill() -> None:
    found = notice(ROBOT, "Ada Lovelace endorsed you for Mathematics", "", [], AT_US)
    assert found is not None
    assert found.text == "Mathematics"


@given(st.text(max_size=80), st.text(max_size=300), st.lists(st.text(max_size=60), max_size=3))
def test_nothing_written_in_a_mail_is_ever_raised_about(
    name: str, text: str, links: list[str]
) -> None:
    for subject in (name, f"{name} wants to connect", f"Congratulate {name} on the new job"):
        found = notice(f"{name} <invitations@linkedin.com>", subject, text, links, None)
        assert found is None or (found.name and found.identity.startswith(("linkedin:", "name:")))
