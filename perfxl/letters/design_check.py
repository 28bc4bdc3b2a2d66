"""Looks through a design's templates and words before any letter is made: names that do not exist, in any branch."""

import dataclasses
import re
from collections.abc import Iterator, Mapping

from jinja2 import Environment, nodes
from jinja2.meta import find_undeclared_variables

from perfxl.letters import letter_toml
from perfxl.letters.design_folder import WORDS, DesignFiles
from perfxl.letters.facts import LetterFacts
from perfxl.letters.letter_toml import line_of
from perfxl.letters.template_faults import unknown_variable, wrong_file

PLACEHOLDER = re.compile(r"\{(\w+)\}")
VARIABLES = frozenset({"letter", "say", "charts", "logo", "seal", "picture", "rows", "style"})
FIELDS = frozenset(field.name for field in dataclasses.fields(LetterFacts))
SIMPLE_FIELDS = frozenset(field.name for field in dataclasses.fields(LetterFacts) if field.type in (str, "str"))
SKELETON = "letter.html.j2"


def section_file(name: str) -> str:
    """The file of a section."""
    return f"sections/{name}.html.j2"


def check_design(files: DesignFiles, sandbox: Environment) -> None:
    """Raise a Fault with file, line and name for the first thing that no letter could be made with.

    jinja2's own errors about syntax are let through; they carry file and line.
    """
    _check_order(files)
    asked: dict[str, set[str]] = {}
    for file in sorted(name for name in files.sources if name.endswith(".html.j2")):
        # Compiling finds unknown filters too; parsing alone does not.
        sandbox.get_template(file)
        tree = sandbox.parse(files.sources[file], name=file, filename=file)
        _check_variables(file, tree, VARIABLES | set(sandbox.globals))
        for key, facts, line in _words_asked(tree):
            _check_key(files, key, file=file, line=line)
            asked.setdefault(key, set()).update(facts)
    _check_words(files, asked)


def _check_order(files: DesignFiles) -> None:
    settings = files.sources.get(letter_toml.NAME, "")
    for name in (name for row in files.settings.order for name in row):
        if section_file(name) not in files.sources:
            there = sorted(
                file.split("/")[1].removesuffix(".html.j2") for file in files.sources if file.startswith("sections/")
            )
            zh, en = f"没有“{name}”这一部分，只有 {'、'.join(there)}", f"no section {name}; there are {', '.join(there)}"
            raise wrong_file(letter_toml.NAME, zh, en, line=line_of(settings, name))


def _check_variables(file: str, tree: nodes.Template, known: frozenset[str] | set[str]) -> None:
    unknown = find_undeclared_variables(tree) - known
    for node in tree.find_all(nodes.Name):
        if node.name in unknown:
            raise unknown_variable(file, node.lineno, node.name)
    for access in tree.find_all(nodes.Getattr):
        of_letter = isinstance(access.node, nodes.Name) and access.node.name == "letter"
        if of_letter and access.attr not in FIELDS:
            raise unknown_variable(file, access.lineno, f"letter.{access.attr}")


def _words_asked(tree: nodes.Template) -> Iterator[tuple[str, set[str], int]]:
    """Each `say('key', fact=...)` with a written-out key: key, names of the facts, line."""
    for call in tree.find_all(nodes.Call):
        said = isinstance(call.node, nodes.Name) and call.node.name == "say" and call.args
        if said and isinstance(call.args[0], nodes.Const):
            yield str(call.args[0].value), {fact.key for fact in call.kwargs}, call.lineno


def _check_key(files: DesignFiles, key: str, *, file: str, line: int) -> None:
    for code, texts in WORDS.items():
        if key not in files.words[code]:
            raise unknown_variable(file, line, f"say('{key}') ({texts})")


def _check_words(files: DesignFiles, asked: Mapping[str, set[str]]) -> None:
    for code, file in WORDS.items():
        text = files.sources.get(file, "")
        for key, said in files.words[code].items():
            if (file, key) in files.own_keys and key not in asked:
                zh, en = f"没有哪个模板用到“{key}”，是不是写错了", f"no template uses {key}; is it misspelt?"
                raise wrong_file(file, zh, en, line=line_of(text, key))
            for name in PLACEHOLDER.findall(said):
                if name not in SIMPLE_FIELDS | asked.get(key, set()):
                    raise unknown_variable(file, line_of(text, key), f"{{{name}}}")
