// Functions that are jobs, that callers put into a queue, and that are tried once only.

import Facts

/// A function that a worker runs once, whatever becomes of it.
package struct UnretriedTask: Sendable {
  /// What makes it a job.
  package let site: CallSite
  package let function: FunctionRef
  /// Where it is put into the queue.
  package let enqueued: CallSite
}

extension Program {
  /// The jobs that requests or other jobs put into a queue, that can fail, and that nothing tries again.
  package var unretriedTasks: [UnretriedTask] {
    let open = calls(playing: [.jobTask]).filter { $0.unit.isRunning && $0.need == .missing }
    guard let first = open.first, !isSetByClasses(first.neededOptions) else { return [] }
    let senders = taskSenders
    guard !senders.isEmpty else { return [] }
    var decorated: [Int: [CallRef: FunctionRef]] = [:]
    var found: [UnretriedTask] = []
    for site in open {
      let unit = site.place.unit
      let functions = decorated[unit] ?? decoratedFunctions(in: unit)
      decorated[unit] = functions
      guard let function = functions[site.resolved.place], canFail(function),
        !calls(in: function).contains(where: { call(at: $0).calledName == "retry" })
      else { continue }
      let facts = units[unit].facts
      let name = facts.names.string(facts.functions[function.id.index].name)
      guard let enqueued = senders[name] else { continue }
      found.append(UnretriedTask(site: site, function: function, enqueued: enqueued))
    }
    return found.sorted { $0.site.place < $1.site.place }
  }

  /// Whether a class says for its jobs what a decorator can say for one.
  private func isSetByClasses(_ options: [DeadlineRule.OptionRule]) -> Bool {
    let keys = Set(options.flatMap(\.keys))
    return units.contains { unit in
      let wanted = unit.facts.names.ids(of: keys)
      return !wanted.isEmpty && unit.facts.members.contains { wanted.contains($0.name) }
    }
  }

  /// By the name of a job: the first call that puts it into its queue.
  private var taskSenders: [String: CallSite] {
    var senders: [String: CallSite] = [:]
    for site in calls(with: [.enqueue])
    where site.unit.isRunning && site.isReached(from: .running) {
      var name: String?
      switch site.calledName {
      case "send_task":
        if case .text(let path) = site.arguments.first?.shape {
          name = path.split(separator: ".").last.map(String.init)
        }
      // A signature (`task.s()`) may be a schedule's, which comes again by itself.
      case "delay", "apply_async":
        name = site.calleeText.split(separator: ".").dropLast().last.map(String.init)
      default: continue
      }
      if let name, senders[name] == nil { senders[name] = site }
    }
    return senders
  }

  /// The functions of a file, by the calls that decorate them and those that make their decorators.
  func decoratedFunctions(in unit: Int) -> [CallRef: FunctionRef] {
    let facts = units[unit].facts
    var found: [CallRef: FunctionRef] = [:]
    for (position, step) in facts.instructions.enumerated()
    where step.operation == .call && step.flags.contains(.decorator) {
      guard let argument = facts.valueList(ListID(step.b)).first,
        facts.values[argument.index].kind == .function
      else { continue }
      let function = FunctionRef(unit: unit, id: FunctionID(facts.values[argument.index].a))
      found[CallRef(unit: unit, id: InstructionID(position))] = function
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .result else { continue }
      found[CallRef(unit: unit, id: InstructionID(callee.a))] = function
    }
    return found
  }

  /// Whether a job asks another service, or writes to the database.
  private func canFail(_ function: FunctionRef) -> Bool {
    cost(of: function).terms.contains { $0.kind == .external || $0.kind == .write }
  }
}
