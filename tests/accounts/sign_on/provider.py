"""An OpenID Connect provider on loopback: code with PKCE, signed tokens, user info."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "readiness"
CLIENT_SECRET = "known to both"


@dataclass
class StubProvider:
    """What the provider knows, and what a test may make it do wrong."""

    origin: str
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    person: dict[str, object] = field(default_factory=dict)
    overrides: dict[str, object] = field(default_factory=dict)
    """Claims of the token that are told differently."""
    signing_key: rsa.RSAPrivateKey | None = None
    """Signs in place of the published key."""
    gives_token: bool = True
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)

    def configuration(self) -> dict[str, object]:
        return {
            "issuer": self.origin,
            "authorization_endpoint": f"{self.origin}/authorize",
            "token_endpoint": f"{self.origin}/token",
            "userinfo_endpoint": f"{self.origin}/userinfo",
            "jwks_uri": f"{self.origin}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, object]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Let the person in without asking; return where the browser goes next."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, form: dict[str, str]) -> dict[str, object] | None:
        """A code is good once, for who began with its challenge and knows the secret."""
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        ).rstrip(b"=")
        if (
            asked is None
            or form.get("client_secret") != CLIENT_SECRET
            or form.get("redirect_uri") != asked["redirect_uri"]
            or asked.get("code_challenge_method") != "S256"
            or asked.get("code_challenge") != challenge.decode()
        ):
            return None
        now = int(time.time())
        claims = {
            "iss": self.origin,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 60,
            "nonce": asked.get("nonce", ""),
            **self.person,
            **self.overrides,
        }
        access = secrets.token_urlsafe(16)
        self.tokens.add(access)
        signing = self.signing_key or self.key
        given = {"access_token": access, "token_type": "Bearer"}
        if not self.gives_token:
            return dict(given)
        return {
            **given,
            "id_token": jwt.encode(claims, signing, algorithm="RS256", headers={"kid": "one"}),
        }


@contextmanager
def running_provider() -> Iterator[StubProvider]:
    """Serve a provider for as long as the context lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    provider = StubProvider(origin=f"http://127.0.0.1:{server.server_port}")
    server.provider = provider  # type: ignore[attr-defined]  # handlers find it there
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    @property
    def provider(self) -> StubProvider:
        found: StubProvider = self.server.provider  # type: ignore[attr-defined]  # set above
        return found

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/.well-known/openid-configuration":
            self._answer(self.provider.configuration())
        elif parts.path == "/keys":
            self._answer(self.provider.keys())
        elif parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(asked))
            self.end_headers()
        elif parts.path == "/userinfo":
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            known = token in self.provider.tokens
            self._answer(self.provider.person if known else {}, 200 if known else 401)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        form = {n: v[0] for n, v in parse_qs(self.rfile.read(length).decode()).items()}
        given = self.provider.exchange(form) if self.path == "/token" else None
        self._answer(given or {"error": "invalid_grant"}, 200 if given else 400)

    def _answer(self, value: object, status: int = 200) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""
