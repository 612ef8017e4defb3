"""Fair-competition reading: clauses of a public call that shut some vendors out."""

from matcher.fairness.model import version
from matcher.fairness.reader import read
from matcher.fairness.rules import Finding, Rule

__all__ = ["Finding", "Rule", "read", "version"]
