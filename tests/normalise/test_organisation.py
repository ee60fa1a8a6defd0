from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.organisation import is_free_mail, key, of_domain, registrable


@pytest.mark.parametrize(
    ("name", "compared_by"),
    [
        ("Acme GmbH & Co. KG", "acme"),
        ("ACME Ltd.", "acme"),
        ("Acme S.A.", "acme"),
        ("Acme S.r.l.", "acme"),
        ("The Acme Company, Inc.", "acme"),
        ("Société de l'Étoile SAS", "societe de letoile"),
        ("Müller und Söhne", "muller und sohne"),
        ("Inc", "inc"),
        ("", ""),
    ],
)
def test_legal_forms_are_no_part_of_the_name(name: str, compared_by: str) -> None:
    assert key(name) == compared_by


@pytest.mark.parametrize(
    ("domain", "registered"),
    [
        ("mail.acme.co.uk", "acme.co.uk"),
        ("a.b.acme.com", "acme.com"),
        ("Acme.DE.", "acme.de"),
        ("x.acme.com.au", "acme.com.au"),
        ("mail.co.de", "co.de"),
        ("localhost", "localhost"),
        ("[192.0.2.1]", "192.0.2.1"),
        ("", ""),
    ],
)
def test_registrable(domain: str, registered: str) -> None:
    assert registrable(domain) == registered


@pytest.mark.parametrize(
    "domain",
    ["gmail.com", "yahoo.co.jp", "gmx.at", "web.de", "mail.ru", "vip.qq.com", "sub.gmx.net"],
)
def test_free_mail_names_no_employer(domain: str) -> None:
    assert is_free_mail(domain)
    assert of_domain(domain) == ""


@pytest.mark.parametrize(
    ("domain", "owner"),
    [
        ("mail.acme.co.uk", "Acme"),
        ("acme-tools.example", "Acme Tools"),
        ("ibm.example", "IBM"),
        ("xn--mller-kva.example", "Müller"),
        ("192.0.2.1", ""),
        ("localhost", ""),
        ("", ""),
    ],
)
def test_the_owner_of_a_domain(domain: str, owner: str) -> None:
    assert not is_free_mail(domain)
    assert of_domain(domain) == owner


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    assert registrable(registrable(text)) == registrable(text)
    assert key(text) == " ".join(key(text).split())
    assert isinstance(of_domain(text), str)
