import pytest

from milepost.web.discussion.texts import comment_html

REL = 'rel="nofollow noopener noreferrer"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\nTwo\n\nThree", "<p>One<br>Two</p><p>Three</p>"),
        (
            "Bring:\n- rack\n* cable\nThen go",
            "<p>Bring:</p><ul><li>rack</li><li>cable</li></ul><p>Then go</p>",
        ),
        ("5 - 3 = 2\n-5 degrees", "<p>5 - 3 = 2<br>-5 degrees</p>"),
        ("", ""),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("- <img src=x onerror=alert(1)>", "<ul><li>&lt;img src=x onerror=alert(1)&gt;</li></ul>"),
        (
            "See https://city.example/a?b=1&c=2.",
            f'<p>See <a href="https://city.example/a?b=1&amp;c=2" {REL}>https://city.example/a?b=1&amp;c=2</a>.</p>',
        ),
        ("javascript:alert(1) data:text/html,x", "<p>javascript:alert(1) data:text/html,x</p>"),
        (
            'https://a.example/"onmouseover="alert(1)',
            f'<p><a href="https://a.example/" {REL}>https://a.example/</a>&quot;onmouseover=&quot;alert(1)</p>',
        ),
    ],
)
def test_a_text_becomes_paragraphs_lists_and_links_and_nothing_typed_as_markup(text, html):
    assert comment_html(text, []) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("@Dana Ruiz, look", '<p><span class="mention">@Dana Ruiz</span>, look</p>'),
        ("@Dana Ruizinger", "<p>@Dana Ruizinger</p>"),
        ("@<b>Eve</b>", '<p><span class="mention">@&lt;b&gt;Eve&lt;/b&gt;</span></p>'),
    ],
)
def test_a_mention_is_marked_and_its_name_is_text(text, html):
    assert comment_html(text, ["Dana Ruiz", "<b>Eve</b>"]) == html
