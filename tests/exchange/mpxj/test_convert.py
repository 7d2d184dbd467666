import pytest

from milepost.exchange.mpxj.convert import in_words


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("org.mpxj.MPXJException: Failed to parse file", "Failed to parse file"),
        ("java.lang.RuntimeException: java.io.IOException: Invalid header\n\tat x", "Invalid header"),
        (
            'java.lang.RuntimeException: java.lang.NullPointerException: Cannot invoke "a.b()"',
            "a part that its format needs is missing",
        ),
        ("java.lang.IndexOutOfBoundsException", "its content is damaged"),
        ("", "its content is damaged"),
    ],
)
def test_an_error_of_java_is_told_without_its_classes(message: str, words: str) -> None:
    assert in_words(message) == words
