// What the kernel tells of processes.

import Glibc

/// Questions to /proc.
enum ProcessTable {
  /// The process that started a process; nil if it is gone.
  static func parent(of pid: pid_t) -> pid_t? { field(1, of: pid).flatMap { pid_t($0) } }

  /// When it was started, in the kernel's ticks: tells a process from a later one of its number.
  static func birth(of pid: pid_t) -> String? { field(19, of: pid) }

  /// Whether it has ended and only its parent does not know.
  static func isRunning(_ pid: pid_t) -> Bool { field(0, of: pid).map { $0 != "Z" } ?? false }

  static func owner(of pid: pid_t) -> uid_t? {
    var facts = stat()
    return stat("/proc/\(pid)", &facts) == 0 ? facts.st_uid : nil
  }

  /// This process, and those that it was started by.
  static var ownLine: Set<pid_t> {
    var line: Set<pid_t> = []
    var next: pid_t? = getpid()
    while let pid = next, pid > 1, line.insert(pid).inserted { next = parent(of: pid) }
    return line
  }

  /// A word of `stat` behind the name, which may hold anything; the state is the first.
  private static func field(_ index: Int, of pid: pid_t) -> String? {
    let file = open("/proc/\(pid)/stat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let count = read(file, &bytes, bytes.count)
    guard count > 0, let end = bytes[..<count].lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let words = bytes[(end + 1)..<count].split(separator: 0x20)
    return words.count > index ? String(decoding: words[index], as: UTF8.self) : nil
  }
}
