import subprocess
import sys
from importlib import import_module
from pathlib import Path

from click.testing import CliRunner

from milepost.cli import main
from milepost.cli.group import COMMANDS
from tests.exchange.documents import mspdi, task


def test_help_lists_the_commands_and_the_exit_codes() -> None:
    output = CliRunner().invoke(main, ["--help"]).output

    assert all(f"  {name} " in output for name in COMMANDS)
    assert "Exit codes: 0 done" in output


def test_each_command_stands_where_the_list_says() -> None:
    for name, entry in COMMANDS.items():
        if not entry.on_database:
            assert getattr(import_module(entry.module), entry.function).name == name


def test_an_unknown_command_is_refused() -> None:
    done = CliRunner().invoke(main, ["plan"])

    assert (done.exit_code, "No such command 'plan'" in done.stderr) == (2, True)


def test_file_commands_load_no_django(tmp_path: Path) -> None:
    path = tmp_path / "tower.xml"
    path.write_bytes(mspdi(task(1)))
    script = (
        "import sys; from milepost.cli import main\n"
        f"main(['schedule', {str(path)!r}, '--csv'], standalone_mode=False)\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] in ('django', 'numba', 'openpyxl')]"
    )

    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
