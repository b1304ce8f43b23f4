"""The command `kehoach review`."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from importlib import import_module
from pathlib import Path

from pipeline.corrections.store import renew
from pipeline.errors import ExtraMissing, NoPlans
from pipeline.files import tell
from pipeline.messages import for_readers, tr

HOME = "127.0.0.1"


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("output", type=Path, help=tr("the dataset's folder, as convert wrote it"))
    command.add_argument("--port", type=int, default=8765, help=tr("where to listen (default: 8765)"))
    command.add_argument(
        "--host",
        default=HOME,
        help=tr("the address to listen at (default: this machine alone); for any other a token is asked for"),
    )
    command.add_argument(
        "--token",
        default="",
        help=tr("what has to be known to be let in (default: made anew for each start with --host)"),
    )
    command.add_argument(
        "--sources",
        type=Path,
        nargs="+",
        default=[],
        metavar="DIR",
        help=tr("where the scans are now, if moved"),
    )
    command.add_argument(
        "--convert", action="store_true", help=tr("take files of other systems: POST /convert")
    )
    command.add_argument(
        "--who", default="", help=tr("the name written into corrections (default: yours here)")
    )


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    try:
        uvicorn = import_module("uvicorn")
        app = import_module("pipeline.review.app")
    except ImportError:
        raise ExtraMissing("review") from None
    from pipeline.review.door import Converting, Door
    from pipeline.review.folder import Folder
    from pipeline.review.guard import Guard

    folder = Folder(options.output, options.sources)
    if folder.names():
        renew(options.output)
    elif not options.convert:
        raise NoPlans(options.output)
    is_home = options.host == HOME
    token = options.token or ("" if is_home else secrets.token_urlsafe(24))
    hosts = tuple(f"{name}:{options.port}" for name in (HOME, "localhost")) if is_home else ()
    door = Door(folder, Converting() if options.convert else None)
    site = app.make_app(folder, Guard(hosts, token), options.who or getpass.getuser(), door)
    address = f"http://{options.host}:{options.port}/" + (f"?token={token}" if token else "")
    tell(f"{address}  " + tr("(Ctrl-C ends)"), sys.stderr)
    with for_readers():
        uvicorn.run(site, host=options.host, port=options.port, log_level="warning", server_header=False)
    return 0
