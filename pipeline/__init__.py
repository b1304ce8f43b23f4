"""kehoach: Vietnamese administrative plans as data.

>>> import pipeline
>>> plan, text = pipeline.convert("tests/data/clean-plan.txt")
>>> plan
Plan('clean-plan.txt': 15/KH-PNV, 6 tasks, 2 indicators, 0 warnings)
>>> pipeline.restore("Uy ban nhan dan xa da ban hanh ke hoach cai cach hanh chinh nam 2024")
'Ủy ban nhân dân xã đã ban hành kế hoạch cải cách hành chính năm 2024'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import convert, load_frames, restore
    from pipeline.plan import Plan
    from pipeline.settings import Settings

__all__ = ["Plan", "Settings", "convert", "load_frames", "restore"]

__version__ = "0.2.0"

_HOMES = {"Plan": "pipeline.plan", "Settings": "pipeline.settings"}


def __getattr__(name: str) -> Any:
    """The public names, loaded when they are first asked for: the command line needs few of them."""
    if name in __all__:
        return getattr(import_module(_HOMES.get(name, "pipeline.api")), name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
