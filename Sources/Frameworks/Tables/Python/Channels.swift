// Django Channels: classes whose methods answer what comes over a socket, and the layer between processes.

import SemanticModel

extension Library {
  /// Channels: a consumer is a class, and a layer hands messages to the consumers of all processes.
  static let channels = Library(
    "Channels",
    packages: ["channels", "channels/*"],
    exports: Members.of([
      .types(
        """
        WebsocketConsumer JsonWebsocketConsumer AsyncWebsocketConsumer AsyncJsonWebsocketConsumer
        SyncConsumer AsyncConsumer
        """,
        "channels.Consumer"
      ),
      .each("get_channel_layer", .gives("channels.Layer")),
      .each("database_sync_to_async", Operation.passes(0).playing(.movesToThread)),
    ]).byName,
    types: [
      "channels.Consumer": LibraryType(
        hooks: [
          "connect": .socket, "disconnect": .socket, "receive": .socket, "receive_json": .socket,
          "websocket_connect": .socket, "websocket_receive": .socket,
          "websocket_disconnect": .socket,
        ],
        .values("channel_layer", "channels.Layer"),
        .free("as_asgi send send_json accept close encode_json decode_json")
      ),
      "channels.Layer": LibraryType(
        .free("group_send send group_add group_discard new_channel receive")
      ),
    ]
  ).forPython
}
