"""What the tests' server and line are: a mail laid in is fetched, and a line is cut where told."""

from __future__ import annotations

import imaplib
import ssl

import pytest

from tests import dovecot, severed

MAIL = b"From: ben@example.com\r\nSubject: hi\r\nMessage-ID: <1@example.com>\r\n\r\nHello\r\n"


def test_a_mail_laid_in_is_fetched_over_tls_and_nothing_changes() -> None:
    with dovecot.running() as server:
        server.put(MAIL, name="1.a.b", flags="F")
        before = server.kept()
        context = ssl.create_default_context(cafile=str(server.certificate))
        with imaplib.IMAP4_SSL("localhost", server.tls_port, ssl_context=context) as client:
            client.login(dovecot.USER, dovecot.PASSWORD)
            assert client.select("INBOX", readonly=True) == ("OK", [b"1"])
            _, said = client.fetch("1", "(BODY.PEEK[])")
            assert isinstance(said[0], tuple)
            assert said[0][1] == MAIL
        assert server.kept() == before != {}
        with severed.line_to(server.port, cut_at=1) as line:
            cut = imaplib.IMAP4("127.0.0.1", line.port)
            with pytest.raises(imaplib.IMAP4.abort):
                cut.login(dovecot.USER, dovecot.PASSWORD)
            cut.shutdown()
        assert line.sent[0].endswith(b"CAPABILITY")
