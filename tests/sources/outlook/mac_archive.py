"""An archive of Outlook for Mac, its items written by hand.

    python -m tests.sources.outlook.mac_archive

writes the sample anew.
"""

from __future__ import annotations

import zipfile
from html import escape
from io import BytesIO
from pathlib import Path

_SAMPLES = Path(__file__).parent.parent / "samples" / "olm"
_ZONE = (
    "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:19810329T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\n"
    "END:VTIMEZONE\r\nEND:VCALENDAR\r\n"
)


def people(*some: tuple[str, str], tag: str = "emailAddress") -> str:
    """Return the elements of these names and addresses."""
    return "".join(
        f'<{tag} OPFContactEmailAddressName="{name}" OPFContactEmailAddressAddress="{address}"/>'
        for name, address in some
    )


def mail(number: int, *, more: str = "", body: str = "See you Thursday.", html: str = "") -> bytes:
    """Return the file of a mail from Ada to Ben and Cleo."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><emails elementCount="1"><email>'
        f"<OPFMessageCopyBody>{escape(body)}</OPFMessageCopyBody>"
        f"<OPFMessageCopyHTMLBody>{escape(html)}</OPFMessageCopyHTMLBody>"
        f"<OPFMessageCopyFromAddresses>{people(('Ada Marsh', 'ada@acme.example'))}"
        "</OPFMessageCopyFromAddresses><OPFMessageCopyToAddresses>"
        f"{people(('Ben Hart', 'ben@hart.example'))}</OPFMessageCopyToAddresses>"
        f"<OPFMessageCopyCCAddresses>{people(('Cleo Voss', 'cleo@acme.example'))}"
        "</OPFMessageCopyCCAddresses><OPFMessageCopySubject>The bridge</OPFMessageCopySubject>"
        f"<OPFMessageCopyMessageID>bridge.{number}@acme.example</OPFMessageCopyMessageID>"
        "<OPFMessageCopyInReplyTo>&lt;bridge.0@hart.example&gt;</OPFMessageCopyInReplyTo>"
        "<OPFMessageCopySentTime>2024-05-06T09:00:00</OPFMessageCopySentTime>"
        "<OPFMessageCopyReceivedTime>2024-05-06T09:00:05</OPFMessageCopyReceivedTime>"
        f"{more}</email></emails>"
    ).encode()


CONTACTS = (
    b'<contacts elementCount="2"><contact>'
    b"<OPFContactCopyDisplayName>Ben Hart</OPFContactCopyDisplayName>"
    b"<OPFContactCopyFirstName>Ben</OPFContactCopyFirstName>"
    b"<OPFContactCopyLastName>Hart</OPFContactCopyLastName>"
    b"<OPFContactCopyEmailAddressList>"
    b'<contactEmailAddress OPFContactEmailAddressAddress="ben@hart.example"/>'
    b"</OPFContactCopyEmailAddressList>"
    b"<OPFContactCopyCellPhone>+44 1632 960961</OPFContactCopyCellPhone>"
    b"<OPFContactCopyBusinessCompany>Hart &amp; Sons</OPFContactCopyBusinessCompany>"
    b"<OPFContactCopyBusinessCity>Leeds</OPFContactCopyBusinessCity>"
    b"<OPFContactCopyBirthday>1980-03-02T00:00:00</OPFContactCopyBirthday>"
    b"<OPFContactCopyNotesPlain>Met at the bridge.</OPFContactCopyNotesPlain>"
    b'<OPFContactCopyCategoryList><category OPFCategoryCopyName="Clients"/>'
    b"</OPFContactCopyCategoryList></contact><contact>"
    b"<OPFContactCopyDisplayName>Cleo Voss</OPFContactCopyDisplayName></contact></contacts>"
)
CALENDAR = (
    "<appointments><appointment><OPFCalendarEventCopyUUID>drawings@acme.example"
    "</OPFCalendarEventCopyUUID><OPFCalendarEventCopySummary>Drawings"
    "</OPFCalendarEventCopySummary><OPFCalendarEventCopyOrganizer>ada@acme.example"
    "</OPFCalendarEventCopyOrganizer><OPFCalendarEventCopyAttendeeList>"
    '<appointmentAttendee OPFCalendarAttendeeName="Ben Hart" '
    'OPFCalendarAttendeeAddress="ben@hart.example" OPFCalendarAttendeeStatus="3"/>'
    "</OPFCalendarEventCopyAttendeeList>"
    "<OPFCalendarEventCopyStartTime>2024-10-21T07:00:00</OPFCalendarEventCopyStartTime>"
    "<OPFCalendarEventCopyEndTime>2024-10-21T08:00:00</OPFCalendarEventCopyEndTime>"
    f"<OPFCalendarEventGetStartTimeZoneICSData>{escape(_ZONE)}"
    "</OPFCalendarEventGetStartTimeZoneICSData><OPFCalendarEventCopyRecurrence>"
    "<OPFRecurrenceIsNumbered>1E0</OPFRecurrenceIsNumbered>"
    "<OPFRecurrenceGetOccurenceCount>2</OPFRecurrenceGetOccurenceCount><OPFRecurrencePattern>"
    "<OPFRecurrencePatternType>OPFRecurrencePatternWeekly</OPFRecurrencePatternType>"
    "<OPFRecurrencePatternInterval>1</OPFRecurrencePatternInterval>"
    "<OPFRecurrencePatternDaysOfWeek><monday>1E0</monday></OPFRecurrencePatternDaysOfWeek>"
    "</OPFRecurrencePattern></OPFCalendarEventCopyRecurrence></appointment><appointment>"
    "<OPFCalendarEventCopySummary>Fair</OPFCalendarEventCopySummary>"
    "<OPFCalendarEventGetIsAllDayEvent>1E0</OPFCalendarEventGetIsAllDayEvent>"
    "<OPFCalendarEventCopyStartTime>2024-05-05T22:00:00</OPFCalendarEventCopyStartTime>"
    "</appointment></appointments>"
).encode()
_FILE = (
    '<OPFMessageCopyAttachmentList><messageAttachment OPFAttachmentName="plan.pdf" '
    'OPFAttachmentContentFileSize="7.5E2"/></OPFMessageCopyAttachmentList>'
)
_HEADER = (
    "Received: from a by b; Mon, 6 May 2024 11:00:05 +0200\n"
    "From: Eva Holm &lt;eva@holm.example&gt;\n"
    "Message-ID: &lt;header@holm.example&gt;\nSubject: As it came\n"
)


def archive(members: dict[str, bytes]) -> bytes:
    """Return an archive of these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2024, 5, 6, 9, 0, 0))
            made.writestr(info, data, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def sample() -> bytes:
    """Return an archive with a little of everything."""
    folder = "Accounts/ada@acme.example/com.microsoft.__Messages"
    source = f"<OPFMessageCopySource>{_HEADER}</OPFMessageCopySource>"
    return archive(
        {
            "Categories.xml": b"<categories/>",
            f"{folder}/Inbox/message_00000.xml": mail(1, more=_FILE),
            f"{folder}/Inbox/message_00001.xml": mail(2, more=source),
            f"{folder}/Inbox/com.microsoft.__Attachments/plan.pdf_0000": b"%PDF",
            f"{folder}/Sent Items/message_00000.xml": mail(
                3, html="<p>See you <b>Thursday</b>.</p>"
            ),
            f"{folder}/Drafts/message_00000.xml": mail(4),
            f"{folder}/Junk E-mail/message_00000.xml": mail(5),
            f"{folder}/Inbox/message_00002.xml": b"<emails><email><OPFMessageCopySubject>Half",
            "Local/Address Book/Contacts.xml": CONTACTS,
            "Local/Calendar/Calendar.xml": CALENDAR,
            "Local/Notes/Notes.xml": b"<notes/>",
        }
    )


if __name__ == "__main__":
    _SAMPLES.mkdir(exist_ok=True)
    (_SAMPLES / "everything_of_one_account.olm").write_bytes(sample())
    (_SAMPLES / "cut_off.olm").write_bytes(sample()[:900])
