"""Reads the figures of a page and follows them to the lines behind them."""

import csv
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

VOID = {"input", "br", "img", "link", "meta", "hr", "source", "path", "rect", "use", "wbr", "col"}
DOLLARS = re.compile(r"[+\u2212-]?\$[\d,.]+")
TABLES = re.compile(r"/(entries|forecast/lines|forecast/lines/\d+|money/lines)$")
"""Pages whose lines are read from their export."""
SAME = {
    "Added": ("Added", "Liability at commencement"),
    "All interest": ("Interest",),
    "Billed": ("Amount", "Billed"),
    "All payments": ("All payments", "Payment"),
    "Drawn by changes": ("Used",),
    "Limit": ("Amount",),
    "Not to exceed": ("Amount",),
    "Ordered under it": ("Ordered",),
    "Sum": ("A year", "Amount"),
}
"""How a figure is called where its lines stand, if otherwise."""
AT_THE_END = {"Asset", "Liability"}
"""What stands at the end of the lines of a time, instead of their sum."""

Row = Mapping[str, Decimal]
FOLLOWS: dict[str, Callable[[Row], Decimal]] = {
    "Added": lambda row: row["Liability at commencement"] - row["Before"],
    "At completion": lambda row: row["Expended"] + row["Left to pay"],
    "Change": lambda row: row["Now"] - row["Before"],
    "Closing": lambda row: row["Opening"] - row["Payment"] + row["Interest"],
    "Drawn": lambda row: row["Taken by amendments"] + row["Drawn by changes"],
    "Lapses": lambda row: max(row["Unspent"], Decimal()) - row["To roll"],
    "Left": lambda row: row["Appropriated"] - row["Spent by year end"],
    "Left at year end": lambda row: row["Appropriated"] - row["Spent by year end"],
    "Left of it": lambda row: row["Not to exceed"] - row["Ordered under it"],
    "Liability at commencement": lambda row: row["All payments"] - row["All interest"],
    "Opening": lambda row: row["Liability"] - row.get("Added", Decimal()) - row["Interest"] + row["Paid"],
    "Spent by year end": lambda row: row["Expended"] + row["To be spent"],
    "Sum": lambda row: row["Comes from"],
    "Taken by amendments": lambda row: max(Decimal(), row["First adopted"] - row["In force"]),
    "To pay": lambda row: row["Billed"] - row["Held back"],
    "Variance": lambda row: row["Budget"] - row["At completion"],
}
"""Figures that follow from others of their row, by their headings."""


class Figure(NamedTuple):
    """One figure of a page: its link, the heading it stands under, and the elements it stands in."""

    value: Decimal
    href: str
    label: str
    section: str
    ids: frozenset[str]
    table: int
    row: int


class Reading(HTMLParser):
    """Collects the figures of a page's main part, and the dollars that are written beside them as text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Figure] = []
        self.bare: list[str] = []
        self.next_page = ""
        self._stack: list[tuple[str, dict[str, Any]]] = []
        self._tables = self._rows = 0
        self._term = self._head = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._tables += tag == "table"
        self._rows += tag in {"tr", "dl"}
        if tag == "tr":
            self._head = ""
        if tag == "a" and given.get("rel") == "next":
            self.next_page = given["href"] or ""
        if tag == "data" and self._is_within("main"):
            self.found.append(self._figure(Decimal(given["value"] or 0)))
        if tag not in VOID:
            self._stack.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = data.strip()
        if text and self._is_within("dt"):
            self._term = text
        if text and self._is_within("th") and not self._head:
            self._head = text
        is_cell = self._is_within("td") or self._is_within("dd")
        if (
            is_cell
            and not self._is_within("figure")
            and not self._is_within("data")
            and DOLLARS.fullmatch(text)
        ):
            self.bare.append(text)

    def _is_within(self, tag: str) -> bool:
        return any(name == tag for name, _ in self._stack)

    def _figure(self, value: Decimal) -> Figure:
        hrefs = [given["href"] for name, given in self._stack if name == "a"]
        named = [given["data-label"] for _, given in self._stack if given.get("data-label")]
        is_cell = any(name == "td" for name, _ in self._stack)
        sections = [name for name, _ in self._stack if name in {"tbody", "tfoot"}]
        ids = frozenset(given["id"] for _, given in self._stack if given.get("id"))
        label = named[-1] if named else self._head if is_cell else self._term
        return Figure(
            value, hrefs[-1] if hrefs else "", label, "".join(sections[-1:]), ids, self._tables, self._rows
        )


class Walk:
    """Follows the figures of pages, each address asked for once."""

    def __init__(self, browser: Any, lines: Mapping[str, Mapping[str, str]]) -> None:
        self._browser = browser
        self._lines_of_page = lines
        self._pages: dict[str, list[Figure]] = {}
        self._sums: dict[str, Decimal] = {}
        self.followed = self.told = 0
        self.problems: list[object] = []

    def figures(self, address: str) -> list[Figure]:
        """Give the figures of a page and of those that continue it."""
        address = urldefrag(address).url
        if address not in self._pages:
            self._pages[address] = []
            following: str = address
            while following:
                answer = self._browser.get(following)
                assert answer.status_code == 200, following
                reading = Reading(answer.content.decode())
                self._pages[address] += reading.found
                self.problems += [(following, "is not marked as a figure", text) for text in reading.bare]
                following = urljoin(following, reading.next_page) if reading.next_page else ""
        return self._pages[address]

    def check(self, name: str, address: str) -> None:
        """Follow every figure of a page; what is neither explained nor a line of its own is a problem."""
        figures = self.figures(address)
        for figure in figures:
            explained = self._explained(name, address, figure, figures)
            if explained is not True:
                self.problems.append((name, address, figure, explained))

    def _explained(self, name: str, address: str, figure: Figure, figures: list[Figure]) -> object:
        if figure.href:
            self.followed += 1
            behind = self._behind(urljoin(address, figure.href), figure)
            return abs(behind) == abs(figure.value) if isinstance(behind, Decimal) else behind
        if figure.section == "tfoot":
            same = [one for one in figures if (one.table, one.label) == (figure.table, figure.label)]
            if sum(one.value for one in same if one.section == "tbody") == figure.value:
                return True
        row: dict[str, Decimal] = {}
        for one in figures:
            if one.row == figure.row:
                row[one.label] = row.get(one.label, Decimal()) + one.value
        try:
            return FOLLOWS[figure.label](row) == figure.value
        except KeyError:
            is_line = not figure.value or figure.label in self._lines_of_page.get(name, {})
            self.told += is_line
            return is_line or "leads nowhere"

    def _behind(self, address: str, figure: Figure) -> Decimal | str:
        url, anchor = urldefrag(address)
        if TABLES.search(urlsplit(url).path.rstrip("/")):
            return self._lines(url)
        within = [
            one for one in self.figures(url) if (not anchor or anchor in one.ids) and one.section != "tfoot"
        ]
        for label in SAME.get(figure.label, (figure.label,)):
            named = [one.value for one in within if one.label == label]
            if named and figure.label in AT_THE_END and anchor.startswith("in-"):
                return named[-1]
            if named:
                return sum(named, Decimal())
        if figure.label == "Left":
            return self._sum(within, "Ordered") - self._sum(within, "Invoiced")
        if anchor.startswith("periods"):
            return figure.value if figure.value in {one.value for one in within} else "not there"
        return sum((one.value for one in within), Decimal())

    def _sum(self, figures: list[Figure], label: str) -> Decimal:
        return sum((one.value for one in figures if one.label == label), Decimal())

    def _lines(self, url: str) -> Decimal:
        if url not in self._sums:
            answer = self._browser.get(f"{url}{'&' if '?' in url else '?'}export=csv")
            assert answer.status_code == 200, url
            rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
            is_mixed = "group=state" in url
            signs = [-1 if is_mixed and row["State"] != "Appropriated" else 1 for row in rows]
            self._sums[url] = sum(
                (sign * Decimal(row["Amount"]) for sign, row in zip(signs, rows, strict=True)), Decimal()
            )
        return self._sums[url]
