// Node's own modules: events, processes, files, crypto, compression, HTTP.

import SemanticModel

extension Library {
  /// Events, utilities and the process.
  static let node = Library(
    "Node.js",
    packages: node("process"),
    exports: ["default": .value("node.Process")],
    globals: ["process": .value("node.Process"), "Buffer": .value("builtin.Pure")],
    types: [
      "node.Process": LibraryType(
        .each(
          "on once addListener prependListener",
          Operation(passesThrough: Operation.receiver, callbacks: [.later(.last)])
            .playing(.processEvent)
        ),
        .each(
          "off removeListener removeAllListeners",
          Operation(passesThrough: Operation.receiver)
        ),
        .each("nextTick", .calls(.later(.at(0)))),
        .each("exit abort", Operation.free.playing(.processExit)),
        .free("cwd uptime memoryUsage hrtime cpuUsage chdir emitWarning"),
        // A process that sends itself a signal means to end by it.
        .each("kill", Operation.free.playing(.processExit)),
        .values("stdout stderr stdin", "node.Stream")
      ),
      "node.Stream": LibraryType(
        .listeners,
        .chain("pipe resume pause setEncoding"),
        .free("write end destroy read cork uncork unpipe push"),
        .each("forEach", .calls(CallbackRule(.at(0), .perElementOfReceiver, element: 0)))
      ),
    ]
  )

  /// `util.promisify` and `events`, which hand functions on.
  static let promisify = Library.module(
    "Node.js util",
    packages: node("util", "events") + ["eventemitter3", "es6-promisify", "util.promisify"],
    prefix: "node-util",
    LibraryType(
      call: .passes(0),
      construct: .gives("builtin.EventEmitter"),
      .each("promisify callbackify deprecate", .passes(0)),
      .types("EventEmitter", "builtin.EventEmitter"),
      .free("inspect format inherits isDeepStrictEqual debuglog once on setMaxListeners")
    )
  )

  /// Files: the synchronous functions hold the thread.
  static let fileSystem = Library.module(
    "Node.js fs",
    packages: node("fs", "fs/promises") + ["fs-extra", "graceful-fs"],
    prefix: "fs",
    LibraryType(
      .each(fileLookNames, .blocks("file look-up").holding(.fileLook)),
      .each(fileChangeNames, .blocks("file").holding(.fileChange)),
      .each("openSync", .blocks("file").holding(.fileChange).opening(.file)),
      .each(blockingFileNames, .blocks("file").holding(.file)),
      .each(callbackFileNames, .calls(.once(.last))),
      .each("open", .calls(.once(.last)).opening(.file)),
      .each("readFile", .calls(.once(.last)).playing(.wholeFile)),
      .each("readFileSync", .blocks("file").holding(.file).playing(.wholeFile)),
      .each("createReadStream createWriteStream", .gives("node.Stream")),
      .each("watch watchFile", .calls(.later(.last))),
      .free("constants unwatchFile"),
      .values("promises", "fs.Module")
    )
  )

  /// Hashes and keys: the synchronous forms of the slow ones hold the thread.
  static let crypto = Library.module(
    "Node.js crypto",
    packages: node("crypto"),
    prefix: "crypto",
    LibraryType(
      .each("pbkdf2Sync", .blocks("key derivation").holding(.pbkdf2)),
      .each("scryptSync", .blocks("key derivation").holding(.scrypt)),
      .each(
        "generateKeyPairSync generatePrimeSync checkPrimeSync",
        .blocks("key").holding(.newKey)
      ),
      .each(
        "pbkdf2 scrypt generateKeyPair randomBytes randomFill randomInt hkdf",
        .calls(.once(.last))
      ),
      .each(
        "createHash createHmac createCipheriv createDecipheriv createSign createVerify",
        .gives("crypto.Hash")
      ),
      .free("randomUUID timingSafeEqual createPublicKey createPrivateKey createSecretKey getHashes")
    ),
    types: [
      "crypto.Hash": LibraryType(
        .chain("update setAutoPadding"),
        .free("digest final sign verify getAuthTag setAuthTag")
      )
    ]
  )

  /// Compression.
  static let zlib = Library.module(
    "Node.js zlib",
    packages: node("zlib"),
    prefix: "zlib",
    LibraryType(
      .each(
        """
        gzipSync deflateSync deflateRawSync zstdCompressSync
        """,
        .blocks("compression").holding(.compression)
      ),
      .each(
        """
        gunzipSync inflateSync inflateRawSync unzipSync brotliDecompressSync zstdDecompressSync
        """,
        .blocks("compression").holding(.decompression)
      ),
      .each(
        "brotliCompressSync",
        .blocks("compression").holding(.brotli)
      ),
      .each(
        """
        gzip gunzip deflate inflate deflateRaw inflateRaw unzip brotliCompress brotliDecompress
        """,
        .calls(.once(.last))
      ),
      .each(
        "createGzip createGunzip createDeflate createInflate createBrotliCompress createUnzip",
        .gives("node.Stream")
      )
    )
  )

  /// Child processes.
  ///
  /// Without `timeout` a child may run for ever: it defaults to 0 for exec and execFile, undefined for spawn
  /// (nodejs.org/api/child_process.html).
  static let childProcess = Library.module(
    "child_process",
    packages: node("child_process") + ["cross-spawn"],
    prefix: "child-process",
    LibraryType(
      call: spawnsChild,
      .each("exec execFile", runsChild),
      .each("spawn", spawnsChild),
      // Made to go on beside its parent.
      .each("fork", Operation(Effect(.process, "fork"), returns: "child-process.Child")),
      .each(
        "execSync execFileSync spawnSync sync",
        Operation(
          Effect(.blocking, "child process"),
          Effect(.process, "run"),
          deadline: childDeadline
        )
        .holding(.childProcess)
      ),
      .types("ChildProcess", "child-process.Child")
    ),
    types: [
      "child-process.Child": LibraryType(
        .listeners,
        .free("kill send disconnect unref ref"),
        .values("stdout stderr stdin", "node.Stream")
      )
    ]
  )

  /// Child processes as promises: each is awaited until it ends.
  static let promisedChild = Library.module(
    "child processes as promises",
    packages: ["promisify-child-process", "execa", "child-process-promise", "zx"],
    prefix: "promised-child",
    LibraryType(
      call: runsChild,
      .each("exec execFile spawn fork execa execaCommand execaNode $", runsChild),
      .each(
        "execaSync execaCommandSync",
        Operation(
          Effect(.blocking, "child process"),
          Effect(.process, "run"),
          deadline: childDeadline
        )
        .holding(.childProcess)
      )
    )
  )

  /// Asks the shell or the file system whether a program is installed.
  static let programSearch = Library(
    "search for programs",
    packages: ["command-exists", "which", "shelljs"],
    exports: [
      "default": .value("program-search.Module"),
      "sync": .call(.blocks("child process").holding(.childProcess)),
      "exec": .call(
        Operation(Effect(.blocking, "child process"), Effect(.process, "run")).holding(
          .childProcess
        )
      ),
    ],
    types: [
      "program-search.Module": LibraryType(
        .each("sync", .blocks("child process").holding(.childProcess))
      )
    ]
  )

  private static let childDeadline = DeadlineRule(
    "child process",
    options: [
      DeadlineRule.OptionRule(-1, "timeout", "signal", "cancelSignal")
        .suggesting("timeout: 10000")
    ],
    chain: ["kill"]
  )

  private static let runsChild = Operation(
    Effect(.process, "run"),
    returns: "child-process.Child",
    callbacks: [.once(.last)],
    deadline: childDeadline
  )

  // A spawned program may be meant to run on, and what ends it may stand elsewhere.
  private static let spawnsChild = Operation(
    Effect(.process, "run"),
    returns: "child-process.Child",
    deadline: DeadlineRule(
      "child process",
      options: [DeadlineRule.OptionRule(-1, "timeout", "signal", "detached")],
      chain: ["kill", "unref"],
      isSettableElsewhere: true
    )
  )

  private static let fileLookNames = """
    existsSync statSync lstatSync accessSync readlinkSync realpathSync pathExistsSync
    """

  private static let fileChangeNames = """
    mkdirSync rmdirSync unlinkSync renameSync closeSync truncateSync chmodSync
    symlinkSync mkdtempSync ensureDirSync ensureFileSync
    """

  private static let blockingFileNames = """
    writeFileSync appendFileSync readdirSync rmSync copyFileSync cpSync readSync
    writeSync fsyncSync copySync moveSync removeSync emptyDirSync outputFileSync
    outputJsonSync readJsonSync writeJsonSync readJSONSync writeJSONSync
    """

  private static let callbackFileNames = """
    writeFile appendFile exists stat lstat readdir mkdir rm rmdir unlink rename copyFile cp
    access close read write truncate chmod symlink readlink realpath mkdtemp fsync
    copy move remove ensureDir ensureFile emptyDir outputFile outputJson readJson writeJson
    readJSON writeJSON pathExists mkdirp
    """
}
