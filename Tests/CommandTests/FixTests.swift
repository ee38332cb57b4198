// `plimsoll fix`, as its users run it.

import Foundation
import Testing

@Suite("Fixes")
struct FixTests {
  private static let code = """
    const axios = require('axios');
    const express = require('express');
    const app = express();
    app.get('/rates', async (req, res) => {
      const { data } = await axios.get('https://rates.example/latest');
      res.json(data);
    });
    app.listen(3000);

    """

  private func project() throws -> CommandProcess {
    let command = try CommandProcess()
    try command.write("shop/server/app.js", Self.code)
    try command.write("shop/package.json", #"{ "name": "shop", "main": "server/app.js" }"#)
    return command
  }

  @Test("are printed as a patch that git takes, and that mends the finding")
  func patch() throws {
    let command = try project()
    let line =
      "cd shop && $plimsoll fix --rule missing-timeout | tee ../out.patch | git apply --check && git apply ../out.patch"
    let outcome = try command.shell(line)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("1 fix in 1 file"))
    let after = try command.shell(
      "$plimsoll audit shop -q --only missing-timeout --fail-on monitor; cat shop/server/app.js"
    )
    #expect(after.output.contains("'https://rates.example/latest', { timeout: 2000 })"))
    #expect(!after.output.contains("waits without end"))
  }

  @Test("are written with --apply, and nothing is left for a second run")
  func apply() throws {
    let command = try project()
    let first = try command.shell("$plimsoll fix shop --rule missing-timeout --apply")
    #expect(first.status == 0)
    #expect(first.output.hasPrefix("server/app.js:5: missing-timeout: "))
    #expect(first.errors.contains("written"))
    let second = try command.shell(
      "$plimsoll fix shop --rule missing-timeout --apply; ls -A shop/server"
    )
    #expect(second.output == "app.js\n")
    #expect(second.errors.contains("nothing to fix mechanically"))
  }

  @Test("of one finding are asked for by the beginning of its id")
  func id() throws {
    let command = try project()
    let ask = try command.shell(
      "id=$($plimsoll audit shop --format json --only missing-timeout | grep -o '\"id\" *: *\"[0-9a-f]*' | head -1 | grep -o '[0-9a-f]*$'); $plimsoll fix shop --id \"$(echo $id | cut -c1-8)\""
    )
    #expect(ask.status == 0, "\(ask.errors)")
    #expect(ask.output.hasPrefix("--- a/server/app.js\n+++ b/server/app.js\n@@ "))
    let unknown = try command.shell("$plimsoll fix shop --id zzz")
    #expect(unknown.status == 2)
    #expect(unknown.errors.hasPrefix("plimsoll: --id zzz: "))
  }

  @Test("of a rule that there is none of are refused, with the nearest name")
  func unknownRule() throws {
    let command = try project()
    let outcome = try command.shell("$plimsoll fix shop --rule missing-timeouts")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.contains(
        "--rule: unknown rule 'missing-timeouts' (did you mean 'missing-timeout'?)"
      )
    )
  }
}
