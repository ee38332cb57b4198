// The advice and its proof as files: for whoever builds the indexes, and for whoever doubts them.

import Queries

/// `index_advice.sql` and `explain/*.json`.
package struct AdviceFiles {
  private let result: LabResult
  private let queries: [LabQuery]
  private let declaration: (IndexAdvice, String) -> String?

  /// `queries` are those that the result's positions mean; `declaration` words an index as a library declares it.
  package init(
    of result: LabResult,
    _ queries: [LabQuery],
    declaration: @escaping (IndexAdvice, String) -> String?
  ) {
    self.result = result
    self.queries = queries
    self.declaration = declaration
  }

  /// Statements to run on the database, the largest saving first; each says what it serves and what it costs.
  package var script: String {
    var lines = [
      "-- Planned by PostgreSQL \(result.server) on empty tables that have the size and statistics of full ones.",
      "-- Rows of today, stated in plimsoll.yml or assumed:",
    ]
    let tables = Set(result.advice.map(\.table))
    for volume in result.volumes where tables.contains(volume.table) {
      lines.append(
        "--   \(Self.plain(volume.table)): \(Self.grouped(volume.rows)) (\(volume.source.rawValue))"
      )
    }
    for advice in result.advice { lines += [""] + comments(on: advice) + [advice.statement] }
    return lines.joined(separator: "\n") + "\n"
  }

  private func comments(on advice: IndexAdvice) -> [String] {
    var lines: [String] = []
    for served in advice.served {
      let costs = served.figures.map { figure in
        "\(Self.grouped(figure.before.cost)) -> \(Self.grouped(figure.after.cost)) at \(Int(figure.factor))x"
      }
      lines.append("-- cost \(costs.joined(separator: ", "))")
      lines += served.sites.map { "--   \(Self.plain(queries[$0].place))" }
    }
    let sizes = advice.bytes.map { "\(Self.grouped(($0 / 1_048_576).rounded(.up))) MB" }
    lines.append(
      "-- takes about \(sizes.joined(separator: ", ")); the table has \(advice.others) other index\(advice.others == 1 ? "" : "es")"
    )
    let library = advice.served.flatMap(\.sites).compactMap { queries[$0].library }.first
    if let library, let text = declaration(advice, library) {
      lines.append("-- \(Self.plain(library)): \(Self.plain(text))")
    }
    return lines
  }

  /// The plans of each statement that an advised index serves, without it and with it.
  package var plans: [(name: String, text: String)] {
    var seen: Set<String> = []
    return result.advice.flatMap(\.served).filter { seen.insert($0.name).inserted }
      .sorted { $0.name < $1.name }
      .map { served in
        let places = served.sites.map { JSONText.quoted(queries[$0].place) }.joined(separator: ", ")
        let plans = served.figures.map { figure in
          "{\"scale\": \(Int(figure.factor)), \"before\": \(figure.before.json), \"after\": \(figure.after.json)}"
        }
        let text =
          "{\"statement\": \(JSONText.quoted(served.text)), \"sites\": [\(places)], \"server\": \(JSONText.quoted(result.server)), \"plans\": [\n\(plans.joined(separator: ",\n"))\n]}\n"
        return (served.name, text)
      }
  }

  /// A number with commas between its thousands.
  package static func grouped(_ number: Double) -> String {
    let whole = number.rounded()
    guard whole.magnitude < 1e15 else { return "\(number)" }
    var digits = Array("\(Int(whole))".utf8)
    var position = digits.count - 3
    while position > 0, digits[position - 1] != UInt8(ascii: "-") {
      digits.insert(UInt8(ascii: ","), at: position)
      position -= 3
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// A text on one line: a line break would end the comment.
  private static func plain(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
  }
}
