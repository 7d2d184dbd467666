"""A city's SAML identity provider, as small as can be: it signs one person in."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Xml

ORIGIN = "https://idp.example.gov"
RESPONSE = """\
<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
    ID="_response" Version="2.0" IssueInstant="{now}" Destination="{acs}" InResponseTo="{request_id}">
  <saml:Issuer>{origin}</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
  <saml:Assertion ID="_assertion" Version="2.0" IssueInstant="{now}">
    <saml:Issuer>{origin}</saml:Issuer>
    <saml:Subject>
      <saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{uid}</saml:NameID>
      <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <saml:SubjectConfirmationData NotOnOrAfter="{later}" Recipient="{acs}" InResponseTo="{request_id}"/>
      </saml:SubjectConfirmation>
    </saml:Subject>
    <saml:Conditions NotBefore="{earlier}" NotOnOrAfter="{later}">
      <saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
    </saml:Conditions>
    <saml:AuthnStatement AuthnInstant="{now}"><saml:AuthnContext>
      <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>
    </saml:AuthnContext></saml:AuthnStatement>
    <saml:AttributeStatement>
      <saml:Attribute Name="uid"><saml:AttributeValue>{uid}</saml:AttributeValue></saml:Attribute>
      <saml:Attribute Name="mail"><saml:AttributeValue>{email}</saml:AttributeValue></saml:Attribute>
    </saml:AttributeStatement>
  </saml:Assertion>
</samlp:Response>"""


@dataclass(frozen=True)
class Keys:
    """The provider's key and its certificate, in PEM."""

    key: str
    certificate: str


@cache
def keys() -> Keys:
    """Make the provider's key once."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example.gov")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    return Keys(pem.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode())


def registration() -> dict[str, Any]:
    """Give what the operator writes into MILEPOST_SIGN_IN for this provider."""
    provider = {"entity_id": ORIGIN, "sso_url": f"{ORIGIN}/sso", "x509cert": keys().certificate}
    app = {
        "provider_id": ORIGIN,
        "client_id": "city",
        "name": "City account",
        "settings": {
            "verified_email": ["vistaridge.example"],
            "idp": provider,
            "attribute_mapping": {"uid": "uid", "email": "mail"},
            "advanced": {
                "want_assertion_signed": True,
                "want_message_signed": False,
                "reject_deprecated_algorithm": True,
            },
        },
    }
    return {"saml": {"APPS": [app]}}


def answer(redirect: str, *, acs: str, audience: str, email: str) -> dict[str, str]:
    """Give the form that the provider's page posts back, for the request in a redirect to it."""
    query = parse_qs(urlsplit(redirect).query)
    request = Xml.to_etree(Utils.decode_base64_and_inflate(query["SAMLRequest"][0]))
    now = datetime.now(UTC)
    moments = {"now": now, "earlier": now - timedelta(minutes=1), "later": now + timedelta(minutes=5)}
    response = RESPONSE.format(
        **{name: f"{moment:%Y-%m-%dT%H:%M:%SZ}" for name, moment in moments.items()},
        origin=ORIGIN,
        uid="1017",
        email=email,
        acs=acs,
        audience=audience,
        request_id=request.get("ID"),
    )
    return {
        "SAMLResponse": base64.b64encode(_signed(response)).decode(),
        "RelayState": query.get("RelayState", [""])[0],
    }


def _signed(response: str) -> bytes:
    tree = Xml.to_etree(response)
    assertion = Xml.query(tree, "//saml:Assertion")[0]
    algorithms = {"sign_algorithm": Constants.RSA_SHA256, "digest_algorithm": Constants.SHA256}
    signed = Utils.add_sign(Xml.to_string(assertion), keys().key, keys().certificate, **algorithms)
    tree.replace(assertion, Xml.to_etree(signed))
    return Xml.to_string(tree)
