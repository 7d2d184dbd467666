from decimal import Decimal

import pytest

from milepost.exchange.fields import BadValue
from milepost.exchange.sheets.expenditures import amount_of


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.50", "1234.50"),
        ("$1,234,567", "1234567.00"),
        ("USD 12.5", "12.50"),
        ("US$3", "3.00"),
        ("(1,234.50)", "-1234.50"),
        ("12.00-", "-12.00"),
        ("\N{MINUS SIGN}0.05", "-0.05"),
        ("0.1000000000000000055", "0.10"),
    ],
)
def test_an_amount_is_read_as_ledgers_write_it(text, amount):
    assert amount_of(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["12,50", "1.234,50", "1,23,456", "1,2345.00", "abc", "", "5 CR"])
def test_what_may_be_another_number_is_not_guessed_at(text):
    with pytest.raises(BadValue, match=r"is not an amount such as 1,234\.50"):
        amount_of(text)


@pytest.mark.parametrize("text", ["€30", "30 EUR", "CA$12.50", "£1,000", "¥5"])
def test_another_currency_is_named_as_the_reason(text):
    with pytest.raises(BadValue, match="names another currency; the books are in US dollars"):
        amount_of(text)


@pytest.mark.parametrize(
    ("text", "said"), [("0.005", "fractions of a cent"), ("1e15", "that a ledger holds")]
)
def test_what_no_ledger_holds_is_refused(text, said):
    with pytest.raises(BadValue, match=said):
        amount_of(text)
