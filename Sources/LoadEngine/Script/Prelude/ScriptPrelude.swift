// The part of the script host that is written in JavaScript.

/// k6's interface for scripts, over a few functions of the host.
///
/// All users share one context, and with it code and memory; each has an instance of the script's
/// modules of its own. Whose code runs is the variable `current`: the host enters the engine for one user at
/// a time, and all that goes on before it leaves is that user's.
enum ScriptPrelude {
  /// What the engine calls this text where it names places.
  static let name = "plimsoll"

  /// A function `(native, T)`: the host's functions, and the numbers of the answer that has just come.
  static let text =
    "(function(native,T){\"use strict\";\n"
    + [core, reply, http, modules, run].joined(separator: "\n")
    + "\n})"

  /// Functions of scripts that wait, by module.
  static let waiting: [String: Set<String>] = [
    "k6": ["sleep", "group"],
    "k6/http": ["get", "head", "post", "put", "patch", "del", "options", "request", "batch"],
  ]

  /// The module that stands for what a script imports; nil if there is none.
  static func library(for specifier: String) -> String? {
    let known = [
      "k6", "k6/http", "k6/metrics", "k6/data", "k6/encoding", "k6/crypto", "k6/execution",
      "k6/timers",
    ]
    if known.contains(specifier) { return specifier }
    // The helpers that most scripts load from k6's library are built in, at any version.
    for name in ["k6-utils", "k6-summary"] where specifier.hasPrefix("https://jslib.k6.io/\(name)/")
    {
      return name
    }
    return nil
  }
}
