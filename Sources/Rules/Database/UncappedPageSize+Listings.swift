// Classes of pagination that take the size of a page from a request.

extension UncappedPageSize {
  private static let urls = """
    from django.urls import path
    from shop.views import Orders
    urlpatterns = [path("orders/", Orders.as_view())]
    """

  private static func views(_ pages: String) -> String {
    """
    from rest_framework import generics
    from rest_framework.pagination import PageNumberPagination
    from shop.models import Order
    class Pages(\(pages)
    class Orders(generics.ListAPIView):
        queryset = Order.objects.all()
        pagination_class = Pages
    """
  }

  static let listings: [Example] = [
    .project(
      "a class of pagination without a maximum",
      [
        "shop/urls.py": urls,
        "shop/views.py": views(
          "↓PageNumberPagination):\n    page_size = 20\n    page_size_query_param = \"size\""
        ),
      ],
      fixed: [
        "shop/views.py": views(
          "PageNumberPagination):\n    page_size = 20\n    page_size_query_param = \"size\"\n    max_page_size = 100"
        )
      ]
    ),
    .project(
      "the class that the settings name for all views takes any limit",
      [
        "shop/settings.py": """
        REST_FRAMEWORK = {
            "DEFAULT_PAGINATION_CLASS": ↓"rest_framework.pagination.LimitOffsetPagination",
            "PAGE_SIZE": 20,
        }
        """,
        "shop/urls.py": urls,
        "shop/views.py": """
        from rest_framework import generics
        from shop.models import Order
        class Orders(generics.ListAPIView):
            queryset = Order.objects.all()
        """,
      ],
      fixed: [
        "shop/settings.py": """
        REST_FRAMEWORK = {
            "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
            "PAGE_SIZE": 20,
        }
        """
      ]
    ),
  ]
}
