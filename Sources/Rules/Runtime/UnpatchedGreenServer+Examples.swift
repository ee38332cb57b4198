// Where `UnpatchedGreenServer` speaks, and where it is silent.

extension UnpatchedGreenServer {
  static let examples: [Example] = [
    .project(
      "a server on eventlet whose handlers ask a database",
      [
        "app.py": """
        import requests
        from flask import Flask
        from flask_socketio import SocketIO, emit

        app = Flask(__name__)
        socketio = ↓SocketIO(app)

        @socketio.on("rate")
        def rate(data):
            emit("rate", requests.get("https://rates.example.com", timeout=2).json())

        if __name__ == "__main__":
            socketio.run(app)
        """,
        "requirements.txt": "flask\nflask-socketio\neventlet==0.30.0\nrequests\n",
      ],
      fixed: [
        "app.py": """
        import eventlet
        eventlet.monkey_patch()
        import requests
        from flask import Flask
        from flask_socketio import SocketIO, emit

        app = Flask(__name__)
        socketio = SocketIO(app)

        @socketio.on("rate")
        def rate(data):
            emit("rate", requests.get("https://rates.example.com", timeout=2).json())

        if __name__ == "__main__":
            socketio.run(app)
        """
      ]
    ),
    .reported(
      "gevent by name",
      named(by: "↓SocketIO(app, async_mode=\"gevent\")"),
      fixed: named(by: "SocketIO(app, async_mode=\"threading\")"),
      path: "app.py"
    ),
    .silent("no library of green threads is there", named(by: "SocketIO(app)"), path: "app.py"),
    .silent(
      "threads",
      """
      import requests
      from flask import Flask
      from flask_socketio import SocketIO, emit

      app = Flask(__name__)
      socketio = SocketIO(app, async_mode="threading")

      @socketio.on("rate")
      def rate(data):
          emit("rate", requests.get("https://rates.example.com", timeout=2).json())

      if __name__ == "__main__":
          socketio.run(app)
      """,
      path: "app.py"
    ),
  ]

  private static func named(by server: String) -> String {
    """
    from flask import Flask
    from flask_socketio import SocketIO, emit
    from flask_sqlalchemy import SQLAlchemy

    app = Flask(__name__)
    db = SQLAlchemy(app)
    socketio = \(server)

    class Room(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(80))

    @socketio.event
    def enter(data):
        emit("entered", db.session.get(Room, data["room"]).name)

    if __name__ == "__main__":
        socketio.run(app)
    """
  }
}
