// Source with options added to a call, at their place and in the style around them.

import Facts
import SourceText

extension Program {
  /// The call at a place with the properties that a rule suggests; nil where their place cannot be told.
  package func source(
    of place: SourcePlace,
    adding rules: [DeadlineRule.OptionRule]
  ) -> String? {
    for rule in rules {
      guard let suggestion = rule.suggestion else { continue }
      guard let site = call(spanning: place) else {
        let properties = suggestion.properties.joined(separator: ", ")
        return suggestion.method.map { "\(text(at: place)).\($0)({ \(properties) })" }
      }
      if let text = source(of: site, adding: suggestion, by: rule) { return text }
    }
    return nil
  }

  /// What is called at a place, as the source spells it; what stands there where it is no call.
  package func callee(at place: SourcePlace) -> String {
    call(spanning: place)?.calleeText ?? text(at: place)
  }

  private func call(spanning place: SourcePlace) -> CallSite? {
    let instructions = units[place.unit].facts.instructions
    return table.calls(of: place.unit)
      .first { instructions[calls[$0].place.id.index].span == place.span }
      .map { call(at: $0) }
  }

  private func text(at place: SourcePlace) -> String {
    SourceEdit(place, in: self).text ?? ""
  }

  private func source(
    of site: CallSite,
    adding suggestion: DeadlineRule.Suggestion,
    by rule: DeadlineRule.OptionRule
  ) -> String? {
    let arguments = site.arguments
    let named = suggestion.position ?? (rule.argument < 0 ? nil : rule.argument)
    guard let position = named ?? arguments.lastIndex(where: \.isObject) else { return nil }
    var edit = SourceEdit(site.place, in: self)
    let given = position < arguments.count ? arguments[position] : nil
    guard suggestion.conditions.allSatisfy({ given?.says($0.key, $0.value) ?? false }) else {
      return nil
    }
    guard let argument = given else {
      return edit.append(suggestion.properties, at: position, behind: arguments)
    }
    switch argument.shape {
    case .object(let properties):
      // Options that a factory makes do not stand here.
      let factories = rule.keys.filter { $0.contains("()") }.map { OptionPath($0).key }
      guard !properties.contains(where: { factories.contains($0.name) }) else { return nil }
      return edit.insert(suggestion.properties, into: argument)
    case .path:
      let options = edit.source(argument.span)
      edit.replace(
        argument.span,
        with: "{ ...\(options), \(suggestion.properties.joined(separator: ", ")) }"
      )
      return edit.text
    default: return nil
    }
  }
}

extension Operand {
  fileprivate func says(_ name: String, _ wanted: String) -> Bool {
    guard case .text(let text) = self[name]?.shape else { return false }
    return text == wanted
  }
}

extension SourceEdit {
  /// Adds an object behind the last argument.
  fileprivate mutating func append(
    _ properties: [String],
    at position: Int,
    behind arguments: [Operand]
  ) -> String? {
    let gap = position - arguments.count
    guard gap <= 1, place.span.end > place.span.start else { return nil }
    let close = place.span.end - 1
    guard source(ByteSpan(start: close, end: close + 1)) == ")" else { return nil }
    let object = "{ \(properties.joined(separator: ", ")) }"
    guard let last = arguments.last else {
      guard gap == 0 else { return nil }
      replace(ByteSpan(start: close, end: close), with: object)
      return text
    }
    guard isBlank(ByteSpan(start: last.span.end, end: close)) else { return nil }
    let filler = gap == 0 ? "" : "undefined, "
    replace(ByteSpan(start: last.span.end, end: last.span.end), with: ", \(filler)\(object)")
    return text
  }

  /// Adds properties behind the last one of an object literal, and changes those that it has.
  fileprivate mutating func insert(_ properties: [String], into object: Operand) -> String? {
    var added: [String] = []
    for property in properties {
      let name = String(property.prefix { $0 != ":" })
      if let own = object[name] {
        // A nested option beside others (`extra: { … }`) is not ours to replace.
        guard !own.isObject else { return nil }
        replace(own.span, with: String(property.dropFirst(name.count + 2)))
      } else {
        added.append(property)
      }
    }
    guard !added.isEmpty else { return text }
    guard object.span.end > object.span.start else { return nil }
    let close = object.span.end - 1
    guard source(ByteSpan(start: close, end: close + 1)) == "}" else { return nil }
    guard let last = object.properties.last else {
      replace(object.span, with: "{ \(added.joined(separator: ", ")) }")
      return text
    }
    guard isBlank(ByteSpan(start: last.value.span.end, end: close)) else { return nil }
    let end = last.value.span.end
    let isMultiline = source(ByteSpan(start: end, end: close)).contains("\n")
    let indent = lineHead(before: end).indent
    let separator = isMultiline ? ",\n\(indent)" : ", "
    let at = ByteSpan(start: end, end: end)
    replace(at, with: separator + added.joined(separator: separator))
    return text
  }

  /// Whether nothing but blanks and commas stands at a span.
  private func isBlank(_ span: ByteSpan) -> Bool {
    slice(span).allSatisfy {
      $0 == UInt8(ascii: ",") || $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13
    }
  }
}
