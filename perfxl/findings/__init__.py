"""The catalogue of what can be wrong and how to mend it."""

from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding, Findings, Place, Severity, Target, Who

__all__ = ["BLOCKER", "NOTE", "WARNING", "Finding", "Findings", "Place", "Severity", "Target", "Who"]
