"""FAISS over the passages of vendors: every inner product of unit vectors, no approximation."""

from __future__ import annotations

import threading

import faiss
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

# One search takes 50 ms over 220,000 passages on one thread. More threads gain little, and on a busy
# machine they wait for each other: 2 s with two threads beside another job on two cores.
faiss.omp_set_num_threads(1)


class PassageIndex:
    """Passage vectors by vendor; safe under threads.

    Every row gets a number that is never used again, so that a vendor taken out and put in anew
    cannot appear twice.
    """

    def __init__(self, dimension: int) -> None:
        # Half precision finds candidates as well and takes half the memory; scores use the vectors.
        storage = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._index = faiss.IndexIDMap2(storage)
        self._rows: dict[str, npt.NDArray[np.int64]] = {}
        self._owners: dict[int, str] = {}
        self._next = 0
        self._lock = threading.RLock()

    def __len__(self) -> int:
        """How many passages there are."""
        return int(self._index.ntotal)

    def update(self, changed: dict[str, Vectors], removed: set[str]) -> None:
        """Take out `removed` and what `changed` replaces, then put in `changed`, in one step."""
        with self._lock:
            stale = [key for key in (*removed, *changed) if key in self._rows]
            gone = [self._rows.pop(key) for key in dict.fromkeys(stale)]
            if gone:
                rows = np.concatenate(gone)
                for row in rows.tolist():
                    del self._owners[row]
                self._index.remove_ids(faiss.IDSelectorBatch(rows))
            filled = {key: vectors for key, vectors in changed.items() if len(vectors)}
            if filled:
                self._add(filled)

    def _add(self, filled: dict[str, Vectors]) -> None:
        for key, vectors in filled.items():
            rows = np.arange(self._next, self._next + len(vectors), dtype=np.int64)
            self._next += len(vectors)
            self._rows[key] = rows
            self._owners.update(dict.fromkeys(rows.tolist(), key))
        self._index.add_with_ids(
            np.ascontiguousarray(np.concatenate(list(filled.values())), np.float32),
            np.concatenate([self._rows[key] for key in filled]),
        )

    def search(self, queries: Vectors, count: int) -> list[str]:
        """Vendors owning the `count` nearest passages of any query, each vendor once."""
        with self._lock:
            if not len(queries) or not self._index.ntotal:
                return []
            count = min(count, self._index.ntotal)
            _, rows = self._index.search(np.ascontiguousarray(queries, np.float32), count)
            # Fewer hits than asked come back as -1.
            return list(
                dict.fromkeys(self._owners[row] for row in rows.T.ravel().tolist() if row >= 0)
            )
