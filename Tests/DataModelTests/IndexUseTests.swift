// Which index serves a query.

import Queries
import Testing

@Suite("Index use")
struct IndexUseTests {
  private let orders = Table(
    name: "orders",
    columns: [Column(name: "id"), Column(name: "tenant_id", property: "tenantId")],
    indexes: [
      TableIndex(columns: ["id"], isUnique: true, origin: .primaryKey),
      TableIndex(columns: ["tenant_id"], name: "by_tenant"),
      TableIndex(
        name: "by_day",
        keys: [IndexKey(column: "tenant_id"), IndexKey(column: "created", isDescending: true)]
      ),
      TableIndex(
        name: "open",
        keys: [IndexKey(column: "email")],
        isUnique: true,
        predicate: "deleted IS NULL"
      ),
    ],
    foreignKeys: [
      ForeignKey(columns: ["tenant_id"], table: "tenants"),
      ForeignKey(columns: ["customer_id"], property: "customer", table: "customers"),
    ]
  )

  @Test("the index that serves more of the query is chosen")
  func best() {
    let need = IndexNeed(
      equality: ["tenant_id"],
      sort: [IndexKey(column: "created", isDescending: true)]
    )
    #expect(orders.bestIndex(for: need)?.index.name == "by_day")
    #expect(orders.bestIndex(for: need)?.sorts == true)
    #expect(orders.bestIndex(for: IndexNeed(equality: ["tenant_id"]))?.index.name == "by_tenant")
    #expect(orders.bestIndex(for: IndexNeed(equality: ["status"])) == nil)
    #expect(orders.bestIndex(for: IndexNeed(equality: ["email"])) == nil)
  }

  @Test("an order is read backwards too, but not half of it")
  func order() {
    let index = TableIndex(keys: [IndexKey(column: "a"), IndexKey(column: "b", isDescending: true)])
    let table = Table(name: "t", indexes: [index])
    func sorts(_ a: Bool, _ b: Bool) -> Bool {
      let sort = [IndexKey(column: "a", isDescending: a), IndexKey(column: "b", isDescending: b)]
      return table.bestIndex(for: IndexNeed(sort: sort))?.sorts ?? false
    }
    #expect(sorts(false, true))
    #expect(sorts(true, false))
    #expect(!sorts(true, true))
  }

  @Test("unique is told from unique among some rows, and from what is not known")
  func uniqueness() {
    #expect(orders.uniqueness(of: ["id", "x"]) == .unique(orders.indexes[0]))
    #expect(orders.uniqueness(of: ["email"]) == .partial(orders.indexes[3]))
    #expect(orders.uniqueness(of: ["tenant_id"]) == .notUnique)
    var unread = orders
    unread.gaps = [SchemaGap(.dynamic)]
    #expect(unread.uniqueness(of: ["tenant_id"]) == .unknown)
  }

  @Test("a reference without an index and an index within another are named")
  func defects() {
    #expect(orders.foreignKeysWithoutIndex.map(\.columns) == [["customer_id"]])
    #expect(orders.redundantIndexes.map(\.index.name) == ["by_tenant"])
    #expect(orders.redundantIndexes.map(\.coveredBy.name) == ["by_day"])
  }

  @Test("a table is found by every usual spelling, and not where two would fit")
  func names() {
    let schema = Schema(tables: [
      Table(name: "order_items", models: ["OrderItem"]), Table(name: "categories"),
      Table(name: "statuses"), Table(name: "users", models: ["User"]),
      Table(name: "user", models: ["Account"]),
    ])
    #expect(schema.table(meaning: "orderItem")?.name == "order_items")
    #expect(schema.table(meaning: "public.\"order_items\"")?.name == "order_items")
    #expect(schema.table(meaning: "Category")?.name == "categories")
    #expect(schema.table(meaning: "status")?.name == "statuses")
    #expect(schema.table(meaning: "User")?.name == "users")
    #expect(schema.table(meaning: "Users")?.name == "users")
    #expect(schema.table(meaning: "USER")?.name == "user")
    #expect(schema.table(meaning: "nothing") == nil)
  }
}
