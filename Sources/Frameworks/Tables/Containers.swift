// Containers that make the application's objects and hand them to each other.

import SemanticModel

extension Library {
  /// tsyringe, inversify and typedi: what they are told and asked is read from the calls themselves.
  static let containers = Library(
    "dependency containers",
    packages: ["tsyringe", "inversify", "typedi"],
    exports: Members.of([
      .values("container", "di.Container"),
      .each(
        "Container",
        is: Member(
          value: "di.Container",
          construct: .gives("di.Container"),
          instance: "di.Container"
        )
      ),
      .free("delay instanceCachingFactory registry"),
    ]).byName,
    types: [
      "di.Container": LibraryType(
        .each("createChildContainer of", .gives("di.Container")),
        .each("bind rebind", .gives("di.Binding")),
        .free(
          """
          register registerSingleton registerInstance registerType resolve resolveAll get getAll set has
          isRegistered isBound unbind load clearInstances reset
          """
        )
      ),
      "di.Binding": LibraryType(
        .each("to toSelf toDynamicValue toConstantValue toService", .gives("di.Binding")),
        .free("inSingletonScope inRequestScope inTransientScope whenTargetNamed onActivation")
      ),
    ],
    decorators: [
      "inject": DecoratorRule(entry: nil, verb: "dependency"),
      "Inject": DecoratorRule(entry: nil, verb: "dependency"),
    ]
  )
}
