"""The files of a design: a folder that changes some of a preset's, and the presets themselves, which are such folders.

A folder may hold letter.html.j2, sections/*.html.j2, style.css, texts.zh.toml, texts.en.toml, letter.toml, and PNG and
JPEG pictures. What it lacks comes from the preset that its letter.toml names. Nothing outside the folder is read.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfxl.faults import WrongCommand
from perfxl.language import Text
from perfxl.letters import letter_toml
from perfxl.letters.letter_toml import LetterSettings, line_of, read_settings, read_toml
from perfxl.letters.pictures import Picture, read_picture
from perfxl.letters.template_faults import wrong_file
from perfxl.resources import templates_folder

DEFAULT_PRESET = "modern"
WORDS = {"zh": "texts.zh.toml", "en": "texts.en.toml"}
_FILES = ("letter.html.j2", "style.css", letter_toml.NAME, *WORDS.values())
_OURS = (".j2", ".css", ".toml", ".html")
_PICTURES = (".png", ".jpg", ".jpeg")
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class DesignFiles:
    """A whole design in memory. sources: texts of files by name; words: fixed words by language and key."""

    sources: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    settings: LetterSettings
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    own_keys: frozenset[tuple[str, str]] = frozenset()  # (file, key) of words that the preset does not have

    def digest(self) -> str:
        """SHA-256 over everything that can change a letter."""
        pictures = {name: hashlib.sha256(one.content).hexdigest() for name, one in self.pictures.items()}
        whole = (sorted(self.sources.items()), repr(self.words), repr(self.settings), sorted(pictures.items()))
        return hashlib.sha256(repr(whole).encode()).hexdigest()

    def assets(self) -> dict[str, tuple[bytes, str]]:
        """The pictures for the engine: `picture/NAME`, and `logo` and `seal` where letter.toml names them."""
        named = {"logo": self.settings.logo, "seal": self.settings.seal}
        shown = {f"picture/{name}": one for name, one in self.pictures.items()}
        shown |= {role: self.pictures[name] for role, name in named.items() if name}
        return {name: (one.content, one.kind) for name, one in shown.items()}


def presets() -> list[str]:
    """The names of the designs that come with perfxl."""
    return sorted(path.name for path in (templates_folder() / "letters").iterdir() if path.is_dir())


def design_files(preset: str = "", folder: Path | None = None) -> DesignFiles:
    """The files of a preset, changed by those of `folder`; `preset` goes before the one that its letter.toml names.

    Raises WrongCommand for a preset or folder that does not exist, Fault with file and line for a file that is wrong.
    """
    if folder is None:
        return _preset(preset or DEFAULT_PRESET)
    if not folder.is_dir():
        raise WrongCommand(
            Text(f"--templates {folder} 不是文件夹。", f"--templates {folder} is no folder."),
        )
    texts = _texts_of(folder)
    settings = read_settings(texts.get(letter_toml.NAME, ""))
    base = _preset(preset or settings.preset or DEFAULT_PRESET)
    return _over(base, texts, settings, _pictures_of(folder))


def _preset(name: str) -> DesignFiles:
    if name not in presets():
        known_zh, known_en = "、".join(presets()), ", ".join(presets())
        raise WrongCommand(
            Text(f"没有名为 {name} 的版式，现有 {known_zh}。", f"There is no preset {name}; there are {known_en}.")
        )
    folder = templates_folder() / "letters" / name
    texts = _texts_of(folder)
    settings = read_settings(texts.get(letter_toml.NAME, ""))
    base = _preset(settings.preset) if settings.preset else DesignFiles({}, {"zh": {}, "en": {}}, LetterSettings())
    # All the words of a preset are meant, also those that only a folder's own template may use.
    return replace(_over(base, texts, settings, _pictures_of(folder)), own_keys=frozenset())


def _over(
    base: DesignFiles, texts: Mapping[str, str], settings: LetterSettings, pictures: Mapping[str, Picture]
) -> DesignFiles:
    own = {code: _words(texts.get(file, ""), file) for code, file in WORDS.items()}
    merged = DesignFiles(
        sources={**base.sources, **texts},
        words={code: {**base.words[code], **own[code]} for code in WORDS},
        settings=settings.over(base.settings),
        pictures={**base.pictures, **pictures},
        own_keys=frozenset((WORDS[code], key) for code in WORDS for key in own[code].keys() - base.words[code].keys()),
    )
    for key in ("logo", "seal"):
        named = getattr(settings, key)
        if named and named not in merged.pictures:
            zh = f"{key} 的图片 {named} 不在模板文件夹中，或不是 png、jpg"
            en = f"the picture {named} for {key} is not in the template folder, or is no png or jpg"
            raise wrong_file(letter_toml.NAME, zh, en, line=line_of(texts[letter_toml.NAME], key))
    return merged


def _words(text: str, file: str) -> dict[str, str]:
    words = read_toml(text, file)
    for key, said in words.items():
        if not isinstance(said, str):
            raise wrong_file(file, f"{key} 应是加引号的文字", f"{key} is a text in quotes", line=line_of(text, key))
    return words


def _texts_of(folder: Path) -> dict[str, str]:
    texts = {}
    for path in _inside(folder):
        name = path.relative_to(folder).as_posix()
        known = name in _FILES or (path.parent.name == "sections" and name.endswith(".html.j2"))
        if known:
            texts[name] = _text(path, name)
        elif path.suffix.lower() in _OURS:
            zh = f"不认识这个文件，只有 {'、'.join(_FILES)} 和 sections/名称.html.j2"
            raise wrong_file(name, zh, f"unknown file; there are {', '.join(_FILES)} and sections/NAME.html.j2")
    return texts


def _text(path: Path, name: str) -> str:
    raw = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else None
    if raw is None:
        raise wrong_file(name, "文件太大", "the file is too large")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise wrong_file(name, "不是 UTF-8 文字，请另存为 UTF-8", "not UTF-8; save it as UTF-8", line=line) from None


def _pictures_of(folder: Path) -> dict[str, Picture]:
    files = [path for path in _inside(folder) if path.parent == folder and path.suffix.lower() in _PICTURES]
    found = {path.name: read_picture(path) for path in files}
    return {name: picture for name, picture in found.items() if picture is not None}


def _inside(folder: Path) -> Iterator[Path]:
    """The files of the folder and of its sections; a link that leads elsewhere is refused."""
    home = folder.resolve()
    for path in sorted([*folder.iterdir(), *folder.glob("sections/*")]):
        if not path.resolve().is_relative_to(home):
            name = path.relative_to(folder).as_posix()
            raise wrong_file(name, "文件实际在模板文件夹之外", "the file lies outside the template folder")
        if path.is_file() and not path.name.startswith("."):
            yield path


