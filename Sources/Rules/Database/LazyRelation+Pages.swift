// Rows that come as pages, that a view of the library shows by a template, and that serializers nest.

extension LazyRelation {
  private static let lots = """
    from django.db import models

    class Supplier(models.Model):
        name = models.CharField(max_length=40)

    class Keeper(models.Model):
        supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE)

    class Lot(models.Model):
        supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE)
        keepers = models.ManyToManyField(Keeper)
        name = models.CharField(max_length=40)
    """

  private static let urls = """
    from django.urls import path
    from . import views
    urlpatterns = [path("lots/", views.lots)]
    """

  private static let viewURLs = """
    from django.urls import path
    from . import views
    urlpatterns = [path("lots/", views.LotList.as_view())]
    """

  private static func page(_ query: String) -> [String: String] {
    [
      "stock/models.py": lots,
      "stock/urls.py": urls,
      "stock/templates/stock/lots.html":
        "{% for lot in page_obj %}<li>{{ lot.supplier.name }}</li>{% endfor %}",
      "stock/views.py": """
      from django.core.paginator import Paginator
      from django.shortcuts import render
      from .models import Lot

      def lots(request):
          paginator = Paginator(\(query), 20)
          page_obj = paginator.get_page(request.GET.get("page"))
          return render(request, "stock/lots.html", {"page_obj": page_obj})
      """,
    ]
  }

  private static func listed(_ query: String) -> [String: String] {
    [
      "stock/models.py": lots,
      "stock/urls.py": viewURLs,
      "stock/templates/stock/lot_list.html":
        "{% for lot in lot_list %}<li>{{ lot.supplier.name }}</li>{% endfor %}",
      "stock/views.py": """
      from django.views.generic import ListView
      from .models import Lot

      class LotList(ListView):
          paginate_by = 20

          def get_queryset(self):
              return \(query)
      """,
    ]
  }

  private static func added(_ query: String) -> [String: String] {
    [
      "stock/models.py": lots,
      "stock/urls.py": viewURLs,
      "stock/templates/stock/board.html":
        "{% for lot in lots %}<li>{{ lot.supplier.name }}</li>{% endfor %}",
      "stock/views.py": """
      from django.views.generic import TemplateView
      from .models import Lot

      class LotList(TemplateView):
          template_name = "stock/board.html"

          def get_context_data(self, **kwargs):
              context = super().get_context_data(**kwargs)
              context["lots"] = \(query)[:50]
              return context
      """,
    ]
  }

  private static func handed(
    _ query: String,
    _ fields: String = "[\"id\", \"supplier\", \"keepers\"]"
  )
    -> [String: String]
  {
    [
      "stock/models.py": lots,
      "stock/urls.py": viewURLs,
      "stock/serializers.py": """
      from rest_framework import serializers
      from .models import Lot

      class LotSerializer(serializers.ModelSerializer):
          class Meta:
              model = Lot
              fields = \(fields)
      """,
      "stock/views.py": """
      from rest_framework.pagination import PageNumberPagination
      from rest_framework.views import APIView
      from .models import Lot
      from .serializers import LotSerializer

      class LotList(APIView):
          def get(self, request):
              paginator = PageNumberPagination()
              page = paginator.paginate_queryset(\(query), request)
              return paginator.get_paginated_response(LotSerializer(page, many=True).data)
      """,
    ]
  }

  private static func nested(_ first: String, _ second: String) -> [String: String] {
    [
      "stock/models.py": lots,
      "stock/urls.py": viewURLs,
      "stock/serializers.py": """
      from rest_framework import serializers
      from .models import Keeper, Lot

      class KeeperSerializer(serializers.ModelSerializer):
          supplier = serializers.SerializerMethodField()

          class Meta:
              model = Keeper
              fields = ["id", "supplier"]

          def get_supplier(self, keeper):
              return keeper.supplier.name

      class LotSerializer(serializers.ModelSerializer):
          keepers = KeeperSerializer(many=True)

          class Meta:
              model = Lot
              fields = ["id", "keepers"]
      """,
      "stock/views.py": """
      from rest_framework.response import Response
      from rest_framework.views import APIView
      from .models import Lot
      from .serializers import LotSerializer

      class LotList(APIView):
          def get(self, request):
              lots = \(first)[:20]
              return Response(LotSerializer(lots, many=True).data)

          def post(self, request):
              lots = \(second)[:20]
              return Response(LotSerializer(lots, many=True).data)
      """,
    ]
  }

  static let paged: [Example] = [
    .project(
      "a page of Django's paginator in a template",
      page("↓Lot.objects.order_by(\"id\")"),
      fixed: page("Lot.objects.select_related(\"supplier\").order_by(\"id\")")
    ),
    .project(
      "a view of a list, whose template has the name of the model",
      listed("↓Lot.objects.order_by(\"id\")"),
      fixed: listed("Lot.objects.select_related(\"supplier\").order_by(\"id\")")
    ),
    .project(
      "what a view adds to what its template knows",
      added("↓Lot.objects.order_by(\"id\")"),
      fixed: added("Lot.objects.select_related(\"supplier\").order_by(\"id\")")
    ),
    .project(
      "the keys of many related rows of a page that the view asks a paginator for",
      handed("↓Lot.objects.order_by(\"id\")"),
      fixed: handed("Lot.objects.prefetch_related(\"keepers\").order_by(\"id\")")
    ),
    .project(
      "all fields of a model, among them the keys of many related rows",
      handed("↓Lot.objects.order_by(\"id\")", "\"__all__\""),
      fixed: handed("Lot.objects.prefetch_related(\"keepers\").order_by(\"id\")", "\"__all__\"")
    ),
    .project(
      "two lists of one serializer, each without what the rows nested in it refer to",
      nested(
        "↓Lot.objects.prefetch_related(\"keepers\")",
        "↓Lot.objects.prefetch_related(\"keepers\").order_by(\"name\")"
      ),
      fixed: nested(
        "Lot.objects.prefetch_related(\"keepers__supplier\")",
        "Lot.objects.prefetch_related(\"keepers__supplier\").order_by(\"name\")"
      )
    ),
    .silent(
      "a query that loses its name before it is sent",
      files: [
        "stock/models.py": lots,
        "stock/urls.py": urls,
        "stock/views.py": """
        from django.http import JsonResponse
        from .models import Lot

        def lots(request):
            lots = Lot.objects.filter(name="old")
            lots = Lot.objects.select_related("supplier")[:20]
            return JsonResponse({"names": [lot.supplier.name for lot in lots]})
        """,
      ]
    ),
  ]
}
