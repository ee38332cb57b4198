"""The migrations make the tables and indexes that the models declare."""

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect

from clinic import models  # noqa: F401  the tables
from clinic.extensions import db


def test_migrations_and_models_agree(tmp_path):
    address = f"sqlite:///{tmp_path / 'clinic.sqlite'}"
    config = Config("alembic.ini")
    config.cmd_opts = type("Options", (), {"x": [f"database={address}"]})()
    command.upgrade(config, "head")
    migrated = inspect(create_engine(address))
    declared = create_engine("sqlite://")
    db.metadata.create_all(declared)
    declared = inspect(declared)
    tables = set(declared.get_table_names())
    assert set(migrated.get_table_names()) - {"alembic_version"} == tables
    for table in tables:
        assert columns(migrated, table) == columns(declared, table), table
        assert indexes(migrated, table) == indexes(declared, table), table


def columns(inspector, table):
    return {column["name"]: column["nullable"] for column in inspector.get_columns(table)}


def indexes(inspector, table):
    return {tuple(index["column_names"]) for index in inspector.get_indexes(table)}
