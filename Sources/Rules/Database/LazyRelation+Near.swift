// Relations that come with their rows, or of which there is one set.

extension LazyRelation {
  static let near: [Example] = [
    .silent(
      "the class above the view has the relations read, and a serializer that is not told of many writes one row",
      files: [
        "shop/models.py": djangoModels,
        "shop/serializers.py": djangoSerializers,
        "shop/views.py": """
        from rest_framework.generics import ListAPIView
        from rest_framework.response import Response
        from rest_framework.views import APIView
        from .models import Order
        from .serializers import OrderSerializer

        class Listing(ListAPIView):
            def get_queryset(self):
                return super().get_queryset().prefetch_related(*self.relations())

        class OrderList(Listing):
            queryset = Order.objects.all()
            serializer_class = OrderSerializer

        class Newest(APIView):
            def get(self, request):
                orders = Order.objects.filter(id__gt=5)
                orders = orders.first()
                return Response(OrderSerializer(orders).data)
        """,
        "shop/urls.py": """
        from django.urls import path
        from . import views
        urlpatterns = [
            path("orders", views.OrderList.as_view()), path("newest", views.Newest.as_view())
        ]
        """,
      ]
    ),
    .silent(
      "a view that makes, shows or changes one row loads what that row refers to once",
      files: [
        "shop/models.py": djangoModels,
        "shop/serializers.py": djangoSerializers,
        "shop/views.py": """
        from rest_framework.generics import CreateAPIView, RetrieveUpdateDestroyAPIView
        from .models import Order
        from .serializers import OrderSerializer

        class NewOrder(CreateAPIView):
            queryset = Order.objects.all()
            serializer_class = OrderSerializer

        class OneOrder(RetrieveUpdateDestroyAPIView):
            queryset = Order.objects.all()
            serializer_class = OrderSerializer
        """,
        "shop/urls.py": """
        from django.urls import path
        from . import views
        urlpatterns = [
            path("new", views.NewOrder.as_view()), path("orders/<int:pk>", views.OneOrder.as_view())
        ]
        """,
      ]
    ),
    .project(
      "one row has one set of related rows",
      [
        "models.py": models,
        "views.py": """
        from flask import Flask, jsonify
        from models import Order
        app = Flask(__name__)

        @app.get("/orders/<int:id>")
        def order(id):
            order = Order.query.get_or_404(id)
            return jsonify([[item.price, item.order.id] for item in order.items])

        @app.get("/newest")
        def newest():
            return jsonify([order.customer.name for order in Order.query.limit(5).all()])

        @app.get("/names")
        def names():
            return jsonify([order.customer_id for order in Order.query.limit(50).all()])
        """,
      ],
      fixed: [:]
    ),
    .project(
      "the relation itself says that it comes with the row",
      [
        "models.py": """
        from flask_sqlalchemy import SQLAlchemy
        db = SQLAlchemy()

        class Customer(db.Model):
            id = db.Column(db.Integer, primary_key=True)

        class Order(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            customer_id = db.Column(db.Integer, db.ForeignKey("customer.id"))
            customer = db.relationship("Customer", lazy="joined")
        """,
        "views.py": """
        from flask import Flask, jsonify
        from models import Order
        app = Flask(__name__)

        @app.get("/orders")
        def orders():
            return jsonify([order.customer.id for order in Order.query.limit(50).all()])
        """,
      ],
      fixed: [:]
    ),
    .silent(
      "queries for related rows stand three deep",
      files: [
        "requirements.txt": "django",
        "shop/models.py": """
        from django.db import models

        class Product(models.Model):
            name = models.CharField(max_length=80)

        class Order(models.Model):
            code = models.CharField(max_length=80)

        class Parcel(models.Model):
            order = models.ForeignKey(Order, on_delete=models.CASCADE)

        class Item(models.Model):
            parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE)
            product = models.ForeignKey(Product, on_delete=models.CASCADE)
        """,
        "shop/views.py": """
        from django.db.models import Prefetch
        from django.http import JsonResponse
        from shop.models import Item, Order, Parcel

        def orders(request):
            items = Prefetch("item_set", queryset=Item.objects.select_related("product"))
            parcels = Prefetch("parcel_set", queryset=Parcel.objects.prefetch_related(items))
            orders = Order.objects.prefetch_related(parcels)[:50]
            return JsonResponse({"names": [
                item.product.name
                for order in orders for parcel in order.parcel_set.all() for item in parcel.item_set.all()
            ]})
        """,
        "shop/urls.py": """
        from django.urls import path
        from shop.views import orders
        urlpatterns = [path("orders", orders)]
        """,
      ]
    ),
  ]
}
