// Serializers that write rows of their own kind below each row, level by level.

extension LazyRelation {
  static let trees: [Example] = [
    .project(
      "a field that writes by the class around it, of which one level came along",
      shelf(
        """
        queryset = ↓Topic.objects.filter(above=None).prefetch_related("below")
        """,
        below: "Again(many=True, read_only=True)"
      ),
      fixed: ["shelf/serializers.py": serializers(below: "serializers.CharField(source=\"name\")")]
    )
  ]

  private static func serializers(below: String) -> String {
    """
    from rest_framework import serializers
    from .models import Topic

    class Again(serializers.Serializer):
        def to_representation(self, value):
            return self.parent.parent.__class__(value, context=self.context).data

    class TopicSerializer(serializers.ModelSerializer):
        below = \(below)

        class Meta:
            model = Topic
            fields = ["id", "name", "below"]
    """
  }

  private static func shelf(_ query: String, below: String) -> [String: String] {
    [
      "shelf/models.py": """
      from django.db import models

      class Topic(models.Model):
          name = models.CharField(max_length=40)
          above = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="below")
      """,
      "shelf/serializers.py": serializers(below: below),
      "shelf/urls.py": """
      from django.urls import path
      from . import views
      urlpatterns = [path("topics/", views.Topics.as_view())]
      """,
      "shelf/views.py": """
      from rest_framework import generics
      from rest_framework.pagination import PageNumberPagination
      from .models import Topic
      from .serializers import TopicSerializer

      class Pages(PageNumberPagination):
          page_size = 20

      class Topics(generics.ListAPIView):
          serializer_class = TopicSerializer
          pagination_class = Pages
          \(query)
      """,
    ]
  }
}
