"""What runs behind the requests, by Celery."""

from celery import Celery
from sqlalchemy import create_engine, update
from sqlalchemy.orm import Session as SyncSession

from . import settings
from .models import Photo
from .pictures import shrink

celery = Celery("archive", broker=settings.REDIS_URL)
celery.conf.update(
    task_acks_late=True,
    task_time_limit=120,
    broker_transport_options={"visibility_timeout": 3600},
)
engine = create_engine(
    settings.DATABASE_URL.replace("asyncpg", "psycopg2"),
    pool_size=4,
    pool_timeout=5,
    connect_args={"connect_timeout": 3, "options": "-c statement_timeout=5000"},
)


@celery.task(autoretry_for=(OSError,), retry_backoff=True, retry_jitter=True, max_retries=5)
def make_thumbnail(photo_id):
    # Delivered twice, it writes the same file twice, and the row is set once.
    shrink(photo_id)
    with SyncSession(engine) as session:
        session.execute(update(Photo).where(Photo.id == photo_id).values(state="ready"))
        session.commit()
