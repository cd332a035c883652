"""Reads how an organization signs its people in: providers and the roles of their groups.

The text is TOML, from `READINESS_SIGN_IN` or the file that `READINESS_SIGN_IN_FILE` names. It is
read once at start-up, and what is wrong in it is refused there, with its place and the remedy.
"""

import enum
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

ROLES = (
    "administrator",
    "hr_leader",
    "initiative_owner",
    "engineering_lead",
    "executive",
    "auditor",
    "trustee",
    "confidant",
)
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Protocol(enum.StrEnum):
    """How a provider talks to us."""

    OIDC = "oidc"
    SAML = "saml"


@dataclass(frozen=True)
class Provider:
    """One place where people of the organization have an account already."""

    id: str
    name: str
    protocol: Protocol
    groups: str
    """Claim or attribute that lists a person's groups."""
    emails_are_verified: bool
    """Nobody can give themselves somebody else's address there."""
    asks_second_factor: bool
    options: Mapping[str, str]

    def allauth_app(self) -> dict[str, object]:
        """What django-allauth has to know of it."""
        if self.protocol is Protocol.OIDC:
            return {
                "provider_id": self.id,
                "name": self.name,
                "client_id": self.options["client_id"],
                "secret": self.options["client_secret"],
                "settings": {"server_url": self.options["issuer"]},
            }
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.id,
            "settings": {
                "idp": {
                    "entity_id": self.options["entity_id"],
                    "sso_url": self.options["sso_url"],
                    "x509cert": self.options["certificate"],
                },
                "attribute_mapping": {
                    "uid": self.options["id_attribute"],
                    "email": self.options["email_attribute"],
                    "name": self.options["name_attribute"],
                },
                "advanced": {
                    "want_assertion_signed": True,
                    "reject_idp_initiated_sso": True,
                    "allow_single_label_domains": True,  # houses have names like https://readiness
                },
            },
        }


@dataclass(frozen=True)
class SignOn:
    """Every provider, and the role that each group brings; the first that fits counts."""

    providers: tuple[Provider, ...] = ()
    group_roles: tuple[tuple[str, str], ...] = ()
    passwords_for: frozenset[str] = frozenset()
    """Administrators who alone may sign in here, in an emergency; empty where everybody may."""

    def provider(self, provider_id: str) -> Provider | None:
        """The provider of this id, if there is one."""
        return next((one for one in self.providers if one.id == provider_id), None)

    @property
    def is_exclusive(self) -> bool:
        """Whether people sign in at a provider alone."""
        return bool(self.passwords_for)

    def lets_in_here(self, email: str) -> bool:
        """Whether whoever has this address may use a password or passkey of the product.

        Examples
        --------
        >>> SignOn().lets_in_here("kim@example.org")
        True
        >>> SignOn(passwords_for=frozenset({"ada@example.org"})).lets_in_here("kim@example.org")
        False
        """
        return not self.is_exclusive or email.strip().lower() in self.passwords_for

    def allauth_providers(self) -> dict[str, dict[str, object]]:
        """The setting `SOCIALACCOUNT_PROVIDERS`."""
        of = {
            protocol: [one.allauth_app() for one in self.providers if one.protocol is protocol]
            for protocol in Protocol
        }
        return {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": of[Protocol.OIDC]},
            "saml": {"APPS": of[Protocol.SAML]},
        }


COMMON = {"id", "name", "groups", "emails_are_verified", "asks_second_factor"}
REQUIRED = {
    Protocol.OIDC: ("issuer", "client_id", "client_secret"),
    Protocol.SAML: ("entity_id", "sso_url", "certificate"),
}
DEFAULTS: Mapping[Protocol, Mapping[str, str]] = {
    Protocol.OIDC: {},
    Protocol.SAML: {
        "id_attribute": "urn:oasis:names:tc:SAML:attribute:subject-id",
        "email_attribute": "urn:oid:0.9.2342.19200300.100.1.3",
        "name_attribute": "urn:oid:2.16.840.1.113730.3.1.241",
    },
}
ADDRESSES = ("issuer", "sso_url")


def read_sign_on(text: str) -> SignOn:
    """Read the text; an empty one means that everybody signs in with a password.

    Examples
    --------
    >>> read_sign_on("").providers
    ()
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _fault("the file", f"no TOML: {error}") from error
    if unknown := set(tables) - {*Protocol, "group", "passwords_for"}:
        raise _fault(min(unknown), "write [[oidc]], [[saml]], [[group]] or passwords_for")
    providers = tuple(
        _provider(protocol, table, f"[[{protocol}]] {number}")
        for protocol in Protocol
        for number, table in enumerate(_tables(tables, protocol), start=1)
    )
    ids = [one.id for one in providers]
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise _fault(f"id {min(twice)!r}", "give each provider an id of its own")
    groups = tuple(
        _group(table, f"[[group]] {number}")
        for number, table in enumerate(_tables(tables, "group"), start=1)
    )
    if providers and not groups:
        raise _fault("[[group]]", "name at least one group and its role, or nobody gets in")
    holders = _password_holders(tables)
    if holders and not providers:
        raise _fault("passwords_for", "name a provider too, or nobody else gets in")
    return SignOn(providers, groups, holders)


def _tables(tables: Mapping[str, object], key: str) -> Iterable[dict[str, object]]:
    found = tables.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _fault(f"[{key}]", f"write it with two brackets: [[{key}]]")
    return found


def _password_holders(tables: Mapping[str, object]) -> frozenset[str]:
    if "passwords_for" not in tables:
        return frozenset()
    named = tables["passwords_for"]
    if not isinstance(named, list) or not named or not all("@" in str(one) for one in named):
        remedy = "list the address of at least one administrator, for when the provider is down"
        raise _fault("passwords_for", remedy)
    return frozenset(str(one).strip().lower() for one in named)


def _provider(protocol: Protocol, table: dict[str, object], place: str) -> Provider:
    names = {*REQUIRED[protocol], *DEFAULTS[protocol]}
    if unknown := set(table) - names - COMMON:
        raise _fault(f"{place}, {min(unknown)}", "no such entry")
    provider_id = _text(table, "id", place)
    if not provider_id.replace("-", "").isalnum() or not provider_id.isascii():
        raise _fault(f"{place}, id", "write letters, digits and hyphens")
    options = {
        **DEFAULTS[protocol],
        **{name: _text(table, name, place) for name in names if name in table},
        **{name: _text(table, name, place) for name in REQUIRED[protocol]},
    }
    for name in ADDRESSES:
        if name in options:
            _require_tls(options[name], f"{place}, {name}")
    return Provider(
        id=provider_id,
        name=_text(table, "name", place),
        protocol=protocol,
        groups=_text({"groups": "groups", **table}, "groups", place),
        emails_are_verified=_switch(table, "emails_are_verified", place),
        asks_second_factor=_switch(table, "asks_second_factor", place),
        options=options,
    )


def _group(table: dict[str, object], place: str) -> tuple[str, str]:
    name, role = _text(table, "name", place), _text(table, "role", place)
    if role not in ROLES:
        raise _fault(f"{place}, role {role!r}", f"write one of {', '.join(ROLES)}")
    return name, role


def _text(table: Mapping[str, object], name: str, place: str) -> str:
    value = table.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _fault(f"{place}, {name}", "write a text in quotes")
    return value.strip()


def _switch(table: Mapping[str, object], name: str, place: str) -> bool:
    value = table.get(name, False)
    if not isinstance(value, bool):
        raise _fault(f"{place}, {name}", "write true or false")
    return value


def _require_tls(address: str, place: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise _fault(f"{place} {address!r}", "write an address with https")


def _fault(place: str, remedy: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"READINESS_SIGN_IN: {place}: {remedy}.")
