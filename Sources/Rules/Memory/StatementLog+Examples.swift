// Clients that write each statement, and clients that do so for developers.

extension StatementLog {
  static let examples: [Example] = ownExamples + debugExamples + loggerExamples

  private static let ownExamples: [Example] = [
    .reported(
      "TypeORM, told to log",
      """
      import { DataSource } from "typeorm";
      export const source = ↓new DataSource({ type: "postgres", logging: true });
      """,
      fixed: """
        import { DataSource } from "typeorm";
        export const source = new DataSource({ type: "postgres", logging: process.env.SQL_LOG === "1" });
        """,
      path: "source.ts"
    ),
    .reported(
      "an engine of SQLAlchemy",
      """
      from sqlalchemy import create_engine

      engine = ↓create_engine("postgresql://db/shop", echo=True)
      """,
      fixed: """
        from sqlalchemy import create_engine
        from settings import settings

        engine = create_engine("postgresql://db/shop", echo=settings.debug)
        """,
      path: "db.py"
    ),
    .project(
      "a setting of the application that is on unless somebody turns it off",
      [
        "settings.py": """
        from pydantic_settings import BaseSettings
        class Settings(BaseSettings):
            ↓SQL_ECHO: bool = True
        settings = Settings()
        """,
        "db.py": """
        from sqlalchemy.ext.asyncio import create_async_engine
        from settings import settings
        engine = create_async_engine("postgresql+asyncpg://db/shop", echo=settings.SQL_ECHO)
        """,
      ],
      fixed: [
        "settings.py": """
        from pydantic_settings import BaseSettings
        class Settings(BaseSettings):
            SQL_ECHO: bool = False
        settings = Settings()
        """
      ]
    ),
    .silent(
      "only where the environment asks for it",
      """
      import { DataSource } from "typeorm";
      export const source = new DataSource({ type: "postgres", logging: process.env.NODE_ENV === "development" });
      """,
      path: "source.ts"
    ),
    .silent(
      "errors only",
      """
      import { DataSource } from "typeorm";
      export const source = new DataSource({ type: "postgres", logging: ["error"] });
      """,
      path: "source.ts"
    ),
    .reported(
      "a setting of Flask",
      """
      from flask import Flask
      from flask_sqlalchemy import SQLAlchemy

      app = Flask(__name__)
      app.config["SQLALCHEMY_ECHO"] = ↓True
      db = SQLAlchemy(app)
      """,
      fixed: """
        import os
        from flask import Flask
        from flask_sqlalchemy import SQLAlchemy

        app = Flask(__name__)
        app.config["SQLALCHEMY_ECHO"] = os.environ.get("SQL_LOG") == "1"
        db = SQLAlchemy(app)
        """,
      path: "app.py"
    ),
    .reported(
      "the options of an engine that the framework makes",
      """
      from flask import Flask
      from flask_sqlalchemy import SQLAlchemy

      class Production:
          SQLALCHEMY_ENGINE_OPTIONS = {
              "pool_size": 10,
              "echo": ↓True,
          }

      app = Flask(__name__)
      app.config.from_object("app.Production")
      db = SQLAlchemy(app)
      """,
      fixed: """
        from flask import Flask
        from flask_sqlalchemy import SQLAlchemy

        class Production:
            SQLALCHEMY_ENGINE_OPTIONS = {
                "pool_size": 10,
            }

        app = Flask(__name__)
        app.config.from_object("app.Production")
        db = SQLAlchemy(app)
        """,
      path: "app.py"
    ),
    .silent(
      "the settings of developers",
      """
      from flask import Flask
      from flask_sqlalchemy import SQLAlchemy

      class DevelopmentConfig:
          SQLALCHEMY_ECHO = True

      app = Flask(__name__)
      app.config.from_object("app.DevelopmentConfig")
      db = SQLAlchemy(app)
      """,
      path: "app.py"
    ),
  ]
}
