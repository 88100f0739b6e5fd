"""What a page says that is not so."""

from dataclasses import dataclass


@dataclass
class Problem:
    file: str
    line: int
    text: str
    refreshable: bool = False

    def __str__(self):
        return f"{self.file}:{self.line}: {self.text}"
