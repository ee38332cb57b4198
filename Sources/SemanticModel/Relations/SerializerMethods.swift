// The methods that serializers run for the rows that they are given.

import Facts

extension Evaluator {
  /// The methods that run where a call gives rows to a serializer.
  func methods(of type: ClassRef, depth: Int = 0) -> [FunctionRef] {
    guard depth < Serializers.deepest else { return [] }
    return (serializers.fields[type] ?? []).flatMap { field -> [FunctionRef] in
      let own = [field.method, field.getter].compactMap(\.self)
      return own + (field.nested.map { methods(of: $0, depth: depth + 1) } ?? [])
    }
  }

  /// The methods that run once for each of many rows that a serializer is given, or that belong to the row it is given.
  func methodsPerRow(of type: ClassRef, isMany: Bool, depth: Int = 0) -> [FunctionRef] {
    guard depth < Serializers.deepest else { return [] }
    return (serializers.fields[type] ?? []).flatMap { field -> [FunctionRef] in
      let own = isMany ? [field.method, field.getter].compactMap(\.self) : []
      let nested = field.nested.map {
        methodsPerRow(of: $0, isMany: isMany || field.isMany, depth: depth + 1)
      }
      return own + (nested ?? [])
    }
  }

  /// The methods that a call has a serializer run once for each row.
  mutating func methodsPerRow(ranBy call: Instruction, in unit: Int) -> [FunctionRef] {
    guard let found = serialization(by: call, in: unit) else { return [] }
    let isMany = members(of: found.rows).contains { id in
      if case .stored(let row) = entities[id] { return isOneOfMany(entities[row]) }
      return false
    }
    let rule = serializers.rules[found.serializer]
    let saysMany = rule.map { isTrue(option($0.manyOption, of: call, in: unit), in: unit) } ?? false
    return methodsPerRow(of: found.serializer, isMany: isMany || saysMany)
  }
}
