from io import BytesIO

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from milepost.exchange.slides.deck import Bars, Deck, Rows, Words
from milepost.exchange.slides.writing import write_deck

DECK = Deck(
    "Portfolio",
    "Nov 30, 2026",
    "Vista Ridge",
    [
        Words("On track: Switch refresh", ["It finishes on Mar 9, 2027.", "Next: Go-live."]),
        Bars(
            "How they stand",
            "Projects",
            ["On track", "Late"],
            [3, 1],
            "3 on track, 1 late",
            ["176b3a", "a4231b"],
        ),
        Rows(
            "Needs attention",
            ["Project", "Why"],
            [(f"P {n}", "Late") for n in range(13)],
            (0.5, 0.5),
        ),
    ],
)


def opened(deck: Deck):
    return Presentation(BytesIO(write_deck(deck)))


def test_every_slide_has_a_title_and_long_tables_go_on() -> None:
    titles = [slide.shapes.title.text for slide in opened(DECK).slides]

    assert titles == [
        "Portfolio",
        "On track: Switch refresh",
        "How they stand",
        "Needs attention",
        "Needs attention (continued)",
    ]


def test_a_chart_is_a_chart_with_its_numbers_and_a_description() -> None:
    slide = opened(DECK).slides[2]

    frame = next(shape for shape in slide.shapes if shape.has_chart)
    assert list(frame.chart.plots[0].categories) == ["On track", "Late"]
    assert list(frame.chart.plots[0].series[0].values) == [3, 1]
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == "3 on track, 1 late"


def test_tables_hold_their_headings_and_no_figure_is_without_description() -> None:
    made = opened(DECK)

    tables = [shape.table for slide in made.slides for shape in slide.shapes if shape.has_table]
    assert [[cell.text for cell in table.rows[0].cells] for table in tables] == [["Project", "Why"]] * 2
    figures = [
        shape
        for slide in made.slides
        for shape in slide.shapes
        if shape.has_chart or shape.has_table or shape.shape_type == MSO_SHAPE_TYPE.PICTURE
    ]
    assert [shape.name for shape in figures if not shape._element.nvGraphicFramePr.cNvPr.get("descr")] == []


def test_the_file_names_its_title_author_and_language() -> None:
    properties = opened(DECK).core_properties

    assert (properties.title, properties.author, properties.language) == ("Portfolio", "Vista Ridge", "en-US")


def test_a_deck_without_slides_opens() -> None:
    assert len(opened(Deck("Nothing", "", "", [])).slides) == 1


def test_rows_of_many_lines_go_on_sooner_evenly_and_none_is_lost() -> None:
    rows = [(f"P {n}", "Late because the maker lost two weeks. " * 6) for n in range(12)]

    made = opened(Deck("Portfolio", "", "", [Rows("Watch list", ["Project", "Why"], rows, (0.5, 0.5))]))

    tables = [shape.table for slide in made.slides for shape in slide.shapes if shape.has_table]
    assert [len(table.rows) - 1 for table in tables] == [4, 4, 4]
    assert [table.cell(1, 0).text for table in tables] == ["P 0", "P 4", "P 8"]


def test_long_paragraphs_are_set_smaller_so_that_they_fit() -> None:
    made = opened(
        Deck("Portfolio", "", "", [Words("Short", ["All is well."]), Words("Long", ["Word " * 60] * 5)])
    )

    sizes = [
        shape.text_frame.paragraphs[0].font.size.pt
        for slide in list(made.slides)[1:]
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text[:4] in {"All ", "Word"}
    ]
    assert sizes == [24, 16]


def test_every_slide_but_the_first_says_of_which_report_and_which_one_it_is() -> None:
    slides = list(opened(DECK).slides)[1:]

    texts = [{shape.text_frame.text for shape in slide.shapes if shape.has_text_frame} for slide in slides]
    assert all({"Portfolio, Nov 30, 2026", str(2 + place)} <= told for place, told in enumerate(texts))


def test_the_line_of_a_cell_stands_before_its_fill_as_the_format_wants() -> None:
    (table,) = [shape.table for shape in opened(DECK).slides[3].shapes if shape.has_table]

    assert [child.tag.split("}")[1] for child in table.cell(0, 0)._tc.tcPr] == ["lnB", "solidFill"]
