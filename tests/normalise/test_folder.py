from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise import folder_words
from comity.normalise.folder import FolderUse, from_utf7, labels_of, use_of, use_of_file
from tests.growth import is_linear

LISTED = {
    "sent": folder_words.SENT,
    "drafts": folder_words.DRAFTS,
    "junk": folder_words.JUNK,
    "trash": folder_words.TRASH,
    "archive": folder_words.ARCHIVE,
    "inbox": folder_words.INBOX,
    "chat": folder_words.CHAT,
}


@pytest.mark.parametrize(
    ("name", "use"),
    [
        # programs' own, in some languages
        ("Sent", "sent"),
        ("Sent Items", "sent"),
        ("Gesendete Elemente", "sent"),
        ("Éléments envoyés", "sent"),
        ("Mensagens enviadas", "sent"),
        ("Wysłane wiadomości", "sent"),
        ("Gönderilmiş Öğeler", "sent"),
        ("Отправленные письма", "sent"),
        ("Στοιχεία απεσταλμένα", "sent"),
        ("送信済みメール", "sent"),
        ("보낸편지함", "sent"),
        ("Unsent Messages", "drafts"),
        ("Boîte d\u2019envoi", "drafts"),
        ("Templates", "drafts"),
        ("postponed", "drafts"),
        ("Kopie robocze", "drafts"),
        ("Junk E-mail", "junk"),
        ("Correo electrónico no deseado", "junk"),
        ("İstenmeyen E-posta", "junk"),
        ("Wiadomości-śmieci", "junk"),
        ("Lixo Eletrônico", "junk"),
        ("Lixo", "trash"),
        ("Thư rác", "junk"),
        ("Thùng rác", "trash"),
        ("Deleted Messages", "trash"),
        ("Posteingang", "inbox"),
        ("Bate-papos", "chat"),
        # what programs add to a name
        ("Junk (3)", "junk"),
        ("Drafts 2", "drafts"),
        ("sent-mail-jan-2020", "sent"),
        ("_sent_mail", "sent"),
        ("ada@example.org - Sent Items", "sent"),
        ("Entwürfe_20240131-1200/messages", "drafts"),
        ("Old Sent", "sent"),
        ("Archived Sent 2019", "sent"),
        # around and below
        (".Sent Items.2026", "sent"),
        (".Archive.2026.Sent", "sent"),
        ("INBOX.Sent", "sent"),
        ("[Gmail]/Sent Mail", "sent"),
        ("Envoy&AOk-s", "sent"),
        ("Entw&APw-rfe", "drafts"),
        ("Local Folders/Sent.sbd/2020", "sent"),
        ("Sent Messages.mbox/U2/Data/Messages", "sent"),
        ("Courriers envoyés", "sent"),
        ("Verzonden objecten", "sent"),
        ("Papelera de reciclaje", "trash"),
        ("Trash/Sent", "sent"),
        ("Sent/Archive/2020", "sent"),
        ("Junk/Inbox/Ada", "inbox"),
        ("Archives/2020", "archive"),
        # the user's own
        ("Presents", ""),
        ("Sent to Ada", ""),
        ("Sent to archive", ""),
        ("Presentations sent", ""),
        ("Drafts of my novel", ""),
        ("Chapter drafts", ""),
        ("Draft 2", ""),
        ("Concept 3", ""),
        ("Spam filter", ""),
        ("Junk food", ""),
        ("Bulk orders", ""),
        ("Bulk items", ""),
        ("All mail Including Spam and Trash.mbox", ""),
        ("Mail", ""),
        ("2020", ""),
        ("", ""),
    ],
)
def test_use_of_folders(name: str, use: str) -> None:
    assert use_of(name) == use


@pytest.mark.parametrize("use", LISTED)
def test_every_word_listed_is_found_as_programs_write_it(use: str) -> None:
    for name in filter(None, (name.strip() for name in LISTED[use].split("|"))):
        assert use_of(name) == use_of(name.upper()) == use, name
        assert use_of(f"{name} of the year we met") == "", name


def test_flags_labels_and_settings_say_it_together() -> None:
    assert use_of("Work", flags="DS") == "drafts"
    assert use_of("Work", flags="ST") == "trash"
    assert use_of("Sent", flags="ST") == "sent"
    assert use_of("Weg", special="sent") == "sent"
    assert use_of(labels=["\\Sent", "Work"]) == "sent"
    assert use_of(labels=["$Junk"]) == "junk"
    assert use_of("Junk", labels=["$NotJunk"]) == ""
    assert use_of(labels=["Chat", "Trash"]) == "chat"
    assert use_of(labels=["Parcels/Sent"], received=True) == ""
    assert use_of(labels=["[Gmail]/Sent Mail"], received=True) == "sent"
    assert use_of(labels=["Old/Spam"], received=True) == "junk"


def test_a_file_is_told_by_its_name_and_by_what_programs_put_around() -> None:
    assert use_of_file("/home/junk/Sent.sbd/2020") == "sent"
    assert use_of_file("/home/junk/2020.mbox") == ""
    assert use_of_file("/home/x/Junk.mbox/mbox") == "junk"
    assert use_of_file("C:\\Mail\\Drafts.mbx") == "drafts"


def test_labels_are_parted_by_commas_or_spaces() -> None:
    assert labels_of('"Projects, old",Sent, Work/Sent') == ["Projects, old", "Sent", "Work/Sent"]
    assert labels_of('"\\\\Important" "Ada L" Work') == ["\\\\Important", "Ada L", "Work"]
    assert labels_of("Boîte de\n réception,,") == ["Boîte de réception"]
    assert labels_of("Sent Mail") == ["Sent Mail"]
    assert labels_of("") == []


def test_modified_utf7() -> None:
    assert from_utf7("R&AOk-ception &- co") == "Réception & co"
    assert from_utf7("Tom &Jerry; A&B-C") == "Tom &Jerry; A&B-C"


@given(st.text())
def test_any_name_is_read(name: str) -> None:
    assert use_of(name, labels=labels_of(name)) in get_args(FolderUse)
    assert "&" in name or from_utf7(name) == name


@pytest.mark.parametrize("run", [" ", '"', '\\"', ",", "/", "&", "a.", "é", "$ "])
def test_names_and_labels_take_linear_time(run: str) -> None:
    def read(count: int) -> None:
        use_of(run * count)
        labels_of(run * count)

    assert is_linear(read, 20_000, 200_000)
