// Bodies that a server has compressed.

import CInflate

/// Undoes what `Content-Encoding` says, where somebody wants to read the body.
enum ContentCoding {
  /// The body as it was before it was compressed, up to a size; as it is, if it cannot be read.
  static func plain(_ body: [UInt8], head: [UInt8], most: Int) -> [UInt8] {
    guard !body.isEmpty, let coding = HeaderLines(head).value(of: "content-encoding") else {
      return body
    }
    return switch String(decoding: coding, as: UTF8.self).lowercased() {
    case "gzip", "x-gzip", "deflate": inflated(body, most: most, by: inflate_gzip) ?? body
    case "br": inflated(body, most: most, by: inflate_brotli) ?? body
    default: body
    }
  }

  /// Gives the decoder more room until all fits or enough is there.
  private static func inflated(
    _ body: [UInt8],
    most: Int,
    by inflate: (UnsafeRawPointer?, Int, UnsafeMutableRawPointer?, Int) -> Int
  ) -> [UInt8]? {
    var capacity = min(most, max(1 << 14, body.count * 4))
    while true {
      var isReadable = true
      let plain = [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
        let size = inflate(body, body.count, target.baseAddress, capacity)
        isReadable = size >= 0
        count = max(0, size)
      }
      guard isReadable else { return nil }
      if plain.count < capacity || capacity >= most { return plain }
      capacity = min(most, capacity * 4)
    }
  }
}
