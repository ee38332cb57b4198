// A path to an option, as deadline rules write it.

/// `timeout.request`, or `useFactory().extra` where `f()` stands for what the function at `f` returns.
struct OptionPath {
  let key: String
  /// The key holds a function, and the rest is looked for in what it returns.
  let isCall: Bool
  private let tail: String

  init(_ path: String) {
    let head = String(Substring(path.utf8.prefix { $0 != UInt8(ascii: ".") }))
    isCall = head.hasSuffix("()")
    key = isCall ? String(head.dropLast(2)) : head
    tail = String(Substring(path.utf8.dropFirst(head.utf8.count + 1)))
  }

  /// The path behind the first key.
  var rest: OptionPath? { tail.isEmpty ? nil : OptionPath(tail) }
}

extension [DeadlineFact.Status] {
  /// Set if any is; missing only if all are.
  var best: DeadlineFact.Status {
    if contains(.set) { return .set }
    return contains(.unknown) ? .unknown : .missing
  }
}
