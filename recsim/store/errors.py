"""What can be wrong with a results folder."""


class StoreError(Exception):
    """A results folder cannot be written or read; the text says which and why."""
