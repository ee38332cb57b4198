// What every call of the program was resolved to.

package import Facts

/// One call, construction or component element and what it leads to.
package struct ResolvedCall: Sendable {
  package let place: CallRef
  /// The function it is written in.
  package let function: FunctionID
  /// Functions of the project that it runs.
  package internal(set) var targets = Few<FunctionRef>()
  /// Operations of libraries that it performs.
  package internal(set) var operations = Few<LibraryCall>()
  package internal(set) var status = Status.unresolved
  /// Its effect happens once per element of a collection of stored rows that it is given.
  package internal(set) var repeatsPerElement = false

  /// Walks rows that the query keeps, and that were read before the loop around it: it asks once at most.
  package internal(set) var asksOnce = false

  package enum Status: UInt8, Sendable {
    case project, library, unresolved
    /// Plain markup and other things that call nothing.
    case ignored
  }
}

extension Program {
  // Other rooms walk a plain list faster than `Few`, whose every step would be a call.

  /// The functions of the project that a call runs.
  package func targets(ofCall position: Int) -> [FunctionRef] {
    calls[position].targets.list
  }

  /// The calls that perform operations of libraries, in order of file and place.
  package var callsOfLibraries: [Int] { table.acting }

  /// The operations of libraries that a call performs.
  package func operations(ofCall position: Int) -> [LibraryCall] {
    calls[position].operations.list
  }
}

/// A call of something that a library offers.
package struct LibraryCall: Sendable {
  package let member: MemberID
  package let isConstruction: Bool
  /// Where the receiver was made.
  package let origin: ValueRef?
}

/// A function that is handed to a call, and what the call does with it.
struct CallbackUse: Sendable {
  let call: Int
  let function: FunctionRef
  let times: Times
  /// Position of the argument that holds it.
  let argument: Int
  /// The kind of path that starts here, whoever makes the call.
  var runsIn: EntryKind?
  /// It is a property of the object that the argument is.
  var isProperty = false
  /// A method of a serializer, which the call runs for each row.
  var isField = false

  enum Times: Sendable, Equatable {
    case once
    /// For each element of a collection; false: the collection is bounded by construction.
    case perElement(isUnbounded: Bool)
    /// As often as this function of the project calls that parameter.
    case parameter(of: FunctionRef, position: Int)
    case later
    case entry(EntryKind)
    /// Nobody knows.
    case escapes
  }
}

extension CallbackUse {
  /// The kind of path that starts at the callback.
  var entry: EntryKind? {
    if case .entry(let kind) = times { return kind }
    return runsIn
  }
}

/// All calls of the program, in order of file and place.
struct CallTable: Sendable {
  var calls: [ResolvedCall] = []
  /// What happens to the functions that calls are handed, in the order of the calls.
  var callbacks: [CallbackUse] = []
  /// By call: the position in `callbacks` of its first; their number behind the last.
  var firstCallback: [Int32] = [0]
  /// The calls that have effects of their own, with the kinds of them; in order.
  var effects: [(call: Int32, kinds: EffectKinds)] = []
  /// The calls that perform operations of libraries, in order: of four calls, three perform none.
  private(set) var acting: [Int] = []
  /// Per unit: the position in `calls` of its first call; the number of calls behind the last.
  var firstCall: [Int] = [0]

  /// Notes which calls perform operations, once that is settled.
  mutating func noteActing() { acting = calls.indices.filter { !calls[$0].operations.isEmpty } }

  /// The calls of a file.
  func calls(of unit: Int) -> Range<Int> { firstCall[unit]..<firstCall[unit + 1] }

  /// What happens to the functions handed to a call.
  func callbacks(ofCall call: Int) -> ArraySlice<CallbackUse> {
    callbacks[Int(firstCallback[call])..<Int(firstCallback[call + 1])]
  }

  func position(of place: CallRef) -> Int? {
    var low = firstCall[place.unitIndex]
    var high = firstCall[place.unitIndex + 1]
    while low < high {
      let middle = (low + high) / 2
      if calls[middle].place.id < place.id { low = middle + 1 } else { high = middle }
    }
    return low < firstCall[place.unitIndex + 1] && calls[low].place.id == place.id ? low : nil
  }
}

extension [Unit] {
  /// All calls of the program, before anything is known of them.
  var unresolvedCalls: [ResolvedCall] {
    var result: [ResolvedCall] = []
    result.reserveCapacity(reduce(0) { $0 + $1.index.calls.count })
    for (unit, linked) in enumerated() {
      for (position, call) in linked.index.calls.enumerated() {
        result.append(
          ResolvedCall(
            place: CallRef(unit: unit, id: call),
            function: linked.index.callers[position]
          )
        )
      }
    }
    return result
  }
}
