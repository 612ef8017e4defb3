"""Which of many texts ask for the same as one: the nearest are found, and only those compared."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.likeness.judging import Likeness
from matcher.likeness.lists import alike_pairs
from matcher.likeness.texts import unit
from matcher.types import Alike, Document, Field, FieldKind

NEAREST = 12  # held texts that another is compared with
_ASKED = ""  # the id of the text that is asked about; nobody else has it


@dataclass(frozen=True, slots=True)
class _Held:
    version: Hashable
    text: str
    vector: npt.NDArray[np.float32]


class Neighbours:
    """Texts held by id and version, as `Matcher.sync` holds vendors. Safe to share by threads."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness
        self._lock = threading.Lock()
        self._held: dict[str, _Held] = {}

    def holds(self, versions: Mapping[str, Hashable]) -> bool:
        """Whether exactly these texts are held, at these versions."""
        held = self._held
        return len(held) == len(versions) and all(
            key in held and held[key].version == version for key, version in versions.items()
        )

    def sync(
        self,
        versions: Mapping[str, Hashable],
        fetch: Callable[[list[str]], Mapping[str, str]],
    ) -> None:
        """Hold exactly the texts of `versions`, at these versions, before returning.

        `fetch` is asked once for the texts that are missing or held at another version; an id that
        it does not return is not held.
        """
        with self._lock:
            kept = {
                key: one
                for key, one in self._held.items()
                if key in versions and one.version == versions[key]
            }
            missing = [key for key in versions if key not in kept]
            texts = fetch(missing) if missing else {}
            vectors = self._vectors(list(texts.values()))
            for (key, text), vector in zip(texts.items(), vectors, strict=True):
                kept[key] = _Held(versions[key], text, vector)
            self._held = kept

    def alike(self, text: str, but: str = "") -> list[tuple[str, Alike]]:
        """Those that ask for the same as `text`, by falling score; the one with id `but` is left out.

        Compared are the `NEAREST`, as `alike_pairs` compares a list of them.
        """
        held = {key: one for key, one in self._held.items() if key not in (but, _ASKED)}
        if not held:
            return []
        near = np.array([one.vector for one in held.values()]) @ self._vectors([text])[0]
        keys = list(held)
        nearest = sorted(keys[row] for row in np.argsort(-near, kind="stable")[:NEAREST])
        texts = [_document(_ASKED, text), *(_document(key, held[key].text) for key in nearest)]
        return [
            (pair.b, pair.alike)
            for pair in alike_pairs(texts, self._likeness, self._likeness.parameters.sure)
            if pair.a == _ASKED
        ]

    def _vectors(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """One unit vector for each text: its meaning as a whole beside that of its weighed words."""
        if not texts:
            return np.zeros((0, 0), np.float32)
        read = self._likeness.read(texts)
        weighed = read.weighed(read.weights(self._likeness.parameters.words))
        return unit(np.hstack([read.whole.astype(np.float64), weighed])).astype(np.float32)


def _document(key: str, text: str) -> Document:
    return Document(key, (Field("", text, FieldKind.NEED),))
