"""The organization's sign-in file: what is read, and what is refused with its place."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.models import Role
from readiness.sign_in_file import ROLES, Protocol, read_sign_on

OIDC = """
[[oidc]]
id = "company"
name = "Company account"
issuer = "https://login.example.org/realm"
client_id = "readiness"
client_secret = "known to both"
"""
GROUP = """
[[group]]
name = "hr"
role = "hr_leader"
"""


def test_roles_are_those_of_the_product() -> None:
    assert set(ROLES) == set(Role)


def test_provider_and_groups_are_read_in_their_order() -> None:
    read = read_sign_on(OIDC + GROUP + '[[group]]\nname = "it"\nrole = "engineering_lead"\n')

    (provider,) = read.providers
    assert (provider.id, provider.protocol, provider.groups) == ("company", Protocol.OIDC, "groups")
    assert not provider.emails_are_verified
    assert not provider.asks_second_factor
    assert read.group_roles == (("hr", "hr_leader"), ("it", "engineering_lead"))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[oidc", "the file: no TOML"),
        ("[[ldap]]\n", r"ldap: write \[\[oidc\]\]"),
        ("oidc = 1\n", r"\[oidc\]: write it with two brackets"),
        (OIDC, r"\[\[group\]\]: name at least one group"),
        (OIDC + '[[group]]\nname = "hr"\nrole = "king"\n', "role 'king': write one of"),
        (OIDC + "[[group]]\nname = 7\nrole = 'auditor'\n", r"\[\[group\]\] 1, name: write a text"),
        (OIDC.replace("https", "http") + GROUP, "issuer .*write an address with https"),
        (OIDC.replace('client_secret = "known to both"\n', "") + GROUP, "client_secret: write"),
        (OIDC.replace("company", "com/pany") + GROUP, "id: write letters"),
        (OIDC + "colour = 1\n" + GROUP, "colour: no such entry"),
        (OIDC + "asks_second_factor = 1\n" + GROUP, "asks_second_factor: write true or false"),
        ('passwords_for = ["ada@example.org"]\n', "passwords_for: name a provider too"),
        ("passwords_for = []\n" + OIDC + GROUP, "passwords_for: list the address"),
        ("passwords_for = true\n" + OIDC + GROUP, "passwords_for: list the address"),
        ('passwords_for = ["ada"]\n' + OIDC + GROUP, "passwords_for: list the address"),
        (OIDC + OIDC + GROUP, "id 'company': give each provider an id of its own"),
    ],
)
def test_fault_is_named_with_its_place(text: str, complaint: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"READINESS_SIGN_IN: .*{complaint}"):
        read_sign_on(text)


def test_passwords_are_for_everybody_unless_some_are_named() -> None:
    everybody = read_sign_on(OIDC + GROUP)
    some = read_sign_on('passwords_for = [" Ada@Example.org "]\n' + OIDC + GROUP)

    assert not everybody.is_exclusive
    assert everybody.lets_in_here("kim@example.org")
    assert some.is_exclusive
    assert [some.lets_in_here(f"{who}@example.org") for who in ("ADA", "kim")] == [True, False]


def test_provider_on_this_machine_needs_no_certificate() -> None:
    read = read_sign_on(OIDC.replace("https://login.example.org", "http://localhost:8080") + GROUP)

    assert read.providers[0].options["issuer"] == "http://localhost:8080/realm"
