// What every document of an audit is drawn from.

import Findings

/// An audit, what changed in it, and the words that its documents share.
struct DocumentSubject: Sendable {
  let audit: Audit
  /// What changed since an earlier audit; nil where none was given.
  let change: AuditChange?
  /// `PERF-001` by finding id, in the order in which the findings are printed.
  let names: [String: String]
  let stack: Stack

  init(of audit: Audit, since previous: Audit?) {
    self.audit = audit
    change = previous.map { AuditChange(from: $0, to: audit) }
    names = audit.findingNames
    stack = Stack(of: audit)
  }
}

/// A document that is drawn from an audit alone.
protocol AuditDocument {
  var subject: DocumentSubject { get }
}

extension AuditDocument {
  var audit: Audit { subject.audit }
  var change: AuditChange? { subject.change }
  var names: [String: String] { subject.names }
  var stack: Stack { subject.stack }
}
