// What the rule for lazily loaded relations reports, and what it leaves alone.

extension LazyRelation {
  static let models = """
    from flask_sqlalchemy import SQLAlchemy
    db = SQLAlchemy()

    class Customer(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(80))

    class Item(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        order_id = db.Column(db.Integer, db.ForeignKey("order.id"), index=True)
        price = db.Column(db.Integer)

    class Order(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        customer_id = db.Column(db.Integer, db.ForeignKey("customer.id"))
        customer = db.relationship("Customer", backref="orders")
        items = db.relationship("Item", backref="order")

        @property
        def total(self):
            return sum(item.price for item in self.items)

        def to_dict(self):
            return {"id": self.id, "customer": self.customer.name}

    """

  static let djangoModels = """
    from django.db import models

    class Customer(models.Model):
        name = models.CharField(max_length=80)

    class Order(models.Model):
        customer = models.ForeignKey(Customer, on_delete=models.CASCADE)

    class Item(models.Model):
        order = models.ForeignKey(Order, related_name="items", on_delete=models.CASCADE)
        price = models.IntegerField()
    """

  static let djangoSerializers = """
    from rest_framework import serializers
    from .models import Customer

    class CustomerSerializer(serializers.ModelSerializer):
        class Meta:
            model = Customer
            fields = ["name"]

    class OrderSerializer(serializers.ModelSerializer):
        customer = CustomerSerializer()
        total = serializers.SerializerMethodField()

        def get_total(self, order):
            return sum(item.price for item in order.items.all())
    """

  static let examples: [Example] =
    defects + answers + near + beside + views + paged + held + schemas + trees

  private static let defects: [Example] = [
    .project(
      "a method reads a relation of each row",
      [
        "models.py": models,
        "views.py": """
        from flask import Flask, jsonify
        from models import Order
        app = Flask(__name__)

        @app.get("/orders")
        def orders():
            page = ↓Order.query.order_by(Order.id).limit(50).all()
            return jsonify([order.to_dict() for order in page])
        """,
      ],
      fixed: [
        "views.py": """
        from flask import Flask, jsonify
        from sqlalchemy.orm import joinedload
        from models import Order
        app = Flask(__name__)

        @app.get("/orders")
        def orders():
            page = Order.query.order_by(Order.id).options(joinedload(Order.customer)).limit(50).all()
            return jsonify([order.to_dict() for order in page])
        """
      ]
    ),
    .project(
      "two relations of one query are two findings",
      [
        "models.py": models,
        "views.py": """
        from flask import Flask, jsonify
        from models import Order
        app = Flask(__name__)

        @app.get("/orders")
        def orders():
            page = ↓↓Order.query.order_by(Order.id).limit(50).all()
            return jsonify([{"who": order.customer.name, "total": order.total} for order in page])
        """,
      ],
      fixed: [
        "views.py": """
        from flask import Flask, jsonify
        from sqlalchemy.orm import joinedload, selectinload
        from models import Order
        app = Flask(__name__)

        @app.get("/orders")
        def orders():
            loads = joinedload(Order.customer), selectinload(Order.items)
            page = Order.query.order_by(Order.id).options(*loads).limit(50).all()
            return jsonify([{"who": order.customer.name, "total": order.total} for order in page])
        """
      ]
    ),
    .project(
      "a property walks a relation of each row",
      [
        "models.py": models,
        "views.py": """
        from flask import Flask, jsonify
        from sqlalchemy import select
        from models import Order, db
        app = Flask(__name__)

        @app.get("/turnover")
        def turnover():
            orders = db.session.scalars(↓select(Order).order_by(Order.id)).all()
            return jsonify(sum(order.total for order in orders))
        """,
      ],
      fixed: [
        "views.py": """
        from flask import Flask, jsonify
        from sqlalchemy import select
        from sqlalchemy.orm import selectinload
        from models import Order, db
        app = Flask(__name__)

        @app.get("/turnover")
        def turnover():
            orders = db.session.scalars(select(Order).options(selectinload(Order.items))).all()
            return jsonify(sum(order.total for order in orders))
        """
      ]
    ),
    .project(
      "a comprehension reads a relation through a helper",
      [
        "models.py": models,
        "views.py": """
        from flask import Flask, jsonify
        from models import Order, db
        app = Flask(__name__)

        def recent():
            return ↓db.session.query(Order).filter(Order.id > 5).all()

        def row(order):
            return [order.id, order.customer.name]

        @app.get("/rows")
        def rows():
            return jsonify([row(order) for order in recent()])
        """,
      ],
      fixed: [
        "views.py": """
        from flask import Flask, jsonify
        from sqlalchemy.orm import joinedload
        from models import Order, db
        app = Flask(__name__)

        def recent():
            return db.session.query(Order).options(joinedload(Order.customer)).all()

        def row(order):
            return [order.id, order.customer.name]

        @app.get("/rows")
        def rows():
            return jsonify([row(order) for order in recent()])
        """
      ]
    ),
    .project(
      "Django reads a foreign key and a related manager row by row",
      [
        "shop/models.py": """
        from django.db import models

        class Customer(models.Model):
            name = models.CharField(max_length=80)

        class Order(models.Model):
            customer = models.ForeignKey(Customer, on_delete=models.CASCADE)

        class Item(models.Model):
            order = models.ForeignKey(Order, related_name="items", on_delete=models.CASCADE)
            price = models.IntegerField()
        """,
        "shop/views.py": """
        from django.http import JsonResponse
        from .models import Order

        def orders(request):
            result = []
            for order in ↓Order.objects.filter(id__gt=5).order_by("id"):
                result.append({"id": order.id, "name": order.customer.name})
            return JsonResponse(result, safe=False)

        def sums(request):
            orders = ↓Order.objects.order_by("id")
            return JsonResponse([[i.price for i in o.items.all()] for o in orders], safe=False)
        """,
        "shop/urls.py": """
        from django.urls import path
        from . import views
        urlpatterns = [path("orders", views.orders), path("sums", views.sums)]
        """,
      ],
      fixed: [
        "shop/views.py": """
        from django.http import JsonResponse
        from .models import Order

        def orders(request):
            result = []
            for order in Order.objects.filter(id__gt=5).select_related("customer"):
                result.append({"id": order.id, "name": order.customer.name})
            return JsonResponse(result, safe=False)

        def sums(request):
            orders = Order.objects.order_by("id").prefetch_related("items")
            return JsonResponse([[i.price for i in o.items.all()] for o in orders], safe=False)
        """
      ]
    ),
    .project(
      "a template reads a relation of each row it is handed",
      [
        "models.py": models,
        "views.py": """
        from flask import Flask, render_template
        from models import Order
        app = Flask(__name__)

        @app.get("/orders")
        def orders():
            page = ↓Order.query.order_by(Order.id).limit(50).all()
            return render_template("orders/list.html", orders=page)
        """,
        "templates/orders/list.html": """
        {% extends "layout.html" %}
        {% from "orders/macros.html" import cell %}
        {% block content %}
        <table>
          {% for order in orders %}<tr>{{ cell(order) }}</tr>{% else %}<p>None</p>{% endfor %}
        </table>
        {% endblock %}
        """,
        "templates/orders/macros.html": """
        {% macro cell(order, wide=false) %}
        <td>{{ order.id }}</td><td>{{ order.customer.name|upper }}</td>
        {% endmacro %}
        """,
      ],
      fixed: [
        "views.py": """
        from flask import Flask, render_template
        from sqlalchemy.orm import joinedload
        from models import Order
        app = Flask(__name__)

        @app.get("/orders")
        def orders():
            page = Order.query.options(joinedload(Order.customer)).limit(50).all()
            return render_template("orders/list.html", orders=page)
        """
      ]
    ),
    .project(
      "a serializer of a view writes a relation, and a method of it walks another",
      [
        "shop/models.py": djangoModels,
        "shop/serializers.py": djangoSerializers,
        "shop/views.py": """
        from rest_framework.generics import ListAPIView
        from rest_framework.response import Response
        from rest_framework.views import APIView
        from .models import Order
        from .serializers import OrderSerializer

        class Orders(APIView):
            def get(self, request):
                orders = ↓Order.objects.filter(id__gt=5).prefetch_related("items")
                return Response(OrderSerializer(orders, many=True).data)

        class OrderList(ListAPIView):
            serializer_class = OrderSerializer

            def get_queryset(self):
                return ↓Order.objects.select_related("customer").order_by("id")
        """,
        "shop/urls.py": """
        from django.urls import path
        from . import views
        urlpatterns = [
            path("orders", views.Orders.as_view()), path("list", views.OrderList.as_view())
        ]
        """,
      ],
      fixed: [
        "shop/views.py": """
        from rest_framework.generics import ListAPIView
        from .models import Order
        from .serializers import OrderSerializer

        class OrderList(ListAPIView):
            serializer_class = OrderSerializer
            queryset = Order.objects.select_related("customer").prefetch_related("items")

        class Orders(OrderList):
            pass
        """
      ]
    ),
  ]
}
