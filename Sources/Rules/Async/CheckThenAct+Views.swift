// Decisions of Django's views on a query that has a name, and on a field of a hash.

extension CheckThenAct {
  private static func shop(_ body: String) -> [String: String] {
    [
      "shop/models.py": """
      from django.db import models
      class Line(models.Model):
          cart = models.IntegerField()
          product = models.IntegerField()
      """,
      "shop/urls.py": urls,
      "shop/views.py": body,
    ]
  }

  private static let urls = """
    from django.urls import path
    from shop.views import Lines
    urlpatterns = [path("lines/", Lines.as_view())]
    """

  private static let field = """
    import redis
    from django.http import JsonResponse
    from django.urls import path
    store = redis.Redis(socket_timeout=1)
    def add(request):
        key = request.POST["cart"]
        amount = int(request.POST["amount"])
    """

  private static func guests(mail: String, mark: String = "") -> String {
    """
    from fastapi import FastAPI, HTTPException
    from sqlalchemy import Column, Integer, String, create_engine
    from sqlalchemy.exc import IntegrityError
    from sqlalchemy.orm import Session, declarative_base
    Base = declarative_base()
    class Guest(Base):
        __tablename__ = "guests"
        id = Column(Integer, primary_key=True)
        mail = Column(\(mail))
        name = Column(String(80), unique=True)
    engine = create_engine("postgresql://db/shop")
    app = FastAPI()
    @app.post("/guests")
    def add(mail: str, name: str):
        with Session(engine) as session:
            if \(mark)session.query(Guest).filter(Guest.mail == mail).first():
                raise HTTPException(409)
            if session.query(Guest).filter(Guest.name == name).first():
                raise HTTPException(409)
            session.add(Guest(mail=mail, name=name))
            try:
                session.commit()
            except IntegrityError:
                raise HTTPException(409)
    """
  }

  static let views: [Example] = [
    .silent(
      "a serializer that counts for what it shows, and a row that was made just now",
      files: [
        "shop/models.py": """
        from django.db import models
        class Cart(models.Model):
            name = models.CharField(max_length=40)
            size = models.IntegerField(default=0)
        class Line(models.Model):
            cart = models.ForeignKey(Cart, related_name="lines", on_delete=models.CASCADE)
        """,
        "shop/urls.py": urls,
        "shop/views.py": """
        from django.shortcuts import get_object_or_404
        from rest_framework import serializers
        from rest_framework.response import Response
        from rest_framework.views import APIView
        from shop.models import Cart, Line
        class CartSerializer(serializers.ModelSerializer):
            lines = serializers.SerializerMethodField()
            class Meta:
                model = Cart
                fields = ["id", "name", "lines"]
            def get_lines(self, cart):
                return cart.lines.count()
        class Lines(APIView):
            def put(self, request):
                cart = get_object_or_404(Cart, pk=request.data["cart"])
                serializer = CartSerializer(cart, data=request.data, partial=True)
                serializer.is_valid(raise_exception=True)
                serializer.save()
                return Response(serializer.data)
            def post(self, request):
                cart = Cart.objects.create(name=request.data["name"])
                cart.size = Line.objects.filter(cart=cart).count()
                cart.save()
                return Response({})
        """,
      ]
    ),
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
    .reported(
      "two columns that are looked up before the row is made, of which a unique key guards the last",
      guests(mail: "String(80)", mark: "↓"),
      fixed: guests(mail: "String(80), unique=True"),
      path: "app.py"
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
