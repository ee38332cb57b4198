// Reads of listeners, which Django runs whenever a row of their class is stored.

extension UnboundedRead {
  static let listeners: [Example] = [
    .project(
      "a listener of each order that a request makes",
      orders(listener(of: "Order", "↓Order.objects.filter(shop_id=instance.shop_id)")),
      fixed: [
        "orders/signals.py": listener(
          of: "Order",
          "Order.objects.filter(shop_id=instance.shop_id)[:50]"
        )
      ]
    ),
    .silent(
      "a listener of new shops, where a request changes one",
      files: orders(
        listener(
          of: "Shop",
          "Order.objects.filter(shop_id=instance.id)",
          first: "if not created: return"
        )
      )
    ),
    .silent(
      "a listener of rows that no request stores",
      files: orders(listener(of: "Region", "Order.objects.filter(shop_id=instance.shop_id)"))
    ),
  ]

  private static func listener(of model: String, _ rows: String, first: String = "cents = 0")
    -> String
  {
    """
    from django.db.models.signals import post_save
    from django.dispatch import receiver
    from .models import Order, Region, Shop

    @receiver(post_save, sender=\(model))
    def sum_up(sender, instance, created, **kwargs):
        \(first)
        cents = 0
        for order in \(rows):
            cents += order.cents
    """
  }

  private static func orders(_ signals: String) -> [String: String] {
    [
      "orders/models.py": """
      from django.db import models

      class Shop(models.Model):
          name = models.CharField(max_length=100)

      class Region(models.Model):
          shop = models.ForeignKey(Shop, on_delete=models.CASCADE)

      class Order(models.Model):
          shop = models.ForeignKey(Shop, on_delete=models.CASCADE)
          cents = models.IntegerField()
      """,
      "orders/signals.py": signals,
      "orders/apps.py": """
      from django.apps import AppConfig

      class OrdersConfig(AppConfig):
          name = "orders"

          def ready(self):
              from . import signals
      """,
      "orders/views.py": """
      from django.http import JsonResponse
      from .models import Order, Shop

      def place(request):
          shop = Shop.objects.get(pk=request.POST["shop"])
          shop.name = request.POST["name"]
          shop.save(update_fields=["name"])
          order = Order.objects.create(shop_id=shop.id, cents=request.POST["cents"])
          return JsonResponse({"id": order.id})
      """,
      "orders/urls.py": """
      from django.urls import path
      from . import views
      urlpatterns = [path("orders/", views.place)]
      """,
    ]
  }
}
