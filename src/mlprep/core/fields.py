"""What models are made of: kinds of ids, text and numbers, and the base of every model."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Strict

FORMAT = 1
DepthName = Literal["basics", "solid", "expert"]
DEPTHS: tuple[DepthName, ...] = ("basics", "solid", "expert")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PILLARS = {
    "computer-science": "Computer science",
    "linear-algebra": "Linear algebra, calculus, optimisation",
    "statistics-probability": "Statistics and probability",
    "machine-learning": "Machine learning",
    "craft": "Interview and research craft",
}
OWN_DOMAIN = "domain"  # in a round's areas: stands for the domain the candidate chose

PillarId = Literal[
    "computer-science", "linear-algebra", "statistics-probability", "machine-learning", "craft"
]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
UnitId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*:(basics|solid|expert)$")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9:/-]*$", max_length=140)]  # of a plan's parts
Url = Annotated[str, Field(pattern=r"^https?://[^\s\x00-\x1f\x7f-\x9f]+$", max_length=400)]
Line = Annotated[str, Field(min_length=2, max_length=240, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$")]
Paragraph = Annotated[
    str, Field(min_length=2, max_length=1200, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$")
]
Prose = Annotated[
    str, Field(min_length=2, max_length=3000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]+$")
]
QuestionKind = Literal[
    "concept",
    "derive",
    "compute",
    "code",
    "debug",
    "case",
    "design",
    "sql",
    "behavioural",
    "research",
]
Weight = Annotated[float, Field(gt=0, le=100, strict=False)]

LAX = Strict(strict=False)  # a list, as YAML has it, may stand for a tuple


class Noun(BaseModel):
    """Base of every model: frozen, strict, unknown keys forbidden."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; what was computed from the fields of the original is not taken over."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy
