// For how long synchronous operations hold their thread; each figure with its source.

import SemanticModel

extension Hold {
  /// A look at a cached directory entry.
  static let fileLook = Hold(0.02, "a look-up of 0.02 ms in a cached directory (Node 20, measured)")

  /// A change of a directory.
  static let fileChange = Hold(
    0.04,
    "a change of a local directory of 0.04 ms (mkdirSync, Node 20, measured)"
  )

  /// Reading or writing a file.
  static let file = Hold(
    1,
    "a file that takes 1 ms: 1 MB from an SSD (Jeff Dean, Numbers Everyone Should Know)"
  )

  /// A document that another program converts.
  static let conversion = Hold(1_000, "a document that takes a second to convert")

  /// scrypt with Node's defaults.
  static let scrypt = Hold(36, "36 ms for scrypt with Node's defaults (Node 20, measured)")

  /// PBKDF2 with SHA-512.
  static let pbkdf2 = Hold(
    50,
    "0.5 ms for 1,000 rounds of PBKDF2 with SHA-512 (Node 20, measured)"
  )
  .ofRounds(Rounds(argument: 2, usual: 100_000))

  /// An RSA key of 2,048 bits.
  static let newKey = Hold(500, "500 ms for an RSA key of 2,048 bits (Node 20, measured)")

  /// zlib at its default level: 0.1 ms for rows that repeat one another, 1.2 ms for varied rows, 2.5 ms for prose.
  static let compression = Hold(
    1.2,
    "56 kB of JSON in varied rows, which gzip packs in 1.2 ms (Node 20, measured)"
  )

  /// Unpacking what zlib packed.
  static let decompression = Hold(
    0.1,
    "56 kB of JSON, which gunzip unpacks in 0.1 ms (Node 20, measured)"
  )

  /// Brotli at its default level, which is the highest.
  static let brotli = Hold(
    60,
    "56 kB of JSON in varied rows, which brotli packs in 60 ms at its default quality of 11 (Node 20, measured)"
  )

  /// A program that is started and waited for.
  static let childProcess = Hold(100, "a program that runs for 100 ms")

  /// bcrypt at cost 10; each step of the cost doubles it.
  static let passwordHash = Hold(
    100,
    bcrypt,
    power: Power(argument: 1, usual: 10)
  )

  /// A comparison hashes anew, at the cost that the stored hash says.
  static let passwordCheck = Hold(100, bcrypt)

  /// The same, for a call that looks asynchronous.
  static func hidden(_ hold: Hold) -> Hold {
    Hold(hold.milliseconds, hold.source, power: hold.power, isHidden: true)
  }

  private static let bcrypt = "bcrypt at cost 10: about 10 hashes a second (README of bcrypt)"
}
