import pytest

from milepost.domain.reports.calculations.reading_grade import reading_grade, syllables_of


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("make", 1),
        ("made", 1),
        ("table", 2),
        ("the", 1),
        ("switch", 1),
        ("project", 2),
        ("installed", 2),
        ("started", 2),
        ("city", 2),
        ("council", 2),
        ("inspection", 3),
        ("procurement", 3),
        ("accessibility", 6),
    ],
)
def test_syllables_are_counted_as_a_dictionary_does(word, count):
    assert syllables_of(word) == count


def test_the_grade_follows_the_published_formula():
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59
    assert reading_grade("The cat sat on the mat.") == -1.4


def test_long_words_and_sentences_read_harder():
    plain = "We set up the new switches. The old ones go to auction."
    stilted = "Notwithstanding anticipated infrastructural considerations, implementation necessitates prioritization."

    assert reading_grade(plain) < 6 < 18 < reading_grade(stilted)


def test_a_text_without_words_has_no_grade():
    assert reading_grade(" 12 — 14 ") is None
