// Serializers and forms that look before they make, and such whose database decides.

extension ValidatedCreate {
  private static func models(_ meta: String) -> String {
    """
    from django.db import models

    class Seat(models.Model):
        row = models.CharField(max_length=4)

    class Hold(models.Model):
        seat = models.ForeignKey(Seat, on_delete=models.CASCADE)
        evening = models.DateField()
    \(meta)
    """
  }

  private static let unique = """

        class Meta:
            constraints = [models.UniqueConstraint(fields=["seat", "evening"], name="one_hold")]
    """

  private static let urls = """
    from django.urls import path
    from . import views
    urlpatterns = [path("holds/", views.Holds.as_view())]
    """

  private static let views = """
    from rest_framework import generics
    from .models import Hold
    from .serializers import HoldSerializer

    class Holds(generics.CreateAPIView):
        queryset = Hold.objects.all()
        serializer_class = HoldSerializer
    """

  private static func project(_ serializer: String, _ meta: String = "") -> [String: String] {
    [
      "stage/models.py": models(meta), "stage/urls.py": urls, "stage/views.py": views,
      "stage/serializers.py": serializer,
    ]
  }

  private static func serializer(_ check: String, _ rest: String = "") -> String {
    """
    from rest_framework import serializers
    from .models import Hold, Seat

    class HoldSerializer(serializers.ModelSerializer):
        class Meta:
            model = Hold
            fields = ["seat", "evening"]

        def validate(self, data):
            \(check)
            return data
    \(rest)
    """
  }

  private static let looks = """
    if ↓Hold.objects.filter(seat=data["seat"], evening=data["evening"]).exists():
                raise serializers.ValidationError("taken")
    """

  static let examples: [Example] = [
    .project(
      "a serializer that makes the row by itself",
      project(serializer(looks)),
      fixed: ["stage/models.py": models(unique)]
    ),
    .project(
      "a row that is made by the serializer's own method",
      project(
        serializer(
          """
          held = Hold.objects.filter(seat=data["seat"], evening=data["evening"])
                  if ↓held.exists():
                      raise serializers.ValidationError("taken")
          """,
          """

              def create(self, validated_data):
                  return Hold.objects.create(**validated_data)
          """
        )
      ),
      fixed: ["stage/models.py": models(unique)]
    ),
    .silent(
      "the database keeps the columns unique together",
      files: project(serializer(looks.filter { $0 != "↓" }), unique)
    ),
    .silent(
      "what must be there, and a row of another model",
      files: project(
        serializer(
          """
          if not Seat.objects.filter(row=data["row"]).exists():
                      raise serializers.ValidationError("unknown")
                  if Seat.objects.filter(row=data["closed"]).exists():
                      raise serializers.ValidationError("closed")
          """
        )
      )
    ),
  ]
}
