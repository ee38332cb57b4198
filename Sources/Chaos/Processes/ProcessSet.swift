// The processes of a run, by their names.

import LoadEngine

/// What the timeline does to processes; each answer is why it was not possible, or nil.
struct ProcessSet: ~Copyable {
  /// Swift has no arrays of what cannot be copied: each process stands in a box.
  private final class Box {
    var process: FaultedProcess
    init(_ process: consuming FaultedProcess) { self.process = process }
  }

  private var boxes: [String: Box] = [:]

  init(_ descriptions: [ProcessDescription]) throws(LoadError) {
    var names: Set<String> = []
    for name in descriptions.map(\.name) where !names.insert(name).inserted {
      throw .plan("two processes are called '\(name)': give one another name, as --pid NAME=PID")
    }
    // All numbers are looked at before anything is started.
    for pid in descriptions.compactMap(\.pid) { try FaultedProcess.check(pid) }
    for description in descriptions {
      boxes[description.name] = Box(try FaultedProcess(description))
    }
  }

  func stop(_ name: String) -> String? {
    attempt(name) { (box: Box) throws(LoadError) in try box.process.stop() }
  }

  func proceed(_ name: String) { boxes[name]?.process.proceed() }

  func kill(_ name: String) -> String? {
    attempt(name) { (box: Box) throws(LoadError) in try box.process.kill() }
  }

  func restart(_ name: String) -> String? {
    attempt(name) { (box: Box) throws(LoadError) in try box.process.restart() }
  }

  func finish() { for box in boxes.values { box.process.finish() } }

  private func attempt(_ name: String, _ act: (Box) throws(LoadError) -> Void) -> String? {
    guard let box = boxes[name] else { return "there is no process \(name)" }
    do throws(LoadError) {
      try act(box)
      return nil
    } catch {
      return error.message
    }
  }
}
