"""What the first question and the first decision need, loaded before they come, so that none has to wait."""

from __future__ import annotations

from pipeline.corrections.apply import applied
from pipeline.corrections.place import place_of
from pipeline.plan import Indicator, IndicatorValue, Plan, PlanWarning, Source, Task
from pipeline.review.doubts import doubts
from pipeline.review.sums import checks
from pipeline.value_names import value_fields


def ready() -> None:
    """Do with a plan of two rows what people do with theirs."""
    row = Indicator(id="a1-1", values=(IndicatorValue(measure="target", year=2025, value=1.5),))
    plan = Plan(
        source=Source(file="", sha256="", kind="text", pages=0, converted_with=""),
        tasks=(Task(id="a2-1", task="Rà soát"),),
        indicators=(row,),
        warnings=(PlanWarning(code="lead-empty", message="?", row="a2-1", field="lead"),),
    )
    doubts(plan)
    checks(plan, row.id, value_fields(row.values)[0], "2,5")
    place = place_of(plan, "a2-1")
    assert place
    decided = (("lead", "Văn phòng"), ("deadline", "Quý I/2025"))
    applied(plan, [place.correction(field, text, who="") for field, text in decided])
