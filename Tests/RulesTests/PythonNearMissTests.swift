// What looks like a defect in Python and is none, each beside the defect that it looks like.

import Findings
import Testing

@Suite("Near misses in Python")
struct PythonNearMissTests {
  @Test("a loop's arm that returns or raises runs once for all turns")
  func leavingArm() async {
    let found = await places(
      of: "query-in-loop",
      """
      @app.get("/first/<word>")
      def first(word):
          for name in request.args["names"].split(","):
              if name == word:
                  return jsonify(Visit.query.filter_by(name=name).first().id)
          return ""

      @app.get("/checked/<word>")
      def checked(word):
          for name in request.args["names"].split(","):
              if name != word:
                  raise ValueError(Visit.query.filter_by(name=name).first().id)
          return ""

      @app.get("/each/<word>")
      def each(word):
          found = []
          for name in request.args["names"].split(","):
              if name != word:
                  found.append(Visit.query.filter_by(name=name).first().id)
          return jsonify(found)
      """
    )
    #expect(found == ["each"])
  }

  @Test("what a loop makes until it is there is made once")
  func madeOnce() async {
    let found = await places(
      of: "query-in-loop",
      """
      def load(name):
          return Visit.query.filter_by(name=name).first()

      @app.get("/once")
      def once():
          visit = None
          for name in request.args["names"].split(","):
              if not visit:
                  visit = load(name)
          return jsonify(visit.id)

      @app.get("/each")
      def each():
          ids = []
          for name in request.args["names"].split(","):
              visit = None
              if not visit:
                  visit = load(name)
              ids.append(visit.id)
          return jsonify(ids)
      """
    )
    #expect(found == ["each"])
  }

  @Test("a cache that forgets a function's results does not call it")
  func forgotten() async {
    let found = await findings(
      of: "unbounded-read",
      in: [
        "app.py": Self.head + """
          from flask_caching import Cache
          cache = Cache(app)

          @cache.memoize()
          def everything():
              return [visit.id for visit in Visit.query.all()]

          @app.post("/forget")
          def forget():
              cache.delete_memoized(everything)
              return ""
          """
      ]
    )
    #expect(found.allSatisfy { ($0.routes ?? []).isEmpty })
  }

  @Test("a handler that names the exception that it expects hides nothing")
  func selective() async {
    let found = await places(
      of: "hidden-failure",
      """
      class Gone(Exception):
          pass

      @app.post("/expected")
      def expected():
          try:
              db.session.execute(insert(Visit).values(name="a"))
              db.session.commit()
          except Gone:
              pass
          return ""

      @app.post("/hidden")
      def hidden():
          try:
              db.session.execute(insert(Visit).values(name="a"))
              db.session.commit()
          except Exception:
              pass
          return ""
      """
    )
    #expect(found == ["hidden"])
  }

  private static let head = """
    from flask import Flask, jsonify, request
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import insert
    app = Flask(__name__)
    db = SQLAlchemy(app)

    class Visit(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(40))


    """

  /// The functions in which a rule reports something.
  private func places(of rule: String, _ text: String) async -> [String] {
    let whole = Self.head + text
    let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
    return await findings(of: rule, in: ["app.py": whole]).map { finding in
      let around = lines[..<finding.location.startLine].last { $0.hasPrefix("def ") } ?? ""
      return String(around.dropFirst(4).prefix { $0 != "(" })
    }
  }
}
