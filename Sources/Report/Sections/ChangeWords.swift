// What changed since an earlier audit, in a line.

import Findings

extension AuditChange {
  /// `2 new, 3 found no more, 41 as before, since 2026-11-20 (commit 1f2e3d4)`.
  var headline: String {
    let parts = [
      "\(Amount.grouped(new.count)) new", "\(Amount.grouped(gone.count)) found no more",
      accepted.isEmpty ? nil : "\(Amount.grouped(accepted.count)) accepted",
      shifted.isEmpty ? nil : "\(Amount.grouped(shifted.count)) of another severity",
      "\(Amount.grouped(kept)) in both",
    ].compactMap(\.self)
    let when = date.map { ", since \($0)" } ?? ""
    let base = commit.map { " (commit \($0.prefix(10)))" } ?? ""
    return parts.joined(separator: ", ") + when + base + "."
  }
}
