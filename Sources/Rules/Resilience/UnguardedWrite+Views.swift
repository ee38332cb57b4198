// Views that change rows for anyone, beside views that ask for a permission.

import Capacity
import Findings
import SemanticModel

extension UnguardedWrite {
  /// One finding for each class that lacks what the classes beside it have.
  func viewFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.openViews.map { view in
      let labels = view.routes.map(\.label)
      return finding(
        Diagnosis(
          place: view.place,
          because: view.guarded.prefix(4).map { ($0, "asks for a permission") },
          function: view.routes.first?.handler ?? program.module(of: view.place.unit),
          title:
            "`\(view.name)` writes for anyone; \(view.guarded.count) views beside it ask for a permission",
          problem:
            "No class above it and no setting asks either: the framework lets everybody in. \(Self.about.problem)",
          severity: .high,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate: "One caller that sends the whole target writes "
              + "\(Figure.grouped(target.requestsPerSecond * 3_600)) rows an hour",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            "Give it the `permission_classes` of the views beside it, or set `DEFAULT_PERMISSION_CLASSES` and name what is public.",
            before: program.source(of: view.place)
          ),
          routes: Array(labels.prefix(8)),
          confirm: "Check whether \(labels.first ?? view.name) is meant for strangers."
        ),
        in: program
      )
    }
  }

  private static func views(_ last: String) -> [String: String] {
    [
      "farm/models.py": """
      from django.db import models
      class Field(models.Model):
          name = models.CharField(max_length=40)
      """,
      "farm/urls.py": """
      from django.urls import include, path
      from rest_framework.routers import DefaultRouter
      from . import views
      router = DefaultRouter()
      router.register("fields", views.Fields)
      router.register("barns", views.Barns)
      router.register("crops", views.Crops)
      urlpatterns = [path("", include(router.urls))]
      """,
      "farm/views.py": """
      from rest_framework import permissions, viewsets
      from .models import Field
      class Signed:
          permission_classes = [permissions.IsAuthenticated]
      class Fields(Signed, viewsets.ModelViewSet):
          queryset = Field.objects.all()
      class Barns(Signed, viewsets.ModelViewSet):
          queryset = Field.objects.all()
      \(last)
      """,
    ]
  }

  static let examples: [Example] = writeExamples + viewExamples

  private static let viewExamples: [Example] = [
    .project(
      "a view without the permission of those beside it",
      views(
        """
        ↓class Crops(viewsets.ModelViewSet):
            queryset = Field.objects.all()
        """
      ),
      fixed: [
        "farm/views.py": views(
          """
          class Crops(Signed, viewsets.ModelViewSet):
              queryset = Field.objects.all()
          """
        )["farm/views.py"] ?? ""
      ]
    ),
    .silent(
      "a view that only reads, and one that says that all may come",
      files: views(
        """
        class Crops(viewsets.ReadOnlyModelViewSet):
            queryset = Field.objects.all()
        class Guests(viewsets.ModelViewSet):
            permission_classes = [permissions.AllowAny]
            queryset = Field.objects.all()
        """
      )
    ),
  ]
}
