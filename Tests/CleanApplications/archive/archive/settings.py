"""Settings, from the environment."""

import os

DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql+asyncpg:///archive")
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
MAP_URL = os.environ.get("MAP_URL", "http://127.0.0.1:4300")
FOLDER = os.environ.get("FOLDER", "/var/lib/archive")
LARGEST_UPLOAD = 8 * 1024 * 1024
