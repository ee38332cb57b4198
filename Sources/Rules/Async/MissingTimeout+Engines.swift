// Engines that Flask-SQLAlchemy makes by the settings of the application.

extension MissingTimeout {
  static let engineExamples: [Example] = [
    .project(
      "an engine that the settings of Flask describe",
      flask("SQLALCHEMY_ENGINE_OPTIONS = ↓{\"pool_size\": 10, \"pool_pre_ping\": True}"),
      fixed: flask(
        "SQLALCHEMY_ENGINE_OPTIONS = {\"pool_size\": 10, \"connect_args\": {\"connect_timeout\": 5}}"
      )
    ),
    .reported(
      "the address of a server, which nothing else describes",
      """
      import os
      from flask import Flask, jsonify
      from flask_sqlalchemy import SQLAlchemy
      app = Flask(__name__)
      app.config["SQLALCHEMY_DATABASE_URI"] = ↓os.environ.get("DATABASE_URL", "mysql+pymysql://db/shop")
      db = SQLAlchemy(app)
      class Order(db.Model):
          id = db.Column(db.Integer, primary_key=True)
      @app.get("/orders/<int:key>")
      def order(key):
          return jsonify(id=db.session.get(Order, key).id)
      """,
      fixed: """
        import os
        from flask import Flask, jsonify
        from flask_sqlalchemy import SQLAlchemy
        app = Flask(__name__)
        app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "mysql+pymysql://db/shop")
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"connect_args": {"read_timeout": 10}}
        db = SQLAlchemy(app)
        class Order(db.Model):
            id = db.Column(db.Integer, primary_key=True)
        @app.get("/orders/<int:key>")
        def order(key):
            return jsonify(id=db.session.get(Order, key).id)
        """,
      path: "app.py"
    ),
    .silent(
      "a database in a file of the process",
      files: flask("", address: "\"sqlite:///shop.db\"")
    ),
    .silent(
      "a limit that each new connection sets for itself",
      files: flask(
        "SQLALCHEMY_ENGINE_OPTIONS = {\"pool_size\": 10}",
        hook: """
          from sqlalchemy import event
          from sqlalchemy.engine import Engine
          @event.listens_for(Engine, "connect")
          def limit(connection, record):
              connection.cursor().execute("SET statement_timeout = 5000")
          """
      )
    ),
  ]

  private static func flask(
    _ setting: String,
    address: String = "os.environ.get(\"DATABASE_URL\", \"postgresql://db/shop\")",
    hook: String = ""
  ) -> [String: String] {
    [
      "config.py": """
      import os
      class Config:
          SQLALCHEMY_DATABASE_URI = \(address)
          \(setting)
      """,
      "app.py": """
      from flask import Flask, jsonify
      from flask_sqlalchemy import SQLAlchemy
      \(hook)
      app = Flask(__name__)
      app.config.from_object("config.Config")
      db = SQLAlchemy(app)
      class Order(db.Model):
          id = db.Column(db.Integer, primary_key=True)
      @app.get("/orders/<int:key>")
      def order(key):
          return jsonify(id=db.session.get(Order, key).id)
      """,
    ]
  }
}
