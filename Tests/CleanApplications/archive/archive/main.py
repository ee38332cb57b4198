"""The service that gunicorn starts."""

import logging
import uuid
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI, Request
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import JSONResponse
from prometheus_fastapi_instrumentator import Instrumentator
from slowapi import _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.middleware import SlowAPIMiddleware
from sqlalchemy import text

from . import cache, maps
from .database import Session, engine
from .limits import limiter
from .routes import photos, places

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
log = structlog.get_logger()


@asynccontextmanager
async def lifespan(app: FastAPI):
    yield
    await maps.client.aclose()
    await cache.redis.aclose()
    await engine.dispose()


app = FastAPI(lifespan=lifespan)
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.add_middleware(SlowAPIMiddleware)
app.add_middleware(GZipMiddleware, minimum_size=1000)
app.include_router(photos.router)
app.include_router(places.router)
Instrumentator().instrument(app).expose(app)


@app.middleware("http")
async def number(request: Request, call_next):
    request_id = request.headers.get("X-Request-ID", uuid.uuid4().hex)
    structlog.contextvars.bind_contextvars(request_id=request_id)
    response = await call_next(request)
    response.headers["X-Request-ID"] = request_id
    return response


@app.exception_handler(Exception)
async def failed(request: Request, error: Exception):
    log.error("a request failed", path=request.url.path, exc_info=error)
    return JSONResponse({"error": "this did not work"}, status_code=500)


@app.get("/health")
async def health(session: Session):
    await session.execute(text("SELECT 1"))
    return {"status": "ok"}
