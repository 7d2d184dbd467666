"""One set of facts in the words of each reader: rule-based, so that the same facts always give the same words."""

from collections.abc import Callable, Mapping

from milepost.domain.reports.calculations.fact_kinds import ReportFacts
from milepost.domain.reports.calculations.plain_words import plain
from milepost.domain.reports.calculations.readers.council import council_sentences
from milepost.domain.reports.calculations.readers.director import director_sentences
from milepost.domain.reports.calculations.readers.manager import manager_sentences
from milepost.domain.reports.calculations.readers.public import public_sentences
from milepost.domain.reports.calculations.sentences import Sentence, text_of
from milepost.domain.reports.models import Reader

VOICES: Mapping[str, Callable[[ReportFacts], list[Sentence]]] = {
    Reader.MANAGER: manager_sentences,
    Reader.DIRECTOR: director_sentences,
    Reader.COUNCIL: council_sentences,
    Reader.PUBLIC: public_sentences,
}
PLAIN = {Reader.COUNCIL, Reader.PUBLIC}
"""Readers from outside the division, for whom its jargon is put into plain words."""


def sentences_for(facts: ReportFacts) -> dict[str, list[Sentence]]:
    """Write the draft of every reader; each sentence names the facts it is made from."""
    drafts = {str(reader): write(facts) for reader, write in VOICES.items()}
    for reader in PLAIN:
        drafts[reader] = [
            Sentence(plain(one.text, keep=facts.name), one.facts, begins=one.begins) for one in drafts[reader]
        ]
    return drafts


def draft_texts(drafts: Mapping[str, list[Sentence]]) -> dict[str, str]:
    """Give the draft texts by the field of the report that holds them; the manager's is the summary."""
    return {
        "summary": text_of(drafts[Reader.MANAGER]),
        **{str(reader): text_of(drafts[reader]) for reader in VOICES if reader != Reader.MANAGER},
    }
