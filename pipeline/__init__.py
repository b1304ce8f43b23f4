"""kehoach: Vietnamese administrative plans as data. `convert` is the way in."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("kehoach")
except PackageNotFoundError:  # a checkout that is not installed
    __version__ = "0.1.0"
