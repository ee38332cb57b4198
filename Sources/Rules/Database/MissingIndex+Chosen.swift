// Listings that clients sort as they wish, by columns that no index serves.

import Capacity
import Findings
import Queries
import SemanticModel

extension MissingIndex {
  /// One finding for each table that a view lets clients sort by columns without an index.
  func chosenOrderFindings(in program: Program, besides told: Set<String>, under target: LoadTarget)
    -> [Finding]
  {
    let reading = DemandReading(program.schema)
    var seen: Set<String> = []
    let listings = program.servedListings.filter {
      $0.listing.selection != .asked && !$0.listing.orderings.isEmpty
        && program.rareUse(of: $0.listing) == nil
    }
    return listings.compactMap { listing, routes in
      guard let route = routes.first else { return nil }
      let columns = listing.orderings.compactMap { order -> (name: String, table: Table)? in
        guard order.path.count == 1, let name = order.path.first else { return nil }
        var page = Query(call: 0, action: .read, model: listing.subject, isLimited: true)
        page.orders = [
          QueryOrder(
            keys: [SortKey([name])],
            place: QueryPlace(unit: order.place.unit, span: order.place.span)
          )
        ]
        guard let demand = reading.demands(of: page).first,
          let gap = demand.gap(isLimited: true), gap.reason == .sort,
          demand.table.column(gap.lead).map({ $0.type != .boolean }) ?? false,
          !told.contains(Self.key(demand.table, gap.lead)), isLong(demand.table, in: program)
        else { return nil }
        return (name, demand.table)
      }
      guard let first = columns.first, let order = listing.orderings.first,
        seen.insert(first.table.name).inserted
      else { return nil }
      return finding(
        diagnosis(of: listing, route, order, columns.map(\.name), first.table, program, target),
        in: program
      )
    }
  }

  private func isLong(_ table: Table, in program: Program) -> Bool {
    Growth(of: table.label) > .slow
      && (table.growth != .reference || Growth.comesWithUse(table.label))
      && (program.growsWithUse(table) || Growth.comesWithUse(table.label)
        || Growth.lasts(table.label))
  }

  private func diagnosis(
    of listing: OpenListing,
    _ route: Route,
    _ order: ListingSearch,
    _ columns: [String],
    _ table: Table,
    _ program: Program,
    _ target: LoadTarget
  ) -> Diagnosis {
    let model = table.models.first ?? table.name
    let names = LazyRelationWords.list(columns.map { "`\($0)`" })
    let load = ScanLoad(
      target: target,
      rows: .rows(Growth(of: table.label).rows, of: table.name),
      share: .assumed(0.1, because: "a tenth of the requests")
    )
    let before = program.source(of: order.place)
    return Diagnosis(
      place: order.place,
      because: [
        (route.place, "entry: \(route.label)"), (listing.place, "the rows that are sorted"),
      ],
      function: listing.function,
      aspect: table.name,
      title: "Clients may have `\(model)` sorted by \(names) without an index",
      problem:
        "\(route.label) sorts by whatever of these columns a request names, and no index of `\(table.name)` begins with "
        + "it: each page sorts all rows to give the first few. \(Self.about.problem)",
      severity: min(.medium, Severity(load.consequence)),
      tier: .suspicious,
      confidence: .medium,
      impact: Impact(estimate: load.sentence, confidence: .low),
      verify: Verify(steps: Self.about.verify),
      fix: Remedy(
        "Leave in the list only what has an index, and give an index to each column that clients need.",
        before: Excerpt.short(before, keeping: "")
      ),
      routes: [route.label],
      confirm:
        "Check by which of them clients sort, and how many rows `\(table.name)` has.",
      threshold: "\(Figure.grouped(load.rowsAtTarget / 10)) rows in `\(table.name)`"
    )
  }

  static let chosen: [Example] = [
    .project(
      "a view that sorts by what a client names",
      sorted("↓[\"sent_at\", \"id\"]"),
      fixed: ["post/views.py": sorted("[\"id\"]")["post/views.py"] ?? ""]
    )
  ]

  private static func sorted(_ columns: String) -> [String: String] {
    [
      "post/models.py": """
      from django.db import models
      class Message(models.Model):
          text = models.TextField()
          sent_at = models.DateTimeField(auto_now_add=True)
      """,
      "post/urls.py": """
      from django.urls import path
      from . import views
      urlpatterns = [path("messages/", views.Messages.as_view())]
      """,
      "post/views.py": """
      from rest_framework import filters, generics, pagination, serializers
      from .models import Message
      class MessageSerializer(serializers.ModelSerializer):
          class Meta:
              model = Message
              fields = ["id", "text"]
      class Pages(pagination.PageNumberPagination):
          page_size = 20
      class Messages(generics.ListCreateAPIView):
          queryset = Message.objects.order_by("id")
          serializer_class = MessageSerializer
          pagination_class = Pages
          filter_backends = [filters.OrderingFilter]
          ordering_fields = \(columns)
      """,
    ]
  }
}
