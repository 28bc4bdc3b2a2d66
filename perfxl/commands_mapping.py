"""The commands about mappings of foreign sheets and forms: mapping suggest and mapping try."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import example, told
from perfxl.terminal import print_json, system_language

FormFile = Annotated[
    Path, typer.Argument(metavar="FILE", help=told("部门自己的表格或表单", "a department's own sheet or form"))
]
NewMapping = Annotated[
    Path, typer.Option("--out", metavar="FILE.toml", help=told("要新建的映射文件", "the mapping file to make"))
]
MappingFile = Annotated[Path, typer.Option("--mapping", metavar="FILE.toml", help=told("映射文件", "the mapping file"))]
RosterOf = Annotated[
    Path | None,
    typer.Option("--cycle", metavar="CYCLE", help=told("用其员工表按姓名查工号", "look people up on its roster")),
]

mapping = typer.Typer(
    name="mapping",
    no_args_is_help=True,
    rich_markup_mode=None,
    help=told("读懂部门自己的表格和表单：建议、试读。", "Read departments' own sheets and forms: propose, try."),
    epilog=example(
        "perfxl mapping suggest 客服部-枫望舒.xlsx --out mappings/客服部.toml",
        "perfxl mapping suggest service-sample.xlsx --out mappings/service.toml",
    ),
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    mapping.command(
        help=told("为一份表格或表单建议映射，由人核对。", "Propose a mapping for a sheet or form, to be confirmed."),
        epilog=example(
            "perfxl mapping suggest 客服部-枫望舒.xlsx --out mappings/客服部.toml",
            "perfxl mapping suggest service-sample.xlsx --out mappings/service.toml",
        ),
    )(suggest)
    mapping.command(
        "try",
        help=told("显示一份表单会读到什么，每个值在哪一格。", "Show what a form would be read as, each value's cell."),
        epilog=example(
            "perfxl mapping try 客服部-枫望舒.xlsx --mapping mappings/客服部.toml",
            "perfxl mapping try service-sample.xlsx --mapping mappings/service.toml",
        ),
    )(try_)
    app.add_typer(mapping)


def suggest(
    file: FormFile,
    out: NewMapping,
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Propose a mapping."""
    from perfxl.jobs.mapping import suggest_mapping
    from perfxl.reports.mapping import print_proposed

    language = lang or system_language()
    made = suggest_mapping(file, out, language=language)
    if json:
        print_json(made.to_json())
    else:
        print_proposed(made, language, file=file)
    raise typer.Exit(DONE)


def try_(
    file: FormFile,
    mapping: MappingFile,
    cycle: RosterOf = None,
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Show what a form would be read as."""
    from perfxl.jobs.mapping import try_mapping
    from perfxl.reports.mapping import print_tried

    language = lang or system_language()
    tried = try_mapping(file, mapping, cycle=cycle)
    if json:
        print_json(tried.to_json(language))
    else:
        print_tried(tried, language)
    raise typer.Exit(BLOCKED if any(finding.blocks for finding in tried.findings) else DONE)
