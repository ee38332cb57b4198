// The imports at the head of a Python file, and where one more stands as isort would put it.

import SourceText

/// The statements with which a file begins.
struct PythonImports {
  /// One statement of an import, without the end of its line.
  struct Line {
    let span: ByteSpan
    let module: String
    let isFrom: Bool
    let section: Section
  }

  /// Groups of imports in their order.
  enum Section: Int {
    case future, standard, installed, own
  }

  private(set) var lines: [Line] = []
  private let bytes: ArraySlice<UInt8>
  private let folders: Set<Substring>

  /// `folders` are the names in the paths of the project, which tell its own modules from installed ones.
  init(_ bytes: ArraySlice<UInt8>, folders: Set<Substring>) {
    self.bytes = bytes
    self.folders = folders
    read()
  }

  /// Where an import of an installed module stands, and what stands around it; nil where there are no imports.
  func place(of module: String) -> (at: UInt32, before: String, after: String)? {
    let kin = lines.filter { $0.section == .installed }
    let name = module.lowercased()
    if let last = kin.last(where: { !$0.isFrom || $0.module.lowercased() < name }) {
      return end(of: last).map { ($0, "", "") }
    }
    if let first = kin.first { return (first.span.start, "", "") }
    if let own = lines.first(where: { $0.section == .own }) { return (own.span.start, "", "\n") }
    return lines.last.flatMap(end).map { ($0, "\n", "") }
  }

  /// Behind the end of a statement's line; nil where the file ends without one.
  private func end(of line: Line) -> UInt32? {
    bytes[Int(line.span.end)...].firstIndex(of: 0x0A).map { UInt32($0 + 1) }
  }

  private mutating func read() {
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
      let line = bytes[start..<end]
      var next = end + 1
      if line.starts(with: "\"\"\"".utf8) || line.starts(with: "'''".utf8) {
        next = behindText(from: start, mark: line.prefix(3))
      } else if line.starts(with: "from ".utf8) || line.starts(with: "import ".utf8) {
        let last = endOfStatement(from: start, lineEnd: end)
        add(ByteSpan(start: UInt32(start), end: UInt32(last)))
        next = last + 1
      } else if ["def ", "class ", "async ", "@"].contains(where: { line.starts(with: $0.utf8) }) {
        return
      }
      start = next
    }
  }

  /// Behind the line that ends a text of several lines.
  private func behindText(from start: Int, mark: ArraySlice<UInt8>) -> Int {
    var at = start + 3
    while at + 3 <= bytes.endIndex, !bytes[at..<(at + 3)].elementsEqual(mark) { at += 1 }
    return (bytes[min(at, bytes.endIndex)...].firstIndex(of: 0x0A) ?? bytes.endIndex) + 1
  }

  /// Names in parentheses go on to the closing one.
  private func endOfStatement(from start: Int, lineEnd: Int) -> Int {
    let line = bytes[start..<lineEnd].prefix { $0 != UInt8(ascii: "#") }
    guard line.contains(UInt8(ascii: "(")), !line.contains(UInt8(ascii: ")")) else {
      return lineEnd
    }
    let close = bytes[lineEnd...].firstIndex(of: UInt8(ascii: ")")) ?? lineEnd
    return bytes[close...].firstIndex(of: 0x0A) ?? bytes.endIndex
  }

  private mutating func add(_ span: ByteSpan) {
    let text = bytes[Int(span.start)..<Int(span.end)]
    let words = text.prefix(200).split(separator: 32)
    guard words.count > 1 else { return }
    let isFrom = words[0].elementsEqual("from".utf8)
    let name = words[1].prefix { $0 != UInt8(ascii: ",") && $0 > 32 }
    let module = String(decoding: name, as: UTF8.self)
    lines.append(
      Line(span: span, module: module, isFrom: isFrom, section: section(of: module))
    )
  }

  private func section(of module: String) -> Section {
    let top = module.prefix { $0 != "." }
    if top == "__future__" { return .future }
    if top.isEmpty || folders.contains(top) { return .own }
    return Self.standard.contains(String(top)) ? .standard : .installed
  }

  /// Modules of Python's own library that applications import.
  private static let standard: Set<String> = [
    "abc", "argparse", "array", "ast", "asyncio", "atexit", "base64", "binascii", "bisect",
    "builtins", "calendar", "cgi", "cmath", "codecs", "collections", "concurrent", "configparser",
    "contextlib", "contextvars", "copy", "csv", "ctypes", "dataclasses", "datetime", "decimal",
    "difflib", "email", "enum", "errno", "fcntl", "fnmatch", "fractions", "functools", "gc",
    "getpass", "gettext", "glob", "graphlib", "gzip", "hashlib", "heapq", "hmac", "html", "http",
    "imaplib", "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword", "locale",
    "logging", "math", "mimetypes", "multiprocessing", "numbers", "operator", "os", "pathlib",
    "pickle", "pkgutil", "platform", "pprint", "queue", "random", "re", "sched", "secrets",
    "select", "shelve", "shlex", "shutil", "signal", "smtplib", "socket", "socketserver", "sqlite3",
    "ssl", "stat", "statistics", "string", "struct", "subprocess", "sys", "tarfile", "tempfile",
    "textwrap", "threading", "time", "timeit", "tokenize", "traceback", "types", "typing",
    "unicodedata", "unittest", "urllib", "uuid", "warnings", "weakref", "xml", "zipfile", "zlib",
    "zoneinfo",
  ]
}
