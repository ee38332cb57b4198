// The flags that lay what others found and measured beside an audit.

import ArgumentParser
import Findings
import Report
import Workspace

struct EvidenceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take in the findings of another tool (oxlint, ruff, semgrep, CodeQL …); may be repeated.",
      valueName: "file"
    )
  )
  var importSarif: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take in what plimsoll load --format json wrote, or a list of measurements; may be repeated.",
      valueName: "file"
    )
  )
  var measurements: [String] = []

  /// Reads what the flags name, before anything is audited.
  ///
  /// Throws a `Failure` of exit code 2 that names the file, what is wrong and what to do.
  func read() throws(Failure) -> GivenEvidence {
    var given = GivenEvidence()
    for path in importSarif {
      let bytes = try InputFile.contents(of: path, expected: "a SARIF 2.1.0 log")
      do throws(AuditReadingError) {
        given.logs.append(try ForeignLog(sarif: bytes))
      } catch {
        throw .usage("\(path): \(error.message)")
      }
    }
    for path in measurements {
      let bytes = try InputFile.contents(
        of: path,
        expected: "what plimsoll load --format json wrote"
      )
      given.measurements.append((path, bytes))
    }
    // A wrong file is told before the audit, not behind it.
    var nothing = Audit(
      tool: Tool(version: Version.current),
      project: Project(root: "."),
      findings: [],
      stats: AuditStats(files: 0, bytes: 0, milliseconds: 0)
    )
    try given.measure(&nothing)
    return given
  }
}

/// What others found and measured.
struct GivenEvidence {
  fileprivate(set) var logs: [ForeignLog] = []
  fileprivate var measurements: [(path: String, bytes: [UInt8])] = []

  var isEmpty: Bool { logs.isEmpty && measurements.isEmpty }

  /// Lays all of it beside an audit whose load target is known; of tests and tools it takes nothing.
  ///
  /// Throws a `Failure` of exit code 2 that names the file.
  func join(to audit: inout Audit, of workspace: Workspace, _ options: AuditOptions) throws(Failure)
  {
    try measure(&audit)
    guard !logs.isEmpty else { return }
    let folder = InputFile.absolute(options.path)
    let idle = Set(workspace.files.filter { !$0.role.serves(options.includeTooling) }.map(\.path))
    for log in logs { audit.join(log, folder: folder) { !idle.contains($0) } }
    for index in audit.findings.indices where audit.findings[index].isForeign {
      audit.findings[index].owner = workspace.owners.owner(of: audit.findings[index].location.file)
    }
  }

  /// Whether the absence of a rule's findings says that they are gone: of another tool's, only if a log was given.
  func tells(ofRule rule: String) -> Bool { !logs.isEmpty || !Finding.isForeign(rule: rule) }

  /// Adds the measurements; the load target must be known.
  ///
  /// Throws a `Failure` of exit code 2 that names the file.
  func measure(_ audit: inout Audit) throws(Failure) {
    for file in measurements {
      do throws(AuditReadingError) {
        try MeasurementReading.add(file.bytes, named: file.path, to: &audit)
      } catch {
        throw .usage("\(file.path): \(error.message)")
      }
    }
  }
}

extension FileRole {
  /// Whether files of the role are judged.
  fileprivate func serves(_ includesTooling: Bool) -> Bool {
    self == .source || (self == .tooling && includesTooling)
  }
}

extension AuditOptions {
  /// The files that an audit is held against, and those that are laid beside it, before anything is audited.
  ///
  /// Throws what says which of them cannot be read, and what to do.
  func readFiles() throws -> (held: HeldAgainst, given: GivenEvidence) {
    (try comparison.read(in: path), try evidence.read())
  }
}
