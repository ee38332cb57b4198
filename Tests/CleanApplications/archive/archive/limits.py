"""How often one address may ask."""

from slowapi import Limiter
from slowapi.util import get_remote_address

from . import settings

limiter = Limiter(
    key_func=get_remote_address,
    default_limits=["300/minute"],
    storage_uri=settings.REDIS_URL,
)
