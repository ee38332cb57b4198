// Asks git what changed, without running anything that the repository names.

import Glibc

extension ChangedLines {
  /// What differs between the folder as it lies there and a revision.
  ///
  /// Where the revision is another branch, its common ancestor with HEAD counts, so that what
  /// happened there since is no change. Files that git does not track yet are changed as a whole.
  ///
  /// - Throws: A `WorkspaceError` that says what git could not tell, and what to do.
  package init(of folder: String, since revision: String) throws(WorkspaceError) {
    guard !revision.isEmpty, !revision.hasPrefix("-") else {
      throw WorkspaceError(.usage, "--changed-since “\(revision)”: name a revision, like main")
    }
    self.init(diff: try GitDiff.text(of: folder, since: revision))
  }
}

/// One run of a shell script around git.
///
/// `git diff` in the repository itself would run what its configuration names: a file system
/// monitor, clean filters, external diffs. So the repository is only asked for names of objects,
/// and the diff is made in an empty one that borrows its objects.
private enum GitDiff {
  /// A change of more bytes is none that anybody reviews.
  private static var limit: Int { 256 << 20 }

  private static let script = #"""
    command -v git >/dev/null || exit 9
    unset CDPATH GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX GIT_COMMON_DIR GIT_NAMESPACE
    unset GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_EXTERNAL_DIFF GIT_DIFF_OPTS
    unset GIT_CONFIG_PARAMETERS GIT_CONFIG_COUNT GIT_TRACE
    export GIT_ALLOW_PROTOCOL=none GIT_NO_LAZY_FETCH=1 GIT_TERMINAL_PROMPT=0 GIT_OPTIONAL_LOCKS=0
    export GIT_NO_REPLACE_OBJECTS=1 GIT_ATTR_NOSYSTEM=1 GIT_PAGER=cat LC_ALL=C
    cd "$1" || exit 10
    top=$(git rev-parse --show-toplevel) || exit 11
    objects=$(git rev-parse --path-format=absolute --git-path objects) || exit 11
    format=$(git rev-parse --show-object-format) || exit 11
    commit=$(git rev-parse --verify --quiet --end-of-options "$2^{commit}") || exit 12
    base=$(git merge-base "$commit" HEAD) || base=$commit
    folder=$(mktemp -d) || exit 13
    trap 'rm -rf "$folder"' EXIT
    trap 'exit 15' HUP INT TERM
    mkdir -p "$folder/objects/info" "$folder/refs" || exit 13
    echo 'ref: refs/heads/none' >"$folder/HEAD"
    printf '%s\n' "$objects" >"$folder/objects/info/alternates"
    printf '[core]\nrepositoryformatversion = 1\n[extensions]\nobjectformat = %s\n' "$format" \
      >"$folder/config"
    export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
    export GIT_DIR="$folder" GIT_WORK_TREE="$top" GIT_INDEX_FILE="$folder/index"
    git read-tree "$base" || exit 14
    git -c advice.addEmbeddedRepo=false add --intent-to-add --ignore-errors -- . \
      ':(exclude,glob)**/node_modules/**'
    git -c core.quotePath=false diff --find-renames --unified=0 --inter-hunk-context=0 --relative \
      --no-color --no-ext-diff --no-textconv --ignore-submodules=all --ignore-cr-at-eol \
      --src-prefix=//old/ --dst-prefix=//new/ "$base" -- . ':(exclude,glob)**/node_modules/**' \
      || exit 14
    """#

  static func text(of folder: String, since revision: String) throws(WorkspaceError) -> [UInt8] {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw failure("no pipe: \(SystemText.reason(errno))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let place = folder.hasPrefix("/") ? folder : "./\(folder)"
    guard let process = start([script, "plimsoll-diff", place, revision], output: ends[1]) else {
      for end in ends { close(end) }
      throw failure("/bin/sh cannot be started")
    }
    close(ends[1])
    let bytes = contents(of: ends[0])
    close(ends[0])
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1, errno == EINTR {}
    guard let bytes else {
      throw failure("the change is larger than \(limit >> 20) MB; name a nearer revision")
    }
    guard status == 0 else { throw refusal(status, folder: folder, revision: revision) }
    return bytes
  }

  private static func start(_ words: [String], output: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let texts: [UnsafeMutablePointer<CChar>?] =
      (["/bin/sh", "-c"] + words).map { strdup($0) } + [nil]
    defer {
      for text in texts { free(text) }
      posix_spawn_file_actions_destroy(&actions)
    }
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/sh", &actions, nil, texts, environ) == 0 else { return nil }
    return process
  }

  /// Everything up to the end; nil when it is too much.
  private static func contents(of descriptor: Int32) -> [UInt8]? {
    var result: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return result }
      result += part[..<count]
      if result.count > limit { return nil }
    }
  }

  private static func refusal(
    _ status: Int32,
    folder: String,
    revision: String
  ) -> WorkspaceError {
    switch (status >> 8) & 0xFF {
    case 9: failure("git is not installed")
    case 10, 11:
      WorkspaceError(
        .usage,
        "--changed-since: \(folder) lies in no git repository that git reads; run it in a "
          + "checkout of your own, or add the folder to git's safe.directory"
      )
    case 12:
      WorkspaceError(
        .usage,
        "--changed-since “\(revision)”: git knows no such revision here; fetch it first "
          + "(a shallow clone of CI lacks it: fetch-depth: 0, GIT_DEPTH: 0)"
      )
    case 14: failure("git cannot read the files of “\(revision)”; fetch the whole history")
    default: failure("git failed; is there room in the folder of temporary files?")
    }
  }

  private static func failure(_ reason: String) -> WorkspaceError {
    WorkspaceError(.environment, "--changed-since: \(reason)")
  }
}
