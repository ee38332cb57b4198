// What `plimsoll load` makes a scenario of, if the user has not written one.

import Findings
import LoadEngine
import Report

/// Audits, descriptions, recordings and logs as scenarios.
struct LoadSource {
  private let options: LoadOptions

  init(_ options: LoadOptions) { self.options = options }

  private var given: [(flag: String, file: String)] {
    [
      ("--from-audit", options.fromAudit), ("--from-openapi", options.fromOpenapi),
      ("--from-har", options.fromHar), ("--from-log", options.fromLog),
    ].compactMap { flag, file in file.map { (flag, $0) } }
  }

  /// The scenario of the file that a flag names, as text; nil where no flag does.
  ///
  /// Throws a usage failure, or what the file's reader throws.
  func draft() throws -> ScenarioDraft? {
    guard given.count < 2 else {
      throw Failure.usage("\(given[0].flag) and \(given[1].flag): give one of them")
    }
    if !options.env.isEmpty, !ScenarioText.isScenario(options.url), options.fromOpenapi == nil {
      throw Failure.usage("--env: only scripts and scenarios have an environment")
    }
    guard let (flag, file) = given.first else {
      if options.printScenario {
        throw Failure.usage(
          "--print-scenario: needs --from-audit or another --from, which makes one"
        )
      }
      return nil
    }
    let target = try TargetURL(options.url)
    let mix = AuditScenario.Mix(rawValue: options.mix.rawValue) ?? .mixed
    if flag == "--from-audit" {
      let made = AuditScenario(of: try InputFile.audit(file), mix: mix, target: target.text)
      return ScenarioDraft(text: made.text, live: made.live, left: made.left)
    }
    let bytes = try InputFile.contents(of: file, expected: "the file that \(flag) names")
    switch flag {
    case "--from-openapi":
      return try OpenAPIScenario.draft(
        of: bytes,
        path: file,
        target: target,
        shareOfWrites: mix.shareOfWrites,
        hasToken: try options.environment()["TOKEN"] != nil
      )
    case "--from-har":
      return try HARScenario.draft(
        of: bytes,
        path: file,
        target: target,
        keepsSecrets: options.keepSecrets
      )
    default:
      let (draft, traffic) = try LogScenario.draft(of: bytes, path: file, target: target)
      try Output.file("traffic_profile.csv").write(traffic.profile)
      return draft
    }
  }

  /// The scenario that is run: that of a draft, or of a file; nil for a URL alone.
  func scenario(of draft: ScenarioDraft?) throws -> Scenario? {
    guard let draft, let flag = given.first?.flag else {
      return try ScenarioText.scenario(named: options.url, options)
    }
    guard draft.live > 0 else {
      throw Failure.usage(
        "\(flag): no route can be asked as it stands; complete what --print-scenario prints"
      )
    }
    tell(draft)
    return try Scenario(
      path: flag,
      yaml: Array(draft.text.utf8),
      environment: try options.environment()
    )
  }

  /// Says what is not in a draft.
  func tell(_ draft: ScenarioDraft) {
    guard let flag = given.first?.flag else { return }
    for remark in draft.remarks { StandardStreams.complain("plimsoll: \(Visible.text(remark))") }
    if draft.left > 0 {
      StandardStreams.complain(
        "plimsoll: \(draft.left) of \(draft.live + draft.left) \(lack(flag)) and are left out; "
          + "--print-scenario shows them"
      )
    }
  }

  private func lack(_ flag: String) -> String {
    switch flag {
    case "--from-audit": "routes need an id or a body"
    case "--from-log": "routes need a body"
    default: "requests need values"
    }
  }
}
