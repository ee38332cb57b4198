// The functions of the script's side that the host calls.

import CJavaScript

/// The script's side of the host.
struct ScriptFunctions {
  private var values: [js_value] = []
  var settle: js_value { values[0] }
  var iterate: js_value { values[1] }
  var once: js_value { values[2] }
  var addModule: js_value { values[3] }
  var setEnvironment: js_value { values[4] }
  var setOptions: js_value { values[5] }
  var setData: js_value { values[6] }
  var addUser: js_value { values[7] }
  var optionsOf: js_value { values[8] }
  var exportsOf: js_value { values[9] }
  var groups: js_value { values[10] }
  var forget: js_value { values[11] }

  private static let names = [
    "settle", "iterate", "once", "addModule", "setEnvironment", "setOptions", "setData", "addUser",
    "optionsOf", "exportsOf", "groups", "forget",
  ]

  init() {}

  /// Runs our part of the script's side.
  init(engine: JavaScriptEngine) throws(ScriptFailure) {
    let make = try engine.evaluate(ScriptPrelude.text, name: ScriptPrelude.name)
    let native = js_object(engine.context)
    for (name, function) in ScriptHost.natives {
      js_define(engine.context, native, name, function)
    }
    let numbers = js_shared_numbers(
      engine.context,
      engine.numbers,
      JavaScriptEngine.countOfNumbers
    )
    let made = try engine.call(make, native, numbers)
    for name in Self.names {
      guard let value = js_member(engine.context, made, name) else {
        throw ScriptFailure(text: "\(name) is missing", line: nil)
      }
      js_protect(engine.context, value)
      values.append(value)
    }
  }

  func release(_ engine: JavaScriptEngine) {
    for value in values { js_unprotect(engine.context, value) }
  }
}
