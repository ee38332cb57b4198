// Handlers put into a wrapper that hands their rejections to the next error handler.

import Findings
import SemanticModel
import SourceText

/// The edits that wrap the handlers of a file where they are registered.
struct RejectionRepair {
  private let functions: Set<FunctionRef>
  private let program: Program

  init(_ functions: [FunctionRef], in program: Program) {
    self.functions = Set(functions)
    self.program = program
  }

  /// What one registration looks like, and the edits of all; nil where some of the handlers are given otherwise than as
  /// arguments of registering calls of one file.
  var remedy: (before: String, after: String, repair: Repair?)? {
    let places = arguments
    guard let first = places.first, !program.isPython(first.unit) else { return nil }
    let edit = program.edit(ofFile: first.unit)
    let known = wrapper(in: first.unit)
    let name = known ?? program.freshName("forwarding", in: first.unit)
    let before = edit.source(first.span)
    return (
      Excerpt.short(before, keeping: before), Excerpt.short("\(name)(\(before))", keeping: name),
      repair(places, name, isKnown: known != nil)
    )
  }

  private func repair(_ places: [SourcePlace], _ name: String, isKnown: Bool) -> Repair? {
    guard let unit = places.first?.unit, places.allSatisfy({ $0.unit == unit }),
      covered == functions
    else { return nil }
    var edit = program.edit(ofFile: unit)
    for place in Set(places).sorted() {
      edit.replace(ByteSpan(start: place.span.start, end: place.span.start), with: "\(name)(")
      edit.replace(ByteSpan(start: place.span.end, end: place.span.end), with: ")")
    }
    if !isKnown {
      // Types would have to be imported from the framework.
      guard !program.isTyped(unit) else { return nil }
      let semicolon = edit.style.hasSemicolons ? ";" : ""
      let text =
        "const \(name) = (handler) => (req, res, next) =>\n\(edit.style.indent)"
        + "Promise.resolve(handler(req, res, next)).catch(next)\(semicolon)\n"
      guard edit.define(text) else { return nil }
    }
    // What worked before is answered as before; what failed is answered at all.
    return program.repair([edit])
  }

  /// The arguments that give the functions to registering calls.
  private var arguments: [SourcePlace] { found.map(\.place) }

  private var covered: Set<FunctionRef> { Set(found.map(\.function)) }

  private var found: [(function: FunctionRef, place: SourcePlace)] {
    var result: [(function: FunctionRef, place: SourcePlace)] = []
    for route in program.routes {
      for handler in route.handlers where functions.contains(handler) {
        guard let place = argument(giving: handler, of: route) else { continue }
        result.append((handler, place))
      }
      for middleware in route.chain {
        for function in middleware.functions where functions.contains(function) {
          result.append((function, middleware.place))
        }
      }
    }
    return result
  }

  /// The last argument of the call that registers a route, where it is the handler itself or its name.
  private func argument(giving function: FunctionRef, of route: Route) -> SourcePlace? {
    guard let call = route.call, let position = program.position(of: call),
      let last = program.call(at: position).arguments.last
    else { return nil }
    let place = SourcePlace(unit: call.unitIndex, span: last.span)
    switch last.shape {
    case .function:
      let body = program.body(of: function)
      return body.unit == place.unit && body.span == place.span ? place : nil
    case .path: return place
    default: return nil
    }
  }

  /// The name of what other handlers of the file are wrapped in.
  private func wrapper(in unit: Int) -> String? {
    for route in program.routes where route.place.unit == unit && route.rejections == .forwarded {
      guard let call = route.call, let position = program.position(of: call),
        let last = program.call(at: position).arguments.last
      else { continue }
      let text = program.source(of: SourcePlace(unit: call.unitIndex, span: last.span))
      let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
      guard !name.isEmpty, name != "async", text.dropFirst(name.count).first == "(" else {
        continue
      }
      return String(name)
    }
    return nil
  }
}
