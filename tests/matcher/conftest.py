"""One loaded matcher for all tests of this folder; every test syncs the vendors it needs."""

from __future__ import annotations

import pytest

from matcher.embedder import BundledEmbedder
from matcher.engine import Matcher


@pytest.fixture(scope="session")
def embedder() -> BundledEmbedder:
    return BundledEmbedder()


@pytest.fixture
def matcher(loaded: Matcher) -> Matcher:
    loaded.sync_documents([])
    return loaded


@pytest.fixture(scope="session")
def loaded() -> Matcher:
    return Matcher.load()
