// Views that list their query by themselves: what pages them, and what only seems to.

extension UnboundedRead {
  private static let urls = """
    from django.urls import path
    from shop.views import Orders, Payments
    urlpatterns = [path("orders/", Orders.as_view()), path("payments/", Payments.as_view())]
    """

  private static func views(_ body: String) -> String {
    """
    from rest_framework import generics
    from rest_framework.pagination import LimitOffsetPagination, PageNumberPagination
    from shop.models import Order, Payment
    \(body)
    """
  }

  static let listings: [Example] = [
    .project(
      "the library's class of pagination, with no size in the settings",
      [
        "shop/settings.py": "DEBUG = False",
        "shop/urls.py": urls,
        "shop/views.py": views(
          """
          class Orders(generics.ListAPIView):
              queryset = ↓Order.objects.filter(is_deleted=False)
              pagination_class = LimitOffsetPagination
          class Payments(generics.RetrieveAPIView):
              queryset = Payment.objects.all()
          """
        ),
      ],
      fixed: ["shop/settings.py": "REST_FRAMEWORK = {\"PAGE_SIZE\": 50}"]
    ),
    .project(
      "one class of pagination that gives a page no size, for two views",
      [
        "shop/settings.py": "DEBUG = False",
        "shop/urls.py": urls,
        "shop/views.py": views(
          """
          class Pages(↓PageNumberPagination):
              page_size_query_param = "limit"
          class Orders(generics.ListAPIView):
              queryset = Order.objects.all()
              pagination_class = Pages
          class Payments(generics.ListAPIView):
              queryset = Payment.objects.all()
              pagination_class = Pages
          """
        ),
      ],
      fixed: [
        "shop/views.py": views(
          """
          class Pages(PageNumberPagination):
              page_size = 50
              max_page_size = 200
              page_size_query_param = "limit"
          class Orders(generics.ListAPIView):
              queryset = Order.objects.all()
              pagination_class = Pages
          class Payments(generics.ListAPIView):
              queryset = Payment.objects.all()
              pagination_class = Pages
          """
        )
      ]
    ),
    .project(
      "conditions that a request may bring, added to the query under its name",
      [
        "shop/settings.py": "DEBUG = False",
        "shop/urls.py": urls,
        "shop/views.py": views(
          """
          from shop.models import Address
          class Orders(generics.ListAPIView):
              def get_queryset(self):
                  rows = ↓Order.objects.order_by("id")
                  params = self.request.query_params
                  if name := params.get("name"):
                      rows = rows.filter(name=name)
                  return rows
          class Payments(generics.ListAPIView):
              def get_queryset(self):
                  rows = Address.objects.order_by("id")
                  if not self.request.user.is_staff:
                      rows = rows.filter(person=self.request.user)
                  return rows
          """
        ),
      ],
      fixed: [
        "shop/settings.py":
          "REST_FRAMEWORK = {\"PAGE_SIZE\": 50, \"DEFAULT_PAGINATION_CLASS\": \"rest_framework.pagination.LimitOffsetPagination\"}"
      ]
    ),
    .project(
      "a model that a star import brings",
      [
        "shop/settings.py": "DEBUG = False",
        "shop/urls.py": urls,
        "shop/models.py": """
        from django.db import models
        class Order(models.Model):
            total = models.IntegerField()
        class Payment(models.Model):
            total = models.IntegerField()
        """,
        "shop/views.py": """
        from rest_framework import generics
        from shop.models import *
        class Orders(generics.ListAPIView):
            queryset = ↓Order.objects.all()
        class Payments(generics.RetrieveAPIView):
            queryset = Payment.objects.all()
        """,
      ],
      fixed: [
        "shop/settings.py":
          "REST_FRAMEWORK = {\"PAGE_SIZE\": 50, \"DEFAULT_PAGINATION_CLASS\": \"rest_framework.pagination.LimitOffsetPagination\"}"
      ]
    ),
    .silent(
      "a class of pagination that reckons its size by itself, and a view whose ways end with the caller's own rows",
      files: [
        "shop/urls.py": """
        from django.urls import path
        from shop.views import Addresses, Orders
        urlpatterns = [path("orders/", Orders.as_view()), path("addresses/", Addresses.as_view())]
        """,
        "shop/views.py": """
        from rest_framework import generics
        from rest_framework.pagination import PageNumberPagination
        from shop.models import Address, Order
        class Pages(PageNumberPagination):
            def get_page_size(self, request):
                return 20
        class Orders(generics.ListAPIView):
            queryset = Order.objects.all()
            pagination_class = Pages
        class Addresses(generics.ListAPIView):
            def get_queryset(self):
                if self.request.user.is_anonymous:
                    return Address.objects.none()
                if self.request.user.is_staff:
                    return Address.objects.all()
                return Address.objects.filter(user=self.request.user)
        """,
      ]
    ),
    .project(
      "a module that is imported by another case of letters than its folder has, as Windows allows",
      [
        "shop/models.py": """
        from django.db import models
        class Order(models.Model):
            total = models.IntegerField()
        """,
        "Ledger/reports.py": """
        from shop.models import Order
        def all_orders():
            return [order.id for order in ↓Order.objects.all()]
        """,
        "shop/views.py": """
        from django.http import JsonResponse
        from django.urls import path
        from ledger.reports import all_orders
        def orders(request):
            return JsonResponse({"orders": all_orders()})
        urlpatterns = [path("orders/", orders)]
        """,
      ],
      fixed: [
        "Ledger/reports.py": """
        from shop.models import Order
        def all_orders():
            return [order.id for order in Order.objects.all()[:50]]
        """
      ]
    ),
    .silent(
      "a view that nothing routes to, beside one that is routed",
      files: [
        "shop/urls.py": """
        from django.urls import path
        from shop.views import Orders
        urlpatterns = [path("orders/<int:pk>/", Orders.as_view())]
        """,
        "shop/views.py": """
        from rest_framework import generics
        from rest_framework.response import Response
        from rest_framework.views import APIView
        from shop.models import Order
        class Orders(generics.RetrieveAPIView):
            queryset = Order.objects.all()
        class OldOrders(APIView):
            def get(self, request):
                return Response([order.id for order in Order.objects.all()])
        """,
      ]
    ),
  ]
}
