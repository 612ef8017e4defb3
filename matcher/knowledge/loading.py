"""Reads the capability files: one JSON object a line, in `capabilities/` and `exemplars/`.

`capabilities/*.jsonl` define capabilities. `exemplars/*.jsonl` add further requests, offers and
aliases to capabilities defined there (`{"id", "asks", "offers", "aliases"}`), so that the
language of a capability can grow without touching its definition.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from matcher.errors import KnowledgeError

FOLDER = Path(__file__).parent
_LISTS = ("aliases", "industries", "asks", "offers", "confusable", "kpis")
_TEXTS = ("id", "zh", "en", "group", "stage")


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing a vendor can do, in the words of both sides.

    `asks` are requests in the voice of who has the pain, `offers` statements in the voice of who
    solves it; `confusable` names capabilities (by id) that share words but not the purpose.
    """

    id: str
    zh: str
    en: str
    group: str
    stage: str
    aliases: tuple[str, ...]
    industries: tuple[str, ...]
    asks: tuple[str, ...]
    offers: tuple[str, ...]
    confusable: tuple[str, ...]
    kpis: tuple[str, ...]

    @property
    def outside(self) -> bool:
        """Whether this is what no AI vendor supplies (construction, chemicals, staffing …)."""
        return self.id.startswith("outside.")

    @property
    def names(self) -> tuple[str, ...]:
        """The Chinese name, the English name and every alias."""
        return (self.zh, self.en, *self.aliases)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All capabilities in the order of their ids, and a hash of what they say."""

    capabilities: tuple[Capability, ...]
    version: str


def _lines(folder: Path) -> Iterator[tuple[Path, int, dict[str, Any]]]:
    """Every record of every file of a folder, in the order of file names."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except json.JSONDecodeError as problem:
                raise KnowledgeError(f"{path.name}:{number}: not JSON ({problem.msg})") from problem
            if not isinstance(record, dict) or not isinstance(record.get("id"), str):
                raise KnowledgeError(f"{path.name}:{number}: a record needs an id")
            yield path, number, record


def _texts(record: dict[str, Any], name: str, where: str) -> list[str]:
    values = record.get(name, [])
    if not isinstance(values, list) or any(not isinstance(text, str) for text in values):
        raise KnowledgeError(f"{where}: {name} must be a list of texts")
    return [text.strip() for text in values if text.strip()]


def _version(capabilities: Iterable[Capability]) -> str:
    digest = hashlib.sha256()
    for item in capabilities:
        values = [getattr(item, name) for name in (*_TEXTS, *_LISTS)]
        digest.update(json.dumps(values, ensure_ascii=False).encode())
    return digest.hexdigest()[:16]


def _definitions(folder: Path) -> dict[str, dict[str, Any]]:
    defined: dict[str, dict[str, Any]] = {}
    for path, number, record in _lines(folder):
        where = f"{path.name}:{number}"
        identity = record["id"]
        if identity in defined:
            raise KnowledgeError(f"{where}: capability {identity} is defined twice")
        values: dict[str, Any] = {name: _texts(record, name, where) for name in _LISTS}
        for name in _TEXTS:
            if not isinstance(record.get(name), str) or not record[name].strip():
                raise KnowledgeError(f"{where}: {name} is missing")
            values[name] = record[name].strip()
        if not values["asks"] or not values["offers"]:
            raise KnowledgeError(f"{where}: a capability needs requests and offers")
        defined[identity] = values
    return defined


def read(folder: Path) -> Knowledge:
    """Knowledge from `folder/capabilities` and, where present, `folder/exemplars`.

    Raises KnowledgeError, naming file and line, for damaged records, a capability defined twice,
    exemplars or confusable neighbours of a capability that nobody defines.
    """
    known, dangling = read_with_dangling(folder)
    if dangling:
        raise KnowledgeError(dangling[0])
    return known


def read_with_dangling(folder: Path) -> tuple[Knowledge, list[str]]:
    """The same, with what refers to a capability that nobody defines left out and told.

    Raises KnowledgeError for everything else that `read` refuses.
    """
    defined = _definitions(folder / "capabilities")
    dangling: list[str] = []
    for path, number, record in _lines(folder / "exemplars"):
        where = f"{path.name}:{number}"
        if record["id"] not in defined:
            dangling.append(f"{where}: no capability {record['id']}")
            continue
        for name in ("asks", "offers", "aliases"):
            defined[record["id"]][name].extend(_texts(record, name, where))
    for identity, values in defined.items():
        unknown = [other for other in values["confusable"] if other not in defined]
        if unknown:
            dangling.append(f"{identity}: confusable with unknown {', '.join(unknown)}")
        values["confusable"] = [other for other in values["confusable"] if other in defined]
        for name in _LISTS:
            values[name] = tuple(dict.fromkeys(values[name]))
    if not defined:
        raise KnowledgeError(f"no capabilities in {folder}")
    capabilities = tuple(Capability(**defined[identity]) for identity in sorted(defined))
    return Knowledge(capabilities, _version(capabilities)), dangling


@lru_cache(maxsize=1)
def load() -> Knowledge:
    """The knowledge that ships with the product."""
    return read(FOLDER)
