// What was read, what was not, and how well it was understood.

/// The figures of one run.
package struct AuditStats: Codable, Sendable, Hashable {
  package var files: Int
  package var bytes: Int
  package var milliseconds: Double
  /// Every file that was not analysed, and why.
  package var skipped: [SkippedFile]
  package var resolvedCallSites: ResolvedCallSites?

  package init(
    files: Int,
    bytes: Int,
    milliseconds: Double,
    skipped: [SkippedFile] = [],
    resolvedCallSites: ResolvedCallSites? = nil
  ) {
    self.files = files
    self.bytes = bytes
    self.milliseconds = milliseconds
    self.skipped = skipped
    self.resolvedCallSites = resolvedCallSites
  }
}

/// A file that was left out, whole or from some line on.
package struct SkippedFile: Codable, Sendable, Hashable {
  package var file: String
  /// `too large: 2.1 GB (limit 10 MB)`, `minified`, `syntax error from line 12`.
  package var reason: String

  package init(file: String, reason: String) {
    self.file = file
    self.reason = reason
  }
}

/// How many call sites could be followed to what they call.
package struct ResolvedCallSites: Codable, Sendable, Hashable {
  package var resolved: Int
  package var total: Int

  package init(resolved: Int, total: Int) {
    self.resolved = resolved
    self.total = total
  }
}
