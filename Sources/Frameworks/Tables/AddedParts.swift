// The statements by which applications get what their framework leaves to them.

import SemanticModel

extension Library {
  /// Express: the packages of its own team, and the limiter that its guide names.
  var addingExpressParts: Library {
    adding(
      compression: AddedPart(
        "app.use(compression())",
        importing: "compression",
        from: "compression",
        of: "compression",
        added: "npm install compression"
      ),
      limiter: AddedPart(
        "const strictLimit = rateLimit({ windowMs: 60 * 1000, max: 5 })",
        importing: "rateLimit",
        from: "express-rate-limit",
        of: "express-rate-limit",
        added: "npm install express-rate-limit"
      )
    )
  }

  /// Flask refuses large bodies itself, once it is told how large.
  var addingFlaskParts: Library {
    adding(bodyLimit: AddedPart("app.config[\"MAX_CONTENT_LENGTH\"] = 16 * 1024 * 1024"))
  }

  /// Starlette's middleware comes with FastAPI.
  var addingFastAPIParts: Library {
    adding(
      compression: AddedPart(
        "app.add_middleware(GZipMiddleware, minimum_size=1000)",
        importing: "GZipMiddleware",
        from: "fastapi.middleware.gzip"
      )
    )
  }
}
