"""The map service: where a place is."""

import asyncio

import httpx
from tenacity import retry, stop_after_attempt, wait_random_exponential

from . import settings

client = httpx.AsyncClient(
    base_url=settings.MAP_URL, timeout=3, limits=httpx.Limits(max_connections=20)
)
few_at_once = asyncio.Semaphore(5)


@retry(stop=stop_after_attempt(3), wait=wait_random_exponential(multiplier=0.2, max=2))
async def position(name):
    response = await client.get("/positions", params={"name": name})
    response.raise_for_status()
    return response.json()


async def position_or_nothing(name):
    # A photograph is shown without its map while the map service is away.
    try:
        return await position(name)
    except httpx.HTTPError:
        return None


async def positions(names):
    async def one(name):
        async with few_at_once:
            return await position_or_nothing(name)

    return await asyncio.gather(*[one(name) for name in names])
