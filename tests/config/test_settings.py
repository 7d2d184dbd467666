import json
import os
import subprocess
import sys
from pathlib import Path

NAMES = [
    "IS_LOCAL",
    "DEMO_ACCOUNTS_ALLOWED",
    "SESSION_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
]


def settings_with(home: Path, **variables: str) -> dict[str, object]:
    code = (
        "import json, milepost.config.settings as s;"
        f"print(json.dumps({{n: getattr(s, n) for n in {NAMES}}}"
        " | {'form-action': s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']}))"
    )
    environment = {"PATH": os.environ["PATH"], "MILEPOST_HOME": str(home), **variables}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    return dict(json.loads(done.stdout))


def test_on_a_desk_demo_accounts_work_and_cookies_travel_without_tls(tmp_path: Path) -> None:
    assert settings_with(tmp_path) == {
        "IS_LOCAL": True,
        "DEMO_ACCOUNTS_ALLOWED": True,
        "SESSION_COOKIE_SECURE": False,
        "SECURE_HSTS_SECONDS": 0,
        "SECURE_PROXY_SSL_HEADER": None,
        "form-action": ["'self'"],
    }


def test_a_city_server_is_strict_as_soon_as_it_has_a_name(tmp_path: Path) -> None:
    found = settings_with(
        tmp_path,
        MILEPOST_HOSTS="milepost.example.gov",
        MILEPOST_PROXIES="1",
        MILEPOST_FORM_ACTION="https://idp.example.gov",
    )

    assert found == {
        "IS_LOCAL": False,
        "DEMO_ACCOUNTS_ALLOWED": False,
        "SESSION_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "form-action": ["'self'", "https://idp.example.gov"],
    }


def test_listening_to_the_network_refuses_demo_accounts(tmp_path: Path) -> None:
    found = settings_with(tmp_path, MILEPOST_BIND="0.0.0.0:8000", MILEPOST_HTTPS="false")

    assert (found["DEMO_ACCOUNTS_ALLOWED"], found["SESSION_COOKIE_SECURE"]) == (False, False)
