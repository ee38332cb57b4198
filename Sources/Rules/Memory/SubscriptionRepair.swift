// Ends what an effect or a request begins, where it ends itself.

import Findings
import SemanticModel
import SourceText

/// The edits that keep a timer or listener and end it again.
struct SubscriptionRepair {
  private let subscription: Subscription
  private let site: CallSite
  private let program: Program

  init(_ subscription: Subscription, in program: Program) {
    self.subscription = subscription
    site = subscription.site
    self.program = program
  }

  /// Nil where the code around is of another form than the edits can keep.
  var repair: Repair? {
    guard let statement = program.statement(of: site) else { return nil }
    switch subscription.kind {
    case .effect: return cleanup(statement)
    case .interval: return closing(statement)
    case .listener, .lostTimer, .objectURL, .ownElement: return nil
    }
  }

  // MARK: Effects

  private static let begins: Set<String> = [
    "setInterval", "setTimeout", "addEventListener", "addListener", "on", "subscribe", "observe",
  ]

  /// A function that the effect returns, of all that it began.
  private func cleanup(_ statement: StatementPlace) -> Repair? {
    let others = program.calls(writtenIn: site.function).filter { other in
      other.position != site.position && Self.begins.contains(Self.lastName(other))
    }
    // Several are ended together or not at all: one cleanup would hide the rest.
    guard others.isEmpty, !program.returns(site.function), !program.canAwait(in: site.function)
    else { return nil }
    var edit = program.edit(ofFile: site.place.unit)
    guard let ending = ending(statement, &edit) else { return nil }
    let at = ByteSpan(start: statement.bodyEnd, end: statement.bodyEnd)
    edit.replace(at, with: "\(statement.indent)return () => \(ending)\(statement.semicolon)\n")
    return program.repair([edit])
  }

  /// The call that ends it.
  private func ending(_ statement: StatementPlace, _ edit: inout SourceEdit) -> String? {
    switch Self.lastName(site) {
    case "setInterval":
      return "clearInterval(\(kept(as: "timer", statement, &edit)))"
    case "addEventListener", "on": return removal(statement, &edit)
    default:
      guard let name = statement.name else { return nil }
      let closes = ["WebSocket", "EventSource"].contains { subscription.subject == "new \($0)" }
      let observes = subscription.subject.hasSuffix("Observer")
      return closes ? "\(name).close()" : observes ? "\(name).disconnect()" : nil
    }
  }

  /// The name of what the call returns, which gets one where it has none.
  private func kept(as wish: String, _ statement: StatementPlace, _ edit: inout SourceEdit)
    -> String
  {
    if let name = statement.name { return name }
    let name = program.freshName(wish, in: site.place.unit)
    let start = site.place.span.start
    edit.replace(ByteSpan(start: start, end: start), with: "const \(name) = ")
    return name
  }

  private func removal(_ statement: StatementPlace, _ edit: inout SourceEdit) -> String? {
    let arguments = site.arguments
    guard statement.name == nil, arguments.count >= 2, let method = site.method,
      case .text(let event) = arguments[0].shape
    else { return nil }
    var given = arguments.map { edit.source($0.span) }
    switch arguments[1].shape {
    case .path: break
    case .function:
      guard let name = handlerName(of: event) else { return nil }
      let start = site.place.span.start
      let line = "const \(name) = \(given[1])\(statement.semicolon)\n\(statement.indent)"
      edit.replace(ByteSpan(start: start, end: start), with: line)
      edit.replace(arguments[1].span, with: name)
      given[1] = name
    default:
      // A function with a name is not taken for options.
      guard Self.isName(given[1]) else { return nil }
    }
    let receiver = edit.source(
      ByteSpan(start: site.place.span.start, end: method.span.start)
    )
    let off = method.name == "on" ? "off" : "removeEventListener"
    return "\(receiver)\(off)(\(given.joined(separator: ", ")))"
  }

  private func handlerName(of event: String) -> String? {
    let letters = event.utf8.allSatisfy { ($0 | 32) >= 97 && ($0 | 32) <= 122 }
    guard letters, let first = event.first else { return nil }
    return program.freshName("on\(first.uppercased())\(event.dropFirst())", in: site.place.unit)
  }

  // MARK: Requests

  /// A timer of a request ends with its response.
  private func closing(_ statement: StatementPlace) -> Repair? {
    var edit = program.edit(ofFile: site.place.unit)
    guard Self.lastName(site) == "setInterval", let response = response(edit) else { return nil }
    let timer = kept(as: "timer", statement, &edit)
    let quote = Self.quote(in: edit)
    let line =
      "\n\(statement.indent)\(response).on(\(quote)close\(quote), () => clearInterval(\(timer)))\(statement.semicolon)"
    edit.replace(ByteSpan(start: statement.end, end: statement.end), with: line)
    return program.repair([edit])
  }

  /// The second parameter of the handler, where it is written to as Node's responses are.
  private func response(_ edit: SourceEdit) -> String? {
    let names = program.parameterNames(of: site.function)
    guard names.count >= 2, Self.isName(names[1]) else { return nil }
    let text = edit.source(program.body(around: site).span)
    let writes = ["write(", "writeHead(", "flushHeaders("].contains {
      text.contains("\(names[1]).\($0)")
    }
    return writes ? names[1] : nil
  }

  private static func lastName(_ site: CallSite) -> String {
    site.calleeText.split(separator: ".").last.map(String.init) ?? ""
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        ($0 | 32) >= 97 && ($0 | 32) <= 122 || $0 >= 48 && $0 <= 57 || $0 == 95 || $0 == 36
      }
  }

  private static func quote(in edit: SourceEdit) -> String { SourceStyle(edit).quote }
}
