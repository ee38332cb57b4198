// What the language itself offers: collections, promises, timers, events.

package import SemanticModel

extension Library {
  /// The built-ins of JavaScript and of every host.
  ///
  /// Literals have the types `builtin.Array`, `builtin.String`, `builtin.Function` and `builtin.RegExp`.
  package static let builtins = Library(
    "JavaScript",
    packages: node("timers"),
    exports: timers.byName,
    globals: Members.of([timers, .free(freeFunctions), constructors, namespaces]).byName,
    types: [
      "builtin.Array": LibraryType(iteration, .free(sequence), slices),
      "builtin.String": LibraryType(.free(text)),
      "builtin.Promise": LibraryType(settling),
      "builtin.Function": LibraryType(
        .free("call apply toString"),
        .chain("bind")
      ),
      "builtin.Map": LibraryType(
        .free("get has delete clear"),
        .chain("set"),
        .each("forEach", perElement),
        .each("keys values entries", .passes(Operation.receiver))
      ),
      "builtin.Set": LibraryType(
        .free("has delete clear"),
        .chain("add"),
        .each("forEach", perElement),
        .each("keys values entries union intersection difference", .passes(Operation.receiver))
      ),
      "builtin.Date": LibraryType(anyMember: .free),
      "builtin.RegExp": LibraryType(anyMember: .free),
      "builtin.Pure": LibraryType(anyMember: .free),
      "builtin.EventEmitter": LibraryType(
        .listeners,
        .free("emit listenerCount eventNames listeners setMaxListeners getMaxListeners")
      ),
      "builtin.EventTarget": LibraryType(
        anyMember: .free,
        .each("addEventListener", .calls(.later(.at(1))))
      ),
      "builtin.ArrayModule": LibraryType(
        .each(
          "from fromAsync",
          Operation(
            passesThrough: 0,
            callbacks: [CallbackRule(.at(1), .perElement(of: 0), element: 0)]
          )
        ),
        .free("isArray of")
      ),
      "builtin.ObjectModule": LibraryType(
        .each("keys values entries freeze seal assign fromEntries create", .passes(0)),
        .each(
          "groupBy",
          .calls(CallbackRule(.at(1), .perElement(of: 0), element: 0))
        ),
        .free(objectFunctions)
      ),
      "builtin.PromiseModule": LibraryType(
        .each("all allSettled", Operation.passes(0).playing(.startsTogether)),
        .each("race any resolve", .passes(0)),
        .each("reject withResolvers", .gives("builtin.Promise")),
        .each("try", .runs(0))
      ),
      "builtin.JSON": LibraryType(.free("parse stringify")),
    ]
  )

  /// What a method does whose receiver could not be resolved, by its name alone.
  ///
  /// Only names whose meaning hardly varies between libraries stand here. Functions among the arguments are
  /// called as the operation says; an argument that is no function changes nothing (`model.find({})` is
  /// not an iteration). None has an effect.
  package static let methodsOfUnknownReceivers: [String: Operation] = Members.of([
    iteration, slices, settling, .free(sequence), .free(text), events,
    .chain("bind"),
    .free("toString toJSON hasOwnProperty toISOString getTime toFixed valueOf"),
  ]).byName.compactMapValues(\.call)

  /// Iteration methods of arrays: the function runs once per element.
  static let iteration = Members.of([
    .each("forEach some every", perElement),
    .each("map flatMap", Operation(resultOf: 0, callbacks: perElement.callbacks)),
    .each(
      "filter find findLast",
      Operation(
        passesThrough: Operation.receiver,
        callbacks: perElement.callbacks
      )
    ),
    .each("findIndex findLastIndex", perElement),
    .each(
      "reduce reduceRight",
      Operation(
        resultOf: 0,
        callbacks: [CallbackRule(.at(0), .perElementOfReceiver, element: 1)]
      )
    ),
    .each(
      "sort toSorted",
      Operation(
        passesThrough: Operation.receiver,
        callbacks: perElement.callbacks
      )
    ),
  ])

  private static let perElement = Operation(callbacks: [
    CallbackRule(.at(0), .perElementOfReceiver, element: 0)
  ])

  private static let slices = Members.chain(
    "slice concat reverse toReversed flat at pop shift splice fill with toSpliced"
  )

  /// `then(f)` calls its function once, with what the promise gives.
  static let settling = Members.of([
    .each("then", Operation(resultOf: 0, callbacks: [CallbackRule(.from(0), .once, receiver: 0)])),
    .each(
      "catch finally",
      Operation(
        passesThrough: Operation.receiver,
        callbacks: [.once(.at(0))]
      )
    ),
  ])

  private static let events = Members.of([
    .listeners,
    .each("addEventListener subscribe", .calls(.later(.from(0)))),
  ])

  private static let timers = Members.of([
    .each(
      "setTimeout setImmediate requestAnimationFrame requestIdleCallback",
      Operation(Effect(.timer, "timer"), callbacks: [.later(.at(0))])
    ),
    // What runs at every interval is a job of its own, whoever started it.
    .each("setInterval", Operation(Effect(.timer, "timer"), callbacks: [.entry(.job, .at(0))])),
    .each("queueMicrotask", .calls(.later(.at(0)))),
    .free("clearTimeout clearInterval clearImmediate cancelAnimationFrame"),
  ])

  private static let constructors: Members = [
    "Promise": Member(
      value: "builtin.PromiseModule",
      construct: .calls(.once(.at(0)), gives: "builtin.Promise"),
      instance: "builtin.Promise"
    ),
    "Array": Member(
      value: "builtin.ArrayModule",
      call: .gives("builtin.Array"),
      construct: .gives("builtin.Array"),
      instance: "builtin.Array"
    ),
    "Object": Member(value: "builtin.ObjectModule", call: .passes(0)),
    "Map": .type("builtin.Map", constructing: .passes(0)),
    "WeakMap": .type("builtin.Map"),
    "Set": .type("builtin.Set", constructing: .passes(0)),
    "WeakSet": .type("builtin.Set"),
    "Date": Member(
      value: "builtin.Pure",
      construct: .gives("builtin.Date"),
      instance: "builtin.Date"
    ),
    "RegExp": .type("builtin.RegExp"),
    "Function": .type("builtin.Function"),
    "EventTarget": .type("builtin.EventTarget"),
  ]

  private static let namespaces = Members.of([
    .values("JSON", "builtin.JSON"),
    .values("Math Reflect Intl Atomics performance crypto", "builtin.Pure"),
    .each("Number String Boolean Symbol BigInt", is: Member(value: "builtin.Pure", call: .free)),
    .types(
      """
      URL URLSearchParams Headers FormData Blob TextEncoder TextDecoder AbortController Proxy
      Uint8Array Int32Array Float64Array ArrayBuffer DataView Error TypeError RangeError SyntaxError
      """,
      "builtin.Pure"
    ),
    .values("AbortSignal", "builtin.Pure"),
  ])

  private static let freeFunctions = """
    parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI
    structuredClone atob btoa
    """

  private static let objectFunctions = """
    defineProperty defineProperties getOwnPropertyNames getOwnPropertyDescriptor getPrototypeOf
    setPrototypeOf is isFrozen hasOwn
    """

  private static let sequence = """
    push unshift includes indexOf lastIndexOf join
    """

  private static let text = """
    trim trimStart trimEnd toLowerCase toUpperCase split replace replaceAll startsWith endsWith
    padStart padEnd charAt charCodeAt codePointAt substring substr localeCompare normalize repeat
    match matchAll search
    """
}
