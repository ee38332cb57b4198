// How a collector of traces is told what share of the requests to record.

/// The options of the call that starts a collector.
package struct SamplingRule: Sendable {
  /// The options that are the share, from 0 to 1.
  package var shares: [String]
  /// The options that decide for each request.
  package var deciders: [String]
  /// The options that, where they are true and no share is given, record all.
  package var switches: [String]

  package init(shares: [String], deciders: [String], switches: [String]) {
    self.shares = shares
    self.deciders = deciders
    self.switches = switches
  }
}

extension Operation {
  /// The operation, which records as many requests as its options say.
  package func sampling(by rule: SamplingRule) -> Operation {
    var result = self
    result.sampling = rule
    return result
  }
}

extension Operation {
  /// The operation, which covers all routes where one of some options is set.
  package func covering(_ options: String...) -> Operation {
    var result = self
    result.coverage = options
    return result
  }
}

extension CallSite {
  /// Whether what the call makes covers all routes.
  var coversAll: Bool {
    let given = arguments
    return resolved.operations.contains { operation in
      let member = program.libraries.member(operation.member)
      let called = member.operation(constructs: operation.isConstruction)
      return called?.value.coverage.contains { name in given.contains { $0[name] != nil } } ?? false
    }
  }

  /// The option by which the call records every request, and where it stands; `nil` where it does not.
  package var recordsAll: Operand? {
    guard let rule = samplingRule else { return nil }
    for argument in arguments {
      if rule.deciders.contains(where: { argument[$0] != nil }) { return nil }
      let shares = rule.shares.compactMap { argument[$0] }
      for share in shares {
        if case .number(let value) = share.shape, value >= 0.9 { return share }
      }
      guard shares.isEmpty else { continue }
      if let all = rule.switches.compactMap({ argument[$0] }).first(where: \.isTrue) { return all }
    }
    return nil
  }

  private var samplingRule: SamplingRule? {
    for operation in resolved.operations {
      let member = program.libraries.member(operation.member)
      let called = member.operation(constructs: operation.isConstruction)
      if let rule = called?.value.sampling { return rule }
    }
    return nil
  }
}
