// What Python programs have without asking for it: functions, collections, files.

import SemanticModel

extension Library {
  /// The names that every module sees.
  static let pythonBuiltins = Library(
    "Python",
    globals: Members.of([
      .free(
        """
        abs all any ascii bin bool bytearray bytes callable chr compile complex delattr dict
        dir divmod eval exec float format globals hasattr hash help hex id int
        isinstance issubclass len locals max memoryview min next object oct ord pow property range
        repr round setattr slice str sum super type vars zip NotImplementedError
        ValueError TypeError KeyError RuntimeError Exception AssertionError AttributeError OSError
        PermissionError LookupError IndexError StopIteration TimeoutError ConnectionError
        """
      ),
      // A collection made of another holds the same things.
      .each("tuple sorted reversed enumerate frozenset iter", collects),
      .each("list set", madeEmpty),
      // `load = staticmethod(orders.load)`
      .each("staticmethod classmethod", .passes(0)),
      .each("map filter", Operation(passesThrough: 1, callbacks: [perElementOfSecond])),
      .each("print", Operation.logs("print").playing(.consoleLine)),
      .each("input", .blocks("input")),
      // `getattr(settings, "make", make_orders)`: what it may be besides, the code does not tell.
      .each("getattr", Operation(passesThrough: 2)),
      .each(
        "open",
        Operation(Effect(.blocking, "open"), returns: "python.File").opening(.pythonFile)
      ),
    ]).byName,
    types: [
      "python.File": LibraryType(
        .each("read", Operation.blocks("file").playing(.wholeFile)),
        .each("readline readlines write writelines", .blocks("file")),
        .free("close seek tell flush fileno truncate")
      ),
      "python.Collection": LibraryType(anyMember: .free),
    ]
  ).forPython

  /// What is said of types only: the value stays what it is.
  static let pythonTyping = Library(
    "Python's types",
    packages: ["typing", "typing_extensions"],
    exports: Members.of([.each("cast", Operation(passesThrough: 1))]).byName
  ).forPython

  /// Files that threads of their own read and write.
  static let aiofiles = Library(
    "aiofiles",
    packages: ["aiofiles", "aiofiles/*"],
    exports: Members.of([.each("open", .gives("aiofiles.File"))]).byName,
    types: [
      "aiofiles.File": LibraryType(
        .each("read", Operation().playing(.wholeFile)),
        .free("readline readlines write writelines close seek tell flush fileno truncate")
      )
    ]
  ).forPython

  private static let collects = Operation(passesThrough: 0, settles: true)
  /// Without an argument it is a collection of its own, which what is put in later fills.
  private static let madeEmpty: Operation = {
    var result = collects
    result.returns = "python.Collection"
    return result
  }()
  private static let perElementOfSecond = CallbackRule(.at(0), .perElement(of: 1), element: 0)

  /// What methods do whose receiver is not known: those of texts, lists, sets and mappings.
  static let pythonMethodsOfUnknownReceivers: [String: Operation] = Members.of([
    .free(
      """
      append extend insert remove pop clear index count sort reverse copy add discard update keys items
      setdefault popitem split rsplit splitlines strip lstrip rstrip lower upper title capitalize
      startswith endswith replace encode decode zfill isdigit isalpha isoformat strftime timestamp
      total_seconds date time hexdigest union intersection difference issubset partition rpartition
      """
    ),
    .each("values", Operation(passesThrough: Operation.receiver)),
  ]).byName.compactMapValues(\.call)
}
