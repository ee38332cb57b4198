// Which descriptions are made for each request, and which are kept.

extension SchemaPerRequest {
  static let examples: [Example] = [
    .project(
      "a view of drf-spectacular",
      ["farm/urls.py": urls("↓SpectacularAPIView.as_view()")],
      fixed: [
        "farm/urls.py": urls(
          "cache_page(3600)(SpectacularAPIView.as_view())",
          "from django.views.decorators.cache import cache_page"
        )
      ]
    ),
    .project(
      "a view of drf-yasg that is told to keep nothing",
      ["farm/urls.py": yasg("↓view.without_ui(cache_timeout=0)")],
      fixed: ["farm/urls.py": yasg("view.without_ui(cache_timeout=3600)")]
    ),
    .silent(
      "a description that is kept for an hour",
      files: ["farm/urls.py": yasg("view.with_ui(\"swagger\", cache_timeout=3600)")]
    ),
    .silent(
      "only while debugging",
      files: [
        "farm/urls.py": """
        from django.conf import settings
        from django.urls import path
        from drf_spectacular.views import SpectacularAPIView
        urlpatterns = []
        if settings.DEBUG:
            urlpatterns += [path("schema/", SpectacularAPIView.as_view())]
        """
      ]
    ),
  ]

  private static func urls(_ view: String, _ line: String = "") -> String {
    """
    from django.urls import path
    \(line)
    from drf_spectacular.views import SpectacularAPIView
    urlpatterns = [path("schema/", \(view))]
    """
  }

  private static func yasg(_ view: String) -> String {
    """
    from django.urls import path
    from drf_yasg import openapi
    from drf_yasg.views import get_schema_view
    view = get_schema_view(openapi.Info(title="Farm", default_version="v1"), public=True)
    urlpatterns = [path("schema/", \(view))]
    """
  }
}
