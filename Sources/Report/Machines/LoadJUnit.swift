// A load test as a test report, which every CI server can show.

package import Findings

/// A case for each threshold, each check and each figure that must not grow; one for the run itself.
package struct LoadJUnit: Sendable {
  private let run: LoadRun

  package init(of run: LoadRun) { self.run = run }

  /// The report as XML.
  package func text() -> String {
    let cases =
      [whole] + run.thresholds.map(Self.item) + (run.checks ?? []).map(Self.item)
      + (run.soak?.growth ?? []).map(Self.item)
    let failures = cases.count { $0.failure != nil }
    let counts =
      "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\""
      + " time=\"\(MachineText.plain(run.seconds))\""
    let name = XML.attribute("plimsoll load \(run.target)")
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="plimsoll" \(counts)>
        <testsuite name="\(name)" \(counts)>
      \(cases.map(\.text).joined())  </testsuite>
      </testsuites>

      """
  }

  private struct Item {
    let kind: String
    let name: String
    /// Why it does not hold.
    let failure: String?

    var text: String {
      let head =
        "    <testcase classname=\"\(XML.attribute(kind))\" name=\"\(XML.attribute(name))\" time=\"0\""
      guard let failure else { return head + "/>\n" }
      return head + ">\n      <failure type=\"\(XML.attribute(kind))\""
        + " message=\"\(XML.attribute(failure))\"/>\n    </testcase>\n"
    }
  }

  /// A run that does not count passes no pipeline.
  private var whole: Item {
    let reason = run.interrupted ? "the run was interrupted" : run.objection
    return Item(kind: "run", name: "the run says something of the server", failure: reason)
  }

  private static func item(_ threshold: LoadRun.Threshold) -> Item {
    let measured = threshold.measured.map { "measured \(MachineText.plain($0))" }
    let words = [measured ?? "nothing was measured", threshold.reason].compactMap(\.self)
    return Item(
      kind: "threshold",
      name: threshold.threshold,
      failure: threshold.holds ? nil : words.joined(separator: "; ")
    )
  }

  private static func item(_ check: LoadRun.Check) -> Item {
    let total = check.passed + check.failed
    let failure = "\(MachineText.plain(check.failed)) of \(MachineText.plain(total)) answers"
    let holds = check.failed == 0 && total > 0
    return Item(kind: "check", name: check.name, failure: holds ? nil : failure)
  }

  private static func item(_ growth: LoadRun.Soak.Growth) -> Item {
    let slope = growth.perHour.map { " by \(MachineText.plain($0)) \(growth.unit)/h" } ?? ""
    let isGrowing = growth.outcome == "growing"
    return Item(
      kind: "growth",
      name: "\(growth.name) does not grow",
      failure: isGrowing ? "it grows\(slope)" : nil
    )
  }
}
