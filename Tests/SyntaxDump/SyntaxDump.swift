// A tool for the tests and measurements of the front ends.

import Glibc
import JavaScriptSyntax
import SourceText
import SyntaxTree

/// `syntax-dump MODE LIST [COUNT]`: does one thing with each file that LIST names, one a line.
@main
struct SyntaxDump {
  static let usage = """
    usage: syntax-dump MODE LIST [COUNT]
      dump    one line for each node, as `Type start end detail`, behind `# path`
      nested  the tree as nested lists
      errors  what could not be read
      check   the promises that every tree keeps
      time    parse only, COUNT times, and say how fast
      fuzz    COUNT mutations of each file
      cuts    each file cut off at COUNT places
      lower   COUNT mutations of each file, lowered to facts
      skipped which files are minified or generated

    """

  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3, let list = readFile(arguments[2]) else {
      complain(usage)
      exit(64)
    }
    let count = arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1
    let paths = list.text(0, UInt32(list.count)).split(separator: "\n").map(String.init)
    var isKnown = false
    let isRunning = LargeStack.run { isKnown = run(arguments[1], paths, count) }
    if !isRunning || !isKnown {
      complain(usage)
      exit(64)
    }
  }

  private static func run(_ mode: String, _ paths: [String], _ count: Int) -> Bool {
    switch mode {
    case "dump": dump(paths)
    case "nested": nested(paths)
    case "errors": errors(paths)
    case "check": Checks.check(paths)
    case "time": Timing.run(paths, count)
    case "fuzz": Checks.fuzz(paths, count)
    case "cuts": Checks.cut(paths, count)
    case "lower": LoweringChecks.run(paths, count)
    case "skipped": skipped(paths)
    default: return false
    }
    return true
  }

  private static func dump(_ paths: [String]) {
    var readers = Readers()
    for path in paths {
      guard let source = readFile(path) else { continue }
      let reading = readers.read(source, path, as: .lines)
      print("# \(path)")
      if !reading.diagnostics.isEmpty { print("! errors \(reading.diagnostics.count)") }
      put(reading.text)
    }
  }

  private static func nested(_ paths: [String]) {
    var readers = Readers()
    for path in paths {
      guard let source = readFile(path) else { continue }
      put(readers.read(source, path, as: .nested).text)
    }
  }

  private static func errors(_ paths: [String]) {
    var readers = Readers()
    var broken = 0
    for path in paths {
      guard let source = readFile(path) else { continue }
      let reading = readers.read(source, path)
      guard let first = reading.diagnostics.first else { continue }
      broken += 1
      let place = LineIndex(starts: source.lineStarts()).position(at: first.offset)
      let context = source.text(first.offset, first.offset + 40).split(separator: "\n").first ?? ""
      print(
        "\(path):\(place.line):\(place.column): \(first.message): `\(context)`"
          + " (\(reading.brokenStatementCount) of \(reading.statementCount) statements)"
      )
    }
    print("\(broken) of \(paths.count) files could not be read entirely")
  }

  private static func skipped(_ paths: [String]) {
    var count = 0
    for path in paths {
      guard let source = readFile(path) else { continue }
      if let reason = Unreadable.reason(path: path, source) {
        count += 1
        print("\(path): \(reason.message)")
      }
    }
    print("\(count) of \(paths.count) files are skipped")
  }

  private static func complain(_ text: String) {
    var text = text
    text.withUTF8 { bytes in _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
  }

  private static func put(_ bytes: [UInt8]) {
    print(String(decoding: bytes, as: UTF8.self), terminator: "")
  }

  static func readFile(_ path: String) -> SourceBuffer? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    // The end of a folder is not a size.
    guard size >= 0, size < SourceBuffer.maximumCount else { return nil }
    return SourceBuffer(count: size) { memory in
      var filled = 0
      while filled < memory.count {
        let got = pread(
          descriptor,
          memory.baseAddress?.advanced(by: filled),
          memory.count - filled,
          filled
        )
        if got <= 0 { break }
        filled += got
      }
    }
  }
}
