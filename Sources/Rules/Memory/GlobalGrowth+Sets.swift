// Sets and lists of Python that are made empty and filled by requests.

extension GlobalGrowth {
  private static func server(_ made: String, _ rest: String = "") -> String {
    """
    from flask import Flask, request
    app = Flask(__name__)
    revoked = \(made)
    @app.post("/logout")
    def logout():
        revoked.add(request.json["jti"])
        return {}
    \(rest)
    """
  }

  static let sets: [Example] = [
    .reported(
      "the keys of all tokens that were ever revoked",
      server("↓set()"),
      fixed: server(
        "set()",
        """
        @app.post("/sweep")
        def sweep():
            revoked.clear()
            return {}
        """
      ),
      path: "app.py"
    )
  ]
}
