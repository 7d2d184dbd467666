"""Every text that a script says can be translated: none stands outside `gettext` and `ngettext`."""

import re
from collections.abc import Iterator

from tests.architecture.sources import PACKAGE, files, text_of

FRONT_END = f"{PACKAGE}/web/frontend"
TOKEN = re.compile(
    r'/\*.*?\*/|//[^\n]*|(?P<said>"(?:[^"\\\n]|\\.)*"|`(?:[^`$\\]|\\.|\$(?!\{)|\$\{[^}]*\})*`)', re.DOTALL
)
PLACE = re.compile(r"\$\{[^}]*\}")
MARKED = re.compile(r'\bn?gettext\(\s*(?:"[^"]*",\s*)?$')
# A word with a capital, or several words, as people read them.
WORDS = re.compile(r"[A-Z][a-z]|.*[A-Za-z]{2,},? [A-Za-z]", re.DOTALL)
BESIDE_A_PLACE = re.compile(r"[a-z]{3,} \0|\0 [a-z]{3,}")
# Names of keys, of headers, and words that the server knows a status or an answer by.
NAMES = re.compile(
    r"(?:Arrow|Page)\w+|Enter|Escape|Home|End|Tab|Delete|Insert|Backspace|ContextMenu|Infinity|Mac"
    r"|(?:Ctrl|Alt|Shift)(?:[+ ].+)?|Esc|Del|Ins|Space|Page (?:Up|Down)"
    r"|Accept|Content-Type|If-None-Match|X-CSRFToken|HX-Request|not started|in progress|as planned"
)
# Classes, selectors, drawing and addresses: after these nothing is read by people.
TECHNICAL = re.compile(
    r"(?:\bfrom |import\(|className = |class: |groupClass: |\bd[:=] |\bd = |path \+?= "
    r"|querySelector\w*(?:<\w+>)?\(|closest(?:<\w+>)?\("
    r"|matches\(|translate = |html\(\s*\"\w+\",\s*|\"(?:path|rect)\", )$"
)
SELECTOR = re.compile(
    r".*(?:\[[\w-]+[\]=^]|:(?:is|not)\().*"
    r"|(?:\0 )?(?:[a-z]+(?:-[\w\0]+)+ ?| ?\0|button ?|input, button)+"
)
LEFT_OUT = (f"{FRONT_END}/icons/",)


def unmarked(source: str) -> Iterator[str]:
    """Give the texts of a script that no translator would be shown."""
    for token in TOKEN.finditer(source):
        text = PLACE.sub("\0", (token["said"] or "")[1:-1])
        before = source[: token.start()]
        if not WORDS.match(text) and not BESIDE_A_PLACE.search(text):
            continue
        if (
            NAMES.fullmatch(text)
            or SELECTOR.fullmatch(text)
            or MARKED.search(before)
            or TECHNICAL.search(before)
        ):
            continue
        yield text.replace("\0", "…")


def test_every_text_of_a_script_is_marked_for_translation() -> None:
    scripts = [name for name in files(under=FRONT_END, endings=(".ts",)) if not name.startswith(LEFT_OUT)]

    found = {name: words for name in scripts if (words := list(unmarked(text_of(name))))}

    assert scripts
    assert found == {}


def test_a_text_that_is_not_marked_is_found() -> None:
    assert list(
        unmarked(
            'say("error", "It failed."); tip(`${count} tasks`); html("p", "gantt-tip soft", {}, gettext("Why"));'
            ' ngettext("%(count)s row", "%(count)s rows", 2); link.className = `button button-${size}`;'
            ' if (event.key === "Enter") label = "Close"; // "A remark"'
        )
    ) == ["It failed.", "… tasks", "Close"]
