// Where `UnboundedMemo` speaks, and where it is silent.

extension UnboundedMemo {
  static let examples: [Example] = [
    .reported(
      "a cache without a size",
      """
      from functools import lru_cache
      from flask import Flask, jsonify

      app = Flask(__name__)

      @↓lru_cache(maxsize=None)
      def profile(user_id):
          return {"id": user_id}

      @app.route("/users/<user_id>")
      def show(user_id):
          return jsonify(profile(user_id))
      """,
      fixed: """
        from functools import lru_cache
        from flask import Flask, jsonify

        app = Flask(__name__)

        @lru_cache(maxsize=1024)
        def profile(user_id):
            return {"id": user_id}

        @app.route("/users/<user_id>")
        def show(user_id):
            return jsonify(profile(user_id))
        """,
      path: "app.py"
    ),
    .silent(
      "one value for the whole process",
      """
      from functools import lru_cache
      from flask import Flask, jsonify

      app = Flask(__name__)

      @lru_cache(maxsize=None)
      def settings():
          return {"name": "shop"}

      @app.route("/settings")
      def show():
          return jsonify(settings())
      """,
      path: "app.py"
    ),
    .reported(
      "a cache of the standard library that keeps everything",
      """
      import functools
      from fastapi import FastAPI

      app = FastAPI()

      @↓functools.cache
      def render(text: str):
          return text.upper()

      @app.get("/render")
      def show(text: str):
          return render(text)
      """,
      fixed: """
        import functools
        from fastapi import FastAPI

        app = FastAPI()

        @functools.lru_cache(maxsize=512)
        def render(text: str):
            return text.upper()

        @app.get("/render")
        def show(text: str):
            return render(text)
        """,
      path: "app.py"
    ),
    .silent(
      "a cache of the same name that forgets after a while",
      """
      from fastapi import FastAPI
      from fastapi_cache.decorator import cache

      app = FastAPI()

      @app.get("/users/{user_id}")
      @cache(expire=30)
      async def show(user_id: int):
          return {"id": user_id}
      """,
      path: "app.py"
    ),
    .silent(
      "a cache that keeps 128 results",
      """
      from functools import lru_cache
      from flask import Flask, jsonify

      app = Flask(__name__)

      @lru_cache
      def profile(user_id):
          return {"id": user_id}

      @app.route("/users/<user_id>")
      def show(user_id):
          return jsonify(profile(user_id))
      """,
      path: "app.py"
    ),
  ]
}
