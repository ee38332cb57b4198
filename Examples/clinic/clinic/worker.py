"""The Celery application that `celery --app clinic.worker` starts."""

from celery.schedules import crontab

from . import create_app
from .jobs import celery
from .logs import write_json_lines

write_json_lines()
app = create_app()
celery.conf.update(
    task_acks_late=True,
    task_time_limit=300,
    broker_transport_options={"visibility_timeout": 3600},
    beat_schedule={
        "reminders": {"task": "clinic.jobs.remind_tomorrow", "schedule": crontab(hour=17, minute=0)},
        "overdue": {"task": "clinic.jobs.mark_overdue", "schedule": crontab(hour=3, minute=0)},
        "claims": {"task": "clinic.jobs.send_claims", "schedule": crontab(minute="*/10")},
    },
)
