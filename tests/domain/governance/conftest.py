import pytest
from django.db import transaction


@pytest.fixture(autouse=True)
def _committed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what waits for a commit right away: the test's own transaction never commits."""
    monkeypatch.setattr(transaction, "on_commit", lambda work, **_: work())
