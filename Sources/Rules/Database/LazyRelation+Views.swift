// Relations that the views of a framework read: through the query of the class, and of the application's own users.

extension LazyRelation {
  private static let lots = """
    from django.conf import settings
    from django.contrib.auth.models import AbstractUser
    from django.db import models

    class User(AbstractUser):
        nick = models.CharField(max_length=40)

    class Supplier(models.Model):
        name = models.CharField(max_length=40)

    class Lot(models.Model):
        supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE)
        keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
        name = models.CharField(max_length=40)
    """

  private static let urls = """
    from django.urls import include, path
    from rest_framework.routers import DefaultRouter
    from . import views
    router = DefaultRouter()
    router.register("lots", views.LotViewSet, basename="lots")
    urlpatterns = [path("api/", include(router.urls))]
    """

  private static let serializers = """
    from rest_framework import serializers
    from .models import Lot

    class LotSerializer(serializers.ModelSerializer):
        supplier_name = serializers.CharField(source="supplier.name", read_only=True)

        class Meta:
            model = Lot
            fields = ["id", "supplier_name"]

    class LotDetailSerializer(serializers.ModelSerializer):
        keeper_nick = serializers.CharField(source="keeper.nick", read_only=True)

        class Meta:
            model = Lot
            fields = ["id", "keeper_nick"]
    """

  static let views: [Example] = [
    .project(
      "the query of the class, which a method narrows or leaves empty",
      [
        "stock/models.py": lots,
        "stock/urls.py": urls,
        "stock/serializers.py": serializers,
        "stock/views.py": """
        from rest_framework import viewsets
        from .models import Lot
        from .serializers import LotSerializer

        class LotViewSet(viewsets.ModelViewSet):
            queryset = ↓Lot.objects.order_by("-id")
            serializer_class = LotSerializer

            def get_queryset(self):
                lots = super().get_queryset()
                if not self.request.user.is_authenticated:
                    return lots.none()
                return lots.filter(keeper=self.request.user)
        """,
      ],
      fixed: [
        "stock/views.py": """
        from rest_framework import viewsets
        from .models import Lot
        from .serializers import LotSerializer

        class LotViewSet(viewsets.ModelViewSet):
            queryset = Lot.objects.select_related("supplier").order_by("-id")
            serializer_class = LotSerializer

            def get_queryset(self):
                lots = super().get_queryset()
                if not self.request.user.is_authenticated:
                    return lots.none()
                return lots.filter(keeper=self.request.user)
        """
      ]
    ),
    .project(
      "a relation to the class that the settings name as that of the users",
      [
        "stock/models.py": lots,
        "stock/urls.py": urls,
        "stock/serializers.py": serializers,
        "stock/views.py": """
        from rest_framework import viewsets
        from .models import Lot
        from .serializers import LotDetailSerializer

        class LotViewSet(viewsets.ModelViewSet):
            queryset = ↓Lot.objects.all()
            serializer_class = LotDetailSerializer
        """,
      ],
      fixed: [
        "stock/views.py": """
        from rest_framework import viewsets
        from .models import Lot
        from .serializers import LotDetailSerializer

        class LotViewSet(viewsets.ModelViewSet):
            queryset = Lot.objects.select_related("keeper")
            serializer_class = LotDetailSerializer
        """
      ]
    ),
    .silent(
      "a view whose own method never takes up the query of its class, and one whose query names one row",
      files: [
        "stock/models.py": lots,
        "stock/urls.py": """
        from django.urls import path
        from . import views
        urlpatterns = [path("lot/<int:pk>", views.OneLot.as_view()), path("last", views.LastLot.as_view())]
        """,
        "stock/serializers.py": serializers,
        "stock/views.py": """
        from rest_framework import generics
        from rest_framework.response import Response
        from .models import Lot
        from .serializers import LotSerializer

        class OneLot(generics.GenericAPIView):
            queryset = Lot.objects.all()
            serializer_class = LotSerializer

            def get(self, request, pk):
                lot = Lot.objects.get(pk=pk)
                return Response(LotSerializer(lot).data)

        class LastLot(generics.ListAPIView):
            serializer_class = LotSerializer

            def get_queryset(self):
                return Lot.objects.filter(id=self.request.session["lot"])
        """,
      ]
    ),
    .silent(
      "a serializer that the view picks for one row only",
      files: [
        "stock/models.py": lots,
        "stock/urls.py": urls,
        "stock/serializers.py": serializers,
        "stock/views.py": """
        from rest_framework import viewsets
        from .models import Lot
        from .serializers import LotDetailSerializer, LotSerializer

        class LotViewSet(viewsets.ModelViewSet):
            queryset = Lot.objects.select_related("supplier")
            serializer_class = LotDetailSerializer

            def get_serializer_class(self):
                if self.action == "list":
                    return LotSerializer
                return LotDetailSerializer
        """,
      ]
    ),
  ]
}
