"""A plain letter as a tagged PDF."""

from milepost.domain.reports.rendering.pdf import pdf_of


def letter_pdf(text: str) -> bytes:
    """Give a text as PDF, its first line as the title; raises `PdfUnavailable`."""
    title, _, rest = text.strip().partition("\n")
    blocks = [block.strip("\n") for block in rest.split("\n\n") if block.strip()]
    return pdf_of("rendering/letter_pdf.html", {"title": title[:200] or "Comments", "blocks": blocks})
