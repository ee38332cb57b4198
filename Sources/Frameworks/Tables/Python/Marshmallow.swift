// marshmallow and its bridges: schemas that say what is written of a row.

import SemanticModel

extension Library {
  /// marshmallow, with Flask-Marshmallow and marshmallow-sqlalchemy.
  static let marshmallow = Library(
    "marshmallow",
    packages: [
      "marshmallow", "marshmallow/*", "flask_marshmallow", "flask_marshmallow/*",
      "marshmallow_sqlalchemy", "marshmallow_sqlalchemy/*",
    ],
    exports: Members.of([
      .types(schemas, "marshmallow.Schema"),
      .types("Marshmallow", "marshmallow.Bridge"),
      .values("fields", "marshmallow.Fields"),
      .each("Nested Pluck", nested),
      .each("Method", method),
      .each("Function", function),
      .free("validate ValidationError post_load pre_load post_dump pre_dump validates auto_field"),
    ]).byName,
    types: [
      "marshmallow.Bridge": LibraryType(
        anyMember: .free,
        .types(schemas, "marshmallow.Schema"),
        .each("Nested Pluck", nested),
        .each("Method", method),
        .each("Function", function)
      ),
      "marshmallow.Fields": LibraryType(
        anyMember: .free,
        .each("Nested Pluck", nested),
        .each("Method", method),
        .each("Function", function)
      ),
      "marshmallow.Schema": LibraryType(
        .each("dump dumps jsonify", Operation().serializing(0)),
        .free("load loads validate")
      ).serializing(by: SerializerRule(source: "attribute")),
    ]
  ).forPython

  private static let schemas = """
    Schema SQLAlchemySchema SQLAlchemyAutoSchema ModelSchema TableSchema
    """
  private static let nested = Operation().writing(.nested(0))
  private static let method = Operation().writing(.method(prefix: "", option: "serialize"))
  private static let function = Operation().writing(.function(0, option: "serialize"))
}
