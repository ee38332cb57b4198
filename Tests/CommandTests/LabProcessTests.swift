// The lab as users run it: it is killed, it is asked twice, and it is given statistics.

import Database
import Foundation
import Testing

@Suite(
  "The lab's command",
  .serialized,
  .enabled(if: ServerBinaries.installed != nil, "needs PostgreSQL's programs")
)
struct LabProcessTests {
  private func shop() throws -> CommandProcess {
    let command = try CommandProcess()
    let example = CommandProcess.checkout.appendingPathComponent("Examples/storefront").path
    _ = try command.shell("cp -R '\(example)' shop")
    return command
  }

  @Test("leaves no folder and no process behind when it is killed at once")
  func leavesNothing() throws {
    let command = try shop()
    let outcome = try command.shell(
      """
      lab=$(mktemp -d); chmod 755 "$lab"
      TMPDIR=$lab \(CommandProcess.program) database --ephemeral shop >out 2>&1 &
      process=$!
      for i in $(seq 200); do
        ls "$lab"/plimsoll-lab-*/.s.PGSQL.5432 >/dev/null 2>&1 && break; sleep 0.05
      done
      ls "$lab" | sed 's/-lab-.*/-lab/'
      kill -9 $process
      for i in $(seq 200); do
        [ -z "$(ls "$lab")" ] && break; sleep 0.05
      done
      ls "$lab"
      # The shell that removed the folder ends a moment after it.
      for i in $(seq 200); do
        left=$(cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c "$lab/plimsoll-lab")
        [ "$left" = 0 ] && break; sleep 0.05
      done
      echo "$left"
      rmdir "$lab"
      """
    )
    #expect(outcome.output == "plimsoll-lab\n0\n", "\(outcome.output)\(outcome.errors)")
  }

  @Test(
    "leaves no folder behind when it is interrupted while it works",
    arguments: ["INT", "TERM"]
  )
  func isInterrupted(signal: String) throws {
    let command = try shop()
    // `env` gives the signal back its meaning, which a shell takes from what it runs behind itself.
    let outcome = try command.shell(
      """
      lab=$(mktemp -d); chmod 755 "$lab"
      TMPDIR=$lab env --default-signal=INT \(CommandProcess.program) database --ephemeral shop >out 2>&1 &
      process=$!
      for i in $(seq 200); do
        ls "$lab"/plimsoll-lab-*/.s.PGSQL.5432 >/dev/null 2>&1 && break; sleep 0.05
      done
      kill -\(signal) $process; wait $process; echo "status $?"
      for i in $(seq 200); do
        [ -z "$(ls "$lab")" ] && break; sleep 0.05
      done
      ls "$lab"; rmdir "$lab"
      """
    )
    let status = signal == "INT" ? 130 : 143
    #expect(outcome.output == "status \(status)\n", "\(outcome.output)\(outcome.errors)")
  }

  /// Only who may mount can try it, which CI's container may not always.
  private static let canMount: Bool = {
    do {
      let command = try CommandProcess()
      let outcome = try command.shell("mkdir m && unshare -m mount -t tmpfs -o size=1m none m")
      return outcome.status == 0
    } catch {
      return false
    }
  }()

  @Test(
    "a full disk is one clear line, and nothing is left",
    .enabled(if: canMount, "needs the right to mount a small disk"),
    arguments: ["2m", "14m"]
  )
  func fullDisk(size: String) throws {
    let command = try shop()
    let outcome = try command.shell(
      """
      small=$(mktemp -d)
      unshare -m sh -c 'mount -t tmpfs -o size=\(size),mode=755 none $1
        TMPDIR=$1 XDG_CACHE_HOME=$1/cache "$0" database --ephemeral shop >out; echo "status $?"
        ls $1 | grep lab; wc -c <out' \(CommandProcess.program) $small
      rmdir $small
      """
    )
    #expect(outcome.output == "status 3\n0\n", "\(outcome.output)")
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("plimsoll: PostgreSQL did not start: "), "\(outcome.errors)")
    // On the smaller disk there is no room for the line of the log that would tell it.
    #expect(size == "2m" || outcome.errors.contains("No space left"), "\(outcome.errors)")
  }

  @Test("says the same twice, byte by byte")
  func isDeterministic() throws {
    let command = try shop()
    let run = "$plimsoll database --ephemeral shop --details --report"
    let outcome = try command.shell(
      "\(run) a >a.txt && \(run) b >b.txt; diff -r a b && cmp a.txt b.txt"
    )
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }

  @Test("plans for the tables of a server whose statistics lie beside the project")
  func plansByStatistics() throws {
    let command = try shop()
    let statistics = """
      {"format": 1, "server": "15.1", "redacted": true, "tables": [
        {"schema": "public", "table": "orders", "rows": 7654321, "pages": 90000, "visible": 90000,
         "indexes": {}, "columns": []}]}
      """
    try command.write("shop/plimsoll.stats.json", statistics)
    let outcome = try command.shell("$plimsoll database --ephemeral shop --details")
    #expect(outcome.output.contains("  orders: 7,654,321 (imported)\n"), "\(outcome.output)")
    try command.write("other.json", "{}")
    let wrong = try command.shell("$plimsoll database --ephemeral shop --statistics other.json")
    #expect(wrong.status == 2 && wrong.errorLines.count == 1, "\(wrong.errors)")
    #expect(wrong.errors.hasPrefix("plimsoll: other.json: no statistics"))
  }

  @Test("a server that is not there is one clear line")
  func namesMissingServer() throws {
    let command = try shop()
    let outcome = try command.shell(
      "$plimsoll database export-stats --database 'host=/nowhere user=a' --redact"
    )
    #expect(outcome.status == 3 && outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("plimsoll: cannot connect to PostgreSQL"))
  }
}
