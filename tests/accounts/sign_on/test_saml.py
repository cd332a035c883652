"""SAML with assertions that the test signs as a provider would, and with forged ones."""

import base64
import datetime as dt
import zlib
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.sessions.models import Session
from django.test import Client
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Saml
from onelogin.saml2.utils import OneLogin_Saml2_Utils
from pytest_django import Settings

from accounts.models import AuditEntry, Role, User
from readiness.sign_in_file import read_sign_on

pytestmark = [pytest.mark.urls("readiness.urls"), pytest.mark.django_db]
HOST = "readiness.example.org"
START = "/accounts/saml/company/"
ACS = "http://readiness.example.org/accounts/saml/company/acs/"
AUDIENCE = "http://readiness.example.org/accounts/saml/company/metadata/"
ISSUER = "https://login.example.org/realm"
MAIL = "urn:oid:0.9.2342.19200300.100.1.3"
NAME = "urn:oid:2.16.840.1.113730.3.1.241"
SUBJECT = "urn:oasis:names:tc:SAML:attribute:subject-id"


@dataclass(frozen=True)
class SigningKey:
    """A private key in PEM, and the certificate that goes with it."""

    private: str
    certificate: str

    @classmethod
    def make(cls) -> "SigningKey":
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "login.example.org")])
        now = dt.datetime.now(dt.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(17)
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=1))
            .sign(key, hashes.SHA256())
        )
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return cls(private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode())


@dataclass(frozen=True)
class Assertion:
    """What a provider asserts; a test changes what it wants wrong."""

    request_id: str
    email: str = "kim@example.org"
    groups: tuple[str, ...] = ("staff", "hr")
    audience: str = AUDIENCE
    ends_in_seconds: int = 60
    issuer: str = ISSUER

    def signed_by(self, key: SigningKey) -> str:
        signed = OneLogin_Saml2_Utils.add_sign(
            self._assertion(), key.private, key.certificate, False, Saml.RSA_SHA256, Saml.SHA256
        )
        text = signed.decode() if isinstance(signed, bytes) else signed
        return self._response(text.partition("?>")[2] if text.startswith("<?xml") else text)

    def unsigned(self) -> str:
        return self._response(self._assertion())

    def _response(self, assertion: str) -> str:
        answers = f' InResponseTo="{self.request_id}"' if self.request_id else ""
        return (
            f'<samlp:Response xmlns:samlp="{Saml.NS_SAMLP}" xmlns:saml="{Saml.NS_SAML}" ID="r1"'
            f' Version="2.0" IssueInstant="{_moment(0)}" Destination="{ACS}"{answers}>'
            f"<saml:Issuer>{self.issuer}</saml:Issuer><samlp:Status>"
            f'<samlp:StatusCode Value="{Saml.STATUS_SUCCESS}"/></samlp:Status>'
            f"{assertion}</samlp:Response>"
        )

    def _assertion(self) -> str:
        ends = _moment(self.ends_in_seconds)
        answers = f' InResponseTo="{self.request_id}"' if self.request_id else ""
        values = {
            SUBJECT: ("kim-17",),
            MAIL: (self.email,),
            NAME: ("Kim Park",),
            "memberOf": self.groups,
        }
        attributes = "".join(
            f'<saml:Attribute Name="{name}">'
            + "".join(f"<saml:AttributeValue>{one}</saml:AttributeValue>" for one in given)
            + "</saml:Attribute>"
            for name, given in values.items()
            if given
        )
        return (
            f'<saml:Assertion xmlns:saml="{Saml.NS_SAML}" ID="a1" Version="2.0"'
            f' IssueInstant="{_moment(0)}"><saml:Issuer>{self.issuer}</saml:Issuer>'
            f'<saml:Subject><saml:NameID Format="{Saml.NAMEID_PERSISTENT}">kim-17</saml:NameID>'
            f'<saml:SubjectConfirmation Method="{Saml.CM_BEARER}"><saml:SubjectConfirmationData'
            f' NotOnOrAfter="{ends}" Recipient="{ACS}"{answers}/></saml:SubjectConfirmation>'
            f'</saml:Subject><saml:Conditions NotBefore="{_moment(-60)}" NotOnOrAfter="{ends}">'
            f"<saml:AudienceRestriction><saml:Audience>{self.audience}</saml:Audience>"
            f"</saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="
            f'"{_moment(0)}"><saml:AuthnContext><saml:AuthnContextClassRef>{Saml.AC_PASSWORD}'
            f"</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
            f"<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"
        )


def _moment(seconds: int) -> str:
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture(scope="module")
def key() -> SigningKey:
    return SigningKey.make()


@pytest.fixture(autouse=True)
def provider(settings: Settings, key: SigningKey) -> None:
    """Name the provider with its certificate, without the lines around it."""
    body = "".join(line for line in key.certificate.splitlines() if "-----" not in line)
    settings.ALLOWED_HOSTS = [HOST]
    settings.SIGN_ON = read_sign_on(
        f'[[saml]]\nid = "company"\nname = "Company account"\nentity_id = "{ISSUER}"\n'
        f'sso_url = "https://login.example.org/saml"\ncertificate = """{body}"""\n'
        'groups = "memberOf"\n[[group]]\nname = "hr"\nrole = "hr_leader"\n'
    )
    settings.SOCIALACCOUNT_PROVIDERS = settings.SIGN_ON.allauth_providers()


def begin(client: Client) -> Assertion:
    """Ask to sign in; return what the provider would assert in answer."""
    asked = client.get(START, headers={"host": HOST}).headers["Location"]
    assert asked.startswith("https://login.example.org/saml?")
    text = parse_qs(urlsplit(asked).query)["SAMLRequest"][0]
    request = ET.fromstring(zlib.decompress(base64.b64decode(text), -15))
    return Assertion(request_id=str(request.get("ID")))


def finish(client: Client, response: str) -> Any:
    """Come back as the provider's page makes the browser do: by POST, then one step more."""
    form = {"SAMLResponse": base64.b64encode(response.encode()).decode(), "RelayState": ""}
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = client.cookies
    posted = stranger.post(f"{START}acs/", form, headers={"host": HOST})
    assert posted.headers["Location"] == f"{START}acs/finish/"
    client.cookies = stranger.cookies
    return client.get(posted.headers["Location"], headers={"host": HOST})


def test_signed_assertion_opens_an_account_in_the_role_of_the_group(
    client: Client, key: SigningKey
) -> None:
    response = finish(client, begin(client).signed_by(key))

    assert response.status_code == 302
    kim = User.objects.get()
    assert (kim.email, kim.name, kim.role) == ("kim@example.org", "Kim Park", Role.HR_LEADER)
    assert client.session["_auth_user_id"] == str(kim.pk)
    assert list(AuditEntry.objects.order_by("at").values_list("verb", flat=True)) == [
        "user.admit",
        "signed in",
    ]


def test_leaving_the_group_deactivates(client: Client, key: SigningKey) -> None:
    finish(client, begin(client).signed_by(key))
    other = Client()

    response = finish(other, replace(begin(other), groups=("staff",)).signed_by(key))

    assert response.status_code == 403
    assert not User.objects.get().is_active


@pytest.mark.parametrize(
    "changes",
    [
        {"audience": "http://other.example/"},
        {"ends_in_seconds": -600},
        {"issuer": "https://evil.example"},
        {"request_id": "ONELOGIN_nobody_asked"},
        {"request_id": ""},
    ],
)
def test_assertion_that_is_not_for_this_request_opens_nothing(
    client: Client, key: SigningKey, changes: dict[str, object]
) -> None:
    response = finish(client, replace(begin(client), **changes).signed_by(key))  # type: ignore[arg-type]  # test data

    assert response.status_code == 401
    assert not User.objects.exists()


def test_unsigned_assertion_opens_nothing(client: Client) -> None:
    assert finish(client, begin(client).unsigned()).status_code == 401
    assert not User.objects.exists()


def test_assertion_of_another_key_opens_nothing(client: Client) -> None:
    response = finish(client, begin(client).signed_by(SigningKey.make()))

    assert response.status_code == 401
    assert not User.objects.exists()


def test_changed_assertion_opens_nothing(client: Client, key: SigningKey) -> None:
    signed = begin(client).signed_by(key)

    response = finish(client, signed.replace("kim@example.org", "ada@example.org"))

    assert response.status_code == 401
    assert not User.objects.exists()


def test_second_assertion_slipped_in_beside_the_signed_one_opens_nothing(
    client: Client, key: SigningKey
) -> None:
    asserted = begin(client)
    forged = replace(asserted, email="ada@example.org").unsigned()
    inner = forged[forged.index("<saml:Assertion") : forged.index("</samlp:Response>")]
    inner = inner.replace('ID="a1"', 'ID="a2"')
    signed = asserted.signed_by(key)

    response = finish(client, signed.replace("<saml:Assertion", inner + "<saml:Assertion", 1))

    assert response.status_code == 401
    assert not User.objects.exists()


def test_same_answer_a_second_time_opens_nothing(client: Client, key: SigningKey) -> None:
    signed = begin(client).signed_by(key)
    finish(client, signed)
    client.post("/accounts/sign-out/", headers={"host": HOST})

    response = finish(client, signed)

    assert response.status_code == 401
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "garbage", ["", "no xml", "<a/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]
)
def test_garbage_is_refused(client: Client, garbage: str) -> None:
    begin(client)

    assert finish(client, garbage).status_code == 401
    assert not User.objects.exists()


def test_metadata_names_where_answers_go(client: Client) -> None:
    metadata = client.get(f"{START}metadata/", headers={"host": HOST})

    assert metadata.status_code == 200
    assert ACS.encode() in metadata.content


def test_answer_of_many_megabytes_is_not_kept(client: Client) -> None:
    form = {"SAMLResponse": "A" * 300_000}

    answer = client.post(f"{START}acs/", form, headers={"host": HOST})

    assert answer.status_code == 413
    assert not Session.objects.exists()


def test_answer_for_a_provider_that_nobody_set_up_is_not_kept(client: Client) -> None:
    answer = client.post("/accounts/saml/other/acs/", {"SAMLResponse": "A"}, headers={"host": HOST})

    assert answer.status_code == 404
    assert not Session.objects.exists()
