// Queries that an API repeats for each object: resolvers of fields.

import Capacity
import Findings
import SemanticModel
import SourceText

extension QueryInLoop {
  /// The queries of fields, which the server of an API asks for each object on its own: one finding for each type.
  func fieldFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    Dictionary(grouping: program.fieldQueries, by: \.type).sorted { $0.key < $1.key }
      .compactMap { finding(of: $0.value, in: program, under: target) }
  }

  private func finding(
    of queries: [FieldQuery],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let query = queries.first(where: { Self.doubt($0) == nil }) ?? queries.first else {
      return nil
    }
    let site = query.site
    let operation = query.path.last ?? site
    let doubt = Self.doubt(query)
    let load = QueryLoad(target: target, pace: .together)
    let others = queries.filter { $0.site.place != site.place }
    return finding(
      Diagnosis(
        place: site.place,
        because: query.path.map { ($0.place, "leads to `\($0.calleeText)`") }
          + others.prefix(10).map { ($0.site.place, "so does the field `\($0.field)`") },
        function: site.function,
        title: "Field `\(query.field)` queries the database once per `\(query.type)`",
        problem: """
          The server calls the resolver of `\(query.field)` for each `\(query.type)` of an answer, and each call asks \
          the database for itself through `\(operation.calleeText)`. A list of fifty brings fifty statements besides \
          its own, and a field inside of the field multiplies them: under load the connection pool runs empty.
          """,
        severity: doubt == nil ? .high : .medium,
        tier: doubt == nil ? .finding : .suspicious,
        confidence: doubt == nil ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(
          steps: """
            Ask for 10 objects with this field, then for 50: the number of statements in the database's log must not \
            rise with the objects.
            """
        ),
        fix: Remedy(
          """
          Give the field a DataLoader that is made for each request: it gathers the keys of all objects and reads \
          their rows with one statement (`IN`). Or let the query of the objects bring the rows along where the field \
          is selected.
          """,
          before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText)
        ),
        confirm: doubt
      ),
      in: program
    )
  }

  private static func doubt(_ query: FieldQuery) -> String? {
    if query.asksCache {
      return "The resolver asks a cache first: check how many of its look-ups miss."
    }
    if !query.isAlways {
      return
        "The resolver asks on some paths only: check whether the objects usually bring `\(query.field)` along."
    }
    if query.takesArguments || !query.isListedByQuery {
      return
        "Check whether clients ask for `\(query.field)` of many `\(query.type)` at once, or of one only."
    }
    return nil
  }

  static let fields: [Example] = [
    .reported(
      "the resolver of a field asks for each object of a list",
      resolver("return ↓this.notes.find({ where: { orderId: order.id } });"),
      fixed: resolver("return this.loaders.notes.load(order.id);"),
      path: "orders.resolver.ts"
    ),
    .silent(
      "a field that is reckoned from its object",
      resolver("return order.note ? [order.note] : [];"),
      path: "orders.resolver.ts"
    ),
  ]

  private static func resolver(_ answer: String) -> String {
    """
    import { Parent, Query, ResolveField, Resolver } from "@nestjs/graphql";
    import { InjectRepository } from "@nestjs/typeorm";
    import { Column, Entity, PrimaryGeneratedColumn, Repository } from "typeorm";
    import { Loaders } from "./loaders";
    @Entity()
    export class Order {
      @PrimaryGeneratedColumn("uuid") id: string;
      note?: Note;
    }
    @Entity()
    export class Note {
      @PrimaryGeneratedColumn("uuid") id: string;
      @Column() orderId: string;
    }
    @Resolver(() => Order)
    export class OrdersResolver {
      constructor(
        @InjectRepository(Order) private readonly orders: Repository<Order>,
        @InjectRepository(Note) private readonly notes: Repository<Note>,
        private readonly loaders: Loaders,
      ) {}
      @Query(() => [Order])
      list() { return this.orders.find({ take: 50 }); }
      @ResolveField(() => [Note])
      ofOrder(@Parent() order: Order) { \(answer) }
    }
    """
  }
}
