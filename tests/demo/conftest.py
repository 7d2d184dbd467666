"""The tiny demo city."""

from datetime import date

import pytest

from milepost.demo.building import Size, build_city
from milepost.demo.living import Stage

AS_OF = date(2027, 3, 1)


@pytest.fixture
def tiny_city(db: None) -> Stage:
    return build_city(as_of=AS_OF, size=Size.TINY)
