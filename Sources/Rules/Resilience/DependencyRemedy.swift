// How a call of another service looks behind a queue, and behind a breaker.

import SemanticModel
import SourceText

/// One call of the user's, written anew.
struct DependencyRemedy {
  /// The work is put into a queue.
  let queued: String
  /// The call goes through a breaker with a fallback.
  let broken: String

  init?(_ site: CallSite, in program: Program) {
    let callee = site.calleeText
    guard !callee.isEmpty, !callee.contains("…"), !callee.contains("(") else { return nil }
    let arguments = site.arguments.map { argument in
      program.source(of: SourcePlace(unit: site.place.unit, span: argument.span))
    }
    let text = program.source(of: site.place)
    let inner = Self.inner(of: text)
    let name = site.calledName
    if site.unit.isPython {
      let isAsync = program.canAwait(in: site.function)
      queued = "\(name)_task.delay(\(inner))"
      let breaker = "\(Self.base(callee))_breaker"
      broken =
        isAsync
        ? """
        \(breaker) = aiobreaker.CircuitBreaker(fail_max=5, timeout_duration=timedelta(seconds=30))
        await \(breaker).call_async(\(Self.handed(callee, inner)))
        """
        : """
        \(breaker) = pybreaker.CircuitBreaker(fail_max=5, reset_timeout=30)
        \(breaker).call(\(Self.handed(callee, inner)))
        """
    } else {
      let data =
        site.arguments.count == 1 && site.arguments[0].isObject
        ? arguments[0] : Self.object(of: arguments)
      queued = """
        messageQueue.add("\(name)", \(data), { attempts: 5, backoff: { type: "exponential", delay: 1000 } })
        """
      let isMember = callee.hasPrefix("this.")
      let breaker = isMember ? "this.\(name)Breaker" : "\(name)Breaker"
      broken = """
        // \(isMember ? "In the constructor" : "Once, at the top of the file"):
        \(isMember ? "" : "const ")\(breaker) = new CircuitBreaker((...args) => \(callee)(...args), { timeout: 3000, resetTimeout: 10000 });
        \(breaker).fallback(() => null);
        // Here:
        \(breaker).fire(\(inner))
        """
    }
  }

  /// What stands between the first parenthesis and the last.
  private static func inner(of text: String) -> String {
    let bytes = Array(text.utf8)
    guard let open = bytes.firstIndex(of: UInt8(ascii: "(")), open + 1 < bytes.count else {
      return ""
    }
    return String(decoding: bytes[(open + 1)..<(bytes.count - 1)], as: UTF8.self)
  }

  private static func handed(_ callee: String, _ inner: String) -> String {
    inner.isEmpty ? callee : "\(callee), \(inner)"
  }

  private static func base(_ callee: String) -> String {
    String(callee.split(separator: ".").first ?? "service").lowercased()
  }

  /// `user.email, token` as an object; expressions keep their order in a list.
  private static func object(of arguments: [String]) -> String {
    let isPlain = arguments.allSatisfy { $0.utf8.allSatisfy(isOfPath) }
    guard isPlain else { return "{ arguments: [\(arguments.joined(separator: ", "))] }" }
    let entries = arguments.map { text in
      let last = text.split(separator: ".").last.map(String.init) ?? text
      return last == text ? text : "\(last): \(text)"
    }
    return entries.isEmpty ? "{}" : "{ \(entries.joined(separator: ", ")) }"
  }

  private static func isOfPath(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
