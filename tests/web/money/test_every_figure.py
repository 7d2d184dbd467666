"""Every figure of the Money pages leads to the lines behind it, and these add up to it exactly."""

import csv
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import reverse

from milepost.domain.money.models import BudgetReport, FiscalYear, Invoice, PurchaseOrder
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from tests.factories import give_role, signed_in

pytestmark = pytest.mark.django_db

VOID = {"input", "br", "img", "link", "meta", "hr", "source", "path", "rect", "use", "wbr", "col"}
DERIVED = {"Left": ("Ordered", "Invoiced")}
"""What follows from two other columns of the lines behind it."""


class Figure(NamedTuple):
    """One figure of a page: its link, the heading it stands under, and the elements it stands in."""

    value: Decimal
    href: str
    label: str
    section: str
    ids: frozenset[str]
    table: int


class Figures(HTMLParser):
    """Collects the figures of a page's main part."""

    def __init__(self, page):
        super().__init__()
        self.found, self._stack, self._tables, self._term = [], [], 0, ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "table":
            self._tables += 1
        if tag == "data" and any(name == "main" for name, _ in self._stack):
            self.found.append(self._figure(Decimal(given["value"])))
        if tag not in VOID:
            self._stack.append((tag, given))

    def handle_endtag(self, tag):
        while tag not in VOID and self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self._stack and any(name == "dt" for name, _ in self._stack):
            self._term = data.strip() or self._term

    def _figure(self, value):
        hrefs = [given["href"] for name, given in self._stack if name == "a"]
        cells = [given.get("data-label", "") for name, given in self._stack if name == "td"]
        sections = [name for name, _ in self._stack if name in {"tbody", "tfoot"}]
        ids = frozenset(given["id"] for _, given in self._stack if given.get("id"))
        return Figure(
            value, hrefs[-1] if hrefs else "", cells[-1] if cells else self._term, "".join(sections[-1:]), ids,
            self._tables,
        )  # fmt: skip


class Walk:
    """Follows the figures of pages, each address asked for once."""

    def __init__(self, browser):
        self._browser, self._pages, self._sums, self.followed = browser, {}, {}, 0

    def figures(self, address):
        address = urldefrag(address).url
        if address not in self._pages:
            answer = self._browser.get(address)
            assert answer.status_code == 200, address
            self._pages[address] = Figures(answer.content.decode()).found
        return self._pages[address]

    def check(self, address):
        figures = self.figures(address)
        for figure in figures:
            if figure.href:
                self.followed += 1
                behind = self._behind(urljoin(address, figure.href), figure)
                assert behind == figure.value, (address, figure, behind)
            elif figure.section == "tfoot":
                column = [
                    one.value
                    for one in figures
                    if (one.section, one.table, one.label) == ("tbody", figure.table, figure.label)
                ]
                assert sum(column) == figure.value, (address, figure, column)

    def _behind(self, address, figure):
        url, anchor = urldefrag(address)
        if urlsplit(url).path.rstrip("/").endswith(("/entries", "/money/lines")):
            return self._lines(url)
        within = [one for one in self.figures(url) if anchor in one.ids and one.section != "tfoot"]
        if not anchor or anchor == "facts":
            known = {one.value for one in (within if anchor else self.figures(url))}
            return figure.value if figure.value in known else known
        if figure.label in DERIVED and not any(one.label == figure.label for one in within):
            plus, minus = (
                sum(one.value for one in within if one.label == name) for name in DERIVED[figure.label]
            )
            return plus - minus
        if anchor.startswith("change-"):
            return sum(one.value for one in within)
        return sum(one.value for one in within if one.label == figure.label)

    def _lines(self, url):
        if url not in self._sums:
            answer = self._browser.get(f"{url}&export=csv")
            assert answer.status_code == 200, url
            rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
            is_mixed = "group=state" in url
            signs = [-1 if is_mixed and row["State"] != "Appropriated" else 1 for row in rows]
            self._sums[url] = sum(
                (sign * Decimal(row["Amount"]) for sign, row in zip(signs, rows, strict=True)), Decimal()
            )
        return self._sums[url]


def test_every_figure_of_money_leads_to_lines_that_add_up_to_it(client, tiny_city):
    person = Person.objects.get(user__email="finance@demo.example")
    give_role(person, Role.PORTFOLIO_MANAGER)
    years = list(FiscalYear.objects.order_by("year"))
    assert [year.is_closed for year in years[-8:]] == [True, True, *[False] * 6]
    walk = Walk(signed_in(client, person))

    for way in ("cost_center", "account"):
        walk.check(f"{reverse('ledger:funds')}?year={tiny_city.as_of.year}&by={way}")
    for year in years:
        walk.check(f"{reverse('ledger:funds')}?year={year.year}&by=fund")
        walk.check(f"{reverse('ledger:year-end')}?year={min(year.year, tiny_city.as_of.year)}")
    walk.check(reverse("ledger:commitments"))
    for report in BudgetReport.objects.all():
        walk.check(reverse("ledger:reconciliation", args=[report.pk]))
    for project in Project.objects.filter(allocations__isnull=False).distinct():
        for name in ("funding", "orders", "carry-forward"):
            walk.check(reverse(f"money:{name}", args=[project.pk]))
    for order in PurchaseOrder.objects.all():
        walk.check(reverse("money:order", args=[order.project_id, order.pk]))
    for invoice in Invoice.objects.select_related("order"):
        walk.check(reverse("money:invoice", args=[invoice.order.project_id, invoice.pk]))

    assert walk.followed > 100
