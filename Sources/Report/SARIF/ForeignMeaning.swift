// What rules of other tools mean, in the categories of the audit.

import Findings

/// The categories that a rule of another tool speaks of; none for what is no matter of load.
enum ForeignMeaning {
  /// The first is the rule's own; a finding of ours of any of them says the same.
  static func categories(of result: ForeignResult) -> [Category] {
    let name = name(of: result.rule)
    if let known = byRule[name] { return known }
    for tag in result.tags {
      let word = tag.lowercased()
      if let number = word.split(separator: "-").last.flatMap({ Int($0) }), word.contains("cwe"),
        let known = byWeakness[number]
      {
        return known
      }
    }
    if let known = byWord.first(where: { name.contains($0.word) }) { return known.categories }
    return result.tags.contains { $0.lowercased() == "performance" } || name.hasPrefix("perf")
      ? [.other] : []
  }

  /// `S113`, `eslint(no-await-in-loop)`, `js/redos`, `python.requests.best-practice.use-timeout`: the last name.
  private static func name(of rule: String) -> String {
    var text = rule.lowercased()[...]
    if text.hasSuffix(")"), let open = text.firstIndex(of: "(") {
      text = text[text.index(after: open)...].dropLast()
    }
    return String(text.split { $0 == "/" || $0 == "." }.last ?? text)
  }

  private static let byRule: [String: [Category]] = {
    var result: [String: [Category]] = [:]
    for (categories, names) in table {
      for name in names.split(separator: " ") { result[String(name)] = categories }
    }
    return result
  }()

  private static let table: [([Category], String)] = [
    ([.awaitWaterfall, .nPlusOne], "no-await-in-loop"),
    ([.nPlusOne], "access-foreign-keys batch-import"),
    ([.unboundedFetch], "len-all-count"),
    ([.checkThenAct], "require-atomic-updates file-system-race"),
    ([.missingTimeout], "s113 use-timeout missing-timeout w3101 request-without-timeout"),
    (
      [.eventLoopBlock],
      "no-sync async100 async210 async211 async212 async220 async221 async222 async230 async250 async251 "
        + "redos polynomial-redos loop-bound-injection arbitrary-sleep no-accumulating-spread"
    ),
    ([.abuseControl], "missing-rate-limiting resource-exhaustion"),
    (
      [.errorObservability],
      "no-empty no-floating-promises no-misused-promises s110 s112 ble001 e722 ruf006 empty-except"
    ),
    ([.leakedHandle], "sim115 r1732 consider-using-with file-not-closed open-never-closed"),
    ([.globalGrowth], "b019"),
    (
      [.renderStorm],
      "jsx-no-new-object-as-prop jsx-no-new-array-as-prop jsx-no-new-function-as-prop jsx-no-jsx-as-prop "
        + "jsx-no-bind jsx-no-constructed-context-values no-unstable-nested-components"
    ),
    ([.fetchLoop, .renderStorm], "exhaustive-deps"),
    ([.bundleShape], "no-barrel-file"),
  ]

  /// By number of the Common Weakness Enumeration.
  private static let byWeakness: [Int: [Category]] = [
    400: [.abuseControl, .eventLoopBlock], 770: [.abuseControl, .unboundedFetch],
    730: [.eventLoopBlock], 1333: [.eventLoopBlock], 404: [.leakedHandle], 772: [.leakedHandle],
    775: [.leakedHandle], 401: [.leakedHandle, .globalGrowth], 362: [.checkThenAct],
    367: [.checkThenAct], 390: [.errorObservability], 391: [.errorObservability],
    1088: [.missingTimeout],
  ]

  private static let byWord: [(word: String, categories: [Category])] = [
    ("n-plus-one", [.nPlusOne]), ("n+1", [.nPlusOne]),
    ("await-in-loop", [.awaitWaterfall, .nPlusOne]),
    ("timeout", [.missingTimeout]), ("redos", [.eventLoopBlock]), ("rate-limit", [.abuseControl]),
    ("memory-leak", [.leakedHandle, .globalGrowth]),
  ]
}
