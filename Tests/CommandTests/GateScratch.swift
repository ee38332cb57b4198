// A scratch git repository that holds a copy of the example shop.

import Foundation

struct GateScratch: ~Copyable {
  let command: CommandProcess

  /// The shop, committed with its baseline.
  init(baseline: Bool = true) throws { command = try Self.shop(baseline) }

  private static func shop(_ baseline: Bool) throws -> CommandProcess {
    let command = try CommandProcess()
    let example = CommandProcess.checkout.appendingPathComponent("Examples/storefront").path
    let first = baseline ? "$plimsoll gate --update-baseline &&" : ""
    _ = try command.shell(
      """
      cp -R '\(example)' shop && cd shop && git init -q . && git config user.email a@b.c &&
      git config user.name tester && git config commit.gpgsign false &&
      \(first) git add -A && git commit -qm shop
      """
    )
    return command
  }

  /// A line of shell in the shop.
  func run(_ line: String) throws -> ProcessOutcome { try command.shell("cd shop && \(line)") }

  func gate(_ flags: String = "") throws -> ProcessOutcome { try run("$plimsoll gate \(flags)") }

  func text(_ path: String) throws -> String {
    try String(contentsOf: command.folder.appendingPathComponent("shop/\(path)"), encoding: .utf8)
  }

  func write(_ path: String, _ text: String) throws { try command.write("shop/\(path)", text) }

  /// Puts one text in the place of another.
  func replace(_ old: String, with new: String, in path: String) throws {
    let before = try text(path)
    guard before.contains(old) else { throw Missing(text: old, path: path) }
    try write(path, before.replacing(old, with: new))
  }

  struct Missing: Error {
    let text: String
    let path: String
  }

  static let stockReport = "server/services/reports.js"
  static let wishlists = "server/repositories/wishlists.js"

  /// One query for each product of the stock report, where one query for all was.
  func addQueryInLoop(remark: String = "") throws {
    try replace(
      "  const levels = await inventory.availableForAll(everything.map((product) => product.id));\n",
      with: """
          const levels = new Map();
          for (const product of everything) {\(remark)
            levels.set(product.id, await inventory.available(product.id));
          }

        """,
      in: Self.stockReport
    )
  }

  /// The lines of the table's list of new findings.
  static func named(in output: String) -> [Substring] {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: "New") else { return [] }
    return Array(lines[(start + 1)...].prefix { !$0.isEmpty })
  }
}
