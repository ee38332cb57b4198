// What a call opens that somebody must close.

/// Something that is taken, and stays taken until one of some methods is called.
package struct Handle: Sendable, Hashable {
  /// The field's word for it (`pooled connection`, `file descriptor`).
  package let what: String
  /// The methods that give it back, of the handle or of what it came from.
  package let releases: Set<String>
  /// It comes from a pool of few, which all requests share.
  package let isPooled: Bool
  /// The interpreter gives it back as soon as nothing names it any more.
  package let isCounted: Bool

  package init(
    _ what: String,
    releasedBy names: String...,
    isPooled: Bool = false,
    isCounted: Bool = false
  ) {
    self.isCounted = isCounted
    self.what = what
    releases = Set(names)
    self.isPooled = isPooled
  }
}

extension Operation {
  /// The operation, which opens something.
  package func opening(_ handle: Handle) -> Operation {
    var result = self
    result.opens = handle
    return result
  }
}

extension CallSite {
  /// What the call opens, where its library says so.
  package var handle: Handle? {
    for operation in program.calls[position].operations {
      let member = program.libraries.member(operation.member)
      let opened = member.operation(constructs: operation.isConstruction)?.value.opens
      if let opened { return opened }
    }
    return nil
  }
}
