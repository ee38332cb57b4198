// What the models and helpers of a Flask application tell of reads and of what sessions wait for.

import Findings
import Rules
import Testing

@Suite("Flask applications")
struct FlaskDoubtTests {
  private static func app(_ key: String, _ routes: String) -> [String: String] {
    [
      "app.py": """
      import subprocess
      from flask import Flask, jsonify, request
      from flask_sqlalchemy import SQLAlchemy
      app = Flask(__name__)
      db = SQLAlchemy(app)

      class Part(db.Model):
          PartId = db.Column(db.\(key), primary_key=True)
          PartName = db.Column(db.String(50))
          Notes = db.Column(db.Text)
          MakerId = db.Column(db.Integer, db.ForeignKey("maker.MakerId"))

      class Site(db.Model):
          SiteId = db.Column(db.Integer, primary_key=True)
          PartId = db.Column(db.Integer, db.ForeignKey("part.PartId"))

      @app.post("/parts")
      def add():
          db.session.add(Part(PartName=request.json["name"]))
          db.session.add(Site(PartId=request.json["part"]))
          db.session.commit()
          return "", 201

      \(routes)
      """
    ]
  }

  @Test(
    "a key of two bytes says that a short list was expected",
    arguments: ["Integer", "SmallInteger"]
  )
  func smallKey(_ key: String) async {
    let route = """
      @app.get("/parts")
      def parts():
          return jsonify([part.PartName for part in Part.query.all()])
      """
    let found = await findings(of: "unbounded-read", in: Self.app(key, route))
    // Parts may be few by their word; a small key says so itself.
    #expect(found.map(\.tier) == [.suspicious])
    #expect(found.first?.confirm?.hasPrefix("Few `") == (key == "Integer"))
  }

  @Test("a read of columns that are written as classes is a read of their model")
  func columns() async {
    let route = """
      @app.get("/sites")
      def sites():
          rows = db.session.query(Site.SiteId, Part.PartName).join(Part, Site.PartId == Part.PartId).all()
          return jsonify([list(row) for row in rows])
      """
    let found = await findings(of: "unbounded-read", in: Self.app("Integer", route))
    #expect(found.count == 1)
    #expect(found.first?.title.contains("all rows of `Site`") == true)
  }

  @Test(
    "a child process that a session waits for is no hash, and a server of unknown threads is a doubt"
  )
  func process() async {
    let route = """
      @app.get("/parts/<int:number>/image")
      def image(number):
          part = Part.query.get(number)
          subprocess.run(["convert", part.PartName], timeout=30)
          return "", 204
      """
    let found = await findings(of: "held-session", in: Self.app("Integer", route))
    #expect(found.map(\.tier) == [.suspicious])
    #expect(found.first?.title.contains("`subprocess.run` waits") == true)
  }
}
