"""The English catalogue says everything that the Chinese source says, and nothing is said beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

import webapp
from webapp import create_app
from webapp.config import Config

WEBAPP = Path(webapp.__file__).parent
TRANSLATIONS = WEBAPP / "translations"
PO = TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "mark": None, "say": None}
SAYING = {"_", "gettext", "ngettext", "pgettext", "npgettext"}

# Ideographs, and the punctuation and full-width forms that go with them.
CHINESE = re.compile(r"[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
NAMES = re.compile("景桥|中文")

Key = tuple[str | None, str]


def python_literals(path: Path) -> Iterator[tuple[int, str, bool]]:
    """Line, Chinese text, and whether a catalogue function is given it; docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    given, documentation = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given |= {id(text) for text in node.args if node.func.id in KEYWORDS}
        if isinstance(node, ast.Expr):
            documentation.add(id(node.value))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in documentation:
            continue
        if isinstance(node.value, str) and CHINESE.search(node.value):
            yield node.lineno, node.value, id(node) in given


@cache
def extracted() -> dict[Key, set[str]]:
    """(context, Chinese text) of every message in the code now → the files that say it."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found: dict[Key, set[str]] = {}
    for name, _, text, _, context in extract_from_dir(WEBAPP, methods, options, KEYWORDS):
        assert isinstance(text, str), f"{name}: {text} has a plural, which Chinese has not"
        found.setdefault((context, text), set()).add(name)
    # Babel reads tokens: before Python 3.12 a call inside an f-string is none of them.
    for path in WEBAPP.rglob("*.py"):
        for _, text, through in python_literals(path):
            if through:
                found.setdefault((None, text), set()).add(path.name)
    return found


@cache
def english() -> Catalog:
    """The catalogue as it is committed."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def translations() -> dict[Key, str]:
    """(context, Chinese text) → English text, the header left out."""
    said: dict[Key, str] = {}
    for message in english():
        if message.id:
            assert isinstance(message.id, str)
            assert isinstance(message.string, str)
            said[message.context, message.id] = message.string
    return said


def templates() -> list[Path]:
    return sorted((WEBAPP / "templates").rglob("*.html"))


def per_cent_fields(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)\w", text))


def brace_fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_text_of_the_pages_and_commands_has_an_english_one() -> None:
    said = translations()
    missing = {key: files for key, files in extracted().items() if not said.get(key)}
    assert len(extracted()) > 300
    assert not missing


def test_the_catalogue_keeps_nothing_that_is_no_longer_said_and_nothing_uncertain() -> None:
    assert not english().obsolete
    assert not english().fuzzy  # the header's flag
    assert not [message.id for message in english() if message.id and message.fuzzy]
    assert not set(translations()) - set(extracted())


def test_the_catalogue_knows_its_language_charset_and_plurals() -> None:
    header = dict(english().mime_headers)
    assert header["Language"] == "en"
    assert header["Content-Type"].lower() == "text/plain; charset=utf-8"
    assert header["Plural-Forms"].startswith("nplurals=2; plural=(n != 1)")


def test_the_english_text_has_the_fields_of_the_chinese_one() -> None:
    for (_, chinese), text in translations().items():
        assert per_cent_fields(chinese) == per_cent_fields(text), chinese
        assert brace_fields(chinese) == brace_fields(text), chinese


def test_every_text_of_a_template_can_be_filled_in_as_jinja_fills_it() -> None:
    said = translations()
    for key, files in extracted().items():
        if any(name.endswith(".html") for name in files):
            fields = dict.fromkeys(per_cent_fields(key[1]), "x")
            for form in (key[1], said.get(key, "")):
                assert "%(" not in form % fields, form


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = BytesIO()
    write_mo(compiled, english())
    assert PO.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_no_chinese_is_left_in_english_texts() -> None:
    left = [text for text in translations().values() if CHINESE.search(NAMES.sub("", text))]
    assert not left


def literals_outside_the_catalogue(source: str) -> list[str]:
    """Chinese texts of a template that no catalogue function is given."""
    tree = Environment(autoescape=True).parse(source)
    given = {
        id(argument)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in SAYING
        for argument in call.args
    }
    texts = [node.data for node in tree.find_all(nodes.TemplateData)]
    texts += [
        node.value
        for node in tree.find_all(nodes.Const)
        if isinstance(node.value, str) and id(node) not in given
    ]
    return [text.strip() for text in texts if CHINESE.search(text)]


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.stem)
def test_a_template_says_chinese_only_through_the_catalogue(path: Path) -> None:
    assert not literals_outside_the_catalogue(path.read_text(encoding="utf-8"))


def test_a_chinese_text_beside_the_catalogue_is_noticed_wherever_it_stands() -> None:
    source = '<p title="一">{{ _("二") }}{{ "三" }}</p>{% for x in ("四", _("五")) %}{% endfor %}'
    assert literals_outside_the_catalogue(source) == ['<p title="一">', "三", "四"]


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.stem)
def test_a_template_translates_its_own_words_and_never_data(path: Path) -> None:
    # What `_` returns in a template is markup: somebody's data in it would stand unescaped.
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in SAYING:
            assert all(isinstance(text, nodes.Const) for text in call.args), f"line {call.lineno}"


def test_views_say_chinese_only_through_the_catalogue() -> None:
    views = [path for room in ("views", "accounts") for path in (WEBAPP / room).rglob("*.py")]
    views += [WEBAPP / f"{room}.py" for room in ("access", "errors", "labels", "messages")]
    beside = [
        f"{path.name}:{line} {text}"
        for path in views
        for line, text, through in python_literals(path)
        if not through
    ]
    assert not beside


def test_a_person_who_reads_english_is_asked_to_sign_in_in_english(tmp_path: Path) -> None:
    app = create_app(Config(home=tmp_path, demonstration=True, plain_http=True))
    with app.app_context():
        app.extensions["scenebridge.database"].upgrade()
    english_page = app.test_client().get("/sign-in", headers={"Accept-Language": "en-GB"})
    chinese_page = app.test_client().get("/sign-in", headers={"Accept-Language": "zh-CN"})
    app.extensions["scenebridge.database"].engine.dispose()
    assert english_page.status_code == 200
    assert '<html lang="en">' in english_page.text
    assert "Sign in" in english_page.text
    assert "Demonstration accounts" in english_page.text
    assert not CHINESE.search(NAMES.sub("", english_page.text))
    assert "演示账号" in chinese_page.text
