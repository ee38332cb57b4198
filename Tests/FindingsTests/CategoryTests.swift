// The words of the contract, held against the contract where it lies beside the checkout.

import Findings
import Testing

@Suite("Categories")
struct CategoryTests {
  @Test("are the 24 of the contract, and other")
  func areAll() {
    let ids = Category.allCases.map(\.id)
    #expect(
      ids == [
        "1A", "1B", "1C", "1D", "2A", "2B", "2C", "2D", "3A", "3B", "3C", "3D", "3E", "4A", "4B",
        "4C", "4D", "5A", "5B", "5C", "5D", "6A", "6B", "6C", "other",
      ]
    )
  }

  @Test("have slugs and short names of their own")
  func areDistinct() {
    #expect(Set(Category.allCases.map(\.slug)).count == Category.allCases.count)
    #expect(Set(Category.allCases.map(\.shortName)).count == Category.allCases.count)
  }

  @Test("are found by id and slug, in any case")
  func areFound() {
    for category in Category.allCases {
      #expect(Category(named: category.id.lowercased()) == category)
      #expect(Category(named: category.slug.uppercased()) == category)
    }
    #expect(Category(named: "9Z") == nil)
  }

  @Test(
    "carry their risk",
    arguments: [
      (Category.nPlusOne, Risk.database), (.globalGrowth, .memory), (.missingTimeout, .async),
      (.eventLoopBlock, .runtime), (.noBreaker, .resilience), (.fetchLoop, .frontend),
      (.caching, .database), (.asyncJobs, .resilience), (.bundleShape, .frontend),
    ]
  )
  func carryRisk(category: Category, risk: Risk) {
    #expect(category.risk == risk)
  }
}
