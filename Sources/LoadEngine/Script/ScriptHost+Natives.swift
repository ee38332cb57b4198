// The functions of the host that the script's side calls.

import CJavaScript
import Digests

/// One call from the script's side.
struct NativeCall {
  let engine: JavaScriptEngine
  let count: Int
  let arguments: UnsafePointer<js_value?>?

  subscript(index: Int) -> js_value? {
    index < count ? arguments?[index] : engine.undefined()
  }

  func double(_ index: Int) -> Double {
    let number = engine.number(self[index])
    return number.isFinite ? number : 0
  }

  func int(_ index: Int) -> Int { Int(max(-1e15, min(1e15, double(index)))) }
  func text(_ index: Int) -> String { engine.text(self[index]) }
}

extension ScriptHost {
  /// Finds the thread's host; an error becomes the script's exception.
  private static func enter(
    _ count: Int,
    _ arguments: UnsafePointer<js_value?>?,
    _ exception: UnsafeMutablePointer<js_value?>?,
    _ body: (ScriptHost, NativeCall) throws(LoadError) -> js_value?
  ) -> js_value? {
    guard let pointer = js_host() else { return nil }
    let host = Unmanaged<ScriptHost>.fromOpaque(pointer).takeUnretainedValue()
    do throws(LoadError) {
      let call = NativeCall(engine: host.engine, count: count, arguments: arguments)
      return try body(host, call) ?? host.engine.undefined()
    } catch {
      exception?.pointee = js_error(host.engine.context, error.message)
      return host.engine.undefined()
    }
  }

  /// All functions by their names.
  static let natives: [(String, js_function)] = requests + measures + rounds + helpers

  private static let requests: [(String, js_function)] = [
    (
      "origin",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call throws(LoadError) in
          host.engine.number(try host.origin(call.text(0)))
        }
      }
    ),
    (
      "send",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call throws(LoadError) in
          host.engine.number(try host.send(call))
        }
      }
    ),
    (
      "request",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          var tags: [UInt8] = []
          host.engine.append(call[1], to: &tags)
          host.countRequest(isExpected: host.engine.flag(call[0]), tags: ScriptTags(tags))
          return nil
        }
      }
    ),
    (
      "sleep",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          host.engine.number(host.sleep(user: call.int(0), milliseconds: call.double(1)))
        }
      }
    ),
  ]

  private static let measures: [(String, js_function)] = [
    (
      "metric",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call throws(LoadError) in
          host.engine.number(try host.metric(call))
        }
      }
    ),
    (
      "record",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          host.metrics.add(call.int(0), call.double(1))
          return nil
        }
      }
    ),
    (
      "recordTagged",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          let tags = ScriptTags(host.engine.bytes(call[2]))
          host.metrics.add(call.int(0), call.double(1), tags: tags)
          return nil
        }
      }
    ),
    (
      "now",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, _ in
          js_number(host.engine.context, host.milliseconds)
        }
      }
    ),
    (
      "iterations",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, _ in
          js_number(host.engine.context, host.metrics[.rounds].sink.value)
        }
      }
    ),
    (
      "progress",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          js_number(host.engine.context, host.progress(ofUser: call.int(0)))
        }
      }
    ),
  ]

  private static let rounds: [(String, js_function)] = [
    (
      "ended",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          let problem = call.count > 1 ? call.text(1) : nil
          host.roundEnded(of: call.int(0), problem: problem)
          return nil
        }
      }
    ),
    (
      "lost",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, _ in
          host.refuse(ScriptFailure(text: lostText, line: nil))
          return nil
        }
      }
    ),
    (
      "finished",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          host.outcome = (call.text(0), call.count > 1 ? call.text(1) : nil)
          return nil
        }
      }
    ),
    (
      "abort",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          let text = call.text(0)
          host.abortion = "the script aborted the test" + (text.isEmpty ? "" : ": \(text)")
          return nil
        }
      }
    ),
    (
      "fail",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, _ in
          host.isMarkedFailed = true
          return nil
        }
      }
    ),
  ]

  private static let lostText =
    "a round ended while it still waited for a request or a pause: something calls http or sleep in a "
    + "way that cannot be waited for; call http.get and sleep by these names, within loops"

  private static let helpers: [(String, js_function)] = [
    (
      "log",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          host.say("\(call.text(0)): \(call.text(1))")
          return nil
        }
      }
    ),
    (
      "open",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call throws(LoadError) in
          let bytes = try host.file(call.text(1), from: call.int(0))
          let isBinary = host.engine.flag(call[2])
          return isBinary ? host.engine.value(ofBytes: bytes) : host.engine.value(ofText: bytes)
        }
      }
    ),
    (
      "output",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          host.outputs.append((call.text(0), host.engine.bytes(call[1])))
          return nil
        }
      }
    ),
    (
      "summary",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, _ in
          host.engine.value(host.summary?() ?? "")
        }
      }
    ),
    (
      "join",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          let bytes = (0..<call.count).flatMap { host.engine.bytes(call[$0]) }
          return host.engine.value(ofBytes: bytes)
        }
      }
    ),
    (
      "random",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call in
          let count = max(0, min(1 << 20, call.int(0)))
          let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: host.random.next()) }
          return host.engine.value(Digest.hexadecimal(bytes))
        }
      }
    ),
    (
      "digest",
      { _, _, _, count, arguments, exception in
        enter(count, arguments, exception) { host, call throws(LoadError) in
          host.engine.value(try host.digest(call))
        }
      }
    ),
  ]

  // MARK: - What they do

  private func metric(_ call: NativeCall) throws(LoadError) -> Int {
    let name = call.text(0)
    guard let kind = ScriptSink.Kind(rawValue: call.text(1)) else { return 0 }
    let number = metrics.number(of: name, kind: kind, isTime: engine.flag(call[2]))
    guard let number else {
      throw LoadError.plan("metric '\(name)' is there already, and is of another kind")
    }
    return number << 1 | (metrics.hasParts(number) ? 1 : 0)
  }

  private func digest(_ call: NativeCall) throws(LoadError) -> String {
    let name = call.text(0)
    guard let digest = Digest(rawValue: name) else {
      let known = Digest.allCases.map(\.rawValue).joined(separator: ", ")
      throw LoadError.plan("crypto: '\(name)' is not supported; there are \(known)")
    }
    let bytes = engine.bytes(call[1])
    guard call.count > 2 else { return Digest.hexadecimal(digest.hash(bytes)) }
    return Digest.hexadecimal(digest.hash(bytes, key: engine.bytes(call[2])))
  }

  /// The bytes of a file that a module names, once read and then kept.
  private func file(_ path: String, from module: Int) throws(LoadError) -> [UInt8] {
    let base = modules.indices.contains(module) ? modules[module] : ""
    return try sources.bytes(of: ScriptSources.path(path, from: base))
  }
}
