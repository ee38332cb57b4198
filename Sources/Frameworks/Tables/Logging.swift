// Loggers, and the hashing of passwords.

import SemanticModel

extension Library {
  /// The global console.
  static let console = Library(
    "console",
    packages: node("console"),
    exports: ["default": .value("console.Console")],
    globals: ["console": .value("console.Console")],
    types: [
      "console.Console": LibraryType(
        .each(
          "log debug info warn error trace dir table dirxml",
          Operation.logs("console").playing(.consoleLine)
        ),
        .free("assert count countReset group groupCollapsed groupEnd time timeEnd timeLog clear")
      )
    ]
  )

  /// winston, pino, bunyan, log4js, loglevel, consola, signale, npmlog, and Nest's logger interface.
  static let loggers = Library.module(
    "loggers",
    packages: [
      "winston", "pino", "bunyan", "log4js", "loglevel", "consola", "signale", "npmlog", "tslog",
      "nest-winston", "express-winston", "debug", "roarr",
    ],
    prefix: "loggers",
    LibraryType(
      parent: "loggers.Logger",
      call: .gives("loggers.Logger"),
      .each(
        "createLogger getLogger pino",
        Operation.gives("loggers.Logger").playing(.structuredLogger)
      ),
      .each("add configure remove clear", .free),
      lines,
      .types("Logger PinoLogger BunyanLogger", "loggers.Logger"),
      .values("format transports config stdSerializers stdTimeFunctions", "builtin.Pure"),
      .values("loggers", "loggers.Logger"),
      .each("logger errorLogger", .free)
    ),
    types: [
      "loggers.Logger": LibraryType(
        call: .logs("log"),
        lines,
        .each("child getLogger extend withTag get", .gives("loggers.Logger")),
        .each("profile startTimer", .free),
        .listeners,
        .free("close configure level isLevelEnabled setLevel flush")
      )
    ]
  )

  /// pino for requests: each line carries the id of its request.
  static let requestLoggers = Library(
    "request loggers",
    packages: ["pino-http", "nestjs-pino", "express-pino-logger", "koa-pino-logger", "hono-pino"],
    exports: Members.of([
      .each("default pinoHttp pino", .gives("loggers.Logger")),
      .types("Logger PinoLogger", "loggers.Logger"),
      .each("LoggerModule", is: quietValue),
    ]).byName
  )
  .playingOnImport(.requestIdentity)

  /// `morgan` writes one line per request.
  static let morgan = Library(
    "morgan",
    packages: ["morgan"],
    exports: ["default": .value("morgan.Morgan")],
    types: [
      "morgan.Morgan": LibraryType(
        call: Operation.free.playing(.requestLog),
        .each("token format", .calls(.entry(.escaped, .from(1)))),
        .free("compile")
      )
    ]
  )

  /// `bcrypt` and `argon2` hash on a thread of the pool; only their synchronous forms hold the caller's.
  static let bcrypt = Library.module(
    "bcrypt",
    packages: ["bcrypt", "@node-rs/bcrypt", "argon2", "@node-rs/argon2", "scrypt-kdf"],
    prefix: "bcrypt",
    LibraryType(
      .each("hash compare verify kdf", Operation.calls(.once(.last)).playing(.hashesPassword)),
      .each("genSalt", .calls(.once(.last))),
      .each("hashSync", .blocks("hash").holding(.passwordHash)),
      .each("compareSync verifySync", .blocks("hash").holding(.passwordCheck)),
      .free("genSaltSync"),
      .free("getRounds needsRehash")
    )
  )

  /// `bcryptjs` is JavaScript: it holds the event loop however it is called (in slices when asynchronous).
  static let bcryptjs = Library.module(
    "bcryptjs",
    packages: ["bcryptjs", "bcrypt-nodejs"],
    prefix: "bcryptjs",
    LibraryType(
      .each(
        "hash",
        Operation(Effect(.blocking, "hash"), callbacks: [.once(.last)])
          .holding(.hidden(.passwordHash))
      ),
      .each(
        "compare",
        Operation(Effect(.blocking, "hash"), callbacks: [.once(.last)])
          .holding(.hidden(.passwordCheck))
      ),
      .each("hashSync", .blocks("hash").holding(.passwordHash.alsoWhenAwaited)),
      .each("compareSync", .blocks("hash").holding(.passwordCheck.alsoWhenAwaited)),
      .each("genSalt", .calls(.once(.last))),
      .free("genSaltSync getRounds getSalt truncates setRandomFallback")
    )
  )

  private static let lines = Members.each(
    "log fatal error warn warning info http verbose debug silly trace success notice crit alert emerg",
    .logs("log")
  )
}
