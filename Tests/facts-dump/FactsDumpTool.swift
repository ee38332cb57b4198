// Prints the facts of files, or counts those of a whole folder.

import Facts
import Foundation
import JavaScriptSyntax
import PythonSyntax
import SourceText
import SyntaxTree

/// `facts-dump FILE…` prints; `facts-dump --count FILE…` reads only and prints totals.
@main
enum FactsDumpTool {
  static func main() {
    var paths = Array(CommandLine.arguments.dropFirst())
    let isCounting = paths.first == "--count"
    if isCounting { paths.removeFirst() }
    let hasRun = LargeStack.run {
      if isCounting { count(paths) } else { dump(paths) }
    }
    if !hasRun { print("no thread could be started") }
  }

  private static func source(_ path: String) -> SourceBuffer? {
    FileManager.default.contents(atPath: path).map { SourceBuffer($0) }
  }

  private static func dump(_ paths: [String]) {
    var reader = Reader()
    for path in paths {
      guard let source = source(path), let facts = reader.facts(of: source, path) else {
        print("cannot read \(path)")
        continue
      }
      if paths.count > 1 { print("== \(path)") }
      print(FactsDump.text(of: facts), terminator: "")
    }
  }

  private static func count(_ paths: [String]) {
    var reader = Reader()
    var totals = Totals()
    for path in paths {
      guard let source = source(path), let facts = reader.facts(of: source, path) else { continue }
      totals.add(facts, byteCount: source.count)
    }
    print(totals.text)
  }
}

/// Reads a file as what its name says.
private struct Reader: ~Copyable {
  private var javaScript = JavaScriptReader(onLargeStack: true)
  private var python = PythonReader(onLargeStack: true)

  mutating func facts(of source: SourceBuffer, _ path: String) -> FileFacts? {
    if path.hasSuffix(".py") { return python.facts(of: source) }
    return Dialect(path: path).map { javaScript.facts(of: source, as: $0) }
  }
}

private struct Totals {
  private var files = 0
  private var bytes = 0
  private var tables: [Table] = []

  private struct Table {
    var name: String
    var count: Int
    var size: Int
  }

  mutating func add(_ facts: FileFacts, byteCount: Int) {
    files += 1
    bytes += byteCount
    let counts = [
      size("values", facts.values), size("numbers", facts.numbers), size("lists", facts.lists),
      size("symbols", facts.symbols), size("functions", facts.functions),
      size("parameters", facts.parameters), size("regions", facts.regions),
      size("instructions", facts.instructions), size("classes", facts.classes),
      size("members", facts.members), size("imports", facts.imports),
      size("exports", facts.exports), size("names", facts.names.bytes),
      size("name ends", facts.names.ends), size("lines", facts.lines.starts),
      size("diagnostics", facts.diagnostics),
    ]
    if tables.isEmpty {
      tables = counts
    } else {
      for index in counts.indices {
        tables[index].count += counts[index].count
        tables[index].size += counts[index].size
      }
    }
  }

  private func size<Element>(_ name: String, _ table: [Element]) -> Table {
    Table(name: name, count: table.count, size: table.count * MemoryLayout<Element>.stride)
  }

  var text: String {
    let lines = tables.map { "\($0.name): \($0.count), \($0.size) bytes" }
    let total = tables.reduce(0) { $0 + $1.size }
    let ratio = bytes == 0 ? 0 : Double(total) / Double(bytes)
    return
      (["\(files) files, \(bytes) bytes of source"] + lines
      + ["facts: \(total) bytes, \(ratio) for each byte of source"]).joined(separator: "\n")
  }
}
