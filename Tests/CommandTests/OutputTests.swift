// What goes where: reports, errors, colours, progress and exit codes.

import Foundation
import Testing

@Suite("Output")
struct OutputTests {
  private func run(_ line: String) throws -> ProcessOutcome {
    let command = try CommandProcess()
    try command.write("app/a.js", "export const a = 1;\n")
    return try command.shell(line)
  }

  @Test("of a run without findings is a header and a verdict")
  func saysNothingFound() throws {
    let outcome = try run("$plimsoll audit app")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("plimsoll 0.1.0 read app: 1 file, 20 bytes, in "))
    #expect(
      outcome.output.hasSuffix(
        """
        No findings.
        No vibe score: no route, job, socket handler or page was found; needed: the folder that holds the
        server's start file.

        """
      )
    )
    #expect(outcome.errors == "")
  }

  @Test("is silent with --quiet when there is nothing to report")
  func isQuiet() throws {
    let outcome = try run("$plimsoll audit app --quiet")
    #expect(outcome.output + outcome.errors == "")
  }

  @Test("in a pipe has no escapes", arguments: ["", "--details", "--format json"])
  func hasNoEscapes(flags: String) throws {
    let outcome = try run("$plimsoll audit app \(flags)")
    #expect(!outcome.output.isEmpty)
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test("on a terminal has colours unless they are unwanted")
  func hasColours() throws {
    let command = try CommandProcess()
    try command.write("app/a.js", "const app = require(\"express\")();\napp.listen(3000);\n")
    func run(_ line: String) throws -> ProcessOutcome { try command.shell(line) }
    // Without the bar, which moves the cursor when a machine is slow.
    let terminal =
      "python3 -c 'import pty,sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' $plimsoll audit app --quiet"
    #expect(try run(terminal).output.contains("\u{1B}["))
    #expect(try run("\(terminal) --no-color").output.contains("\u{1B}[") == false)
    #expect(try run("NO_COLOR=1 \(terminal)").output.contains("\u{1B}[") == false)
    #expect(try run("NO_COLOR= \(terminal)").output.contains("\u{1B}["))
    #expect(try run("TERM=dumb \(terminal)").output.contains("\u{1B}[") == false)
    #expect(try run("\(terminal) --output f; cat f").output.contains("\u{1B}[") == false)
  }

  @Test("on a terminal shows how far a long reading is, and leaves nothing of it")
  func showsProgress() throws {
    let tree = """
      mkdir big
      for line in $(seq 200); do echo "export const f$line = (a) => a.map((b) => b.c(a, $line));"; done >big/1.js
      for n in $(seq 2 600); do cp big/1.js big/$n.js; done
      """
    let terminal = "python3 -c 'import pty,sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' $plimsoll"
    let shown = try run("\(tree)\n\(terminal) audit big")
    #expect(shown.output.contains(" of 600 files"))
    let report = shown.output.components(separatedBy: "\r\u{1B}[K").last ?? ""
    #expect(report.hasPrefix("\u{1B}[1mplimsoll 0.1.0 "))
    let quiet = try run("\(tree)\n\(terminal) audit big --quiet")
    #expect(quiet.output == "")
  }

  @Test("into a pipe that closes ends quietly")
  func bearsClosedPipe() throws {
    let outcome = try run("{ $plimsoll --help; echo $? >status; } | true; cat status")
    #expect(outcome.output == "0\n")
    #expect(outcome.errors == "")
  }

  @Test("goes to the file, whole, in its place and with its permissions")
  func writesFile() throws {
    let outcome = try run(
      """
      echo old >real.json; chmod 640 real.json; ln -s real.json link.json
      $plimsoll audit app --format json --output link.json
      stat -c '%a %F' link.json real.json; ls; head -c 1 real.json
      """
    )
    #expect(
      outcome.output == "777 symbolic link\n640 regular file\napp\nlink.json\nreal.json\n{"
    )
    #expect(outcome.errors == "")
  }

  @Test("goes into a device that stands where a file could")
  func writesDevice() throws {
    let outcome = try run("$plimsoll audit app --output /dev/stdout | tail -n 1; test -c /dev/null")
    #expect(outcome.output == "server's start file.\n")
    #expect(outcome.status == 0)
  }

  @Test("leaves the old file alone when the audit fails")
  func keepsOldFile() throws {
    let outcome = try run("echo old >f; $plimsoll audit no --output f; cat f; ls")
    #expect(outcome.output == "old\napp\nf\n")
  }

  @Test("of help and version is no error", arguments: ["--help", "audit --help", "help rules", ""])
  func helps(arguments: String) throws {
    let outcome = try run("$plimsoll \(arguments)")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("EXAMPLES:"))
    #expect(outcome.errors == "")
    #expect(
      outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE") }
    )
    #expect(try run("$plimsoll --version").output == "plimsoll 0.1.0\n")
  }

  @Test(
    "of help is that of the command, of two words too",
    arguments: [
      ("load compare", "USAGE: plimsoll load compare "),
      ("load export", "USAGE: plimsoll load export "),
      ("database export-stats", "USAGE: plimsoll database export-stats "),
      ("soak", "USAGE: plimsoll soak "), ("chaos", "USAGE: plimsoll chaos "),
    ]
  )
  func helpsOwn(command: String, usage: String) throws {
    let outcome = try run("$plimsoll \(command) --help")
    #expect(outcome.status == 0 && outcome.errors == "")
    #expect(outcome.output.contains(usage), "\(outcome.output)")
    let long = outcome.output.split(separator: "\n").map(String.init).filter { $0.count > 80 }
    #expect(long.allSatisfy { $0.hasPrefix("USAGE") }, "\(long)")
  }
}
