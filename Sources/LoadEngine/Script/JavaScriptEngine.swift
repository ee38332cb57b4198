// JavaScriptCore as the script host uses it: one context, on one thread.

import CJavaScript

/// Runs JavaScript; all calls come from the thread that made it.
final class JavaScriptEngine {
  let context: js_context
  /// Numbers that the host writes and scripts read: those of the answer that has just come.
  let numbers: UnsafeMutablePointer<Double>

  static let countOfNumbers = 16

  /// Throws an environment error that says how to get the library where it is missing.
  init() throws(LoadError) {
    if let missing = js_load() {
      throw .environment(
        "scripts need JavaScriptCore, and \(String(cString: missing)) is not installed; "
          + "on Debian and Ubuntu: apt-get install libjavascriptcoregtk-4.1-0"
      )
    }
    guard let context = js_context_make() else {
      throw .environment("JavaScriptCore gives no context; free memory and run this again")
    }
    self.context = context
    numbers = .allocate(capacity: Self.countOfNumbers)
    numbers.initialize(repeating: 0, count: Self.countOfNumbers)
  }

  deinit {
    js_context_release(context)
    numbers.deallocate()
  }

  // MARK: - Calls

  /// The value of an expression.
  func evaluate(_ text: String, name: String) throws(ScriptFailure) -> js_value {
    var exception: js_value?
    guard let value = js_evaluate(context, text, name, &exception) else {
      throw failure(exception)
    }
    return value
  }

  /// Calls a function of the script's side with up to four values.
  ///
  /// They lie on the stack, where the collector sees them, and not in an array.
  @discardableResult
  func call(
    _ function: js_value,
    _ first: js_value? = nil,
    _ second: js_value? = nil,
    _ third: js_value? = nil,
    _ fourth: js_value? = nil
  ) throws(ScriptFailure) -> js_value {
    var exception: js_value?
    let count = fourth != nil ? 4 : third != nil ? 3 : second != nil ? 2 : first != nil ? 1 : 0
    let value = withUnsafeTemporaryAllocation(of: js_value?.self, capacity: 4) { values in
      values.initializeElement(at: 0, to: first)
      values.initializeElement(at: 1, to: second)
      values.initializeElement(at: 2, to: third)
      values.initializeElement(at: 3, to: fourth)
      return js_call(context, function, count, values.baseAddress, &exception)
    }
    guard let value else { throw failure(exception) }
    return value
  }

  private func failure(_ exception: js_value?) -> ScriptFailure {
    guard let exception else { return ScriptFailure(text: "the script was ended", line: nil) }
    var line: Int?
    var place = ""
    if js_is_object(context, exception), let member = js_member(context, exception, "line") {
      line = Int(exactly: js_to_number(context, member))
      if let name = js_member(context, exception, "sourceURL"), !js_is_undefined(context, name) {
        place = text(name)
      }
    }
    return ScriptFailure(text: text(exception), line: line, path: place)
  }

  // MARK: - Values

  func undefined() -> js_value? { js_undefined(context) }
  func number(_ value: Int) -> js_value? { js_number(context, Double(value)) }

  /// Text for the script; bytes that are no UTF-8 are replaced.
  func value(_ text: String) -> js_value? {
    if text.utf8.contains(0) {
      let units = Array(text.utf16)
      return js_text_of_units(context, units, units.count)
    }
    return js_text(context, text)
  }

  /// A body as the script sees it.
  func value(ofText bytes: [UInt8]) -> js_value? {
    let isPlain = bytes.allSatisfy { $0 != 0 && $0 < 0x80 }
    guard isPlain else { return value(String(decoding: bytes, as: UTF8.self)) }
    return bytes.withUnsafeBufferPointer { buffer in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: buffer.count + 1) { copy in
        for index in 0..<buffer.count { copy[index] = CChar(bitPattern: buffer[index]) }
        copy[buffer.count] = 0
        return copy.baseAddress.flatMap { js_text(context, $0) }
      }
    }
  }

  func value(ofBytes bytes: [UInt8]) -> js_value? { js_buffer(context, bytes, bytes.count) }

  func text(_ value: js_value?) -> String { String(decoding: bytes(value), as: UTF8.self) }

  /// The bytes of an ArrayBuffer, or of a value's text.
  func bytes(_ value: js_value?) -> [UInt8] {
    guard let value else { return [] }
    var memory: UnsafeRawPointer?
    var count = 0
    if js_is_object(context, value), js_buffer_bytes(context, value, &memory, &count) {
      return Array(UnsafeRawBufferPointer(start: memory, count: count))
    }
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return bytes
  }

  /// Adds a value's text, in UTF-8.
  func append(_ value: js_value?, to bytes: inout [UInt8]) {
    withUnsafeMutablePointer(to: &bytes) { pointer in
      _ = js_with_text(context, value, pointer) { target, start, count in
        target?.assumingMemoryBound(to: [UInt8].self).pointee
          .append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
      }
    }
  }

  func isUndefined(_ value: js_value?) -> Bool { js_is_undefined(context, value) }
  func number(_ value: js_value?) -> Double { js_to_number(context, value) }
  func flag(_ value: js_value?) -> Bool { js_to_boolean(context, value) }
}

/// An exception that a script threw and nobody caught.
struct ScriptFailure: Error {
  let text: String
  let line: Int?
  var path = ""

  /// The exception with its place before it.
  var located: String {
    let words = text.hasPrefix("Error: ") ? String(text.dropFirst("Error: ".count)) : text
    // A place in our part tells the user nothing.
    guard let line, !path.isEmpty, path != ScriptPrelude.name else { return words }
    return "\(path):\(line): \(words)"
  }
}
