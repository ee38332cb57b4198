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
      .each("render_template stream_template", Operation().rendering(TemplateRule(name: 0))),
      .each("render_template_string", .free),
      .each("send_file send_from_directory", .free),
    ]).byName,
    types: [
      "flask.Blueprint": LibraryType(
        .each(
          "route get post put patch delete",
          Operation(returns: "flask.Handles", subjectArgument: 0).routing(.decorator)
        ),
        .each(
          "errorhandler app_errorhandler",
          Operation(returns: "flask.Handles").routing(.errors)
        ),
        .each("register_error_handler", .calls(.entry(.request, .at(1))).routing(.errors)),
        .each("add_url_rule", addsRule),
        .each("before_request url_value_preprocessor", hook.routing(.before)),
        .each("before_app_request", hook.routing(.beforeAll)),
        .each(
          """
          after_request teardown_request after_app_request teardown_appcontext teardown_app_request
          """,
          hook.routing(.after)
        ),
        .each("context_processor app_context_processor", hook),
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
        .values("config", "flask.Config"),
        .values("extensions", "flask.Extensions"),
        .values("logger", "python.Logger"),
        .free("run wsgi_app make_response init_app")
      ).ofOneObject,
      // `current_app.config["Order"]` is what `app.config["Order"] = Order` has put there.
      "flask.Config": LibraryType(anyMember: .free).ofOneObject,
      // Flask-SQLAlchemy registers itself under its name (flask-sqlalchemy 3, `init_app`).
      "flask.Extensions": LibraryType(
        anyMember: .free,
        .values("sqlalchemy", "sqlalchemy.Flask")
      ).ofOneObject,
      "flask.Handles": LibraryType(
        call: Operation(passesThrough: 0, callbacks: [.entry(.request, .at(0))])
      ),
      "flask.Request": LibraryType(
        .each("get_json get_data", .free),
        .values("args form json files headers cookies values view_args", "flask.Bag")
      ),
      "flask.Bag": LibraryType(anyMember: .free),
    ]
  ).forPython.takingAnyBody

  /// Flask-Login: who asks is looked up in front of each request.
  static let flaskLogin = Library(
    "Flask-Login",
    packages: ["flask_login", "flask_login/*", "flask_security", "flask_security/*"],
    exports: Members.of([
      .types("LoginManager", "flask.LoginManager"),
      .values("current_user", "flask.CurrentUser"),
      .free("login_user logout_user login_required fresh_login_required"),
    ]).byName,
    types: [
      "flask.CurrentUser": LibraryType(anyMember: .free).standingForUser(extending: "UserMixin"),
      "flask.LoginManager": LibraryType(
        .each("user_loader request_loader", hook),
        .free("init_app unauthorized_handler needs_refresh_handler unauthorized")
      ),
    ]
  ).forPython

  /// Flask-HTTPAuth and Flask-JWT-Extended: the application's own functions say who asks, in front of each request.
  static let flaskTokens = Library(
    "Flask's tokens",
    packages: ["flask_httpauth", "flask_jwt_extended", "flask_jwt_extended/*"],
    exports: Members.of([
      .types("HTTPBasicAuth HTTPTokenAuth HTTPDigestAuth", "flask.HTTPAuth"),
      .types("JWTManager", "flask.JWTManager"),
      .values("current_user", "flask.TokenUser"),
      .free(
        """
        jwt_required create_access_token create_refresh_token get_jwt_identity get_jwt decode_token
        verify_jwt_in_request set_access_cookies set_refresh_cookies unset_jwt_cookies
        """
      ),
    ]).byName,
    types: [
      "flask.HTTPAuth": LibraryType(
        .each("verify_password verify_token get_password get_user_roles", hook)
      ),
      // What the application's own look-up gives, which need not extend anything but a model.
      "flask.TokenUser": LibraryType(anyMember: .free)
        .standingForUser(extending: "UserMixin", "Model", "Base", "BaseModel"),
      "flask.JWTManager": LibraryType(
        .each(
          """
          user_lookup_loader user_loader_callback_loader token_in_blocklist_loader
          token_in_blacklist_loader
          """,
          hook
        ),
        .free("init_app")
      ),
    ]
  ).forPython

  private static let hook = Operation(passesThrough: 0, callbacks: [.entry(.request, .at(0))])
  private static let addsRule = Operation(
    callbacks: [
      .entry(.request, .from(1)), .entry(.request, .propertiesOf(0)),
      .entry(.request, .propertiesOf(1)), .entry(.request, .propertiesOf(2)),
    ]
  )
  .routing(.rule)

  /// Class-based views and resources.
  static let flaskResources = Library(
    "Flask resources",
    packages: [
      "flask/views", "flask_restful", "flask_restful/*", "flask_restx", "flask_restx/*",
      "flask_restplus", "flask_smorest", "flask_classful", "flask/ext/restful",
      "flask/ext/restplus", "flask_apispec", "flask_apispec/*",
    ],
    exports: Members.of([
      .types("MethodView FlaskView Resource MethodResource", "flask.Resource"),
      .types("View", "flask.View"),
      .each("Api", is: .type("flask.Api", constructing: .attached)),
      .each("Namespace", is: .type("flask.Api", constructing: .attached)),
      .types("Blueprint", "flask.Blueprint"),
      .free("marshal abort reqparse fields inputs"),
      .each("marshal_with use_kwargs doc wrap_with", Operation(returns: "python.Decorator")),
    ]).byName,
    types: [
      "flask.View": LibraryType(
        hooks: ["dispatch_request": .request],
        .each("as_view", Operation().routing(.view))
      )
      .answering([ClassAnswer("GET", ["dispatch_request"])]),
      "flask.Resource": LibraryType(
        parent: "flask.View",
        hooks: [
          "get": .request, "post": .request, "put": .request, "patch": .request,
          "delete": .request, "head": .request,
        ]
      )
      .answering(
        ["GET", "POST", "PUT", "PATCH", "DELETE"].map { ClassAnswer($0, [$0.lowercased()]) }
      ),
      "jsonapi.Resource": LibraryType(
        parent: "flask.Resource",
        hooks: [
          "query": .request, "before_get": .request, "before_post": .request,
          "before_patch": .request, "before_delete": .request, "after_get": .request,
          "before_create_object": .request, "after_create_object": .request,
          "before_get_object": .request, "before_update_object": .request,
          "after_update_object": .request, "before_delete_object": .request,
        ]
      ),
      "jsonapi.List": LibraryType(parent: "jsonapi.Resource").answering([
        jsonAPI("GET", "get before_get query after_get"),
        jsonAPI("POST", "post before_post before_create_object after_create_object after_post"),
      ]),
      "jsonapi.Detail": LibraryType(parent: "jsonapi.Resource").answering([
        jsonAPI("GET", "get before_get before_get_object after_get_object after_get"),
        jsonAPI("PATCH", "patch before_patch before_update_object after_update_object after_patch"),
        jsonAPI("DELETE", "delete before_delete before_delete_object after_delete_object"),
      ]),
      "jsonapi.Relationship": LibraryType(parent: "jsonapi.Resource").answering(
        ["GET", "POST", "PATCH", "DELETE"].map {
          jsonAPI($0, "\($0.lowercased()) before_\($0.lowercased()) before_get_object")
        }
      ),
      "flask.Api": LibraryType(
        parent: "flask.Blueprint",
        .each("route", Operation(returns: "python.Decorator").routing(.decorator)),
        .each("doc expect marshal_with response param", Operation(returns: "python.Decorator")),
        .each("add_resource", Operation().routing(.resource)),
        .each("add_namespace", Operation().routing(.mount)),
        .each("namespace", Operation(returns: "flask.Api").routing(.attached)),
        .each("init_app", Operation().routing(.attaches)),
        .free("model inherit parser")
      ),
    ]
  ).forPython

  /// Flask-Admin: views are classes whose exposed methods answer.
  static let flaskAdmin = Library(
    "Flask-Admin",
    packages: ["flask_admin", "flask_admin/*", "flask/ext/admin", "flask/ext/admin/*"],
    exports: Members.of([
      .each("expose expose_plugview", Operation(returns: "flask.Handles")),
      .types("BaseView AdminIndexView ModelView", "flaskAdmin.View"),
      .each("Admin", is: .type("flaskAdmin.Admin", constructing: .free)),
    ]).byName,
    types: [
      "flaskAdmin.View": LibraryType(
        .each("render", Operation().rendering(TemplateRule(name: 0)))
      ),
      "flaskAdmin.Admin": LibraryType(.free("add_view add_views add_link init_app")),
    ]
  ).forPython

  /// Flask-REST-JSONAPI: resources that read and write by themselves, with hooks of the application's.
  static let flaskJSONAPI = Library(
    "Flask-REST-JSONAPI",
    packages: ["flask_rest_jsonapi", "flask_rest_jsonapi/*", "flask_combo_jsonapi"],
    exports: Members.of([
      .types("ResourceList", "jsonapi.List"),
      .types("ResourceDetail", "jsonapi.Detail"),
      .types("ResourceRelationship", "jsonapi.Relationship"),
      .each("Api", is: .type("jsonapi.Api", constructing: .attached)),
    ]).byName,
    types: [
      "jsonapi.Api": LibraryType(
        .each("route", Operation().routing(.resource)),
        .each("init_app", Operation().routing(.attaches)),
        .free("permission_manager oauth_manager")
      )
    ]
  ).forPython

  private static func jsonAPI(_ verb: String, _ methods: String) -> ClassAnswer {
    ClassAnswer(verb, Members.words(methods), isInherited: true)
  }
}

extension Operation {
  /// Makes a router that hangs on what it is given.
  static var attached: Operation { Operation().routing(.attached) }
}

extension Operation {
  /// Makes a router that answers nothing until it is mounted.
  static var router: Operation { Operation().routing(.router) }
}
