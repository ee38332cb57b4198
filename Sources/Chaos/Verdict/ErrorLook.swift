// What an error looks like to those who get it.

import ConfigSyntax
package import LoadEngine

/// How a refusal is told.
package enum ErrorLook: String, Sendable, Hashable, CaseIterable {
  case json = "JSON"
  case html = "HTML"
  case text = "plain text"
  case empty = "empty body"
  /// JSON or HTML that is announced and is none.
  case broken = "broken body"
  case stackTrace = "stack trace"
  /// Addresses, system errors or statements that are nobody's business.
  case internals = "internals of the server"

  /// Whether a person or a program can go on with it.
  package var isFriendly: Bool {
    switch self {
    case .json, .html, .text: true
    case .empty, .broken, .stackTrace, .internals: false
    }
  }

  private static let traces: [StaticString] = [
    "Traceback (most recent call last)", "\n    at ", "\\n    at ", "&nbsp;at ", "<br>    at ",
    "Exception in thread", "goroutine 1 [", "panic: ", "\nCaused by: ", "node_modules/",
  ]
  private static let secrets: [StaticString] = [
    "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOTFOUND", "SQLSTATE",
    "Connection refused", "connection refused", "connection to server at",
    "terminating connection", "password authentication", "SELECT ", "INSERT INTO ",
  ]

  package init(of refusal: Refusal) {
    let body = refusal.body
    let type = refusal.header("content-type")
    // Of bytes that are compressed still only the announcement can be read.
    if refusal.isCoded, !body.isEmpty {
      self = type.contains("json") ? .json : type.contains("html") ? .html : .text
    } else if Self.traces.contains(where: { body.holds($0) }) {
      self = .stackTrace
    } else if Self.secrets.contains(where: { body.holds($0) }) {
      self = .internals
    } else if body.allSatisfy({ $0 <= 0x20 }) {
      self = .empty
    } else if type.contains("json") {
      self = Self.isJSON(body) ? .json : .broken
    } else if type.contains("html") {
      self = body.holds("<") ? .html : .broken
    } else {
      self = .text
    }
  }

  /// A body that was cut off where it is kept no longer is taken as it begins.
  private static func isJSON(_ body: [UInt8]) -> Bool {
    if body.count >= Refusal.mostBytes {
      return body.first == UInt8(ascii: "{") || body.first == UInt8(ascii: "[")
    }
    return ConfigDocument(strictJSON: body).diagnostics.isEmpty
  }
}

extension [UInt8] {
  /// Whether the bytes hold a word somewhere.
  fileprivate func holds(_ word: StaticString) -> Bool {
    let word = Array(word.description.utf8)
    guard let first = word.first, word.count <= count else { return false }
    for start in 0...(count - word.count) where self[start] == first {
      if self[start..<start + word.count].elementsEqual(word) { return true }
    }
    return false
  }
}
