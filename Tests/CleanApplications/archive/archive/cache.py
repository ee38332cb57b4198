"""What was worked out before, in Redis."""

import json
import random

from redis.asyncio import Redis

from . import settings

redis = Redis.from_url(
    settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1, max_connections=50
)


async def remember(key, value, seconds):
    # Keys of one moment do not end in one moment.
    lifetime = int(seconds * random.uniform(0.9, 1.1))
    await redis.set(key, json.dumps(value), ex=lifetime)


async def recall(key):
    known = await redis.get(key)
    return None if known is None else json.loads(known)


async def forget(key):
    await redis.delete(key)
