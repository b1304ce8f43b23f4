"""An invented plan as a scan gives it: rows with boxes, a doubtful number, an empty cell."""

from __future__ import annotations

from typing import Any

from pipeline.plan import CellEvidence, Header, Indicator, IndicatorValue, Plan, PlanWarning, Source, Task

SHA = "a" * 64


def proof(raw: str, row: int, column: int, *, page: int = 2, confidence: float = 0.9) -> CellEvidence:
    box = (50.0 + 90 * column, 100.0 + 30 * row, 130.0 + 90 * column, 120.0 + 30 * row)
    return CellEvidence(raw=raw, page=page, box=box, confidence=confidence)


def task(number: int, text: str, lead: str = "Phòng Nội vụ", **more: Any) -> Task:
    cells = {"task": text, "lead": lead, "deadline": "Quý II/2025"}
    found = {name: proof(cell, number, column) for column, (name, cell) in enumerate(cells.items()) if cell}
    return Task(
        id=f"a1-{number}",
        appendix=1,
        no=str(number),
        lead_units=(lead,) if lead else (),
        **cells,
        evidence=found,
    ).model_copy(update=more)


def indicator(number: int, name: str, result: float | None, target: float | None) -> Indicator:
    values = (
        IndicatorValue(measure="result", year=2024, value=result),
        IndicatorValue(measure="target", year=2025, value=target),
    )
    found = {
        "name": proof(name, number, 0, page=3),
        "result_2024": proof(str(result), number, 1, page=3, confidence=0.4),
        "target_2025": proof(str(target), number, 2, page=3),
    }
    return Indicator(
        id=f"a2-{number}", appendix=2, code=str(number), name=name, values=values, evidence=found
    )


def plan(**more: Any) -> Plan:
    doubt = PlanWarning(
        code="number-doubtful",
        severity=3,
        message="?",
        row="a2-1",
        field="result_2024",
        raw="0.44",
        proposals=("9,44",),
    )
    empty = PlanWarning(code="lead-empty", message="?", row="a1-2", field="lead")
    made = Plan(
        source=Source(file="kh.pdf", sha256=SHA, kind="pdf-scan", pages=3, converted_with="test"),
        header=Header(number="15/KH-PNV", date="2025-02-12", year=2025),
        tasks=(
            task(1, "Rà soát văn bản quy phạm pháp luật"),
            task(2, "Tự kiểm tra, xử lý văn bản", lead=""),
            task(3, "Công khai thủ tục hành chính"),
        ),
        indicators=(
            indicator(1, "Chỉ đạo điều hành", 0.44, 9.5),
            indicator(2, "Ban hành kế hoạch", 3.5, 4.0),
        ),
        warnings=(doubt, empty),
    )
    return made.model_copy(update=more)
