// Which listings are counted and skipped for each page.

extension ExactCount {
  static let listingExamples: [Example] = [
    .project(
      "a listing that the settings page by number",
      listing("↓\"rest_framework.pagination.PageNumberPagination\""),
      fixed: [
        "fleet/settings.py": settings("\"rest_framework.pagination.CursorPagination\"")
      ]
    ),
    .silent(
      "a listing of few rows",
      files: listing("\"rest_framework.pagination.PageNumberPagination\"", model: "Country")
    ),
    .silent(
      "the rows of one owner",
      files: listing(
        "\"rest_framework.pagination.PageNumberPagination\"",
        rows: "objects.filter(driver=None)"
      )
      .merging([
        "fleet/views.py": """
        from rest_framework import generics
        from .models import Order
        class Orders(generics.ListAPIView):
            def get_queryset(self):
                return Order.objects.filter(driver=self.request.user.id)
        """
      ]) { $1 }
    ),
  ]

  private static func settings(_ pager: String) -> String {
    """
    ROOT_URLCONF = "fleet.urls"
    REST_FRAMEWORK = {"DEFAULT_PAGINATION_CLASS": \(pager), "PAGE_SIZE": 20}
    """
  }

  private static func listing(
    _ pager: String,
    model: String = "Order",
    rows: String = "objects.all()"
  ) -> [String: String] {
    [
      "fleet/settings.py": settings(pager),
      "fleet/models.py": """
      from django.db import models
      class \(model)(models.Model):
          driver = models.IntegerField(db_index=True, null=True)
          note = models.CharField(max_length=40)
      """,
      "fleet/urls.py": """
      from django.urls import path
      from . import views
      urlpatterns = [path("list/", views.Orders.as_view())]
      """,
      "fleet/views.py": """
      from rest_framework import generics
      from .models import \(model)
      class Orders(generics.ListAPIView):
          queryset = \(model).\(rows)
      """,
    ]
  }
}
