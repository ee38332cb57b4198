// Rows that were made just now, and the user who asks, whose relations are asked in a loop.

extension QueryInLoop {
  private static let models = """
    from django.contrib.auth.models import AbstractUser
    from django.db import models

    class User(AbstractUser):
        nick = models.CharField(max_length=40)

    class Label(models.Model):
        name = models.CharField(max_length=40)

    class Note(models.Model):
        text = models.TextField()
        labels = models.ManyToManyField(Label)

    class Reader(models.Model):
        user = models.OneToOneField(User, related_name="reader", on_delete=models.CASCADE)
        starred = models.ManyToManyField(Note)

        def has_starred(self, note):
            return self.starred.filter(pk=note.pk).exists()
    """

  private static let urls = """
    from django.urls import path
    from . import views
    urlpatterns = [path("notes/", views.Notes.as_view())]
    """

  private static func noted(_ lines: String) -> [String: String] {
    [
      "notes/models.py": models,
      "notes/urls.py": urls,
      "notes/views.py": """
      from rest_framework.response import Response
      from rest_framework.views import APIView
      from .models import Note

      class Notes(APIView):
          def post(self, request):
              note = Note.objects.create(text=request.data["text"])
              \(lines)
              return Response({})
      """,
    ]
  }

  private static func starred(_ line: String, _ query: String) -> [String: String] {
    [
      "notes/models.py": models,
      "notes/urls.py": urls,
      "notes/serializers.py": """
      from rest_framework import serializers
      from .models import Note

      class NoteSerializer(serializers.ModelSerializer):
          starred = serializers.SerializerMethodField()

          class Meta:
              model = Note
              fields = ["id", "starred"]

          def get_starred(self, note):
              request = self.context.get("request")
              return \(line)
      """,
      "notes/views.py": """
      from rest_framework.response import Response
      from rest_framework.views import APIView
      from .models import Note
      from .serializers import NoteSerializer

      class Notes(APIView):
          def get(self, request):
              notes = \(query)
              context = {"request": request}
              return Response(NoteSerializer(notes, many=True, context=context).data)
      """,
    ]
  }

  static let owners: [Example] = [
    .project(
      "rows that are linked one by one to a row that was found or made",
      noted(
        "copy, made = Note.objects.get_or_create(text=note.text)\n        for label in request.data[\"labels\"]: ↓copy.labels.add(label)"
      ),
      fixed: noted(
        "copy, made = Note.objects.get_or_create(text=note.text)\n        copy.labels.add(*request.data[\"labels\"])"
      )
    ),
    .project(
      "rows that are linked one by one to a row that was made just now",
      noted("for label in request.data[\"labels\"]: ↓note.labels.add(label)"),
      fixed: noted("note.labels.add(*request.data[\"labels\"])")
    ),
    .project(
      "what the user who asks has to do with each row",
      starred(
        "↓request.user.reader.has_starred(note)",
        "Note.objects.order_by(\"id\")[:50]"
      ),
      fixed: starred("note.pk in self.context[\"starred\"]", "Note.objects.order_by(\"id\")[:50]")
    ),
  ]
}
