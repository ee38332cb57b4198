// Limits that several reads take from one field of what the request brings: the field is the one cause.

import Capacity
import Findings
import SemanticModel
import SourceText

/// A limit that the client chooses without a maximum.
struct Uncapped {
  let limit: PageLimit
  let origin: Provenance
  /// What is read; empty where it has no name.
  let subject: String

  /// Whether requests reach the read.
  var isAsked: Bool {
    limit.site.unit.isRunning
      && limit.site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)])
  }

  /// The way on which the request gives the number, where it is handed on; else the shortest.
  var approach: Approach? { origin.calls.first.map { $0.approach } ?? limit.site.approach }

  /// Why few requests give the number; nil where users do.
  var rareUse: RareUse? {
    limit.site.rareUse ?? approach.flatMap { limit.site.program.rareUse(of: $0) }
  }

  /// Whose rows the read gives, where those of one person are few, whatever the page asks for.
  var owner: String? {
    let program = limit.site.program
    guard !Growth.isStream(subject),
      let fact = program.reads.first(where: { $0.call == limit.site.position })
    else { return nil }
    let named = program.filter(of: fact).selecting.filter { !$0.isOptional }.map(\.name)
    return named.first { !Self.people.isDisjoint(with: Growth.words(of: $0)) }
  }

  private static let people: Set<String> = ["user", "author", "owner", "creator", "customer"]

  private var growth: Growth {
    // Without a name the table is taken for one that grows without end.
    subject.isEmpty ? .endless : max(Growth(of: subject), .steady)
  }

  var rows: Double { growth.rows }

  func load(under target: LoadTarget) -> ReadLoad {
    let table = subject.isEmpty ? "the table" : subject
    return ReadLoad(target: target, rows: .rows(growth.rows, of: table))
  }
}

extension UncappedPageSize {
  /// One finding for all reads that take the same field, at its declaration.
  func finding(
    of uses: [Uncapped],
    declaredAt place: SourcePlace,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    // What users ask weighs more than what few do, a long table more than a short one.
    let worst = uses.indices.max { left, right in
      let usual = (uses[left].rareUse == nil, uses[right].rareUse == nil)
      if usual.0 != usual.1 { return usual.1 }
      return (uses[left].rows, right) < (uses[right].rows, left)
    }
    let first = uses[worst ?? 0]
    let load = first.load(under: target)
    let approach = first.approach
    let name = first.origin.requestNames.sorted().first ?? "limit"
    let isPython = program.isPython(place.unit)
    let reads = uses.map { ($0.limit.place, "takes it: `\($0.limit.site.calleeText)`") }
    let labels = uses.flatMap { $0.approach?.routeLabels(in: program) ?? [] }
    var seen: Set<String> = []
    return finding(
      Diagnosis(
        place: place,
        because: (approach?.steps(in: program) ?? []) + reads,
        function: first.limit.site.function,
        title:
          "`\(name)` of the request has no maximum, and \(uses.count) reads take it as their limit",
        problem:
          "Nothing between \(isPython ? "this parameter" : "this field") and the \(uses.count) reads that take it caps the number. \(Self.about.problem)",
        severity: load.breaksLatencyTarget ? .high : .medium,
        confidence: .high,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(
          steps: Self.about.verify,
          command: approach?.command(in: program, asking: (name, 1_000_000))
        ),
        fix: Remedy(
          "Give \(isPython ? "the parameter a maximum where it is declared (`Query(20, le=100)` with FastAPI)" : "the field a maximum where it is declared (`@Max(100)` with class-validator)"): it then holds for all "
            + "reads that take it."
        ),
        routes: labels.filter { seen.insert($0).inserted }
      )
      .priced(for: first.rareUse, under: target),
      in: program
    )
  }

  /// A command carries the page from the controller to its handler.
  static let commanded: Example = .project(
    "a page size that a message carries to the handler that reads",
    [
      "orders.controller.ts": """
      import { Controller, Get, Query } from "@nestjs/common";
      import { CommandBus } from "@nestjs/cqrs";
      import { ListOrders } from "./list-orders";
      import { PageQuery } from "./page-query";
      @Controller("orders")
      export class OrdersController {
        constructor(private readonly commandBus: CommandBus) {}
        @Get()
        orders(@Query() query: PageQuery) { return this.commandBus.execute(new ListOrders("open", query)); }
      }
      """,
      "list-orders.ts": """
      import { CommandHandler, ICommandHandler } from "@nestjs/cqrs";
      import { PrismaClient } from "@prisma/client";
      import { PageQuery } from "./page-query";
      const prisma = new PrismaClient();
      export class ListOrders {
        constructor(public readonly status: string, public readonly page: PageQuery) {}
      }
      @CommandHandler(ListOrders)
      export class ListOrdersHandler implements ICommandHandler<ListOrders> {
        async execute({ status, page }: ListOrders) {
          return prisma.order.findMany({ where: { status }, take: ↓page.pageSize });
        }
      }
      """,
      "page-query.ts": """
      import { IsInt, Min } from "class-validator";
      export class PageQuery {
        @IsInt()
        @Min(1)
        pageSize = 20;
      }
      """,
    ],
    fixed: [
      "page-query.ts": """
      import { IsInt, Max, Min } from "class-validator";
      class BasePage {
        @IsInt()
        @Min(1)
        @Max(100)
        pageSize = 20;
      }
      export class PageQuery extends BasePage {}
      """
    ]
  )
}
