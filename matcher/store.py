"""The vendors a matcher holds, and the three searches for candidates among them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Hashable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from matcher.index import PassageIndex
from matcher.lexical import LexicalIndex
from matcher.profiles import Profile

_NEVER = object()  # a version nobody asks for


class VendorStore:
    """Profiles by vendor id, searchable by vectors, by terms and by capabilities.

    Safe under threads; a change shows whole or not at all.
    """

    def __init__(self, dimension: int) -> None:
        self._versions: dict[str, Hashable] = {}
        self._profiles: dict[str, Profile] = {}
        self._passages = PassageIndex(dimension)
        self._terms = LexicalIndex()
        self._capabilities: tuple[list[str], npt.NDArray[np.float32]] | None = None
        self._pool: str | None = None
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._profiles)

    def missing(self, versions: Mapping[str, Hashable]) -> list[str]:
        """Ids that are not held at the given version."""
        with self._lock:
            if self._versions == versions:
                return []
            held = self._versions
            return [
                key for key, version in versions.items() if key not in held or held[key] != version
            ]

    def apply(
        self, versions: Mapping[str, Hashable], found: Mapping[str, tuple[Hashable, Profile]]
    ) -> None:
        """Hold what is held at its version in `versions`, and what was found; drop the rest."""
        with self._lock:
            stale = {
                key
                for key, version in self._versions.items()
                if key not in versions or versions[key] != version
            }
            if not stale and not found:
                return
            gone = stale - found.keys()
            for key in stale:
                del self._versions[key], self._profiles[key]
                self._terms.remove(key)
            for key, (version, profile) in found.items():
                self._versions[key], self._profiles[key] = version, profile
                self._terms.add(key, profile.terms)
            changed = {key: profile.vectors for key, (_, profile) in found.items()}
            self._passages.update(changed, gone)
            self._capabilities = None
            self._pool = None

    def reread(self, told: Callable[[Profile], bool]) -> None:
        """Count the vendors for which `told` is true as missing: they have to be read anew."""
        with self._lock:
            for key, profile in self._profiles.items():
                if told(profile):
                    self._versions[key] = _NEVER

    @property
    def pool(self) -> str:
        """A hash of who is held and what they say."""
        with self._lock:
            if self._pool is None:
                lines = sorted(f"{key}\x1f{one.content}" for key, one in self._profiles.items())
                self._pool = hashlib.sha256("\x1e".join(lines).encode()).hexdigest()
            return self._pool

    def profiles(self, keys: Sequence[str]) -> list[Profile | None]:
        """The profiles of these ids, None where there is no such vendor."""
        with self._lock:
            return [self._profiles.get(key) for key in keys]

    def everyone(self) -> dict[str, Profile]:
        """All vendors."""
        with self._lock:
            return dict(self._profiles)

    def search(self, request: Profile, count: int) -> dict[str, Profile]:
        """About `count` candidates from each search."""
        with self._lock:
            near = self._passages.search(request.vectors, count)[:count]
            alike = self._terms.search(request.terms, count)
            able = self._able(request, count)
            return {key: self._profiles[key] for key in dict.fromkeys((*near, *alike, *able))}

    def _able(self, request: Profile, count: int) -> list[str]:
        if self._capabilities is None:
            keys = list(self._profiles)
            rows = [self._profiles[key].capabilities for key in keys]
            self._capabilities = keys, np.stack(rows)
        keys, matrix = self._capabilities
        agreement = matrix @ request.capabilities
        best = np.argsort(-agreement, kind="stable")[:count]
        return [keys[row] for row in best.tolist() if agreement[row] > 0]
