"""Why a file could not be read or written, each as a sentence for the person who sent it."""


class UnreadableFile(Exception):
    """The file cannot be read; the message says what is wrong and what to do."""


class UnknownFormat(UnreadableFile):
    """The content is of no format that Milepost reads."""


class TooLarge(UnreadableFile):
    """The file passes one of the limits in `milepost.exchange.limits`."""


class Damaged(UnreadableFile):
    """The format is right, but the content is broken or contradicts itself."""


class ReaderMissing(UnreadableFile):
    """The format needs something that is not installed here."""


class UnwritableFormat(Exception):
    """The name of the file to write tells no format that Milepost writes."""
