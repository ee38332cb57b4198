// What is repeated for each element where Django runs it: listeners of a row that is stored, and rows that stand for keys.

extension QueryInLoop {
  static let listeners: [Example] = [
    .project(
      "a listener of each order that is stored",
      orders(
        """
        from django.db.models.signals import post_save
        from django.dispatch import receiver
        from .models import Member, Notice, Order

        @receiver(post_save, sender=Order)
        def tell(sender, instance, created, **kwargs):
            for member in Member.objects.filter(shop=instance.shop)[:500]:
                ↓Notice.objects.create(member=member, text="order")
        """
      ),
      fixed: [
        "orders/signals.py": """
        from django.db.models.signals import post_save
        from django.dispatch import receiver
        from .models import Member, Notice, Order

        @receiver(post_save, sender=Order)
        def tell(sender, instance, created, **kwargs):
            members = Member.objects.filter(shop=instance.shop)[:500]
            Notice.objects.bulk_create([Notice(member=member, text="order") for member in members])
        """
      ]
    ),
    .silent(
      "a listener of new rows, where a request changes one",
      files: orders(
        """
        from django.db.models.signals import post_save
        from django.dispatch import receiver
        from .models import Member, Notice, Shop

        @receiver(post_save, sender=Shop)
        def tell(sender, instance, created, **kwargs):
            if not created:
                return
            for member in Member.objects.filter(shop=instance)[:500]:
                Notice.objects.create(member=member, text="shop")
        """
      )
    ),
    .silent(
      "a listener of rows that no request stores",
      files: orders(
        """
        from django.db.models.signals import post_save
        from django.dispatch import receiver
        from .models import Member, Notice

        @receiver(post_save, sender=Member)
        def tell(sender, instance, created, **kwargs):
            for member in Member.objects.filter(shop=instance.shop)[:500]:
                Notice.objects.create(member=member, text="welcome")
        """
      )
    ),
  ]

  private static func orders(_ signals: String) -> [String: String] {
    [
      "orders/models.py": """
      from django.db import models

      class Shop(models.Model):
          name = models.CharField(max_length=100)

      class Member(models.Model):
          shop = models.ForeignKey(Shop, on_delete=models.CASCADE)

      class Notice(models.Model):
          member = models.ForeignKey(Member, on_delete=models.CASCADE)
          text = models.TextField()

      class Order(models.Model):
          shop = models.ForeignKey(Shop, on_delete=models.CASCADE)
          total = models.IntegerField()
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
          order = Order.objects.create(shop_id=request.POST["shop"], total=request.POST["total"])
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
