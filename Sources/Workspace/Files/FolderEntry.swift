// The names in one folder, and what each of them is.

import Glibc

/// One name in a folder.
struct FolderEntry {
  enum Kind { case file, folder, link, other }

  /// The bytes of the name on disk.
  let name: [UInt8]
  let kind: Kind

  /// The entries of a folder in the byte order of their names, or why it cannot be read.
  static func all(in folder: OpenDescriptor) -> Result<[FolderEntry], SystemError> {
    // `fdopendir` takes its descriptor over, hence a copy.
    let copy = fcntl(folder.number, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { return .failure(SystemError(code: errno)) }
    guard let stream = fdopendir(copy) else {
      let error = SystemError(code: errno)
      close(copy)
      return .failure(error)
    }
    defer { closedir(stream) }
    var entries: [FolderEntry] = []
    while let record = readdir(stream) {
      let name = Self.name(of: record)
      if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
      let kind = Self.kind(ofType: Int32(record.pointee.d_type), name: name, in: folder)
      entries.append(FolderEntry(name: name, kind: kind))
    }
    entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
    return .success(entries)
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
    let answer = OpenDescriptor.withName(name[...]) {
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
    let answer = OpenDescriptor.withName(name[...]) {
      faccessat(folder.number, $0, R_OK, AT_EACCESS)
    }
    return answer == 0 ? nil : SystemError(code: errno)
  }

  /// Where a link leads, as it is written; nil when that cannot be read.
  static func target(of link: [UInt8], in folder: OpenDescriptor) -> [UInt8]? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = OpenDescriptor.withName(link[...]) { name in
      readlinkat(folder.number, name, &buffer, buffer.count)
    }
    return count >= 0 ? buffer.prefix(count).map { UInt8(bitPattern: $0) } : nil
  }
}
