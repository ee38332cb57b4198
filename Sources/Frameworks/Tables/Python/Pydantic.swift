// pydantic: classes whose annotated fields say what is taken of a row, and written of it.

import SemanticModel

extension Library {
  /// pydantic, as FastAPI writes its answers with it.
  static let pydantic = Library(
    "pydantic",
    packages: ["pydantic", "pydantic/*"],
    exports: Members.of([
      .types("BaseModel", "pydantic.Model"),
      .free(
        """
        Field ConfigDict EmailStr HttpUrl validator root_validator field_validator model_validator
        field_serializer model_serializer computed_field constr conint confloat conlist condecimal
        SecretStr PrivateAttr create_model
        """
      ),
    ]).byName,
    types: [
      "pydantic.Model": LibraryType(
        .each("model_validate from_orm", Operation().serializing(0)),
        .free("model_dump model_dump_json dict json copy model_copy model_fields parse_raw")
      ).serializing(by: .annotated(answering: "response_model"))
    ]
  ).forPython
}
