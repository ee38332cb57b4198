"""Settings, from the environment where production differs from a laptop."""

import os


class Production:
    SECRET_KEY = os.environ.get("SECRET_KEY", "only for a laptop")
    MAX_CONTENT_LENGTH = 2 * 1024 * 1024

    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "postgresql+psycopg2:///clinic")
    SQLALCHEMY_ENGINE_OPTIONS = {
        "pool_size": 5,
        "max_overflow": 10,
        "pool_timeout": 5,
        "pool_pre_ping": True,
        # near miss: connecting and every statement have a deadline here, so no query needs its own
        "connect_args": {"connect_timeout": 3, "options": "-c statement_timeout=5000"},
    }

    CELERY_BROKER_URL = os.environ.get("REDIS_URL", "memory://")
    RATELIMIT_STORAGE_URI = os.environ.get("REDIS_URL", "memory://")

    INSURER_URL = os.environ.get("INSURER_URL", "http://127.0.0.1:4100")
    SMTP_HOST = os.environ.get("SMTP_HOST", "127.0.0.1")
    SMTP_PORT = int(os.environ.get("SMTP_PORT", "4125"))
    MAIL_FROM = "reception@elmstreet.example"
    EXPORT_FOLDER = os.environ.get("EXPORT_FOLDER", "/tmp")
