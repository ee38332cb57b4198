// The lines of a response: status, headers, sizes of chunks, trailers.

extension ResponseParser {
  /// What a line led to.
  enum LineOutcome {
    case more
    case complete
    case failed(ResponseFailure)
  }

  /// Reads one line, with or without its carriage return.
  mutating func read(line whole: UnsafeRawBufferPointer) -> LineOutcome {
    let line =
      whole.last == 0x0D ? UnsafeRawBufferPointer(rebasing: whole.dropLast()) : whole
    switch state {
    case .statusLine: return readStatus(line)
    case .header: return line.isEmpty ? endOfHead() : readHeader(line)
    case .chunkSize:
      forgetLine(of: whole.count)
      return readChunkSize(line)
    case .afterChunk:
      forgetLine(of: whole.count)
      state = .chunkSize
      return line.isEmpty ? .more : .failed(.malformed)
    case .trailer: return line.isEmpty ? .complete : .more
    case .body, .bodyUntilClose, .chunk: return .failed(.malformed)
    }
  }

  /// Reads a status line: `HTTP/1.1 200 OK`.
  private mutating func readStatus(_ line: UnsafeRawBufferPointer) -> LineOutcome {
    guard line.count >= 12, line.starts(with: Self.version), line[8] == 0x20,
      line[7] == 0x30 || line[7] == 0x31, line.count == 12 || line[12] == 0x20,
      let status = Self.decimal(line[9..<12]), (100...999).contains(status)
    else { return .failed(.malformed) }
    self.status = status
    keepsAlive = line[7] == 0x31
    state = .header
    return .more
  }

  /// `Name: value`; only the headers that say where the body ends matter.
  private mutating func readHeader(_ line: UnsafeRawBufferPointer) -> LineOutcome {
    guard let colon = Self.nameLength(of: line) else { return .failed(.malformed) }
    keep(headerLine: line)
    let name = UnsafeRawBufferPointer(rebasing: line[..<colon])
    switch colon {
    case 14 where Self.equal(name, "content-length"):
      return readLength(Self.trimmed(line[(colon + 1)...]))
    case 17 where Self.equal(name, "transfer-encoding"):
      hasEncoding = true
      isChunked = Self.lastWord(of: line[(colon + 1)...], is: "chunked")
    case 10 where Self.equal(name, "connection"):
      let value = line[(colon + 1)...]
      if Self.words(of: value, contain: "close") { keepsAlive = false }
      if Self.words(of: value, contain: "keep-alive") { keepsAlive = true }
    default: break
    }
    return .more
  }

  private mutating func readLength(_ value: Slice<UnsafeRawBufferPointer>) -> LineOutcome {
    guard let length = Self.decimal(value), contentLength == nil || contentLength == length else {
      return .failed(.malformed)
    }
    contentLength = length
    return .more
  }

  /// An empty line: what follows is told by what stood before.
  private mutating func endOfHead() -> LineOutcome {
    if status == 101 {
      keepsAlive = false
      return .complete
    }
    if status < 200 {
      beginMessage()
      return .more
    }
    if answersHead || status == 204 || status == 304 { return .complete }
    if hasEncoding {
      // Both at once is how requests are smuggled: the next response could be anybody's.
      if contentLength != nil { keepsAlive = false }
      state = isChunked ? .chunkSize : .bodyUntilClose
    } else if let contentLength {
      if contentLength > limits.body { return .failed(.bodyTooLarge) }
      remaining = contentLength
      state = .body
      if contentLength == 0 { return .complete }
    } else {
      state = .bodyUntilClose
    }
    if state == .bodyUntilClose { keepsAlive = false }
    return .more
  }

  /// Reads the size of a chunk: `1a;name=value`.
  private mutating func readChunkSize(_ line: UnsafeRawBufferPointer) -> LineOutcome {
    var size = 0
    var digits = 0
    for byte in line {
      guard let digit = Self.hexadecimal(byte) else {
        guard byte == 0x3B || byte == 0x20 || byte == 0x09 else { return .failed(.malformed) }
        break
      }
      digits += 1
      guard digits <= 15 else { return .failed(.malformed) }
      size = size << 4 | digit
    }
    guard digits > 0 else { return .failed(.malformed) }
    guard size <= limits.body else { return .failed(.bodyTooLarge) }
    remaining = size
    state = size == 0 ? .trailer : .chunk
    return .more
  }
}
