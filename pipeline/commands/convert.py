"""The command `kehoach convert`."""

from __future__ import annotations

import argparse
import logging
import os
import shlex
from pathlib import Path
from typing import get_args

from rich.console import Console

from pipeline.batch.engines import cluster, local
from pipeline.batch.jobs import Found, find_jobs, places
from pipeline.batch.log import say, start_log
from pipeline.batch.progress import Account, progress
from pipeline.batch.run import Existing, Run, Summary
from pipeline.batch.types import Limits, Outcome
from pipeline.commands.lexicon import add_lexicon, lexicon_of
from pipeline.commands.repairs import add_repairs, repairs_off
from pipeline.emit import plan_path
from pipeline.errors import PartlyRead
from pipeline.files import tell
from pipeline.read.readers import what_can_be_read
from pipeline.scan.digits import HINT, is_missing
from pipeline.settings import Ocr, SecondEngine, Settings

# Of several documents: all were converted (0), some failed, all failed. One document has its own code.
SOME_FAILED, ALL_FAILED = 20, 21
DEFAULT = Limits()


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help=f"{what_can_be_read()}; a folder of such files, or a pattern such as 'scans/*.pdf'",
    )
    command.add_argument(
        "-o", "--output", type=Path, default=Path("output"), help="the dataset (default: output)"
    )
    command.add_argument("-r", "--recursive", action="store_true", help="search subfolders too")
    command.add_argument(
        "--existing",
        choices=("skip", "overwrite", "abort"),
        default="skip",
        help="what to do about plans that are there: skip those whose source and settings are unchanged "
        "(the default), convert all again, or stop before anything is done",
    )
    command.add_argument(
        "--retry",
        action="store_true",
        help="convert those again of which some pages could not be read",
    )
    command.add_argument(
        "--jobs",
        type=_at_least_one,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many documents, or pages of a single one, are read at a time (default: as many as cores)",
    )
    command.add_argument(
        "--timeout",
        type=float,
        default=DEFAULT.seconds,
        metavar="SECONDS",
        help=f"how long one document may take (default: {DEFAULT.seconds:g})",
    )
    command.add_argument(
        "--page-timeout",
        type=float,
        default=Settings().page_seconds,
        metavar="SECONDS",
        help="how long the OCR program may take over a page of A4, larger ones in proportion; a page that "
        f"fails is read once more, with twice the time (default: {Settings().page_seconds:g})",
    )
    command.add_argument(
        "--memory-limit",
        type=_at_least_one,
        default=DEFAULT.megabytes,
        metavar="MB",
        help=f"how much memory one document may take (default: {DEFAULT.megabytes})",
    )
    command.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="work on a Dask cluster: its scheduler, tcp://host:8786. Whoever reaches a cluster can run "
        "programs on its machines, and what its workers answer is believed: keep it in a network that you "
        "trust, or use certificates, tls://host:8786 (docs/scale.md says how)",
    )
    command.add_argument(
        "--ocr",
        choices=get_args(Ocr),
        default="auto",
        help="which pages of a PDF are read as pictures: those that need it (the default), all, or none",
    )
    command.add_argument(
        "--engine",
        default="tesseract",
        metavar="NAME",
        help="what reads pictures: tesseract (the default), or an engine that an installed package adds",
    )
    command.add_argument(
        "--second-engine",
        choices=get_args(SecondEngine),
        default="rapidocr",
        help="what reads the digits of pictures again, handwritten ones too: rapidocr (the default), or none",
    )
    command.add_argument("--password", default="", help="what opens a locked PDF")
    add_lexicon(command)
    add_repairs(command)
    command.add_argument(
        "--debug-pages",
        type=Path,
        metavar="DIR",
        help="draw what was found on scanned pages, as PNG files; converts again what is done",
    )
    loudness = command.add_mutually_exclusive_group()
    loudness.add_argument("-v", "--verbose", action="store_true", help="name what is skipped, and times")
    loudness.add_argument("-q", "--quiet", action="store_true", help="name failures only")
    command.add_argument("--log-json", action="store_true", help="log to standard error as JSON, a line each")


def run(options: argparse.Namespace) -> int:
    """Convert everything that is named; a document that fails is named and does not stop the others."""
    console = start_log(options.verbose - options.quiet, as_json=options.log_json)
    drawings = options.debug_pages and options.debug_pages.absolute()
    settings = Settings(
        lexicon_of(options),
        options.ocr,
        options.password,
        debug_pages=drawings,
        repairs_off=repairs_off(options),
        engine=options.engine,
        second_engine=options.second_engine,
        page_seconds=options.page_timeout,
    )
    if is_missing(options.second_engine):
        say(logging.INFO, HINT, event="second-engine-missing")
    found = find_jobs(options.files, options.output, recursive=options.recursive)
    with Run(options.output, settings, Limits(options.timeout, options.memory_limit)) as this:
        try:
            _work(this, found, options, console)
        except KeyboardInterrupt:
            say(logging.ERROR, "Stopped. What is done is kept; the same command goes on from here.")
            this.summary.codes.append(130)
    _account(this.summary, options)
    return _exit_code(this.summary)


def _work(this: Run, found: Found, options: argparse.Namespace, console: Console) -> None:
    if found.others:
        say(
            logging.INFO,
            f"{found.others} files of other kinds are left alone",
            event="others",
            files=found.others,
        )
    if found.below:
        say(
            logging.WARNING,
            f"Subfolders were not searched: --recursive converts {places(found.below)} too",
            event="below",
            files=len(found.below),
        )
    # Pictures of pages are drawn only while converting.
    existing: Existing = options.existing
    if options.debug_pages and existing == "skip":
        existing = "overwrite"
    left = list(this.to_do(found.jobs, existing, retry=options.retry))
    jobs = [one for one in left if not isinstance(one, Outcome)]
    refused = [*found.failures, *(one for one in left if isinstance(one, Outcome))]
    total = len(jobs) + len(refused)

    def tell(outcome: Outcome) -> None:
        _tell(outcome, f"[{this.summary.done}/{total}] " if total > 1 else "", options.output)

    for outcome in refused:
        tell(this.keep(outcome))
    account = Account(len(jobs), this.in_work)
    with progress(console, account, has_bar=not options.log_json, is_quiet=options.quiet) as changed:
        if not jobs:
            return
        # A document is split only where there are fewer than could be read at a time.
        width = min(options.jobs, len(jobs))
        this.share_cores(options.jobs // width if not options.cluster else 1)
        with cluster(options.cluster) if options.cluster else local(width) as engine:
            for outcome in this.outcomes(jobs, engine):
                account.add(outcome)
                changed()
                tell(outcome)


def _tell(outcome: Outcome, count: str, output: Path) -> None:
    fields = {"event": outcome.status, "file": outcome.job.source, "plan": outcome.job.name}
    if outcome.status == "failed":
        say(logging.ERROR, f"{count}kehoach: {outcome.reason}", **fields, code=outcome.code)
        return
    warnings = sum(outcome.warnings.values())
    rows = f"{outcome.tasks} tasks, {outcome.indicators} indicators, {warnings} warnings"
    partly = f" ({outcome.warnings['page-failed']} pages failed)" if outcome.status == "partly" else ""
    say(
        logging.INFO,
        f"{count}{outcome.job.source}: {rows}{partly} -> {plan_path(output, outcome.job.name)}",
        **fields,
        pages=outcome.pages,
        tasks=outcome.tasks,
        indicators=outcome.indicators,
        warnings=outcome.warnings,
        seconds=round(outcome.seconds, 3),
    )
    say(logging.DEBUG, f"{outcome.seconds:.1f} s, {outcome.pages} pages")


def _account(summary: Summary, options: argparse.Namespace) -> None:
    """The end of a run in a few lines; nothing for a quiet one."""
    if options.quiet:
        return
    counts = ", ".join(f"{summary.counts[s]} {s}" for s in ("converted", "partly", "failed", "skipped"))
    tell(f"{counts}; {summary.pages} pages in {summary.seconds:.0f} s")
    if summary.warnings:
        kinds = ", ".join(f"{code} {count}" for code, count in summary.warnings.most_common())
        tell(f"{summary.warnings.total()} warnings: {kinds}")
    failures = options.output / "failures.csv"
    if failures.exists():
        tell(f"{failures} says what failed and why")
    if summary.counts.total() > summary.counts["failed"] and summary.counts.total() > 1:
        output = shlex.quote(str(options.output))
        settle = f"kehoach review {output} settles warnings, " if summary.warnings else ""
        tell(f"Next: {settle}kehoach report {output} says how good it is")


def _exit_code(summary: Summary) -> int:
    if 130 in summary.codes:
        return 130
    if not summary.codes:
        return 0
    total = summary.counts.total()
    if total == 1:
        return summary.codes[0]
    if not summary.counts["failed"]:
        return PartlyRead.exit_code
    return ALL_FAILED if summary.counts["failed"] == total else SOME_FAILED


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
