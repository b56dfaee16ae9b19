"""What can be wrong with a results folder."""

from __future__ import annotations


class StoreError(Exception):
    """A results folder cannot be written or read; the text says which and why."""


class Locked(StoreError):  # noqa: N818 - nothing went wrong
    """Another process is writing to the results folder."""


class Rescued(StoreError):  # noqa: N818 - nothing is lost
    """Results could not be written where they belong, and are kept elsewhere; the text says where.

    Nothing that was finished is lost; going on would be in vain.
    """
