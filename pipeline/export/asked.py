"""What a SQLite file has beside the tables, so that people can ask it: views, indexes, a search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pipeline.dataset.frames import Batch
from pipeline.vietnamese.folding import without_marks

VIEWS = {
    "by_office": """
        SELECT issuer, year, count(*) AS plans, sum(tasks) AS tasks, sum(indicators) AS indicators,
               sum(warnings) AS warnings, sum(checked) AS checked
        FROM plans GROUP BY issuer, year""",
    "tasks_by_office": """
        SELECT plans.issuer, plans.year, plans.number, tasks."no", tasks."group", tasks.task, tasks.deadline,
               tasks.due_start, tasks.due_end, tasks.lead, tasks.coordination, tasks.product, tasks.page,
               tasks.confidence, tasks.plan, tasks.id
        FROM tasks JOIN plans USING (plan)""",
    "indicators_by_office": """
        SELECT plans.issuer, v.year, v.code, v.name, i.unit,
               max(CASE WHEN v.measure = 'target' THEN v.operator END) AS operator,
               max(CASE WHEN v.measure = 'target' THEN v.value END) AS target,
               max(CASE WHEN v.measure = 'result' THEN v.value END) AS result,
               count(*) AS "values", v.plan, v.indicator AS id
        FROM indicator_values AS v JOIN plans USING (plan)
        JOIN indicators AS i ON i.plan = v.plan AND i.id = v.indicator
        GROUP BY v.plan, v.indicator, v.year""",
    "to_look_at": """
        SELECT plans.issuer, plans.year, w.severity, w.message, w.row, w.field, w.page, w.raw, w.proposals,
               w.plan
        FROM warnings AS w JOIN plans USING (plan) WHERE NOT w.checked""",
}
INDEXES = {
    "plans_of_office": "plans (issuer, year)",
    "tasks_by_lead": "tasks (lead)",
    "tasks_by_end": "tasks (due_end)",
    "indicators_by_name": "indicators (name)",
    "values_by_year": "indicator_values (year, measure)",
    "warnings_by_code": "warnings (code)",
}
# remove_diacritics knows no đ, which is a letter of its own: the text stands there without marks as well.
SEARCH = """CREATE VIRTUAL TABLE search USING fts5(
    plan UNINDEXED, kind UNINDEXED, id UNINDEXED, text, plain, tokenize = "unicode61 remove_diacritics 2")"""


def prepare(database: sqlite3.Connection) -> None:
    """Views, indexes and an empty table `search` where this SQLite has full-text search."""
    for name, query in VIEWS.items():
        database.execute(f"CREATE VIEW {name} AS {query}")
    for name, columns in INDEXES.items():
        database.execute(f"CREATE INDEX {name} ON {columns}")
    if has_search(database):
        database.execute(SEARCH)


def has_search(database: sqlite3.Connection) -> bool:
    options = {name for (name,) in database.execute("PRAGMA compile_options")}
    return "ENABLE_FTS5" in options


def fill(database: sqlite3.Connection, batch: Batch) -> None:
    """Put the texts of a batch into the search."""
    if has_search(database):
        database.executemany("INSERT INTO search VALUES (?, ?, ?, ?, ?)", _texts(batch))


def _texts(batch: Batch) -> Iterator[tuple[str, str, str, str, str]]:
    for row in batch["plans"]:
        yield _found(row["plan"], "plan", "", row["title"], row["number"], row["issuer"])
    for row in batch["tasks"]:
        cells = (row["task"], row["lead"], row["coordination"], row["product"], row["deadline"])
        yield _found(row["plan"], "task", row["id"], *cells)
    for row in batch["indicators"]:
        yield _found(row["plan"], "indicator", row["id"], row["name"], row["lead"])


def _found(plan: str, kind: str, name: str, *texts: str | None) -> tuple[str, str, str, str, str]:
    text = " | ".join(filter(None, texts))
    return plan, kind, name, text, without_marks(text)
