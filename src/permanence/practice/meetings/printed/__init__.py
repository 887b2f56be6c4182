"""The minutes as a Word document and as a tagged PDF."""

from permanence.practice.meetings.printed.pdf import as_pdf
from permanence.practice.meetings.printed.word import as_word

__all__ = ["as_pdf", "as_word"]
