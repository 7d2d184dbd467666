from datetime import timedelta

import pytest

from milepost.domain.common.made_files import FORGOTTEN, forget_files, keep_file, open_file
from milepost.domain.common.models import JobRun
from tests.factories import AT

pytestmark = pytest.mark.django_db


def test_a_made_file_is_kept_for_a_day_and_then_forgotten():
    run = JobRun.objects.create(
        job="tables.export", ended_at=AT, result=keep_file(b"a,b", "projects.csv", rows=2)
    )

    forget_files("tables.export", at=AT + timedelta(hours=23))
    run.refresh_from_db()
    kept = open_file(run)
    assert kept is not None
    assert kept.read() == b"a,b"
    kept.close()
    assert (run.result["name"], run.result["rows"]) == ("projects.csv", 2)

    forget_files("tables.export", at=AT + timedelta(hours=25))
    run.refresh_from_db()
    assert (run.result, run.message, open_file(run)) == (None, FORGOTTEN, None)
