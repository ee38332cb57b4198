// What counts as a read without a limit where a cursor is asked for the rows of a statement.

extension UnboundedRead {
  static let cursors: [Example] = [
    .reported(
      "a cursor is asked for all rows",
      cursor(
        """
            ↓cursor.execute("SELECT id, total FROM orders")
            rows = cursor.fetchall()
        """
      ),
      fixed: cursor(
        """
            cursor.execute("SELECT id, total FROM orders ORDER BY id LIMIT 50")
            rows = cursor.fetchall()
        """
      ),
      path: "app.py"
    ),
    .reported(
      "a connection of SQLite is walked",
      connection("rows = [dict(row) for row in ↓db.execute(\"SELECT * FROM orders\")]"),
      fixed: connection(
        "rows = [dict(row) for row in db.execute(\"SELECT * FROM orders LIMIT 50\")]"
      ),
      path: "app.py"
    ),
    .silent(
      "only the first row of a statement is taken, before the cursor is asked again",
      cursor(
        """
            cursor.execute("SELECT id, total FROM orders")
            first = cursor.fetchone()
            cursor.execute("SELECT id FROM orders WHERE id = %s", (first[0],))
            rows = cursor.fetchall()
        """
      ),
      path: "app.py"
    ),
  ]

  private static func cursor(_ reads: String) -> String {
    """
    import psycopg2
    from fastapi import FastAPI
    app = FastAPI()
    connection = psycopg2.connect("dbname=shop", connect_timeout=5)
    @app.post("/orders")
    def add(total: int):
        connection.cursor().execute("INSERT INTO orders (total) VALUES (%s)", (total,))
        connection.commit()
    @app.get("/orders")
    def orders():
        cursor = connection.cursor()
    \(reads)
        return rows
    """
  }

  private static func connection(_ read: String) -> String {
    """
    import sqlite3
    from flask import Flask, jsonify, request
    app = Flask(__name__)
    def get_db():
        return sqlite3.connect("shop.db")
    @app.route("/orders", methods=["POST"])
    def add():
        db = get_db()
        db.execute("INSERT INTO orders (total) VALUES (?)", (request.json["total"],))
        db.commit()
        return {}
    @app.route("/orders")
    def orders():
        db = get_db()
        \(read)
        return jsonify(rows)
    """
  }
}
