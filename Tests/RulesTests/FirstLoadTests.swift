// What the report says of the size of a package in the first load.

import Findings
import Testing

@Suite("Sizes of packages in the first load")
struct FirstLoadTests {
  private func finding(importing package: String) async throws -> Finding {
    let found = await findings(
      of: "heavy-first-load",
      in: [
        "src/main.jsx": """
        import { createRoot } from "react-dom/client";
        import * as all from "\(package)";
        createRoot(document.getElementById("root")).render(<p>{all.name}</p>);
        """
      ]
    )
    #expect(found.count == 1)
    return try #require(found.first)
  }

  @Test("a package whose measured size takes more than the p95 goal is of medium severity")
  func large() async throws {
    let finding = try await finding(importing: "highlight.js")
    #expect(finding.severity == .medium && finding.tier == .finding)
    #expect(finding.impact.estimate.contains("261,067 bytes (version 9.18.5"))
    #expect(finding.impact.estimate.contains("= 1.27 s"))
    #expect(finding.verify.command == nil)
  }

  @Test("a package whose measured size takes less is to be watched, and says from which size on")
  func small() async throws {
    let finding = try await finding(importing: "lodash")
    #expect(finding.severity == .monitor && finding.tier == .suspicious)
    #expect(finding.monitorThreshold?.contains("102,400 compressed bytes of `lodash`") == true)
  }

  @Test("a package that nobody measured has no size, but the command that counts it")
  func unmeasured() async throws {
    let finding = try await finding(importing: "recharts")
    let command =
      "echo 'import * as m from \"recharts\"; console.log(m)' | npx esbuild --bundle --minify | gzip -9 | wc -c"
    #expect(finding.severity == .monitor && finding.tier == .suspicious)
    #expect(finding.impact.estimate.contains("needs confirmation"))
    #expect(finding.impact.estimate.contains(command))
    #expect(finding.verify.command == command)
    #expect(finding.confirm?.contains("Measure how large `recharts` is") == true)
  }

  @Test("a toolbox that nobody measured is suspicious too")
  func unmeasuredWhole() async throws {
    let finding = try await finding(importing: "aws-sdk")
    #expect(finding.severity == .monitor && finding.tier == .suspicious)
    #expect(finding.confirm?.contains("aws-sdk") == true)
  }
}
