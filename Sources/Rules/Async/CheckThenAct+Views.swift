// Decisions of Django's views and serializers: on a query that has a name, in a method that the library runs.

extension CheckThenAct {
  private static func shop(_ body: String, routes: String? = nil) -> [String: String] {
    [
      "shop/models.py": """
      from django.db import models
      class Line(models.Model):
          cart = models.IntegerField()
          product = models.IntegerField()
      """,
      "shop/urls.py": routes ?? urls,
      "shop/views.py": body,
    ]
  }

  private static let urls = """
    from django.urls import path
    from shop.views import Lines
    urlpatterns = [path("lines/", Lines.as_view())]
    """

  private static let router = """
    from rest_framework.routers import DefaultRouter
    from shop.views import Lines
    router = DefaultRouter()
    router.register("lines", Lines)
    urlpatterns = router.urls
    """

  private static func serializer(_ create: String) -> [String: String] {
    shop(
      """
      from rest_framework import mixins, serializers, viewsets
      from rest_framework.response import Response
      from shop.models import Line
      class LineSerializer(serializers.ModelSerializer):
          class Meta:
              model = Line
              fields = ["cart", "product"]
          def create(self, data):
              \(create)
      class Lines(mixins.CreateModelMixin, viewsets.GenericViewSet):
          serializer_class = LineSerializer
          def create(self, request, *args, **kwargs):
              answer = super().create(request, *args, **kwargs)
              return Response({"made": answer.data})
      """,
      routes: router
    )
  }

  private static let field = """
    import redis
    from django.http import JsonResponse
    from django.urls import path
    store = redis.Redis(socket_timeout=1)
    def add(request):
        key = request.POST["cart"]
        amount = int(request.POST["amount"])
    """

  static let views: [Example] = [
    .project(
      "a query under a name is asked whether it finds a row",
      shop(
        """
        from django.http import JsonResponse
        from django.views import View
        from shop.models import Line
        class Lines(View):
            def post(self, request):
                cart, product = request.POST["cart"], request.POST["product"]
                found = Line.objects.filter(cart=cart, product=product)
                if ↓found.exists():
                    found = found[0]
                    return JsonResponse({"id": found.id})
                Line.objects.create(cart=cart, product=product)
                return JsonResponse({})
        """
      ),
      fixed: [
        "shop/views.py": """
        from django.http import JsonResponse
        from django.views import View
        from shop.models import Line
        class Lines(View):
            def post(self, request):
                line = Line(cart=request.POST["cart"], product=request.POST["product"])
                Line.objects.bulk_create([line], ignore_conflicts=True)
                return JsonResponse({})
        """
      ]
    ),
    .project(
      "a view whose own method hands on to the library's, which runs the serializer's",
      serializer(
        """
        if ↓Line.objects.filter(cart=data["cart"], product=data["product"]).exists():
                    raise serializers.ValidationError("known")
                return Line.objects.create(cart=data["cart"], product=data["product"])
        """
      ),
      fixed: serializer(
        "return Line.objects.create(cart=data[\"cart\"], product=data[\"product\"])"
      )
    ),
    .project(
      "a serializer that refuses a known row in one method, and makes it in another",
      serializer(
        """
        return ↓Line.objects.create(cart=data["cart"], product=data["product"])
            def validate(self, data):
                if Line.objects.filter(cart=data["cart"], product=data["product"]).exists():
                    raise serializers.ValidationError("known")
                return data
        """
      ),
      fixed: [
        "shop/models.py": """
        from django.db import models
        class Line(models.Model):
            cart = models.IntegerField()
            product = models.IntegerField()
            class Meta:
                unique_together = ("cart", "product")
        """
      ]
    ),
    .reported(
      "a number in a field of a hash that is read, added to, and set",
      field + """

            found = ↓store.hget(key, "amount")
            if found:
                amount += int(found)
            store.hset(key, "amount", amount)
            return JsonResponse({"amount": amount})
        urlpatterns = [path("add/", add)]
        """,
      fixed: field + """

            return JsonResponse({"amount": store.hincrby(key, "amount", amount)})
        urlpatterns = [path("add/", add)]
        """,
      path: "urls.py"
    ),
  ]
}
