// A shell that starts the server, and ends it as soon as nobody holds the other end of a pipe.

import Glibc

/// A process that outlives its parent only to clean up after it.
///
/// The kernel closes the pipe however this process ends, `kill -9` included, so that no server and no folder stays behind.
struct Supervisor: ~Copyable {
  private let process: pid_t
  private let pipe: Int32

  /// What the shell does: lay the data folder, start the server, wait for the pipe to close, and remove everything.
  ///
  /// Arguments: the private folder, the template, the numeric owner of the files (empty: whoever runs it), the folder
  /// of the programs, then the server's own arguments.
  private static let script = """
    umask 077
    export LC_ALL=C
    trap '' HUP INT TERM
    folder=$1 template=$2 owner=$3 programs=$4
    shift 4
    as=
    if command -v setpriv >/dev/null; then
      as='setpriv --pdeathsig QUIT'
      if [ -n "$owner" ]; then as="$as --reuid=$owner --regid=$owner --clear-groups"; fi
    fi
    lay() {
      if [ -n "$template" ] && [ -d "$template" ]; then
        cp -R "$template" "$folder/data" || return 1
        if [ -n "$owner" ]; then chown -R "$owner:$owner" "$folder/data"; fi
        return 0
      fi
      $as "$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --no-locale --no-sync \\
        --wal-segsize=1 || return 1
      for base in "$folder"/data/base/*; do
        if [ "${base##*/}" != 1 ]; then rm -rf "$base"; fi
      done
      if [ -n "$template" ]; then
        mkdir -p "${template%/*}" && cp -R "$folder/data" "$template.$$" &&
          mv -T "$template.$$" "$template" || rm -rf "$template.$$"
      fi
      return 0
    }
    if lay </dev/null >"$folder/log" 2>&1; then
      $as "$programs/postgres" -D "$folder/data" -k "$folder" "$@" </dev/null >>"$folder/log" 2>&1 &
      server=$!
      read -r line
      kill -QUIT "$server" 2>/dev/null
      wait "$server"
    else
      : >"$folder/failed"
      read -r line
    fi
    rm -rf "$folder"
    """

  init(_ arguments: [String]) throws(DatabaseError) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw Self.failure("open a pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    // A session of its own: Ctrl-C in the terminal must not reach it before it has cleaned up.
    posix_spawnattr_setflags(&attributes, 0x80)
    let words = ["/bin/sh", "-c", Self.script, "plimsoll-lab"] + arguments
    let texts: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer {
      for text in texts { free(text) }
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      close(ends[0])
    }
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", &actions, &attributes, texts, environ) == 0 else {
      close(ends[1])
      throw Self.failure("start /bin/sh")
    }
    process = child
    pipe = ends[1]
  }

  /// Ends the server, and returns when nothing of it is left.
  deinit {
    close(pipe)
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1, errno == EINTR {}
  }

  private static func failure(_ what: String) -> DatabaseError {
    DatabaseError(.cannotStart, "cannot \(what): \(String(cString: strerror(errno)))")
  }
}
