"""How the matcher can refuse.

MatcherError
├── ModelError             the embedding model
│   ├── ModelNotFound      no such folder or hub id, or it cannot be reached
│   └── ModelUnusable      found, but not a sentence-transformers model that can be run here
├── KnowledgeError         the capability data is damaged
├── RecordError            a recorded run cannot be read
├── UnknownVendor          a score was asked for a vendor that is not in the index
├── PlanNotSolved          a batch could not be planned in the time given
└── EvaluationError        a run or qrels file cannot be read, or the two have nothing in common
"""

from __future__ import annotations


class MatcherError(Exception):
    """Base of everything the matcher raises on purpose; its text may be shown to people."""


class ModelError(MatcherError):
    """The embedding model cannot be used."""


class ModelNotFound(ModelError):
    """There is no model under this name or path."""


class ModelUnusable(ModelError):
    """The model was found and cannot be loaded or run."""


class KnowledgeError(MatcherError):
    """A file of the capability knowledge is damaged; the text names file and line."""


class RecordError(MatcherError):
    """What was given is no recorded run."""


class UnknownVendor(MatcherError):
    """A vendor id was asked for that the index does not hold."""


class PlanNotSolved(MatcherError):
    """A batch is too large, or its rules too tight, to be planned in the time given."""


class EvaluationError(MatcherError):
    """A run or qrels file cannot be evaluated; the text names file and line where it can."""
