// Whom a client of TLS trusts.

/// Whom a TLS connection believes.
package struct TLSTrust: Sendable, Hashable {
  /// A file of authorities in PEM instead of the system's.
  package var authorities: String?
  /// Whether the server has to show that it is the one that was asked for.
  package var isVerified: Bool

  /// Throws where another tool cannot be told whom to trust.
  func checkForExport() throws(LoadError) {
    guard authorities == nil else {
      throw .plan(
        "--ca: an exported test has no place for it; install the certificate, or leave it out"
      )
    }
  }

  package init(authorities: String? = nil, isVerified: Bool = true) {
    self.authorities = authorities
    self.isVerified = isVerified
  }
}
