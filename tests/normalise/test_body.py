from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.body import MAX_TEXT_CHARS, html_to_text, own_text
from tests.growth import is_linear

OUTLOOK = """Agreed.

From: Bob Example <bob@example.org>
Sent: Monday, 3 March 2025 10:00
To: Ada Lovelace
Subject: RE: engines

Shall we build it?
"""
GERMAN_OUTLOOK = OUTLOOK.replace("From", "Von").replace("Sent", "Gesendet").replace("To:", "An:")
GMAIL = """Agreed.

On Mon, 3 Mar 2025 at 10:00, Bob Example
<bob@example.org> wrote:

> Shall we build it?
> It is small.
"""


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ("Hello\r\n\r\nAda\r\n", "Hello\n\nAda"),
        (GMAIL, "Agreed."),
        (OUTLOOK, "Agreed."),
        (GERMAN_OUTLOOK, "Agreed."),
        ("> A?\nYes.\n> B?\nNo.\n", "Yes.\n\nNo."),
        ("Bob wrote:\n> A?\n\nYes.", "Yes."),
        ("Am 03.03.25 um 10:00 schrieb Bob:\n> A?\n\nJa.", "Ja."),
        ("Le 3 mars 2025 à 10:00, Bob a écrit :\n> A ?\n\nOui.", "Oui."),
        ("Bob Exemple a écrit :\n> A ?\n\nOui.", "Oui."),
        ("Voir.\n\n-----Message d'origine-----\nDe : Bob\n\nA ?", "Voir."),
        ("--- Original drawings that show the wheel ---\na", None),
        ("El lun, 3 mar 2025, Bob escribió:\n> A?\n\nSí.", "Sí."),
        ("2025-03-03 10:00 GMT+01:00 Bob <bob@example.org>:\n> A?\n\nYes.", "Yes."),
        ("FYI\n\n-----Original Message-----\nFrom: Bob\nSent: Monday\n\nA?", "FYI"),
        ("FYI\n\n---------- Forwarded message ---------\nFrom: Bob\n\nA?", "FYI"),
        ("Hier.\n\n-----Ursprüngliche Nachricht-----\nVon: Bob\n\nA?", "Hier."),
        ("Here.\n\nBegin forwarded message:\n\nFrom: Bob\n\nA?", "Here."),
        ("----- Original Message -----\nFrom: Bob\n\n> A?\n\nYes.", "Yes."),
        ("Yes.\n\nOn 3 March 2025 at 10:00, Bob wrote:\nA?\nB?", "Yes."),
        ("On 3 March 2025 at 10:00, Bob wrote:\nThanks!\n\n> A?\n\nYes.", "Thanks!\n\nYes."),
        ("From here on I see: the sea\nDate palms\nTo the south", None),
        ("He wrote on the wall:\nno more", None),
        (">From the start it was good.", None),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("", ""),
    ],
)
def test_what_the_sender_wrote_is_kept_apart_from_quotes(mail: str, said: str | None) -> None:
    assert own_text(mail) == (mail if said is None else said)


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ("Hi\n\n-- \nAda\n+44 20 7946 0018", "Hi"),
        ("Hi\n--\nAda", "Hi"),
        ("Hi\n\nSent from my phone", "Hi"),
        ("Hi\n\nVon meinem iPhone gesendet", "Hi"),
        ("Hi\n\n-- \nAda\n\nBob wrote:\n> A?\n\nYes", "Hi\n\nYes"),
        ("Hi\n\n-- \n2.34.1\n", "Hi"),
        (
            "Hi\n\n-- \nAda\n\n" + "_" * 47 + "\nengines mailing list\nengines@example.org",
            "Hi",
        ),
        ("Hi\n\n" + "_" * 40 + "\nGet mail free at example.org\n", "Hi"),
        ("Hi\n\nThis e-mail is confidential and so on.\n\nMore of it.", "Hi"),
        ("This e-mail is confidential.\n\nHi", "Hi"),
        ("Hi\n--\nAda\n\n\n" + "_" * 47 + "\nengines mailing list\n", "Hi"),
        ("This mail is short", "This mail is short"),
        ("a\n--\n" + "b\n" * 30, ("a\n--\n" + "b\n" * 30).strip()),
    ],
)
def test_signatures_footers_and_notices_are_left_out(mail: str, said: str) -> None:
    assert own_text(mail) == said


PATCH = """Make the wheel turn.

Signed-off-by: Ada <ada@example.org>
---
 wheel.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/wheel.c b/wheel.c
index 111..222 100644
--- a/wheel.c
+++ b/wheel.c
@@ -1,3 +1,3 @@
 int turn;

-int stop;
+int go;
--{blank}
2.34.1
""".format(blank=" ")


def test_a_patch_is_attached_matter() -> None:
    assert own_text(PATCH) == "Make the wheel turn.\n\nSigned-off-by: Ada <ada@example.org>"


def test_prose_below_a_patch_is_kept() -> None:
    mail = "How about\n\ndiff --git a/w b/w\n--- a/w\n+++ b/w\n@@ -1 +1 @@\n-a\n+b\n\nWill it do?"
    assert own_text(mail) == "How about\n\nWill it do?"


def test_a_signed_message_is_its_text() -> None:
    mail = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHi\n- -- \nAda\n"
        "-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----\n"
    )
    assert own_text(mail) == "Hi"


UUENCODED = "begin 644 a.txt\n+0V]U;&0@>6]U/PH \n`\nend"
YENC = "=ybegin line=128 size=4 name=a.txt\nabc\xe9\n=yend size=4"


@pytest.mark.parametrize("file", [UUENCODED, YENC])
def test_a_file_written_into_the_text_is_no_text(file: str) -> None:
    assert own_text(f"Here:\n\n{file}\n\nAda") == "Here:\n\nAda"
    first, _, _ = file.partition("\n")
    assert own_text(f"{first}\n\nand so on") == f"{first}\n\nand so on"


@given(st.lists(st.sampled_from(GMAIL.split("\n") + OUTLOOK.split("\n") + PATCH.split("\n"))))
def test_nothing_is_invented(lines: list[str]) -> None:
    body = own_text("\n".join(lines))
    written = {line.strip() for line in lines}
    assert all(line.strip() in written for line in body.split("\n") if line)
    assert not any(line.startswith(">") for line in body.split("\n"))


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    body = own_text(text)
    assert len(body) <= len(text)
    assert own_text(html_to_text(text)) is not None


HOSTILE = [
    "\n",
    ">",
    "\n>",
    "\n> \n",
    "\n ",
    "\n- ",
    "\n--",
    "\n-- \n",
    "\n---\n",
    "\n---\n a | 1\n",
    "\n a | ",
    "\n" + "_" * 30,
    "\nFrom: a\n",
    "\nFrom: a\nTo: b\n",
    "\nFrom: a\nSent: b\n",
    "\n-----Original Message-----\n> ",
    "\n-----Original Message",
    "\nOn 1 January",
    "\nOn 1 January 2025 at 10:00 Bob wrote:\n",
    "\nOn 1 January 2025 at 10:00 Bob wrote:\n>",
    "\nThis message",
    "\nDISCLAIMER:",
    "\nTo unsubscribe ",
    "\nbegin 644 a\n",
    "\n=ybegin a\n",
    "\n!!!\n",
    "\ndiff --git a/",
    "\n--- a\n+++ b\n@@",
    "\nIndex: a\n====================\n",
    "wrote:",
    "<a@",
    "<",
    "<div>",
    "<blockquote>",
    "<div class=gmail_quote>",
    "<!--",
    "<script>",
    "&amp;",
    "<a href='",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def mail(chars: int) -> str:
        return "x" + piece * (chars // len(piece))

    assert is_linear(lambda chars: own_text(mail(chars)), 1 << 11, MAX_TEXT_CHARS)
    assert is_linear(lambda chars: own_text(html_to_text(mail(chars))), 1 << 13, 1 << 17)


def test_a_long_text_is_cut() -> None:
    assert len(own_text("a" * (1 << 20))) == MAX_TEXT_CHARS


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello</p><p>Ada</p>", "Hello\n\nAda"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<style>p {}</style><script>if (a<b) x()</script><title>t</title>a", "a"),
        ("a &lt; b &amp; c&nbsp;d", "a < b & c d"),
        ("a < b", "a < b"),
        ("see <a href='https://example.org/x'>the page</a>", "see the page"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("a\n  b<!-- no\n> -->c", "a bc"),
        ("<div style='display:none'>pre<div>view</div></div>a", "a"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a<blockquote type='cite'>b<br>c</blockquote>d", "a\n> b\n> c\nd"),
        ("a<blockquote style='border:none'>b</blockquote>", "a\nb"),
        ("a<div class='yahoo_quoted'>x<div>y</div>z</div>b", "a\n> x\n> y\n> z\nb"),
        ("a<div class='gmail_quote'><blockquote>x</blockquote>b</div>", "a\n> x\nb"),
        ("a<div id='appendonsend'></div><div>b</div>", "a\n> b"),
        ("a<div class='gmail_signature'>Ada</div>", "a\n-- \nAda"),
        ("", ""),
        ("<", "<"),
        ("<p", ""),
    ],
)
def test_html_is_read_as_a_person_reads_it(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_quotes_of_html_are_set_apart() -> None:
    html = (
        "<div>Agreed.</div><br><div class='gmail_quote'><div class='gmail_attr'>On Mon, 3 Mar 2025,"
        " Bob wrote:<br></div><blockquote class='gmail_quote'>Shall we?</blockquote></div>"
    )
    assert own_text(html_to_text(html)) == "Agreed."
