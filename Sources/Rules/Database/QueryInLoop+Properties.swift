// Properties of rows that a serializer writes, and rows that it makes one by one.

extension QueryInLoop {
  private static let urls = """
    from django.urls import include, path
    from rest_framework.routers import DefaultRouter
    from . import views
    router = DefaultRouter()
    router.register("items", views.ItemViewSet, basename="items")
    urlpatterns = [path("api/", include(router.urls))]
    """

  private static let views = """
    from rest_framework import viewsets
    from .models import Item
    from .serializers import ItemSerializer

    class ItemViewSet(viewsets.ModelViewSet):
        queryset = Item.objects.prefetch_related("lots")
        serializer_class = ItemSerializer
    """

  static let properties: [Example] = [
    .project(
      "a property that a serializer lists asks past the rows that were prefetched",
      [
        "stock/urls.py": urls,
        "stock/views.py": views,
        "stock/models.py": """
        from django.db import models

        class Item(models.Model):
            name = models.CharField(max_length=40)

            @property
            def stock(self):
                return ↓self.lots.filter(active=True).aggregate(n=models.Sum("quantity"))["n"] or 0

        class Lot(models.Model):
            item = models.ForeignKey(Item, related_name="lots", on_delete=models.CASCADE)
            quantity = models.IntegerField()
            active = models.BooleanField(default=True)
        """,
        "stock/serializers.py": """
        from rest_framework import serializers
        from .models import Item

        class ItemSerializer(serializers.ModelSerializer):
            class Meta:
                model = Item
                fields = ["id", "name", "stock"]
        """,
      ],
      fixed: [
        "stock/models.py": """
        from django.db import models

        class Item(models.Model):
            name = models.CharField(max_length=40)

            @property
            def stock(self):
                return sum(lot.quantity for lot in self.lots.all() if lot.active)

        class Lot(models.Model):
            item = models.ForeignKey(Item, related_name="lots", on_delete=models.CASCADE)
            quantity = models.IntegerField()
            active = models.BooleanField(default=True)
        """
      ]
    ),
    .project(
      "a serializer that a view saves makes the rows of a list one by one",
      [
        "stock/urls.py": urls,
        "stock/views.py": views,
        "stock/models.py": """
        from django.db import models

        class Item(models.Model):
            name = models.CharField(max_length=40)

        class Lot(models.Model):
            item = models.ForeignKey(Item, related_name="lots", on_delete=models.CASCADE)
            quantity = models.IntegerField()
        """,
        "stock/serializers.py": """
        from rest_framework import serializers
        from .models import Item, Lot

        class LotSerializer(serializers.ModelSerializer):
            class Meta:
                model = Lot
                fields = ["quantity"]

        class ItemSerializer(serializers.ModelSerializer):
            lots = LotSerializer(many=True)

            class Meta:
                model = Item
                fields = ["name", "lots"]

            def create(self, validated_data):
                lots = validated_data.pop("lots")
                item = Item.objects.create(**validated_data)
                for lot in lots:
                    ↓Lot.objects.create(item=item, **lot)
                return item
        """,
      ],
      fixed: [
        "stock/serializers.py": """
        from rest_framework import serializers
        from .models import Item, Lot

        class LotSerializer(serializers.ModelSerializer):
            class Meta:
                model = Lot
                fields = ["quantity"]

        class ItemSerializer(serializers.ModelSerializer):
            lots = LotSerializer(many=True)

            class Meta:
                model = Item
                fields = ["name", "lots"]

            def create(self, validated_data):
                lots = validated_data.pop("lots")
                item = Item.objects.create(**validated_data)
                Lot.objects.bulk_create([Lot(item=item, **lot) for lot in lots])
                return item
        """
      ]
    ),
  ]
}
