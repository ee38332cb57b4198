// Relations of one row that are read whole, by a member that looks like any other.

import Capacity
import Findings
import SemanticModel

extension UnboundedRead {
  /// The relations to many of single rows that requests read: one finding for each function and relation.
  func childFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    struct Use: Hashable {
      let function: FunctionRef
      let owner: String
      let relation: String
    }
    var seen: Set<Use> = []
    return program.childReads.compactMap { read in
      let site = program.call(at: read.call)
      guard site.unit.isRunning, site.audience == .requests,
        site.isReached(from: Audience.requests.entries),
        Self.mayHaveMany(read.subject, of: read.owner), isWorthIt(read, in: program),
        seen.insert(Use(function: site.function, owner: read.owner, relation: read.relation))
          .inserted
      else { return nil }
      return finding(of: read, at: site, in: program, under: target)
    }
  }

  /// Whether use makes ever more of the rows, or the code only wants to know how many there are, or whether one is.
  private func isWorthIt(_ read: ChildRead, in program: Program) -> Bool {
    if read.isOnlyTested { return true }
    let owner = read.owner.lowercased()
    return program.growsWithUse(tableOf: read.subject)
      && (Growth(of: read.subject) == .endless || ReadFilter.isCustomer(owner)
        || ReadFilter.isTenant(owner))
  }

  private func finding(
    of read: ChildRead,
    at site: CallSite,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let growth = Growth(of: read.subject)
    let rows = growth == .endless ? 5_000.0 : 1_000
    let stated = "\(Figure.grouped(rows)) rows of `\(read.subject)` for one `\(read.owner)`"
    let load = ReadLoad(target: target, rows: .assumed(rows, because: stated))
    let approach = site.approach
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: approach?.steps(in: program) ?? [],
        function: site.function,
        title:
          "`\(site.calleeText)` reads all rows of `\(read.subject)` of one `\(read.owner)` without a limit",
        problem:
          "The first read of `\(read.relation)` asks the database for every row of `\(read.subject)` that belongs to "
          + "the row, whatever is done with them. \(Self.about.problem)",
        severity: growth == .endless ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          "Ask for what is needed: whether one row is there by a query with `exists` or `count`, a page of them by a query "
            + "with a limit.",
          before: Excerpt.short(before, keeping: before)
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check how many rows of `\(read.subject)` one `\(read.owner)` can have.",
        threshold:
          "\(Figure.grouped(load.rowsAtTarget / 10)) rows in one answer: a tenth of what takes the p95 target"
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }

  static let children: [Example] = [
    .reported(
      "all members of a project, to look for one of them",
      members("any(user.id == key for user in ↓project.users)"),
      fixed: members("User.query.filter_by(id=key, project_id=number).first() is not None"),
      path: "app.py"
    ),
    .silent(
      "a relation that is a query itself",
      members("project.users.filter_by(id=key).first() is not None", lazy: "dynamic"),
      path: "app.py"
    ),
  ]

  private static func members(_ test: String, lazy: String = "select") -> String {
    """
    from flask import Flask, jsonify, request
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)
    class Project(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        users = db.relationship("User", back_populates="project", lazy="\(lazy)")
    class User(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        project_id = db.Column(db.ForeignKey("project.id"), index=True)
        project = db.relationship("Project", back_populates="users")

    @app.post("/users")
    def join():
        db.session.add(User(project_id=request.json["project"]))
        db.session.commit()
        return jsonify()

    @app.get("/projects/<int:number>/users/<int:key>")
    def member(number, key):
        project = Project.query.get(number)
        return jsonify(member=\(test))
    """
  }
}
