// What depends on who asks and beside what a file lies: related rows, indexes of Django's searches, applications.

import Findings
import Testing

@Suite("Findings by what is around them")
struct RelatedReadTests {
  private static func hotels(verb: String) -> [String: String] {
    [
      "prisma/schema.prisma": """
      datasource db {
        provider = "postgresql"
        url      = env("DATABASE_URL")
      }
      model Room {
        id       String    @id
        bookings Booking[]
      }
      model Booking {
        id     String @id
        roomId String
        room   Room   @relation(fields: [roomId], references: [id])
        @@index([roomId])
      }
      """,
      "server.js": """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.\(verb)("/rooms/:id/plan", async (req, res, next) => {
        try {
          const room = await prisma.room.findUnique({
            where: { id: req.params.id },
            include: { bookings: true },
          });
          res.json(room);
        } catch (error) {
          next(error);
        }
      });
      """,
    ]
  }

  @Test(
    "related rows are sure where they are listed, and to be checked where a write may need them"
  )
  func verbs() async throws {
    let listed = await findings(of: "unbounded-read", in: Self.hotels(verb: "get"))
    let written = await findings(of: "unbounded-read", in: Self.hotels(verb: "post"))
    #expect(listed.map(\.tier) == [.finding])
    #expect(written.map(\.tier) == [.suspicious])
  }

  @Test("a search of Django without regard to case gets an index on what its statement compares")
  func upper() async throws {
    let folded = try #require(await index(of: "text__icontains=request.GET[\"q\"]"))
    #expect(folded.contains("gin ((upper(\"text\")) gin_trgm_ops)"))
    let plain = try #require(
      await index(of: "text__contains=request.GET[\"q\"], created__isnull=False")
    )
    #expect(plain.contains("gin (\"text\" gin_trgm_ops)"))
  }

  private func index(of filter: String) async -> String? {
    let found = await findings(
      of: "unindexable-match",
      in: [
        "settings.py": """
        DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shop"}}
        INSTALLED_APPS = ["shop"]
        """,
        "shop/models.py": """
        from django.db import models
        class Message(models.Model):
            text = models.TextField()
            created = models.DateTimeField(auto_now_add=True)
        """,
        "shop/views.py": """
        from django.http import JsonResponse
        from shop.models import Message
        def search(request):
            found = Message.objects.filter(\(filter))[:20]
            return JsonResponse({"texts": [one.text for one in found]})
        """,
        "shop/urls.py": """
        from django.urls import path
        from shop.views import search
        urlpatterns = [path("search", search)]
        """,
      ]
    )
    return found.first?.fix.after
  }

  @Test(
    "what a service lacks is told at the application with the routes, not at an example beside it"
  )
  func examples() async throws {
    let found = await findings(
      of: "missing-request-telemetry",
      in: [
        "docs/example.py": """
        from flask import Flask
        app = Flask(__name__)
        @app.route("/hello")
        def hello():
            return "hello"
        if __name__ == "__main__":
            app.run()
        """,
        "shop/__init__.py": """
        from flask import Flask
        def create_app():
            app = Flask(__name__)
            return app
        """,
        "server.py": """
        import shop
        app = shop.create_app()
        @app.route("/orders")
        def orders():
            return []
        @app.route("/orders/<id>")
        def order(id):
            return {}
        """,
      ]
    )
    #expect(found.map(\.location.file) == ["shop/__init__.py"])
  }
}
