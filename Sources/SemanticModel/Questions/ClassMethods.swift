// What the first parameter of a method stands for that is called on the class itself: `cls`.

package import Facts

extension FileFacts {
  /// The class that a name stands for as the receiver of a method of the class: `cls` in Python.
  package func receiverClass(_ value: Value) -> ClassID? {
    guard language == .python, value.kind == .symbol else { return nil }
    let symbol = symbols[Int(value.a)]
    guard symbol.value.isPresent, values[symbol.value.index].kind == .this else { return nil }
    let function = functions[symbol.function.index]
    guard function.owner.isPresent, function.flags.contains(.static) else { return nil }
    return function.owner
  }

  /// The same class by its name.
  package func receiverClassName(_ value: Value) -> String? {
    receiverClass(value).map { names.string(classes[$0.index].name) }
  }
}
