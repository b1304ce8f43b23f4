"""A correction: what a person decided about one place of one source."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.plan import BoxField

Action = Literal["set", "remove", "add", "settle", "undo"]
Kind = Literal["header", "task", "indicator", "basis", ""]


class Correction(BaseModel):
    """One line of corrections.jsonl. It knows its row by what it says and where it stands in the source.

    "set" gives a field the value `new` (the one it has where a person found it right), "remove" takes
    a row out, "add" puts one with the text `new` behind the row, "settle" says that a warning of the code
    `field` needs nothing more, "undo" takes back the correction whose id is `new`.
    """

    # A later version may add names; this one then keeps what it knows.
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(default_factory=lambda: uuid.uuid4().hex[:12])
    action: Action = "set"
    who: str = ""
    when: str = Field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    sha256: str = Field(description="of the source's bytes")
    file: str = Field("", description="what the source was called")
    page: int | None = None
    box: BoxField = None
    kind: Kind = ""
    row: str = Field("", description="the row's id at the time")
    row_text: str = Field(
        "", description="what the row said at the time, or the place of a warning without row"
    )
    field: str = ""
    old: str = ""
    new: str = ""
    reason: str = Field("", description="the code of the warning that it settles")
