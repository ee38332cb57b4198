// The pools of connections that clients of libraries share.

/// The pool of connections that a library's clients share.
package struct ConnectionPool: Sendable {
  /// The options that say its size, of the creating call.
  package let options: [String]
  /// Its size unless they do.
  package let size: Int
  /// The option for connections above its size, and their number unless it says so.
  package var overflow: (option: String, size: Int)?
  /// The setting whose entries are the options, where a framework makes the client.
  package var setting: String?

  package init(
    _ options: String...,
    size: Int,
    overflow: (option: String, size: Int)? = nil,
    setting: String? = nil
  ) {
    self.options = options
    self.size = size
    self.overflow = overflow
    self.setting = setting
  }
}

/// A pool whose size follows the processors of the machine.
package struct ComputedPool: Sendable {
  /// The parameter of the database's address that says another size.
  package let parameter: String
  /// The options of the client by which something else brings the pool.
  package let replacing: [String]
  package let perProcessor: Int
  package let more: Int

  package init(unless parameter: String, or replacing: [String], perProcessor: Int, more: Int) {
    self.parameter = parameter
    self.replacing = replacing
    self.perProcessor = perProcessor
    self.more = more
  }
}
