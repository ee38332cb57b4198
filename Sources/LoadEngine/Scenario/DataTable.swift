// Data files as columns and rows.

import ConfigSyntax

/// The columns and rows of a CSV or JSON file.
struct DataTable: Sendable, Hashable {
  private(set) var columns: [String] = []
  private(set) var rows: [[String]] = []

  static let mostRows = 1_000_000

  /// A list of objects, or a list of texts whose only column is `value`.
  init(json: [UInt8], path: String) throws(LoadError) {
    let document = ConfigDocument(json: json)
    if let problem = document.diagnostics.first {
      throw .plan("\(path):\(problem.line): \(problem.message); correct the JSON")
    }
    let items = document.value.items
    columns = items.first?.value.members.map(\.key) ?? []
    if columns.isEmpty, !items.isEmpty { columns = ["value"] }
    for item in items {
      let row = columns.map { column in
        (item.value.isObject ? item.value[column] ?? .null : item.value).scalarText ?? ""
      }
      rows.append(row)
    }
    try check(path)
  }

  /// Lines of values between commas, the first with the columns' names (RFC 4180).
  init(csv bytes: [UInt8], path: String) throws(LoadError) {
    var record: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func end(_ field: inout [UInt8], _ record: inout [String]) {
      record.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x22 where isQuoted && index < bytes.count && bytes[index] == 0x22:
        field.append(0x22)
        index += 1
      case 0x22 where isQuoted || field.isEmpty: isQuoted.toggle()
      case _ where isQuoted: field.append(byte)
      case 0x2C: end(&field, &record)
      case 0x0D: break
      case 0x0A:
        end(&field, &record)
        try take(&record, path)
      default: field.append(byte)
      }
    }
    if isQuoted { throw .plan("\(path): a quote is not closed; correct the CSV") }
    if !field.isEmpty || !record.isEmpty {
      end(&field, &record)
      try take(&record, path)
    }
    try check(path)
  }

  private mutating func take(_ record: inout [String], _ path: String) throws(LoadError) {
    defer { record = [] }
    if record == [""] { return }
    guard !columns.isEmpty else {
      columns = record
      return
    }
    guard record.count == columns.count else {
      throw .plan(
        "\(path): row \(rows.count + 1) has \(record.count) values for \(columns.count) columns"
      )
    }
    rows.append(record)
    guard rows.count <= Self.mostRows else {
      throw .plan("\(path): more than \(Self.mostRows) rows; give a part of them")
    }
  }

  private func check(_ path: String) throws(LoadError) {
    guard !rows.isEmpty, columns.allSatisfy({ !$0.isEmpty }) else {
      throw .plan("\(path): no rows; write a line with the columns' names, and one for each row")
    }
  }
}
