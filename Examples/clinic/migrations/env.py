"""Runs the migrations against the database of the application, or against DATABASE_URL."""

from alembic import context
from sqlalchemy import create_engine

from clinic.config import Production
from clinic.extensions import db
from clinic import models  # noqa: F401  the tables

address = context.get_x_argument(as_dictionary=True).get(
    "database", Production.SQLALCHEMY_DATABASE_URI
)

with create_engine(address).connect() as connection:
    context.configure(connection=connection, target_metadata=db.metadata)
    with context.begin_transaction():
        context.run_migrations()
    # The alembic_version row too, where the dialect opens a transaction by itself.
    if hasattr(connection, "commit"):
        connection.commit()
