// How many sockets this process may open.

import Glibc

package enum DescriptorLimit {
  /// Descriptors that are in use beside the sockets: streams, queues, files.
  private static let others = 64

  /// Sees to it that so many sockets can be open at once.
  ///
  /// Throws an environment error that names the limit, before a single request is sent.
  package static func require(sockets: Int) throws(LoadError) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    let needed = rlim_t(sockets + others)
    if limit.rlim_cur >= needed { return }
    if limit.rlim_max >= needed {
      limit.rlim_cur = needed
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { return }
    }
    throw .environment(
      "\(sockets) connections need \(needed) file descriptors and \(limit.rlim_max) are allowed: "
        + "run `ulimit -n \(needed)` before, or give fewer --connections"
    )
  }
}
