// Pages in the order that a model of Django asks for.

extension MissingIndex {
  private static func note(_ index: String, marked: Bool = false) -> String {
    """
    from django.db import models

    class Dated(models.Model):
        \(marked ? "↓" : "")created_at = models.DateTimeField(auto_now_add=True)

        class Meta:
            abstract = True
            ordering = ["-created_at"]

    class Note(Dated):
        owner = models.ForeignKey("notes.Owner", on_delete=models.CASCADE)
        text = models.TextField()
    \(index)
    class Owner(models.Model):
        name = models.CharField(max_length=40)
    """
  }

  private static let indexed = """

        class Meta(Dated.Meta):
            indexes = [models.Index(fields=["-created_at"])]

    """

  private static let urls = """
    from django.urls import path
    from . import views
    urlpatterns = [path("notes/", views.Notes.as_view())]
    """

  private static let listing = """
    from rest_framework import generics, serializers
    from rest_framework.pagination import PageNumberPagination
    from .models import Note

    class NoteSerializer(serializers.ModelSerializer):
        class Meta:
            model = Note
            fields = ["id", "text"]

    class Pages(PageNumberPagination):
        page_size = 20

    class Notes(generics.ListCreateAPIView):
        queryset = Note.objects.all()
        serializer_class = NoteSerializer
        pagination_class = Pages
    """

  private static let byHand = """
    from rest_framework.pagination import PageNumberPagination
    from rest_framework.response import Response
    from rest_framework.views import APIView
    from .models import Note

    class Notes(APIView):
        def get(self, request):
            paginator = PageNumberPagination()
            page = paginator.paginate_queryset(Note.objects.all(), request)
            return paginator.get_paginated_response([note.text for note in page])

        def post(self, request):
            Note.objects.create(text=request.data["text"], owner_id=request.data["owner"])
            return Response({})
    """

  static let ordered: [Example] = [
    .project(
      "a library's view that pages rows in the order of the model",
      [
        "notes/models.py": note("", marked: true), "notes/urls.py": urls, "notes/views.py": listing,
      ],
      fixed: ["notes/models.py": note(indexed)]
    ),
    .project(
      "a paginator that is handed rows in the order of the model",
      ["notes/models.py": note("", marked: true), "notes/urls.py": urls, "notes/views.py": byHand],
      fixed: ["notes/models.py": note(indexed)]
    ),
    .silent(
      "a view that says in which order it lists, and one that filters by what is asked",
      files: [
        "notes/models.py": note(""),
        "notes/urls.py": urls,
        "notes/views.py": listing.replacing(
          "queryset = Note.objects.all()",
          with: "queryset = Note.objects.order_by(\"id\")"
        )
          + """


          class OwnerNotes(Notes):
              def filter_queryset(self, queryset):
                  return queryset.filter(owner=self.kwargs["owner"])
          """,
      ]
    ),
    .reported(
      "the key that each document inside of another has",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const line = new mongoose.Schema({ sku: String, amount: Number });
      const carts = new mongoose.Schema(↓{ lines: [line], owner: String });
      const Cart = mongoose.model("Cart", carts);
      const app = express();
      app.use(express.json());
      app.post("/carts", async (req, res) => res.json(await Cart.create(req.body)));
      app.get("/lines/:id", async (req, res) => {
        res.json(await Cart.findOne({ "lines._id": req.params.id }));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const line = new mongoose.Schema({ sku: String, amount: Number });
        const carts = new mongoose.Schema({ lines: [line], owner: String });
        carts.index({ "lines._id": 1 });
        const Cart = mongoose.model("Cart", carts);
        const app = express();
        app.use(express.json());
        app.post("/carts", async (req, res) => res.json(await Cart.create(req.body)));
        app.get("/lines/:id", async (req, res) => {
          res.json(await Cart.findOne({ "lines._id": req.params.id }));
        });
        """
    ),
  ]
}
