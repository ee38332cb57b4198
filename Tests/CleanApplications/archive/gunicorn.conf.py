"""How the web processes run."""

bind = "0.0.0.0:8000"
worker_class = "uvicorn.workers.UvicornWorker"
workers = 4
timeout = 30
graceful_timeout = 20
max_requests = 10000
max_requests_jitter = 1000
