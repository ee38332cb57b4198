// Flask and its extensions: applications, blueprints, resources.

import SemanticModel

extension Library {
  /// Flask: what a decorator of an application or blueprint is applied to answers requests.
  static let flask = Library(
    "Flask",
    packages: ["flask", "flask/*", "quart", "flask_openapi3", "apiflask"],
    exports: Members.of([
      .each(
        "Flask Quart OpenAPI APIFlask",
        is: .type(
          "flask.Application",
          constructing: Operation.gives("flask.Application").playing(.hostedApplication)
        )
      ),
      .each("Blueprint APIBlueprint", is: .type("flask.Blueprint", constructing: .router)),
      .values("request", "flask.Request"),
      .values("current_app", "flask.Application"),
      .values("g session", "flask.Bag"),
      .free(
        """
        jsonify redirect url_for abort flash make_response get_flashed_messages has_request_context
        stream_with_context after_this_request Response escape
        """
      ),
      .each("render_template render_template_string", .free),
      .each("send_file send_from_directory", .free),
    ]).byName,
    types: [
      "flask.Blueprint": LibraryType(
        .each(
          "route get post put patch delete",
          Operation(returns: "flask.Handles", subjectArgument: 0).routing(.decorator)
        ),
        .each("errorhandler app_errorhandler", Operation(returns: "flask.Handles")),
        .each("add_url_rule", .calls(.entry(.request, .from(1)))),
        .each(
          """
          before_request after_request teardown_request before_app_request after_app_request
          teardown_appcontext teardown_app_request context_processor app_context_processor
          url_value_preprocessor
          """,
          Operation(passesThrough: 0, callbacks: [.entry(.request, .at(0))])
        ),
        .each(
          "register_blueprint",
          Operation(passesThrough: Operation.receiver).routing(.mount)
        ),
        .each("cli", .free),
        .each(
          "template_filter app_template_filter template_global app_template_global",
          Operation(returns: "flask.Handles")
        ),
        .free("record record_once")
      ),
      "flask.Application": LibraryType(
        parent: "flask.Blueprint",
        .each(
          "before_first_request",
          Operation(passesThrough: 0, callbacks: [.entry(.startup, .at(0))])
        ),
        .each("app_context test_request_context", .free),
        .each("test_client test_cli_runner", .free),
        .values("config", "flask.Bag"),
        .values("logger", "python.Logger"),
        .free("run wsgi_app make_response init_app register_error_handler context_processor")
      ),
      "flask.Handles": LibraryType(
        call: Operation(passesThrough: 0, callbacks: [.entry(.request, .at(0))])
      ),
      "flask.Request": LibraryType(
        .each("get_json get_data", .free),
        .values("args form json files headers cookies values view_args", "flask.Bag")
      ),
      "flask.Bag": LibraryType(anyMember: .free),
    ]
  ).forPython

  /// Class-based views and resources.
  static let flaskResources = Library(
    "Flask resources",
    packages: [
      "flask/views", "flask_restful", "flask_restful/*", "flask_restx", "flask_restx/*",
      "flask_restplus", "flask_rest_jsonapi", "flask_smorest", "flask_classful",
    ],
    exports: Members.of([
      .types("MethodView View FlaskView Resource", "flask.Resource"),
      .types("ResourceList ResourceDetail ResourceRelationship", "flask.Resource"),
      .types("Api Namespace", "flask.Api"),
      .types("Blueprint", "flask.Blueprint"),
      .free("marshal abort reqparse fields inputs"),
      .each("marshal_with", Operation(returns: "python.Decorator")),
    ]).byName,
    types: [
      "flask.Resource": LibraryType(hooks: [
        "get": .request, "post": .request, "put": .request, "patch": .request, "delete": .request,
        "dispatch_request": .request, "before_get": .request, "before_post": .request,
        "query": .request, "before_create_object": .request, "after_create_object": .request,
        "before_get_object": .request, "before_update_object": .request,
        "after_update_object": .request, "before_delete_object": .request,
      ]),
      "flask.Api": LibraryType(
        parent: "flask.Blueprint",
        .each(
          "route doc expect marshal_with response param",
          Operation(returns: "python.Decorator")
        ),
        .free("add_resource add_namespace namespace model inherit parser register_blueprint")
      ),
    ]
  ).forPython
}

extension Operation {
  /// Makes a router that answers nothing until it is mounted.
  static var router: Operation { Operation().routing(.router) }
}
