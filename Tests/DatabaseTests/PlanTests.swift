// Plans and numbers as text.

import Testing

@testable import Database

@Suite("Plans")
struct PlanTests {
  @Test("a plan is read: its cost, its steps, what it scans and which indexes it reads")
  func reads() throws {
    let plan = try #require(
      Plan(
        json: """
          [{"Plan": {"Node Type": "Nested Loop", "Total Cost": 42.5, "Plans": [
            {"Node Type": "Seq Scan", "Relation Name": "orders", "Total Cost": 40},
            {"Node Type": "Index Scan", "Relation Name": "users", "Index Name": "users_pkey"}]}}]
          """
      )
    )
    #expect(plan.cost == 42.5)
    #expect(plan.shape == "Nested Loop > Seq Scan on orders > Index Scan on users")
    #expect(plan.scanned == ["orders"])
    #expect(plan.indexes == ["users_pkey"])
  }

  @Test("what is no plan is none", arguments: ["", "[]", "{}", "[{\"Plan\": {}}]", "nonsense"])
  func refuses(text: String) {
    #expect(Plan(json: text) == nil)
  }

  @Test(
    "numbers have commas between their thousands",
    arguments: [
      (0, "0"), (999, "999"), (1_000, "1,000"), (85_240.4, "85,240"), (1e9, "1,000,000,000"),
    ]
  )
  func groups(number: Double, text: String) {
    #expect(AdviceFiles.grouped(number) == text)
  }
}
