"""How the web processes run."""

import os

bind = "0.0.0.0:8000"
worker_class = "gthread"
# later: 1D 3 replicas x 9 workers x 15 connections are 405, and PostgreSQL allows 100
workers = int(os.environ.get("WEB_CONCURRENCY", "9"))
threads = 4
timeout = 30
graceful_timeout = 20
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
