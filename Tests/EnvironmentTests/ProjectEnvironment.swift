// Environments of small projects, made from texts.

import Environment
import Findings
import Frameworks
import SemanticModel
import Testing
import Workspace

/// The environment of a project that exists in memory.
struct ProjectEnvironment {
  let environment: Environment

  init(_ files: [String: String]) async {
    let workspace = Workspace(files: files)
    let program = await Program.read(workspace, knowledge: Libraries.knowledge, jobs: 1)
    environment = Environment(of: workspace, program: program)
  }

  func fact(_ aspect: String) -> EnvironmentFact? {
    environment.facts.first { $0.aspect == aspect }
  }

  /// `status: value` of an aspect; empty where there is none.
  func line(_ aspect: String) -> String {
    fact(aspect).map { "\($0.status.rawValue): \($0.value)" } ?? ""
  }

  /// All of it, for what must not stand anywhere.
  var everything: String {
    environment.facts.map { "\($0)" }.joined() + environment.unknowns.map { "\($0)" }.joined()
  }
}

/// One server that answers one request, for tests that need a service.
let server = """
  const express = require("express");
  const app = express();
  app.get("/", (req, res) => res.json({}));
  app.listen(3000);
  """
