// Columns of views in which a library looks for a client's words.

extension UnindexableMatch {
  private static func shop(_ view: String) -> [String: String] {
    [
      "shop/models.py": """
      from django.db import models
      class Customer(models.Model):
          name = models.CharField(max_length=80)
          city = models.CharField(max_length=80)
      """,
      "shop/urls.py": """
      from django.urls import path
      from shop.views import Customers
      urlpatterns = [path("customers/", Customers.as_view())]
      """,
      "shop/views.py": view,
    ]
  }

  private static func view(_ fields: String) -> String {
    """
    from rest_framework import filters, generics
    from rest_framework.pagination import PageNumberPagination
    from shop.models import Customer
    class Pages(PageNumberPagination):
        page_size = 20
    class Customers(generics.ListAPIView):
        queryset = Customer.objects.all()
        pagination_class = Pages
        filter_backends = [filters.SearchFilter]
        search_fields = \(fields)
    """
  }

  private static func filtered(_ lookup: String, marked: Bool = false) -> [String: String] {
    shop(
      """
      import django_filters
      from rest_framework import generics
      from rest_framework.pagination import PageNumberPagination
      from shop.models import Customer
      class Pages(PageNumberPagination):
          page_size = 20
      class CustomerFilter(django_filters.FilterSet):
          place = \(marked ? "↓" : "")django_filters.CharFilter(field_name="city", lookup_expr="\(lookup)")
      class Customers(generics.ListAPIView):
          queryset = Customer.objects.all()
          pagination_class = Pages
          filterset_class = CustomerFilter
      """
    )
  }

  static let views: [Example] = [
    .project(
      "a view that looks for a client's words in its columns",
      shop(view("↓[\"name\", \"city\"]")),
      fixed: shop(view("[\"^name\"]"))
    ),
    .project(
      "a class of filters that compares a part of a column",
      filtered("icontains", marked: true),
      fixed: filtered("startswith")
    ),
    .silent(
      "columns that no filter of the view searches",
      files: shop(
        """
        from rest_framework import generics
        from rest_framework.pagination import PageNumberPagination
        from shop.models import Customer
        class Pages(PageNumberPagination):
            page_size = 20
        class Customers(generics.ListAPIView):
            queryset = Customer.objects.all()
            pagination_class = Pages
            search_fields = ["name"]
        """
      )
    ),
  ]
}
