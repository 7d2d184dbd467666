"""Every action leaves a change set, and writes rows through the recorder alone."""

import ast
import re

from tests.architecture.sources import PACKAGE, files, functions, text_of
from tests.architecture.test_writes import writes

ACTIONS = re.compile(rf"{PACKAGE}/domain/\w+/actions/(?!__init__)")
FRAMES = {"recording", "editing"}
RECORDERS = {"record", "recorder", "edit.record", "sheet.record", "self.record"}

# Modules that write past the recorder, and what they write there.
NOTHING_DECIDED = {
    "common/actions/attaching.py": "the content of a file whose removal or refusal is recorded",
    "common/actions/redacting.py": "the values that the law orders out of the record",
    "common/actions/sealing.py": "the links of the audit chain",
    "common/actions/visiting.py": "what a person opened lately",
    "people/actions/enrolling.py": "the password of an account that is closed",
    "money/actions/importing_ledger.py": "lines that are staged and count for nothing until the import is posted",
    "projects/actions/editing.py": "the counter by which pages know that they are stale",
    "projects/actions/following.py": "that counter, of the projects that wait for an edited one",
    "projects/actions/importing.py": "how far the reading of a file has come",
    "projects/actions/recalculating.py": "that counter, when a calendar changed",
    "reports/actions/keeping_pdf.py": "the rendering of a report that is frozen already",
    "reports/actions/sending.py": "whom a sending that is recorded has reached so far",
}


def test_every_action_records_itself_or_leaves_it_to_another() -> None:
    calls = {function.name: _calls(function) for name in _modules() for function in functions(name)}
    actions = [
        (name, function) for name in _modules() for function in functions(name) if _is_action(function)
    ]

    silent = [
        f"{name}: {function.name}"
        for name, function in actions
        if not _takes_a_recorder(function) and not _reached(function.name, calls) & FRAMES
    ]

    assert actions
    assert silent == []


def test_actions_write_decided_values_through_the_recorder_alone() -> None:
    past_it = {
        name.removeprefix(f"{PACKAGE}/domain/")
        for name in _modules()
        for call in ast.walk(ast.parse(text_of(name)))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if writes(call) and ast.unparse(call.func.value) not in RECORDERS
    }

    assert past_it == NOTHING_DECIDED.keys()


def _modules() -> list[str]:
    return [name for name in files(endings=(".py",)) if ACTIONS.match(name)]


def _is_action(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = {argument.arg for argument in function.args.kwonlyargs}
    return not function.name.startswith("_") and {"by", "at"} <= names


def _takes_a_recorder(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = [*function.args.args, *function.args.kwonlyargs]
    return any(
        ast.unparse(argument.annotation or ast.Constant("")) in ("Recorder", "Edit") for argument in arguments
    )


def _calls(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return {call.func.id for call in calls if isinstance(call.func, ast.Name)}


def _reached(name: str, calls: dict[str, set[str]]) -> set[str]:
    reached, waiting = set(), {name}
    while waiting:
        reached |= waiting
        waiting = {called for one in waiting for called in calls.get(one, ())} - reached
    return reached
