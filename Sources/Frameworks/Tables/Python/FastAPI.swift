// FastAPI and Starlette: paths, dependencies, middleware, background tasks.

import SemanticModel

extension Library {
  /// FastAPI: a plain function runs in a thread pool, an asynchronous one on the event loop.
  static let fastAPI = Library(
    "FastAPI",
    packages: ["fastapi", "fastapi/*", "starlette", "starlette/*"],
    exports: Members.of([
      .each(
        "FastAPI Starlette",
        is: .type(
          "fastapi.Application",
          constructing: Operation.gives("fastapi.Application").playing(.hostedApplication)
        )
      ),
      .each("APIRouter Router", is: .type("fastapi.Router", constructing: .router)),
      .each(
        "Route Mount WebSocketRoute",
        is: .type(
          "python.Plain",
          constructing: Operation(callbacks: [
            .entry(.request, .at(1)), .entry(.request, .propertiesOf(1)),
          ])
          .routing(.entry)
        )
      ),
      .types("BackgroundTasks", "fastapi.BackgroundTasks"),
      .types("Request WebSocket", "fastapi.Request"),
      .types("UploadFile", "fastapi.Upload"),
      .each(
        "Depends Security",
        Operation(resultOf: 0, callbacks: [.entry(.request, .at(0))]).routing(.dependency)
      ),
      .each(
        "OAuth2PasswordBearer OAuth2AuthorizationCodeBearer HTTPBearer HTTPBasic APIKeyHeader APIKeyCookie",
        Operation(returns: "python.Plain").playing(.authentication)
      ),
      .free(
        """
        Body Query Path Header Cookie File Form HTTPException Response JSONResponse HTMLResponse
        PlainTextResponse RedirectResponse StreamingResponse FileResponse ORJSONResponse status
        jsonable_encoder OAuth2PasswordRequestForm CORSMiddleware TrustedHostMiddleware
        SessionMiddleware StaticFiles Jinja2Templates
        """
      ),
      .each("GZipMiddleware", Operation().playing(.compression)),
      .each("run_in_threadpool", .calls(.once(.at(0)))),
      .types("BaseHTTPMiddleware", "fastapi.Middleware"),
    ]).byName,
    types: [
      "fastapi.Router": LibraryType(
        .each(
          "get post put patch delete head options trace api_route route",
          Operation(returns: "fastapi.Handles", subjectArgument: 0).routing(.decorator)
        ),
        .each("websocket websocket_route", Operation(returns: "fastapi.Socket")),
        .each("add_api_route add_route", .calls(.entry(.request, .at(1))).routing(.rule)),
        .each(
          "include_router",
          Operation(passesThrough: Operation.receiver).routing(.mount)
        ),
        .each("on_event", Operation(returns: "fastapi.Startup")),
        .each("add_router", Operation(passesThrough: Operation.receiver).routing(.mount)),
        .each("middleware", Operation(returns: "fastapi.Handles").routing(.before)),
        .each("exception_handler", Operation(returns: "fastapi.Handles").routing(.errors)),
        .each("add_exception_handler", .calls(.entry(.request, .at(1))).routing(.errors)),
        .each("add_middleware", Operation().routing(.before)),
        .values("urls", "fastapi.Router"),
        .free("mount add_event_handler openapi")
      ),
      "fastapi.Application": LibraryType(
        parent: "fastapi.Router",
        .values("state", "fastapi.State"),
        .values("router", "fastapi.Router")
      ).ofOneObject,
      "fastapi.State": LibraryType(anyMember: .free).ofOneObject,
      // What a middleware stores for the handlers behind it.
      "fastapi.RequestState": LibraryType(anyMember: .free).ofOneObject,
      "fastapi.Handles": LibraryType(
        call: Operation(passesThrough: 0, callbacks: [.entry(.request, .at(0))])
      ),
      "fastapi.Socket": LibraryType(
        call: Operation(passesThrough: 0, callbacks: [.entry(.socket, .at(0))])
      ),
      "fastapi.Startup": LibraryType(
        call: Operation(passesThrough: 0, callbacks: [.entry(.startup, .at(0))])
      ),
      "fastapi.Middleware": LibraryType(hooks: ["dispatch": .request]),
      "fastapi.BackgroundTasks": LibraryType(.each("add_task", .calls(.entry(.job, .at(0))))),
      "fastapi.Request": LibraryType(
        .free(
          """
          json body form stream url_for accept receive receive_json receive_text send send_json
          send_text close is_disconnected
          """
        ),
        .values("state", "fastapi.RequestState"),
        .values("query_params path_params headers cookies", "flask.Bag"),
        .values("app", "fastapi.Application")
      ),
      "fastapi.Upload": LibraryType(
        .each("read", Operation().playing(.wholeUpload)),
        .free("seek write close")
      ),
    ]
  ).forPython.takingAnyBody
}
