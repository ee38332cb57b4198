// Programs that exist in memory, and the questions that tests ask of them by name.

import Facts
import Frameworks
import SemanticModel
import Testing
import Workspace

/// A linked program.
struct Project {
  let program: Program

  init(_ files: [String: String], jobs: Int = 1) async {
    program = await Program.read(
      Workspace(files: files),
      knowledge: Libraries.knowledge,
      jobs: jobs
    )
  }

  /// The function or method of a name, the first in the order of the files.
  func function(_ name: String) -> FunctionRef? {
    for (position, unit) in program.units.enumerated() {
      let index = unit.facts.functions.indices.dropFirst().first {
        let fact = unit.facts.functions[$0]
        return fact.kind != .module && fact.name.isPresent
          && unit.facts.names.string(fact.name) == name
      }
      if let index { return FunctionRef(unit: position, id: FunctionID(index)) }
    }
    return nil
  }

  /// How many statements one execution of a function sends to the database: `2 + 3N`.
  func cost(_ name: String) -> String {
    guard let function = function(name) else { return "no function \(name)" }
    let cost = program.cost(of: function)
    let terms = (0...Cost.unboundedDegree).compactMap { degree -> String? in
      let count = cost.count(.query, degree: degree) + cost.count(.write, degree: degree)
      guard count > 0 else { return nil }
      let factor = count == 1 && degree > 0 ? "" : "\(count)"
      return factor + ["", "N", "N²", "N³", "N^∞"][Int(degree)]
    }
    return terms.isEmpty ? "0" : terms.joined(separator: " + ")
  }
}

/// A data layer in both of the module systems: `ask` sends one statement.
enum DataLayer {
  static let commonJS = """
    const { Pool } = require("pg");
    const pool = new Pool();
    exports.ask = (id) => pool.query("SELECT * FROM t WHERE id = $1", [id]);
    exports.pool = pool;
    """

  static let module = """
    import pg from "pg";
    export const pool = new pg.Pool();
    export const ask = (id) => pool.query("SELECT * FROM t WHERE id = $1", [id]);
    export default ask;
    """
}

/// A project in which `start` must cost what the case says.
struct CostCase: Sendable {
  let what: String
  let files: [String: String]
  let cost: String

  /// Code that follows the import of `ask` from the data layer.
  static func code(_ what: String, _ code: String, _ cost: String) -> CostCase {
    let head = "const { ask, pool } = require(\"./db\");\n"
    let files = ["db.js": DataLayer.commonJS, "main.js": head + code]
    return CostCase(what: what, files: files, cost: cost)
  }
}

/// What the model does not do yet, by what the cases say.
///
/// A gap that has closed fails its test, so that this list only ever shrinks.
enum KnownGap {
  static let cases: Set<String> = [
    // Properties that come by `Object.assign` are not stored on its first argument.
    "assigned into another module's exports", "Object.assign",
    // `this` is an instance of the class that a method is written in, never of a class that extends it.
    "this, in a method of a base class",
    // The costs of a wrapped function would go to all that the wrapper wraps.
    "a wrapper",
  ]
}

/// Expects `start` to cost what a case says, unless that is a known gap.
func expectCost(of subject: CostCase, at location: SourceLocation = #_sourceLocation) async {
  let project = await Project(subject.files)
  let cost = project.cost("start")
  if KnownGap.cases.contains(subject.what) {
    #expect(
      cost != subject.cost,
      "a gap has closed: take it off the list",
      sourceLocation: location
    )
  } else {
    #expect(cost == subject.cost, sourceLocation: location)
  }
}
