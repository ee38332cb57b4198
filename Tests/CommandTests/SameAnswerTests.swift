// The same input gives the same answer, and ids outlive edits elsewhere.

import Foundation
import Testing

@Suite("The same input")
struct SameAnswerTests {
  /// Shell that copies the bundled shop to `app`.
  private var copy: String {
    let shop = CommandProcess.checkout.appendingPathComponent("Examples/storefront").path
    return "cp -R '\(shop)' app"
  }

  @Test("gives the same bytes for any number of threads and in every run, but for the time it took")
  func isDeterministic() throws {
    let command = try CommandProcess()
    let outcome = try command.shell(
      """
      \(copy)
      number=0
      for jobs in 1 2 1 2 7; do
        number=$((number + 1))
        $plimsoll audit app --format json --jobs $jobs | grep -v '"milliseconds":' >$number.json
      done
      for other in 2 3 4 5; do cmp 1.json $other.json; done
      grep -c '"rule":' 1.json
      """
    )
    #expect(outcome.errors == "")
    #expect(Int(outcome.output.split(separator: "\n").last ?? "") ?? 0 > 0)
  }

  @Test("names what one place holds in the same order in every run")
  func isOrdered() throws {
    let command = try CommandProcess()
    let outcome = try command.shell(
      """
      mkdir -p app/pages
      pages="Account Basket Checkout Details Evening Feed Gallery Help"
      for page in $pages; do
        { echo "export default function $page() { return <p>$page</p>; }"
          yes "// $page" | head -n 900; } >app/pages/$page.jsx
        echo "export { default as $page } from './$page';" >>app/pages/index.js
        routes="$routes<Route path='/$page' element={<$page />} />"
      done
      echo '{"dependencies":{"react":"18","react-dom":"18","react-router-dom":"6"}}' >app/package.json
      cat >app/App.jsx <<END
      import { $(echo $pages | tr ' ' ',') } from './pages';
      import { Routes, Route } from 'react-router-dom';
      export default function App() { return <Routes>$routes</Routes>; }
      END
      cat >app/main.jsx <<END
      import { createRoot } from 'react-dom/client';
      import App from './App';
      createRoot(document.getElementById('root')).render(<App />);
      END
      for number in 1 2 3 4; do
        $plimsoll audit app --no-lab --format json | grep -v '"milliseconds":' >$number.json
      done
      for other in 2 3 4; do cmp 1.json $other.json; done
      grep -c 'Account, Basket, Checkout …' 1.json
      """
    )
    #expect(outcome.errors == "")
    #expect(Int(outcome.output.split(separator: "\n").last ?? "") ?? 0 > 0)
  }

  @Test("with ten blank lines at the top of every file keeps its ids")
  func keepsIDs() throws {
    let command = try CommandProcess()
    let outcome = try command.shell(
      """
      \(copy)
      $plimsoll audit app --format json --output before.json
      find app -type f \\( -name '*.js' -o -name '*.jsx' -o -name '*.ts' -o -name '*.tsx' -o -name '*.sql' \\) |
      while read -r file; do
        { printf '\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n'; cat "$file"; } >moved && mv moved "$file"
      done
      $plimsoll audit app --format json --output after.json
      """
    )
    #expect(outcome.errors == "")
    let before = try audit("before.json", of: command)
    let after = try audit("after.json", of: command)
    #expect(!before.findings.isEmpty)
    #expect(Set(before.findings.map(\.id)).count == before.findings.count)
    #expect(before.findings.map(\.id) == after.findings.map(\.id))
    #expect(
      before.findings.map { $0.location.startLine + 10 } == after.findings.map(\.location.startLine)
    )
  }

  private func audit(_ name: String, of command: borrowing CommandProcess) throws -> AuditDocument {
    let data = try Data(contentsOf: command.folder.appendingPathComponent(name))
    return try JSONDecoder().decode(AuditDocument.self, from: data)
  }
}
