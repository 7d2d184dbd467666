from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.template import Context, Template
from django.test.html import parse_html

LOAD = "{% load components formats %}"


def rendered(template: str, **context: object) -> str:
    return Template(LOAD + template).render(Context(context))


def assert_shows(template: str, expected: str, **context: object) -> None:
    assert parse_html(rendered(template, **context)) == parse_html(expected)


def test_a_status_is_shape_word_and_color() -> None:
    html = rendered('{% status_chip "at_risk" %}')

    assert 'class="status-chip status-at_risk"' in html
    assert "#status-at-risk" in html
    assert "At risk" in html


def test_a_date_is_readable_by_machines() -> None:
    expected = '<time datetime="2027-03-12">Mar 12, 2027</time>'

    assert_shows("{% date on %}", expected, on=date(2027, 3, 12))
    assert_shows("{% date on %}", expected, on=datetime(2027, 3, 12, 17))
    assert_shows("{% date on %}", "—", on=None)


def test_a_person_is_an_avatar_and_a_name() -> None:
    ortiz = SimpleNamespace(name="Rosa <Ortiz>", initials="RO")

    html = rendered("{% person who %}", who=ortiz)

    assert "Rosa &lt;Ortiz&gt;" in html
    assert ">RO<" in html
    assert "No one yet" in rendered("{% person who %}", who=None)


def test_progress_says_its_figure_once_to_screen_readers() -> None:
    assert_shows(
        "{% progress 61.6 %}",
        '<span class="progress"><progress value="62" max="100" aria-label="Complete"></progress>'
        '<span class="progress-figure" aria-hidden="true">62%</span></span>',
    )


def test_a_button_is_a_link_when_it_has_a_url() -> None:
    assert_shows('{% button "Open" url="/x/" %}', '<a class="button" href="/x/">Open</a>')
    assert_shows(
        '{% button "Save" variant="primary" %}',
        '<button class="button button-primary" type="submit">Save</button>',
    )


def test_a_field_ties_label_help_and_errors_to_its_input() -> None:
    class Form(forms.Form):
        name = forms.CharField(help_text="As the council reads it.")

    html = rendered("{% field form.name %}", form=Form({"name": ""}))

    assert '<label class="field-label" for="id_name">Name</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html
    assert 'id="id_name_helptext"' in html


def test_a_table_scrolls_inside_a_region_with_a_name() -> None:
    assert_shows(
        '{% table "Projects" %}<tbody></tbody>{% endtable %}',
        '<div class="table-region" role="region" aria-label="Projects" tabindex="0">'
        '<table class="table" aria-label="Projects"><tbody></tbody></table></div>',
    )


def test_a_date_reads_absolute_relative_or_both() -> None:
    today = date(2027, 3, 1)
    relative = '<time class="date" datetime="2027-03-04" title="Mar 4, 2027">in 3 days</time>'
    late = '<time class="date late" datetime="2027-02-24" title="Feb 24, 2027">5 days late</time>'
    both = (
        '<time class="date" datetime="2027-02-28">Feb 28, 2027, '
        '<span class="date-distance">yesterday</span></time>'
    )

    assert_shows('{% date on "relative" today=today %}', relative, on=date(2027, 3, 4), today=today)
    assert_shows('{% date on "relative" due=True today=today %}', late, on=date(2027, 2, 24), today=today)
    assert_shows('{% date on "both" today=today %}', both, on=date(2027, 2, 28), today=today)


def test_money_stands_in_line_and_undefined_is_not_zero() -> None:
    assert_shows("{% money 0 %}", '<data class="money" value="0">$0</data>')
    assert_shows(
        "{% money owed %}",
        '<data class="money money-negative" value="-48.5">−$48.50</data>',
        owed=Decimal("-48.5"),
    )
    assert_shows("{% money None %}", '<span class="undefined">not yet</span>')


def test_a_duration_reads_in_working_days() -> None:
    assert_shows("{% duration 480 %}", '<span class="duration" title="1 working day">1 d</span>')
    assert_shows(
        "{% duration 1200 signed=True %}", '<span class="duration" title="+2.5 working days">+2.5 d</span>'
    )
    assert_shows("{% duration None %}", '<span class="undefined">not yet</span>')


def test_a_file_that_is_not_kept_yet_leads_nowhere() -> None:
    html = rendered('{% attachment "Offer.docx" 2048 url="/files/1/" state="checking" %}')

    assert "/files/1/" not in html
    assert "being checked for viruses" in html
