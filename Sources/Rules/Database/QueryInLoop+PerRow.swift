// Queries that a framework repeats for each row: methods of serializers.

extension QueryInLoop {
  private static let models = """
    from django.db import models

    class Product(models.Model):
        name = models.CharField(max_length=80)

    class Sale(models.Model):
        product = models.ForeignKey(Product, related_name="sales", on_delete=models.CASCADE)
        pieces = models.IntegerField()
    """

  private static let urls = """
    from django.urls import path
    from . import views
    urlpatterns = [path("products", views.Products.as_view())]
    """

  static let perRow: [Example] = [
    .project(
      "methods of a serializer ask for each row that a view lists",
      [
        "shop/models.py": models,
        "shop/urls.py": urls,
        "shop/serializers.py": """
        from django.db.models import Avg
        from rest_framework import serializers
        from .models import Product, Sale

        def sold(product):
            return Sale.objects.filter(product=product).count()

        class ProductSerializer(serializers.ModelSerializer):
            sold = serializers.SerializerMethodField("count_sold")
            usual = serializers.SerializerMethodField()

            class Meta:
                model = Product
                fields = ["name", "sold", "usual"]

            def count_sold(self, product):
                return ↓sold(product)

            def get_usual(self, product):
                return ↓product.sales.aggregate(Avg("pieces"))
        """,
        "shop/views.py": """
        from rest_framework import generics
        from .models import Product
        from .serializers import ProductSerializer

        class Products(generics.ListAPIView):
            queryset = Product.objects.all()
            serializer_class = ProductSerializer
        """,
      ],
      fixed: [
        "shop/serializers.py": """
        from rest_framework import serializers
        from .models import Product

        class ProductSerializer(serializers.ModelSerializer):
            sold = serializers.IntegerField()
            usual = serializers.FloatField()

            class Meta:
                model = Product
                fields = ["name", "sold", "usual"]
        """,
        "shop/views.py": """
        from django.db.models import Avg, Count
        from rest_framework import generics
        from .models import Product
        from .serializers import ProductSerializer

        class Products(generics.ListAPIView):
            queryset = Product.objects.annotate(sold=Count("sales"), usual=Avg("sales__pieces"))
            serializer_class = ProductSerializer
        """,
      ]
    ),
    .project(
      "a function hands many rows to a serializer",
      [
        "shop/models.py": models,
        "shop/urls.py": """
        from django.urls import path
        from . import views
        urlpatterns = [path("products", views.products)]
        """,
        "shop/serializers.py": """
        from rest_framework import serializers
        from .models import Product, Sale

        class ProductSerializer(serializers.ModelSerializer):
            sold = serializers.SerializerMethodField()

            class Meta:
                model = Product
                fields = ["name", "sold"]

            def get_sold(self, product):
                return ↓Sale.objects.filter(product=product).count()
        """,
        "shop/views.py": """
        from rest_framework.decorators import api_view
        from rest_framework.response import Response
        from .models import Product
        from .serializers import ProductSerializer

        @api_view(["GET"])
        def products(request):
            rows = Product.objects.order_by("name")[:50]
            return Response(ProductSerializer(rows, many=True).data)
        """,
      ],
      fixed: [
        "shop/views.py": """
        from rest_framework.decorators import api_view
        from rest_framework.response import Response
        from .models import Product
        from .serializers import ProductSerializer

        @api_view(["GET"])
        def products(request):
            row = Product.objects.get(pk=request.query_params["id"])
            return Response(ProductSerializer(row).data)
        """
      ]
    ),
    .silent(
      "a view of one row runs the methods of its serializer once",
      files: [
        "shop/models.py": models,
        "shop/urls.py": urls,
        "shop/serializers.py": """
        from rest_framework import serializers
        from .models import Product, Sale

        class ProductSerializer(serializers.ModelSerializer):
            sold = serializers.SerializerMethodField()

            class Meta:
                model = Product
                fields = ["name", "sold"]

            def get_sold(self, product):
                return Sale.objects.filter(product=product).count()
        """,
        "shop/views.py": """
        from rest_framework import generics
        from .models import Product
        from .serializers import ProductSerializer

        class Products(generics.RetrieveUpdateDestroyAPIView):
            queryset = Product.objects.all()
            serializer_class = ProductSerializer
        """,
      ]
    ),
  ]
}
