"""What the demo city keeps on record, written over projects that stand in for the city's."""

import tomllib
from datetime import date
from importlib.resources import files
from types import SimpleNamespace

import pytest

from milepost.demo.documenting import keep_documents
from milepost.demo.papers import paper
from milepost.domain.common.models import Attachment, JobRun
from milepost.domain.governance.models import Decision
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Document, Issue, LegalHold, Risk
from tests.factories import make_person, make_project

AS_OF = date(2027, 3, 1)


@pytest.mark.django_db
def test_every_row_of_the_file_is_kept_over_an_open_project():
    content = tomllib.loads(files("milepost.demo").joinpath("data/documents.toml").read_text("utf-8"))
    manager, officer = make_person("Mara Quint"), make_person("Rita Record", Role.RECORDS_OFFICER)
    for name in {row["project"] for rows in content.values() for row in rows}:
        make_project(name, manager=manager)

    moments = list(
        keep_documents(SimpleNamespace(as_of=AS_OF, cast=SimpleNamespace(holder=lambda post: officer)))
    )

    assert moments == sorted(moments)
    assert Document.objects.count() == len(content["documents"])
    assert Attachment.objects.count() == sum(len(row.get("versions", ())) for row in content["documents"])
    assert LegalHold.objects.filter(lifted_at=None).count() == 1
    kept_back = [model.objects.exclude(restriction="").count() for model in (Document, Risk, Issue, Decision)]
    assert kept_back == [2, 1, 2, 1]
    assert JobRun.objects.filter(job="reports.export_record").count() == len(content["requests"])


def test_a_paper_has_the_same_bytes_each_time():
    assert (
        paper("Charter", ["Purpose: <one> & all"]).read() == paper("Charter", ["Purpose: <one> & all"]).read()
    )
