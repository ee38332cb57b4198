// What the configuration of proxies and databases says about limits.

import Workspace

extension Program {
  /// Whether a proxy's configuration in the repository limits requests.
  var isLimitedByProxy: Bool { configurationHolds(Self.limitingWords.indices) }

  /// Whether a proxy's configuration in the repository compresses answers.
  package var isCompressedByProxy: Bool {
    let first = Self.limitingWords.count
    return configurationHolds(first..<(first + Self.compressingWords.count))
  }

  /// Whether a proxy's configuration in the repository bounds request bodies.
  package var isBodyBoundedByProxy: Bool {
    let first = Self.limitingWords.count + Self.compressingWords.count
    return configurationHolds(first..<(first + Self.boundingWords.count))
  }

  /// Whether configuration in the repository says the size of a pool in the address of its database.
  package var isPoolSizedByConfiguration: Bool {
    let first = Self.limitingWords.count + Self.compressingWords.count + Self.boundingWords.count
    return configurationHolds(first..<(first + Self.poolWords.count))
  }

  private static let poolWords = ["connection_limit", "pgbouncer=true"]
  private static let boundingWords = [
    "client_max_body_size", "maxrequestbodybytes", "request_body", "proxy-body-size",
  ]
  private static let limitingWords = ["limit_req", "ratelimit", "rate-limit"]
  private static let compressingWords = [
    "gzip on", "brotli on", "compress=true", "encode gzip", "encode zstd",
  ]

  private func configurationHolds(_ words: Range<Int>) -> Bool {
    let found = answers.configurationWords.value {
      let search = WordSearch(
        Self.limitingWords + Self.compressingWords + Self.boundingWords + Self.poolWords
      )
      return workspace.files.reduce(0) { found, file in
        guard file.language == .configuration || file.language == .yaml || file.language == .toml,
          file.size < 200_000, let bytes = try? workspace.read(file)
        else { return found }
        return found | search.words(in: bytes[...])
      }
    }
    return words.contains { found & (1 << UInt32($0)) != 0 }
  }
}
