// What `plimsoll init` lays beside a project: settings, CI, a hook, a smoke test, a checklist.

package import Findings

/// Where a project is built and reviewed.
package enum Forge: String, Sendable, CaseIterable {
  case github
  case gitlab
}

/// Files for a project, filled with what an audit found; drawn from the audit alone.
package struct ProjectSetup: Sendable {
  /// One file, below the project's folder.
  package struct File: Sendable {
    package let path: String
    package let text: String
    /// What it is for.
    package let purpose: String
  }

  package let files: [File]

  /// The files for the project of an audit.
  ///
  /// Throws what a type's own `encode(to:)` throws; those of `Findings` throw nothing.
  package init(of audit: Audit, for forges: [Forge]) throws {
    var files = [
      File(
        path: "plimsoll.yml",
        text: SettingsTemplate(of: audit).text,
        purpose: "load target, limits of the gate, answers to what could not be inferred"
      )
    ]
    for forge in forges { files += forge.files(for: audit) }
    files += [
      File(
        path: ".pre-commit-config.yaml",
        text: WorkflowTemplate.hook,
        purpose: "hook of pre-commit: the gate for what a commit touches"
      ),
      File(
        path: "load/k6_smoke.js",
        text: try SmokeScript(of: audit).text,
        purpose: "smoke test for k6"
      ),
    ]
    self.files = files
  }
}

extension Forge {
  fileprivate func files(for audit: Audit) -> [ProjectSetup.File] {
    let checklist = ReviewChecklist(of: audit).text
    switch self {
    case .github:
      return [
        ProjectSetup.File(
          path: ".github/workflows/plimsoll.yml",
          text: WorkflowTemplate.github,
          purpose: "workflow: gate, annotations, SARIF, report"
        ),
        ProjectSetup.File(
          path: ".github/PULL_REQUEST_TEMPLATE/performance.md",
          text: checklist,
          purpose: "checklist for pull requests"
        ),
      ]
    case .gitlab:
      return [
        ProjectSetup.File(
          path: ".gitlab/plimsoll.yml",
          text: WorkflowTemplate.gitlab,
          purpose: "job: gate, code quality, JUnit, report; include it from .gitlab-ci.yml"
        ),
        ProjectSetup.File(
          path: ".gitlab/merge_request_templates/performance.md",
          text: checklist,
          purpose: "checklist for merge requests"
        ),
      ]
    }
  }
}
