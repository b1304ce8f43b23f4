"""The settings file kehoach.toml: what somebody would otherwise type with every command.

A table for each command has its long options by name; what is typed wins. There is no list of settings
beside the options themselves: the file that `kehoach init` writes is made of them.
"""

from __future__ import annotations

import argparse
import difflib
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import BadConfiguration
from pipeline.messages import LANGUAGES, later, tr

NAME = "kehoach.toml"
# What a file that comes with other people's documents must not do: send them to another machine, serve them
# to others, write over files; and secrets do not lie about.
NEVER = frozenset({"cluster", "config", "force", "help", "host", "lang", "password", "token"})
HEAD = later(
    "Settings of kehoach. It is read in the folder in which a command is given, or from where --config says. "
    "Take away the # before a line to use it; what is typed with a command wins."
)


def load(path: Path | None) -> tuple[Path, Mapping[str, Any]]:
    """The settings of a file that is named, or of the one in the working folder; raises BadConfiguration."""
    found = path or Path(NAME)
    if path is None and not found.is_file():
        return found, {}
    try:
        return found, tomllib.loads(found.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        raise BadConfiguration(found, why, tr("Put it right, or make a new one: kehoach init.")) from None


def language_of(path: Path, settings: Mapping[str, Any]) -> str:
    """The language that a settings file asks for, "" where it asks for none."""
    found = settings.get("lang", "")
    if found and found not in LANGUAGES:
        step = tr("Write one of {choices}.", choices=", ".join(LANGUAGES))
        raise BadConfiguration(path, tr("{key} cannot be {value!r}", key="lang", value=found), step)
    return str(found)


def check_tables(path: Path, settings: Mapping[str, Any], commands: Mapping[str, object]) -> None:
    """Raise BadConfiguration where the file has a table of no command, or a setting of none."""
    for name, value in settings.items():
        if name != "lang" and not (name in commands and isinstance(value, dict)):
            why = tr("there is no table or setting {key!r}", key=name)
            raise BadConfiguration(path, why, _nearest(name, ["lang", *(f"[{one}]" for one in commands)]))


def apply(path: Path, name: str, table: Mapping[str, Any], command: argparse.ArgumentParser) -> None:
    """Make the settings of a command what its options are where they are not typed."""
    known = options_of(command)
    for key, value in table.items():
        where = f"[{name}] {key}"
        if key in NEVER:
            why = tr("{key} is taken from no settings file", key=where)
            step = tr("Take it out, and type --{option} with the command.", option=key)
            raise BadConfiguration(path, why, step)
        if key not in known:
            raise BadConfiguration(path, tr("{key} is no setting", key=where), _nearest(key, known))
        action = known[key]
        command.set_defaults(**{action.dest: _value(path, where, action, value)})
        action.required = False


def options_of(command: argparse.ArgumentParser) -> dict[str, argparse.Action]:
    """The options of a command that a file may set, by their long names without the hyphens."""
    named = {
        option[2:]: action
        for action in command._actions
        for option in action.option_strings
        if option.startswith("--")
    }
    return {key: action for key, action in named.items() if key not in NEVER}


def _value(path: Path, where: str, action: argparse.Action, value: Any) -> Any:
    """A value as the option would give it; raises BadConfiguration where the option would not take it."""
    is_list = action.nargs == "+" or isinstance(action, argparse._AppendAction)
    if isinstance(action, argparse._StoreTrueAction):
        fits, said = isinstance(value, bool), tr("Write true or false.")
    elif is_list:
        fits, said = isinstance(value, list), tr('Write a list, such as ["a", "b"].')
    else:
        fits, said = isinstance(value, str | int | float) and not isinstance(value, bool), _wanted(action)
    try:
        if not fits:
            raise ValueError
        given = value if is_list else [value]
        found = [_one(action, one) for one in given]
    except (ValueError, TypeError, argparse.ArgumentTypeError):
        why = tr("{key} cannot be {value!r}", key=where, value=value)
        raise BadConfiguration(path, why, _wanted(action) if fits else said) from None
    return found if is_list else found[0]


def _one(action: argparse.Action, value: Any) -> Any:
    if isinstance(value, bool):
        return value
    found = action.type(str(value)) if callable(action.type) else str(value)
    if action.choices is not None and found not in action.choices:
        raise ValueError
    return found


def _wanted(action: argparse.Action) -> str:
    if action.choices is not None:
        return tr("Write one of {choices}.", choices=", ".join(f'"{one}"' for one in action.choices))
    if action.type in (None, Path):
        return tr('Write a text in quotes, such as "a".')
    return tr("Write a number.")


def _nearest(name: str, known: Mapping[str, object] | list[str]) -> str:
    near = difflib.get_close_matches(name, [one.strip("[]") for one in known], 1, 0.6)
    if near:
        return tr("Is {name} meant?", name=near[0])
    return tr("Write one of {choices}.", choices=", ".join(known))


def template(commands: Mapping[str, argparse.ArgumentParser]) -> str:
    """A settings file with every option of each command, explained, each as it is without the file."""
    return "\n".join(_template_lines(commands)) + "\n"


def _template_lines(commands: Mapping[str, argparse.ArgumentParser]) -> Iterator[str]:
    yield from _comment(tr(HEAD))
    yield ""
    yield from _comment(tr("the language of all that is said, of pages and workbooks: vi or en"))
    yield '# lang = "vi"'
    for name, command in commands.items():
        options = options_of(command)
        if options:
            yield from ("", f"[{name}]")
        for key, action in options.items():
            yield from _comment(command._get_formatter()._expand_help(action))
            yield f"# {key} = {_toml(action)}"


def _comment(text: str, width: int = 100) -> Iterator[str]:
    line = "#"
    for word in text.split():
        if len(line) + len(word) > width:
            yield line
            line = "#"
        line += f" {word}"
    yield line


def _toml(action: argparse.Action) -> str:
    """The default of an option; where it has none, something that it takes."""
    value = action.default
    if isinstance(action, argparse._StoreTrueAction):
        return "false"
    if action.nargs == "+" or isinstance(action, argparse._AppendAction):
        return json.dumps(
            value or [str(one) for one in list(action.choices or ["…"])[:1]], ensure_ascii=False
        )
    if value is None or value == "":
        value = action.const or next(iter(action.choices or ["…"]))
    return str(value) if isinstance(value, int | float) else json.dumps(str(value), ensure_ascii=False)
