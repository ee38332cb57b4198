// Flask-SocketIO and python-socketio: functions and classes that answer what comes over a socket.

import SemanticModel

extension Library {
  /// An event is named by the function that handles it, by `on(…)`, or by a method of a namespace.
  static let pythonSocketIO = Library(
    "Flask-SocketIO",
    packages: ["flask_socketio", "socketio", "socketio/*"],
    exports: Members.of([
      .each(
        "SocketIO",
        is: .type(
          "python-socketio.Server",
          constructing: Operation.gives("python-socketio.Server").playing(.greenServer)
        )
      ),
      .each(
        "Server AsyncServer",
        is: .type("python-socketio.Server", constructing: .gives("python-socketio.Server"))
      ),
      .types("Namespace AsyncNamespace", "python-socketio.Namespace"),
      .free("emit send join_room leave_room close_room rooms disconnect ConnectionRefusedError"),
    ]).byName,
    types: [
      "python-socketio.Server": LibraryType(
        .each("on", .gives("python-socketio.Handles")),
        .each(
          "event",
          Operation(
            returns: "python-socketio.Handles",
            passesThrough: 0,
            callbacks: [.entry(.socket, .at(0))]
          )
        ),
        .each("on_event", .calls(.entry(.socket, .at(1)))),
        .each("start_background_task", .calls(.entry(.job, .at(0)))),
        .free(
          """
          init_app run emit send sleep close_room stop test_client on_namespace register_namespace
          on_error on_error_default enter_room leave_room attach disconnect
          """
        )
      ),
      "python-socketio.Handles": LibraryType(
        call: Operation(passesThrough: 0, callbacks: [.entry(.socket, .at(0))])
      ),
      "python-socketio.Namespace": LibraryType(
        hooks: [
          "on_connect": .socket, "on_disconnect": .socket, "on_message": .socket,
          "on_join": .socket, "on_leave": .socket, "on_send_message": .socket,
        ],
        .free("emit send close_room enter_room leave_room disconnect")
      ),
    ]
  ).forPython

  /// eventlet and gevent: until they patch it, the standard library blocks the one thread of all green threads.
  static let greenThreads = Library(
    "green threads",
    packages: ["eventlet", "eventlet/*", "gevent", "gevent/*"],
    exports: Members.of([
      .each("monkey_patch patch_all", Operation().playing(.patchesWaits)),
      .values("monkey", "green.Monkey"),
      .free("sleep spawn wsgi pywsgi listen"),
    ]).byName,
    types: [
      "green.Monkey": LibraryType(
        .each("patch_all patch_socket monkey_patch", Operation().playing(.patchesWaits))
      )
    ]
  ).forPython
}
