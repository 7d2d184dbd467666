"""Lists come in pages of bounded size."""

from ninja import Field, Schema
from ninja.pagination import LimitOffsetPagination

LARGEST_PAGE = 500


class Pages(LimitOffsetPagination):
    """`limit` rows from `offset`, with the count of all."""

    class Input(Schema):
        limit: int = Field(100, ge=1, le=LARGEST_PAGE)
        offset: int = Field(0, ge=0, le=10_000_000)
