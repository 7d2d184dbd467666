"""The file commands answer at once: they load no Django and open no database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PLAN = """\
<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2027-03-01T08:00:00</StartDate>
  <Tasks><Task><UID>1</UID><Name>Rack</Name><Duration>PT8H0M0S</Duration></Task></Tasks></Project>"""
LOADED = "import sys; from milepost.cli import main\ntry: main()\nfinally: print(sorted(sys.modules), file=sys.stderr)"


@pytest.mark.parametrize(
    "command", [["--help"], ["schedule", "plan.xml"], ["convert", "plan.xml", "out.csv"]]
)
def test_a_file_command_loads_no_django(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "plan.xml").write_text(PLAN)

    done = subprocess.run(
        [sys.executable, "-c", LOADED, *command], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    loaded = json.loads(done.stderr.splitlines()[-1].replace("'", '"'))
    assert "milepost.cli" in loaded
    assert "django" not in loaded
