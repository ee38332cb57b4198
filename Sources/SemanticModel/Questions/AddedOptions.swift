// Source with options added to a call, at their place and in the style around them.

import Facts
import SourceText

extension Program {
  /// The call at a place with the properties that a rule suggests; nil where their place cannot be told.
  package func source(
    of place: SourcePlace,
    adding rules: [DeadlineRule.OptionRule]
  ) -> String? {
    edit(of: place, adding: rules)?.text
  }

  /// The edit that gives the call at a place the properties that a rule suggests.
  package func edit(of place: SourcePlace, adding rules: [DeadlineRule.OptionRule]) -> SourceEdit? {
    for rule in rules {
      guard let suggestion = rule.suggestion else { continue }
      guard let site = call(spanning: place) else {
        guard let method = suggestion.method else { return nil }
        var edit = SourceEdit(place, in: self)
        let properties = suggestion.properties.joined(separator: ", ")
        let end = ByteSpan(start: edit.place.span.end, end: edit.place.span.end)
        edit.replace(end, with: ".\(method)({ \(properties) })")
        return edit
      }
      if let edit = edit(of: site, adding: suggestion, by: rule) { return edit }
    }
    return nil
  }

  /// The edit that gives a call some properties of an options object; nil where it has one of them or they find no place.
  package func edit(of place: SourcePlace, adding properties: [String], at position: Int)
    -> SourceEdit?
  {
    guard let site = call(spanning: place), !site.unit.isPython else { return nil }
    let arguments = site.arguments
    let names = properties.map { String($0.prefix { $0 != ":" }) }
    var edit = SourceEdit(site.place, in: self)
    guard position < arguments.count else {
      return edit.append(properties, at: position, behind: arguments) ? edit : nil
    }
    guard arguments[position].isObject, names.allSatisfy({ arguments[position][$0] == nil }) else {
      return nil
    }
    return edit.insert(properties, into: arguments[position]) ? edit : nil
  }

  /// The edit that gives a call of Python some more arguments with names; nil where it has them or they find no place.
  package func edit(of place: SourcePlace, withArguments added: [String]) -> SourceEdit? {
    guard let site = call(spanning: place), site.unit.isPython else { return nil }
    return keywordEdit(of: site, adding: added)
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

  private func edit(
    of site: CallSite,
    adding suggestion: DeadlineRule.Suggestion,
    by rule: DeadlineRule.OptionRule
  ) -> SourceEdit? {
    let arguments = site.arguments
    if site.unit.isPython {
      return suggestion.conditions.isEmpty
        ? keywordEdit(of: site, adding: suggestion.properties) : nil
    }
    let named = suggestion.position ?? (rule.argument < 0 ? nil : rule.argument)
    guard let position = named ?? arguments.lastIndex(where: \.isObject) else { return nil }
    var edit = SourceEdit(site.place, in: self)
    let given = position < arguments.count ? arguments[position] : nil
    guard suggestion.conditions.allSatisfy({ given?.says($0.key, $0.value) ?? false }) else {
      return nil
    }
    guard let argument = given else {
      return edit.append(suggestion.properties, at: position, behind: arguments) ? edit : nil
    }
    switch argument.shape {
    case .object(let properties):
      // Options that a factory makes do not stand here.
      let factories = rule.keys.filter { $0.contains("()") }.map { OptionPath($0).key }
      guard !properties.contains(where: { factories.contains($0.name) }) else { return nil }
      return edit.insert(suggestion.properties, into: argument) ? edit : nil
    case .path:
      let entries = ["...\(edit.source(argument.span))"] + suggestion.properties
      edit.replace(argument.span, with: edit.object(entries, at: argument.span))
      return edit
    default: return nil
    }
  }

  /// Python's options are arguments with names, of which those that are given stay as they are.
  private func keywordEdit(of site: CallSite, adding added: [String]) -> SourceEdit? {
    let arguments = site.arguments
    // `**options` may hold the name already, and a name that is given twice is an error.
    let given = arguments.flatMap(\.properties).map(\.name)
    let names = added.map { String($0.prefix { $0 != "=" }) }
    // What is written as an option of JavaScript is none of Python.
    guard !names.contains(where: { name in name.contains { $0 != "_" && !$0.isLetter } }),
      !arguments.contains(where: \.isSpread), !given.contains(""),
      Set(given).isDisjoint(with: names)
    else { return nil }
    var edit = SourceEdit(site.place, in: self)
    return edit.appendKeywords(added, behind: arguments) ? edit : nil
  }
}

extension Operand {
  fileprivate var isSpread: Bool {
    guard case .spread = shape else { return false }
    return true
  }

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
  ) -> Bool {
    let gap = position - arguments.count
    guard gap <= 1, place.span.end > place.span.start else { return false }
    let close = place.span.end - 1
    guard source(ByteSpan(start: close, end: close + 1)) == ")" else { return false }
    let object = object(properties, at: ByteSpan(start: close, end: close))
    guard let last = arguments.last else {
      guard gap == 0 else { return false }
      replace(ByteSpan(start: close, end: close), with: object)
      return true
    }
    guard isBlank(ByteSpan(start: last.span.end, end: close)) else { return false }
    let filler = gap == 0 ? "" : "undefined, "
    let end = last.span.end
    // An object of its own line, where each argument has one.
    let isStacked =
      source(ByteSpan(start: end, end: close)).contains("\n")
      && lineHead(before: last.span.start).text.isEmpty
    let separator = isStacked ? ",\n\(lineHead(before: last.span.start).indent)" : ", "
    replace(ByteSpan(start: end, end: end), with: "\(separator)\(filler)\(object)")
    return true
  }

  /// Adds arguments with names behind the last argument.
  fileprivate mutating func appendKeywords(_ properties: [String], behind arguments: [Operand])
    -> Bool
  {
    guard place.span.end > place.span.start else { return false }
    let close = place.span.end - 1
    guard source(ByteSpan(start: close, end: close + 1)) == ")" else { return false }
    guard let end = arguments.map(lastEnd).max() else {
      replace(ByteSpan(start: close, end: close), with: properties.joined(separator: ", "))
      return true
    }
    guard end <= close, isBlank(ByteSpan(start: end, end: close)) else { return false }
    let isStacked = source(ByteSpan(start: end, end: close)).contains("\n")
    if !isStacked, stack(properties, behind: arguments, to: close) { return true }
    let separator = isStacked ? ",\n\(lineHead(before: end).indent)" : ", "
    let text = separator + properties.joined(separator: separator)
    replace(ByteSpan(start: end, end: end), with: text)
    return true
  }

  /// Puts the arguments of a call of one line on lines of their own, where the line would become too long.
  private mutating func stack(_ added: [String], behind arguments: [Operand], to close: UInt32)
    -> Bool
  {
    guard let first = arguments.map(\.span.start).min() else { return false }
    let whole = ByteSpan(start: first, end: close)
    let own = source(whole)
    let grown = added.reduce(0) { $0 + $1.utf8.count + 2 }
    guard exceedsWidth(at: close, by: grown), !own.contains("\n"), !own.contains("#") else {
      return false
    }
    let head = lineHead(before: first)
    let indent = head.indent + style.indent
    let given = own.reversed().drop { $0 == "," || $0 == " " }.reversed()
    let lines = ([String(given)] + added).map { "\n\(indent)\($0)," }
    replace(whole, with: lines.joined() + "\n\(head.indent)")
    return true
  }

  /// An object literal with some entries, one a line where one line would become too long.
  fileprivate func object(_ entries: [String], at span: ByteSpan) -> String {
    let flat = "{ \(entries.joined(separator: ", ")) }"
    let grown = flat.utf8.count - Int(span.end - span.start)
    guard exceedsWidth(at: span.end, by: grown) else { return flat }
    let indent = lineHead(before: span.start).indent
    let lines = entries.map { "\n\(indent)\(style.indent)\($0)," }
    return "{\(lines.joined())\n\(indent)}"
  }

  /// Whether a line with so much more would be longer than formatters let it be.
  private func exceedsWidth(at offset: UInt32, by grown: Int) -> Bool {
    let head = lineHead(before: offset)
    let rest = slice(ByteSpan(start: offset, end: offset &+ 200)).prefix { $0 != 10 }
    return head.indent.utf8.count + head.text.utf8.count + rest.count + grown > 100
  }

  /// Adds properties behind the last one of an object literal, and changes those that it has.
  fileprivate mutating func insert(_ properties: [String], into object: Operand) -> Bool {
    var added: [String] = []
    for property in properties {
      let name = String(property.prefix { $0 != ":" })
      if let own = object[name] {
        // A nested option beside others (`extra: { … }`) is not ours to replace.
        guard !own.isObject else { return false }
        replace(own.span, with: String(property.dropFirst(name.count + 2)))
      } else {
        added.append(property)
      }
    }
    guard !added.isEmpty else { return true }
    guard object.span.end > object.span.start else { return false }
    let close = object.span.end - 1
    guard source(ByteSpan(start: close, end: close + 1)) == "}" else { return false }
    guard let last = object.properties.last else {
      replace(object.span, with: "{ \(added.joined(separator: ", ")) }")
      return true
    }
    guard isBlank(ByteSpan(start: last.value.span.end, end: close)) else { return false }
    let end = last.value.span.end
    let isMultiline = source(ByteSpan(start: end, end: close)).contains("\n")
    let indent = lineHead(before: end).indent
    let separator = isMultiline ? ",\n\(indent)" : ", "
    let at = ByteSpan(start: end, end: end)
    replace(at, with: separator + added.joined(separator: separator))
    return true
  }

  /// Where an argument ends: the span of arguments with names may reach to the parenthesis.
  private func lastEnd(of argument: Operand) -> UInt32 {
    let isLiteral = source(argument.span).hasPrefix("{")
    return isLiteral
      ? argument.span.end : argument.properties.last?.value.span.end ?? argument.span.end
  }

  /// Whether nothing but blanks and commas stands at a span.
  private func isBlank(_ span: ByteSpan) -> Bool {
    slice(span).allSatisfy {
      $0 == UInt8(ascii: ",") || $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13
    }
  }
}
