"""The command `kehoach convert`."""

from __future__ import annotations

import argparse
import logging
import os
import shlex
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import get_args

from rich.console import Console

from pipeline.batch.engines import cluster, local
from pipeline.batch.jobs import Found, find_jobs, places
from pipeline.batch.join import joined, series
from pipeline.batch.log import say, start_log
from pipeline.batch.progress import Account, progress
from pipeline.batch.run import Existing, Run, Summary
from pipeline.batch.types import Limits, Outcome
from pipeline.batch.watch import changes
from pipeline.commands.lexicon import add_lexicon, lexicon_of
from pipeline.commands.repairs import add_repairs, repairs_off
from pipeline.emit import plan_path
from pipeline.errors import NothingToConvert, PartlyRead
from pipeline.files import tell
from pipeline.messages import language, tr
from pipeline.read.readers import what_can_be_read
from pipeline.scan.digits import HINT, is_missing
from pipeline.settings import Ocr, SecondEngine, Settings
from pipeline.warning_kinds import counted

# Of several documents: all were converted (0), some failed, all failed. One document has its own code.
SOME_FAILED, ALL_FAILED = 20, 21
DEFAULT = Limits()


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help=tr(
            "{readable}; a folder of such files, or a pattern such as 'scans/*.pdf'",
            readable=what_can_be_read(),
        ),
    )
    command.add_argument(
        "-o", "--output", type=Path, default=Path("output"), help=tr("the dataset (default: output)")
    )
    command.add_argument("-r", "--recursive", action="store_true", help=tr("search subfolders too"))
    command.add_argument(
        "--join",
        action="store_true",
        help=tr(
            "pictures are pages of one document, by the numbers in their names: those that are named, and "
            "those of each folder that is named"
        ),
    )
    command.add_argument(
        "--existing",
        choices=("skip", "overwrite", "abort"),
        default="skip",
        help=tr(
            "what to do about plans that are there: skip those whose source and settings are unchanged "
            "(the default), convert all again, or stop before anything is done"
        ),
    )
    command.add_argument(
        "--retry",
        action="store_true",
        help=tr("convert those again of which some pages could not be read"),
    )
    command.add_argument(
        "--watch",
        nargs="?",
        type=_seconds,
        const=10.0,
        metavar="SECONDS",
        help=tr(
            "go on and convert what is put into the folders, looking every so many seconds (10 if none are "
            "given), until Ctrl-C"
        ),
    )
    command.add_argument(
        "--jobs",
        type=_at_least_one,
        default=os.cpu_count() or 1,
        metavar="N",
        help=tr(
            "how many documents, or pages of a single one, are read at a time (default: as many as cores)"
        ),
    )
    command.add_argument(
        "--timeout",
        type=float,
        default=DEFAULT.seconds,
        metavar="SECONDS",
        help=tr("how long one document may take (default: {seconds:g})", seconds=DEFAULT.seconds),
    )
    command.add_argument(
        "--page-timeout",
        type=float,
        default=Settings().page_seconds,
        metavar="SECONDS",
        help=tr(
            "how long the OCR program may take over a page of A4, larger ones in proportion; a page that "
            "fails is read once more, with twice the time (default: {seconds:g})",
            seconds=Settings().page_seconds,
        ),
    )
    command.add_argument(
        "--memory-limit",
        type=_at_least_one,
        default=DEFAULT.megabytes,
        metavar="MB",
        help=tr("how much memory one document may take (default: {megabytes})", megabytes=DEFAULT.megabytes),
    )
    command.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help=tr(
            "work on a Dask cluster: its scheduler, tcp://host:8786. Whoever reaches a cluster can run "
            "programs on its machines, and what its workers answer is believed: keep it in a network that "
            "you trust, or use certificates, tls://host:8786 (docs/scale.md says how)"
        ),
    )
    command.add_argument(
        "--ocr",
        choices=get_args(Ocr),
        default="auto",
        help=tr("which pages of a PDF are read as pictures: those that need it (the default), all, or none"),
    )
    command.add_argument(
        "--engine",
        default="tesseract",
        metavar="NAME",
        help=tr("what reads pictures: tesseract (the default), or an engine that an installed package adds"),
    )
    command.add_argument(
        "--second-engine",
        choices=get_args(SecondEngine),
        default="rapidocr",
        help=tr(
            "what reads the digits of pictures again, handwritten ones too: rapidocr (the default), or none"
        ),
    )
    command.add_argument(
        "--searchable",
        action="store_true",
        help=tr(
            "also make a searchable copy of each PDF and picture (what was read, as an invisible text over "
            "its pages), and hOCR; they lie in the folder searchable of the dataset"
        ),
    )
    command.add_argument("--password", default="", help=tr("what opens a locked PDF"))
    add_lexicon(command)
    add_repairs(command)
    command.add_argument(
        "--debug-pages",
        type=Path,
        metavar="DIR",
        help=tr("draw what was found on scanned pages, as PNG files; converts again what is done"),
    )
    loudness = command.add_mutually_exclusive_group()
    loudness.add_argument("-v", "--verbose", action="store_true", help=tr("name what is skipped, and times"))
    loudness.add_argument("-q", "--quiet", action="store_true", help=tr("name failures only"))
    command.add_argument(
        "--log-json", action="store_true", help=tr("log to standard error as JSON, a line each")
    )


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
        language=language(),
        searchable=options.searchable,
    )
    if is_missing(options.second_engine):
        say(logging.INFO, tr(HINT), event="second-engine-missing")

    def find() -> Found:
        files = joined(options.files, options.output) if options.join else options.files
        return find_jobs(files, options.output, recursive=options.recursive)

    if options.watch:
        return _watch(find, settings, options, console)
    return _exit_code(_convert(find(), settings, options, console))


def _watch(
    find: Callable[[], Found], settings: Settings, options: argparse.Namespace, console: Console
) -> int:
    """Convert what there is, and what comes, until somebody stops it. What is asked to be done again is
    done again once; a folder may be empty at first, but it has to be there.
    """
    with suppress(NothingToConvert):
        find()
    say(logging.INFO, tr("Watching for files; Ctrl-C ends."), event="watch")
    try:
        for found in changes(find, options.watch):
            if 130 in _convert(found, settings, options, console).codes:
                break
            options.existing, options.retry = "skip", False
    except KeyboardInterrupt:
        pass
    return 0


def _convert(found: Found, settings: Settings, options: argparse.Namespace, console: Console) -> Summary:
    with Run(options.output, settings, Limits(options.timeout, options.memory_limit)) as this:
        try:
            _work(this, found, options, console)
        except KeyboardInterrupt:
            say(logging.ERROR, tr("Stopped. What is done is kept; the same command goes on from here."))
            this.summary.codes.append(130)
    _account(this.summary, options)
    if not options.quiet:
        _name_series(found, options.output)
    return this.summary


def _work(this: Run, found: Found, options: argparse.Namespace, console: Console) -> None:
    if found.others:
        say(
            logging.INFO,
            tr("{count} files of other kinds are left alone", count=found.others),
            event="others",
            files=found.others,
        )
    if found.below:
        say(
            logging.WARNING,
            tr("Subfolders were not searched: --recursive converts {files} too", files=places(found.below)),
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
    rows = tr(
        "{tasks} tasks, {indicators} indicators, {warnings} warnings",
        tasks=outcome.tasks,
        indicators=outcome.indicators,
        warnings=warnings,
    )
    if outcome.status == "partly":
        rows += tr(" ({pages} pages failed)", pages=outcome.warnings["page-failed"])
    say(
        logging.INFO,
        f"{count}{outcome.job.source}: {rows} -> {plan_path(output, outcome.job.name)}",
        **fields,
        pages=outcome.pages,
        tasks=outcome.tasks,
        indicators=outcome.indicators,
        warnings=outcome.warnings,
        seconds=round(outcome.seconds, 3),
    )
    say(logging.DEBUG, tr("{seconds:.1f} s, {pages} pages", seconds=outcome.seconds, pages=outcome.pages))


def _account(summary: Summary, options: argparse.Namespace) -> None:
    """The end of a run in a few lines; nothing for a quiet one."""
    if options.quiet:
        return
    tell(
        tr(
            "{converted} converted, {partly} partly, {failed} failed, {skipped} skipped; "
            "{pages} pages in {seconds:.0f} s",
            **{status: summary.counts[status] for status in ("converted", "partly", "failed", "skipped")},
            pages=summary.pages,
            seconds=summary.seconds,
        )
    )
    if summary.warnings:
        kinds = counted(summary.warnings)
        tell(tr("{count} warnings: {kinds}", count=summary.warnings.total(), kinds=kinds))
    failures = options.output / "failures.csv"
    if failures.exists():
        tell(tr("{file} says what failed and why", file=failures))
    if options.searchable and (copies := options.output / "searchable").is_dir():
        tell(tr("{folder} has searchable copies of PDFs and pictures", folder=copies))
    if summary.counts.total() > summary.counts["failed"] and summary.counts.total() > 1:
        output = shlex.quote(str(options.output))
        settle = tr("kehoach review {output} settles warnings, ", output=output) if summary.warnings else ""
        tell(tr("Next: {settle}kehoach report {output} says how good it is", settle=settle, output=output))


def _name_series(found: Found, output: Path) -> None:
    """Say how numbered pictures of a folder, each of which was a document, become one."""
    for pictures in series(job.source for job in found.jobs):
        command = shlex.join(["kehoach", "convert", "--join", str(pictures[0].parent), "-o", str(output)])
        tell(
            tr(
                "If {first} to {last} are pages of one document: {command}",
                first=pictures[0].name,
                last=pictures[-1].name,
                command=command,
            )
        )


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
        raise argparse.ArgumentTypeError(tr("must be 1 or more"))
    return number


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 1e6:
        raise argparse.ArgumentTypeError(tr("must be more than 0"))
    return seconds
