// Paginators that a view asks by itself, and that give a request as many rows as it asks for.

import Capacity
import Findings
import Queries
import SemanticModel
import SourceText

extension UncappedPageSize {
  /// One finding for each class of pagination of the application, and one for all that use the library's as it is.
  func handFindings(
    in program: Program,
    besides told: Set<SourcePlace>,
    under target: LoadTarget
  ) -> [Finding] {
    let models = Dictionary(program.queries.map { ($0.call, $0.model) }) { first, _ in first }
    var groups: [SourcePlace: [HandPage]] = [:]
    var shared: SourcePlace?
    for paging in program.handPagings {
      let site = program.call(at: paging.call)
      let pager = paging.pager
      guard pager.hasSize, !pager.isCapped, pager.asked != nil, !told.contains(pager.place),
        site.unit.isRunning, site.isReached(from: [EntryKinds(.request)])
      else { continue }
      let place = paging.isOfLibrary ? shared ?? pager.place : pager.place
      if paging.isOfLibrary { shared = place }
      let page = HandPage(site: site, pager: pager, subject: models[paging.call] ?? "")
      groups[place, default: []].append(page)
    }
    return groups.keys.sorted().compactMap { place in
      finding(of: groups[place] ?? [], at: place, in: program, under: target)
    }
  }

  /// One page that a view asks for.
  private struct HandPage {
    let site: CallSite
    let pager: Pager
    let subject: String
  }

  private func finding(
    of all: [HandPage],
    at place: SourcePlace,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let long = all.filter { Growth(of: $0.subject) > .slow }
    let usual = long.filter { $0.site.rareUse == nil }
    guard let first = usual.first ?? long.first, let asked = first.pager.asked else { return nil }
    let pager = first.pager
    // Without a name of the table nobody knows how long it is.
    let isSure =
      !usual.isEmpty && !first.subject.isEmpty && program.growsWithUse(tableOf: first.subject)
    let rows = Growth(of: first.subject).rows
    let subject = first.subject.isEmpty ? "the table" : first.subject
    let load = ReadLoad(target: target, rows: .rows(rows, of: subject))
    let routes = all.flatMap { $0.site.approach?.routeLabels(in: program).prefix(1) ?? [] }
    let label = first.site.approach?.routeLabels(in: program).first ?? "the view"
    return finding(
      Diagnosis(
        place: place,
        because: (first.site.approach?.steps(in: program) ?? [])
          + all.prefix(12).map { ($0.site.place, "gives as many rows: `\($0.site.calleeText)`") },
        function: first.site.function,
        title:
          "`\(asked)` of \(label) has no maximum: `\(pager.name)` sets no `\(pager.rule.maximum)`",
        problem:
          "`\(pager.name)` takes the size of a page from `\(asked)` of the request, and nothing caps it. "
          + Self.about.problem,
        severity: load.breaksLatencyTarget ? .high : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Give the class that pages a `\(pager.rule.maximum)` (`\(pager.rule.maximum) = 100`): larger sizes are then cut to it."
        ),
        routes: routes,
        confirm: isSure ? nil : "Check how many rows \(subject) has."
      )
      .priced(for: first.site.rareUse, under: target),
      in: program
    )
  }

  private static let urls = """
    from django.urls import path
    from shop.views import Orders
    urlpatterns = [path("orders/", Orders.as_view())]
    """

  private static func view(_ pages: String) -> [String: String] {
    [
      "shop/models.py": """
      from django.db import models
      class Order(models.Model):
          title = models.CharField(max_length=40)
      """,
      "shop/urls.py": urls,
      "shop/views.py": """
      from rest_framework.pagination import PageNumberPagination
      from rest_framework.response import Response
      from rest_framework.views import APIView
      from shop.models import Order
      class Pages(\(pages)
      class Orders(APIView):
          def get(self, request):
              paginator = Pages()
              page = paginator.paginate_queryset(Order.objects.order_by("id"), request)
              return paginator.get_paginated_response([order.title for order in page])
          def post(self, request):
              Order.objects.create(title=request.data["title"])
              return Response({})
      """,
    ]
  }

  static let byHand: [Example] = [
    .project(
      "a paginator that a view asks by itself",
      view("↓PageNumberPagination):\n    page_size = 20\n    page_size_query_param = \"size\""),
      fixed: view(
        "PageNumberPagination):\n    page_size = 20\n    page_size_query_param = \"size\"\n    max_page_size = 100"
      )
    ),
    .silent(
      "a paginator that takes no size from the request",
      files: view("PageNumberPagination):\n    page_size = 20")
    ),
  ]
}
