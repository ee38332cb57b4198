// The names in one folder, and what each of them is.

import Glibc

/// One name in a folder.
struct FolderEntry {
  enum Kind { case file, folder, link, other }

  /// The bytes of the name on disk.
  let name: [UInt8]
  let kind: Kind

  /// Whether this entry and all below it come before another in the byte order of their paths.
  private func precedes(_ other: FolderEntry) -> Bool {
    let count = min(name.count, other.name.count)
    let order = memcmp(name, other.name, count)
    if order != 0 { return order < 0 }
    return byte(at: count) < other.byte(at: count)
  }

  /// A byte of the name, which goes on with a slash when this is a folder.
  private func byte(at index: Int) -> Int {
    index < name.count ? Int(name[index]) : kind == .folder ? Int(UInt8(ascii: "/")) : -1
  }

  /// The entries of a folder in the byte order of the paths below them.
  static func all(in folder: OpenDescriptor) throws(SystemError) -> [FolderEntry] {
    // `fdopendir` takes its descriptor over, hence a copy.
    let copy = fcntl(folder.number, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw SystemError.last }
    guard let stream = fdopendir(copy) else {
      let error = SystemError.last
      close(copy)
      throw error
    }
    defer { closedir(stream) }
    var entries: [FolderEntry] = []
    while let record = readdir(stream) {
      let name = Self.name(of: record)
      if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
      let kind = Self.kind(ofType: Int32(record.pointee.d_type), name: name, in: folder)
      entries.append(FolderEntry(name: name, kind: kind))
    }
    entries.sort { $0.precedes($1) }
    return entries
  }

  private static func name(of record: UnsafeMutablePointer<dirent>) -> [UInt8] {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let start = UnsafeRawPointer(record).advanced(by: offset)
    let length = strlen(start.assumingMemoryBound(to: CChar.self))
    return Array(UnsafeRawBufferPointer(start: start, count: length))
  }
  private static func kind(ofType type: Int32, name: [UInt8], in folder: OpenDescriptor) -> Kind {
    switch type {
    case Int32(DT_REG): .file
    case Int32(DT_DIR): .folder
    case Int32(DT_LNK): .link
    case Int32(DT_UNKNOWN): FileStatus(of: name, in: folder)?.kind ?? .other
    default: .other
    }
  }
}

/// What the operating system says of one name, without following a link.
struct FileStatus {
  let kind: FolderEntry.Kind
  /// In bytes.
  let size: Int
  init?(of name: [UInt8], in folder: OpenDescriptor) {
    var status = stat()
    let answer = OpenDescriptor.withName(name) {
      fstatat(folder.number, $0, &status, AT_SYMLINK_NOFOLLOW)
    }
    guard answer == 0 else { return nil }
    size = Int(status.st_size)
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    default: kind = .other
    }
  }
  /// Why a file cannot be read by this user; nil when it can.
  static func refusal(of name: [UInt8], in folder: OpenDescriptor) -> SystemError? {
    let answer = OpenDescriptor.withName(name) {
      faccessat(folder.number, $0, R_OK, AT_EACCESS)
    }
    return answer == 0 ? nil : SystemError(code: errno)
  }
  /// Where a link leads, as it is written; nil when that cannot be read.
  static func target(of link: [UInt8], in folder: OpenDescriptor) -> [UInt8]? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = OpenDescriptor.withName(link) { name in
      readlinkat(folder.number, name, &buffer, buffer.count)
    }
    return count >= 0 ? buffer.prefix(count).map { UInt8(bitPattern: $0) } : nil
  }
}
