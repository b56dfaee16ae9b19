"""What tests of scenario files write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Write = Callable[..., Path]
"""Write a text as ``study.yaml``, or under another name, and give its path."""

TWO = """
    strategies:
      waiting: {style: passive}
      calling: {style: active, care: 0.7, channels: {work_phone: 0.2, network_message: 0.8}}
"""
