// Subscriptions of GraphQL that hand every event to all who are connected.

import Capacity
import Findings
import SemanticModel

extension BroadcastFlood {
  /// One finding for each file with subscriptions to a topic for all.
  func subscriptionFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    let open = Dictionary(grouping: program.openSubscriptions) { $0.site.place.unit }
    return open.keys.sorted().compactMap { unit in
      open[unit].flatMap { finding(of: $0, in: program, under: target) }
    }
  }

  private func finding(
    of all: [OpenSubscription],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let first = all.first else { return nil }
    let share = target.requestsPerSecond / 10
    let messages = share * Double(target.users)
    let before = program.source(of: first.site.place)
    return finding(
      Diagnosis(
        place: first.site.place,
        because: first.publishing.prefix(3).map { ($0.place, "publishes `\(first.topic)`") }
          + all.dropFirst().prefix(10).map {
            ($0.site.place, "`\($0.topic)` goes to all who subscribed too")
          },
        function: first.site.function,
        title: "Every event of `\(first.topic)` goes to all who subscribed: no filter, one topic",
        problem: """
          The topic is one for all, and no filter stands around it: each event is resolved and written once for every \
          open subscription, whoever the client is. \(Self.about.problem)
          """,
        severity: messages >= 1_000 ? .high : .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(Figure.grouped(share)) events/s × \(Figure.grouped(Double(target.users))) subscriptions = "
            + "\(Figure.grouped(messages)) messages/s; assuming a tenth of the requests and one subscription for each user",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Make the topic that of whom it concerns (`NEW_ORDER.${shopId}`, from the subscription's arguments, once the context says that the client may see it), or put `withFilter` around it: a topic of its own wakes nobody else.",
          before: Excerpt.short(before, keeping: before)
        ),
        confirm:
          "Check whether every client that subscribes needs each event of `\(first.topic)`, and may see it."
      ),
      in: program
    )
  }

  static let subscriptions: [Example] = [
    .reported(
      "a subscription to one topic for all",
      api("subscribe: () => ↓events.asyncIterator(\"ORDER_ADDED\")"),
      fixed: api(
        "subscribe: (_, { shop }) => events.asyncIterator(`ORDER_ADDED.${shop}`)",
        topic: "`ORDER_ADDED.${shop}`"
      )
    ),
    .silent(
      "a filter that tells whom an event concerns",
      api(
        "subscribe: withFilter(() => events.asyncIterator(\"ORDER_ADDED\"), (order, { shop }) => order.shop === shop)"
      )
    ),
  ]

  private static func api(_ subscribe: String, topic: String = "\"ORDER_ADDED\"") -> String {
    """
    import { ApolloServer } from "@apollo/server";
    import { startStandaloneServer } from "@apollo/server/standalone";
    import { PubSub, withFilter } from "graphql-subscriptions";
    import { typeDefs } from "./schema.js";
    import { orders } from "./orders.js";
    const events = new PubSub();
    const resolvers = {
      Mutation: {
        addOrder: async (_, { shop, lines }) => {
          const order = await orders.insertOne({ shop, lines });
          events.publish(\(topic), { orderAdded: order });
          return order;
        },
      },
      Subscription: { orderAdded: { \(subscribe) } },
    };
    startStandaloneServer(new ApolloServer({ typeDefs, resolvers }));
    """
  }
}
