// Requests of a log, joined by the shape of their paths.

/// One route as a log shows it.
struct LoggedRoute {
  let method: String
  /// `/users/:id`.
  let shape: String
  var count = 0
  /// Paths that were really asked, with their queries but without secrets.
  var samples: [String] = []
}

/// Gathers requests by shape; hostile logs have no more memory than honest ones.
struct LoggedRoutes {
  private struct Key: Hashable {
    let method: String
    let segments: [String]
  }

  private var routes: [Key: LoggedRoute] = [:]

  private static let mostShapes = 20_000
  private static let mostSamples = 50
  private static let mostSegments = 20
  /// So many different words at one place are values, and no names.
  private static let mostNames = 30

  /// Whether there was a place for the request.
  mutating func take(_ entry: LogLine) -> Bool {
    let plain = entry.path.prefix { $0 != "?" }
    let words = plain.split(separator: "/").map(String.init)
    guard words.count <= Self.mostSegments, plain.utf8.count <= DraftText.longestKey else {
      return false
    }
    let segments = words.map { Self.isValue($0) ? ":id" : $0 }
    return add(Key(method: entry.method, segments: segments), path: entry.path, count: 1)
  }

  private mutating func add(_ key: Key, path: String, count: Int) -> Bool {
    if routes[key] == nil {
      guard routes.count < Self.mostShapes else { return false }
      routes[key] = LoggedRoute(method: key.method, shape: Self.shape(key.segments))
    }
    routes[key]?.count += count
    guard let known = routes[key]?.samples, known.count < Self.mostSamples else { return true }
    let (sample, _) = SecretText.masked(query: path)
    if !known.contains(sample), sample.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
      routes[key]?.samples.append(sample)
    }
    return true
  }

  private static func shape(_ segments: [String]) -> String {
    "/" + segments.joined(separator: "/")
  }

  /// The routes, most asked first; a place with many different words is a value too.
  func joined() -> [LoggedRoute] {
    var all = routes
    for place in 0..<Self.mostSegments {
      var groups: [Key: [Key]] = [:]
      for key in all.keys where key.segments.count > place && key.segments[place] != ":id" {
        var segments = key.segments
        segments[place] = ":slug"
        groups[Key(method: key.method, segments: segments), default: []].append(key)
      }
      for (joint, keys) in groups where keys.count > Self.mostNames {
        var route = LoggedRoute(method: joint.method, shape: Self.shape(joint.segments))
        for key in keys.sorted(by: { Self.shape($0.segments) < Self.shape($1.segments) }) {
          guard let part = all.removeValue(forKey: key) else { continue }
          route.count += part.count
          route.samples += part.samples.prefix(2)
        }
        route.samples = Array(route.samples.prefix(Self.mostSamples))
        all[joint] = route
      }
    }
    return all.values.filter { !$0.samples.isEmpty }
      .sorted { ($1.count, $0.method, $0.shape) < ($0.count, $1.method, $1.shape) }
  }

  /// Whether a word of a path is an id: digits, a UUID, a long word with digits, an address.
  static func isValue(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    let digits = bytes.count { (0x30...0x39).contains($0) }
    if digits == bytes.count { return true }
    if bytes.contains(0x40) || bytes.contains(0x25) { return true }
    let isHex = bytes.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20) || byte == 0x2D
    }
    if isHex, bytes.count >= 8, digits > 0 { return true }
    // What people read is words between hyphens; what machines make is long and has digits.
    return bytes.count >= 16 && digits >= 3 && !bytes.contains(0x2D)
  }
}
