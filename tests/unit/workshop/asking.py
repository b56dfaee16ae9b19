"""Asking the application without a network in between."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.types import ASGIApp


class Site:
    """Somebody's browser."""

    where = "http://127.0.0.1"
    address = "127.0.0.1"

    def __init__(self, application: ASGIApp) -> None:
        self.application = application

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return self.request("POST", path, json=body, **options)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(
                self.application, raise_app_exceptions=False, client=(self.address, 50_000)
            )
            async with httpx.AsyncClient(transport=transport, base_url=self.where) as client:
                return await client.request(method, path, **options)

        return asyncio.run(asked())
