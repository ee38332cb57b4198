// Code that every visitor loads and few need.

import Capacity
import Findings
import SemanticModel

/// Reports large packages in the first load of an application.
struct HeavyImport: Rule {
  static let about = RuleDescription(
    name: "heavy-first-load",
    category: .bundleShape,
    worst: .medium,
    title: "A large package is part of the first load",
    problem: """
      The import stands on the way from the start of the application, so its code is loaded, read and compiled before \
      anything is shown, on every visit without a warm cache, also for those who never see what it is for.
      """,
    verify:
      "Build for production and look at the sizes of the chunks: the package must not be in the one that starts the application.",
    fix:
      "Load what needs it when it is shown (`const Chart = lazy(() => import(\"./Chart\"))`), or import only the part that is used.",
    tradeOff: "The first time that it is shown waits for one more file.",
    effort: Effort(low: 0.25, high: 2)
  )

  /// What Lighthouse assumes of a slow mobile connection (`mobileSlow4G`: 1,638.4 kbit/s).
  private static let bytesPerSecond = 1_638_400.0 / 8

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.eagerImports.map { finding(of: $0, under: target, in: program) }
  }

  private func finding(
    of item: EagerImport,
    under target: LoadTarget,
    in program: Program
  ) -> Finding {
    let rule = item.rule
    let isWhole = rule.part == .whole
    let goal = target.p95Milliseconds / 1_000
    let limit = goal * Self.bytesPerSecond
    let isLarge = rule.size.map { Double($0.bytes) >= limit } ?? false
    let isReplaced = isWhole && !rule.instead.isEmpty
    let confirm = confirm(item)
    return finding(
      Diagnosis(
        place: item.place,
        because: item.others.map { ($0, "imports it as well") },
        function: program.function(at: item.place) ?? program.outermostOfFile(item.place.unit),
        title: title(of: item),
        problem: item.page == nil ? Self.about.problem : Self.ofPage,
        severity: isLarge && item.page == nil ? .medium : .monitor,
        tier: confirm == nil ? .finding : .suspicious,
        confidence: .medium,
        impact: impact(of: rule),
        verify: Verify(
          steps: Self.about.verify,
          command: rule.size == nil ? Self.measuring(rule.package) : nil
        ),
        fix: Remedy(
          isReplaced
            ? "Import \(rule.instead) in its place." : Self.about.fix,
          before: Excerpt.short(program.source(of: item.place), keeping: rule.package)
        ),
        confirm: confirm,
        threshold: "\(Figure.grouped(limit)) compressed bytes of `\(rule.package)`: "
          + "\(Figure.duration(goal)), the p95 goal, at 1.6384 Mbit/s",
        tradeOff: isReplaced
          ? "Each place that imports it must be changed: one import left brings it all back." : nil
      ),
      in: program
    )
  }

  private static let ofPage = """
    The page's own code brings the whole package: it is loaded, read and compiled before the page answers, by everyone \
    who opens it without a warm cache.
    """

  private func title(of item: EagerImport) -> String {
    let name = "`\(item.rule.package)`"
    if let page = item.page { return "\(name) is imported whole, by the page `\(page)`" }
    return item.rule.part == .whole
      ? "\(name) is imported whole, in the first load" : "\(name) is part of the first load"
  }

  private func impact(of rule: BundleRule) -> Impact {
    guard let size = rule.size else {
      return Impact(
        estimate: "The size of `\(rule.package)` needs confirmation: "
          + "`\(Self.measuring(rule.package))` counts its compressed bytes",
        confidence: .low
      )
    }
    let bytes = Double(size.bytes)
    return Impact(
      estimate: "\(Figure.grouped(bytes)) bytes (version \(size.version) whole, minified, gzip)"
        + " × 8 ÷ 1.6384 Mbit/s = \(Figure.duration(bytes / Self.bytesPerSecond)) on a slow mobile connection; "
        + "assuming that your version is as large",
      confidence: .low
    )
  }

  /// How many files may share a toolbox before most of what it holds is likely to be used.
  private static let few = 20

  private func confirm(_ item: EagerImport) -> String? {
    let rule = item.rule
    var parts: [String] = []
    if let page = item.page {
      parts.append("Check how many visitors open `\(page)`: one page loads it, not all.")
    }
    if rule.part == .whole, item.importers > Self.few {
      parts.append(
        "Check how much of `\(rule.package)` the \(item.importers) files that import it use: that much stays."
      )
    }
    if rule.part == .feature {
      parts.append("Check whether the first page shows what `\(rule.package)` is for.")
    }
    if rule.size == nil {
      parts.append("Measure how large `\(rule.package)` is: nobody has for this report.")
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// The command that counts a package's bytes where it is installed.
  private static func measuring(_ package: String) -> String {
    "echo 'import * as m from \"\(package)\"; console.log(m)' | npx esbuild --bundle --minify | gzip -9 | wc -c"
  }
}
