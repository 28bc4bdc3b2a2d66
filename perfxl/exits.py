"""How a run ends: exit codes, and one line for whatever stopped it."""

import logging
import os
import re
import sys
import traceback
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from perfxl.faults import Fault, Held, WrongCommand
from perfxl.language import Text
from perfxl.options import language_of
from perfxl.terminal import complain, print_json

if TYPE_CHECKING:
    import typer

DONE, BLOCKED, WRONG, FAULT, HELD = 0, 1, 2, 3, 4
INTERRUPTED = 130  # as shells count a run that Ctrl+C ended
READER_GONE = 141  # as shells count a run whose reader closed the pipe


def run(app: "typer.Typer", words: Sequence[str]) -> int:
    """Run one command line and return its exit code; whatever stops it is said in one line."""
    debug = "--debug" in words
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows ? instead of stopping
    with warnings.catch_warnings():
        if not debug:
            _silence_libraries()
        try:
            code = app(list(words), prog_name="perfxl", standalone_mode=False)
            sys.stdout.flush()
            return int(code or DONE)
        except KeyboardInterrupt:
            return INTERRUPTED
        except (BrokenPipeError, SystemExit):  # where the reader of a pipe is gone, rich and typer leave by SystemExit
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else Python complains once more when it ends
            return READER_GONE
        except Exception as error:
            if type(error).__name__ == "Abort":
                return INTERRUPTED
            if type(error).__name__ == "NoArgsIsHelpError":  # the help itself is the answer, not one line about it
                print(str(error), file=sys.stderr)
                return WRONG
            return report_stop(error, language_of(words), debug=debug, json="--json" in words)


def _open_streams() -> None:
    """Started without a console (pythonw on Windows), a program has no stdout and no stderr to write to."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open until the program ends


def _silence_libraries() -> None:
    """Their warnings are nothing that the user can act on."""
    warnings.simplefilter("ignore")
    logging.lastResort = logging.NullHandler()


class Stop(NamedTuple):
    """Why a run stopped, in one line, and its exit code."""

    message: Text
    code: int


def stop_of(error: Exception) -> Stop:
    """What `error` means for the person who started the run."""
    if isinstance(error, Fault):
        code = WRONG if isinstance(error, WrongCommand) else HELD if isinstance(error, Held) else FAULT
        return Stop(error.message, code)
    if hasattr(error, "format_message"):
        return Stop(_usage(error), WRONG)
    if isinstance(error, OSError):
        return Stop(_of_system(error), FAULT)
    kind = type(error).__name__
    return Stop(
        Text(
            f"perfxl 内部出错（{kind}）。请加 --debug 再运行一次，并反馈显示的内容。",
            f"perfxl failed ({kind}). Run it again with --debug and report what it shows.",
        ),
        FAULT,
    )


def report_stop(error: Exception, language: str, *, debug: bool, json: bool) -> int:
    """Say on stderr why the run stopped (a traceback only with debug) and return the exit code.

    json: stdout still gets one JSON object, {"fault": ...}, so that a program that reads it need not guess.
    """
    if type(error).__name__ == "NoArgsIsHelpError" and hasattr(error, "format_message"):
        sys.stderr.write(f"{error.format_message()}\n")  # nothing was asked, so the answer is the help
        return WRONG
    message, code = stop_of(error)
    if debug:
        traceback.print_exception(error, file=sys.stderr)
    complain(message(language))
    if json:
        print_json({"fault": message(language)})
    return code


def _of_system(error: OSError) -> Text:
    """Errors of the system that nobody turned into a fault: no right, no room, a file where a folder should be."""
    named, reason = error.filename or "-", error.strerror or type(error).__name__
    return Text(
        f"无法读写 {named}（{reason}）。请检查路径、权限和磁盘空间。",
        f"{named} cannot be read or written ({reason}). Check the path, your rights and the disk space.",
    )


def _usage(error: Any) -> Text:
    """A wrong command line. Typer says it in English only; the versions of typer differ in their exception classes."""
    english = str(error.format_message()).replace("\n", " ").strip()
    command = getattr(getattr(error, "ctx", None), "command_path", "perfxl")
    chinese = _usage_in_chinese(error, english)
    return Text(f"{chinese}。用法见 {command} --help", f"{english.rstrip('.')}. See {command} --help")


def _usage_in_chinese(error: Any, english: str) -> str:
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    name = _parameter_name(parameter) if parameter is not None else ""
    if kind == "MissingParameter":
        return f"缺少 {name}"
    if kind == "BadParameter":
        return f"{name} 的值不对"
    if kind == "NoSuchOption":
        return f"没有选项 {error.option_name}"
    if kind == "BadOptionUsage":
        return f"选项 {error.option_name} 后面{'要' if 'requires' in english else '不能'}写值"
    if unknown := re.match(r"No such command '(.*?)'", english):
        return f"没有命令 {unknown[1]}"
    if extra := re.match(r"Got unexpected extra argument(?:\(s\)|s)? \((.*)\)", english):
        return f"多出了 {extra[1]}"
    return english.rstrip(".")


def _parameter_name(parameter: Any) -> str:
    options = [name for name in parameter.opts if name.startswith("-")]
    return str(options[-1] if options else parameter.metavar or parameter.name)
