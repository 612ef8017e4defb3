"""Keeps capability prototypes, so that a model reads the knowledge once and not at every start.

Those of the bundled model ship beside its weights; those of other models lie in the user's cache
(`XDG_CACHE_HOME`, else `~/.cache`). A file that belongs to another model or to other knowledge, or
that cannot be read, is made anew.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from matcher import bundled

SHIPPED = bundled.FOLDER / "prototypes.safetensors"

Pair = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]  # asks, offers


def cached(key: str) -> Path:
    """Where the prototypes under a key are kept outside the product."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return Path(base) / "scenebridge" / f"prototypes-{key}.safetensors"


def load(key: str) -> Pair | None:
    """The prototypes under a key, from what ships, else from the cache, else None."""
    for path in (SHIPPED, cached(key)):
        try:
            with safe_open(path, framework="numpy") as found:
                if (found.metadata() or {}).get("key") == key:
                    return found.get_tensor("asks"), found.get_tensor("offers")
        except (OSError, SafetensorError):
            continue
    return None


def save(key: str, prototypes: Pair, path: Path) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    save_file({"asks": prototypes[0], "offers": prototypes[1]}, draft, metadata={"key": key})
    draft.chmod(0o644)
    draft.replace(path)


def keep(key: str, prototypes: Pair) -> None:
    """Put prototypes into the cache; a cache that cannot be written to is no failure."""
    with contextlib.suppress(OSError):
        save(key, prototypes, cached(key))
