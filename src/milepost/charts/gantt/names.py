"""Names broken into lines that fit a column, by widths a little wider than the fonts used."""

MOST_LINES = 3
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’|!()[]/ -"), frozenset("mwMW@%&—")
_EM = {"narrow": 0.36, "wide": 0.92, "capital": 0.7, "other": 0.59}


def width_of(words: str, size: float) -> float:
    """Give about how wide words are, in the unit of the font size."""
    return size * sum(_EM[_class(letter)] for letter in words)


def broken(name: str, *, width: float, size: float) -> tuple[str, ...]:
    """Break a name at its spaces into lines of at most a width; what exceeds the last line ends in an ellipsis."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        kept[-1] += "…"
    return tuple(_cut(line, width, size) for line in kept)


def _cut(line: str, width: float, size: float) -> str:
    if width_of(line, size) <= width:
        return line
    while line and width_of(f"{line}…", size) > width:
        line = line[:-1]
    return f"{line.rstrip('…')}…"


def _class(letter: str) -> str:
    if letter in _NARROW:
        return "narrow"
    if letter in _WIDE:
        return "wide"
    return "capital" if letter.isupper() else "other"
