"""The executors that a run may use: threads of this machine with a worker each, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.batch.run import Engine
from pipeline.batch.types import Job, Limits, Outcome
from pipeline.batch.workers import Workers
from pipeline.errors import ClusterMissing, ExtraMissing
from pipeline.messages import tr
from pipeline.settings import Settings

# How often Dask tries a document anew whose machine was lost.
RETRIES = 2
WAIT = 30  # seconds to wait for a cluster and its first worker
_here = Workers()


@contextmanager
def local(width: int) -> Iterator[Engine]:
    workers = Workers()
    executor = ThreadPoolExecutor(width, thread_name_prefix="kehoach")
    try:
        yield Engine(executor, lambda: width, workers.convert)
    finally:
        workers.close()
        executor.shutdown(cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Engine]:
    """Raises ExtraMissing, or ClusterMissing where no scheduler or no worker answers."""
    try:
        # Any: some releases of it have no types.
        distributed: Any = import_module("distributed")
    except ImportError:
        raise ExtraMissing("cluster") from None
    _check_tls(distributed, address)
    try:
        client = distributed.Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterMissing(address, str(error).splitlines()[0]) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT)
        except TimeoutError:
            raise ClusterMissing(address, tr("it has no workers")) from None
        executor = client.get_executor(retries=RETRIES, pure=False)
        try:
            convert = partial(convert_there, Path.cwd())
            yield Engine(executor, lambda: sum(client.nthreads().values()), convert)
        finally:
            executor.shutdown(wait=False)


def _check_tls(distributed: Any, address: str) -> None:
    """Raises ClusterMissing where an address asks for TLS and Dask is not told the files of certificates."""
    if address.startswith("tls://"):
        try:
            context = distributed.Security().get_connection_args("client")["ssl_context"]
        except OSError as error:
            raise ClusterMissing(address, tr("a certificate cannot be read: {error}", error=error)) from None
        if context is None:
            raise ClusterMissing(
                address, tr("Dask knows no certificates: docs/scale.md says how to name them")
            )


def convert_there(folder: Path, job: Job, settings: Settings, limits: Limits) -> Outcome:
    """What a worker of the cluster runs: it too has a guarded process for each of its threads.

    `folder` is where the run was started, which the names of files start from.
    """
    outcome = _here.convert(replace(job, source=folder / job.source), settings, limits)
    return replace(outcome, job=job)
