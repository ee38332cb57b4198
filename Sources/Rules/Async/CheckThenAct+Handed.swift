// Numbers of handed rows, saves that name their fields, and keys under another name.

extension CheckThenAct {
  private static let models = """
    from django.db import models

    class Lot(models.Model):
        quantity = models.IntegerField()
        name = models.CharField(max_length=40)

    class Move(models.Model):
        lot = models.ForeignKey(Lot, on_delete=models.CASCADE)
        pieces = models.IntegerField()
    """

  private static let urls = """
    from django.urls import path
    from . import views
    urlpatterns = [path("take/<int:pk>", views.take)]
    """

  static let handed: [Example] = [
    .project(
      "a save that names the column it writes",
      [
        "stock/models.py": models,
        "stock/urls.py": urls,
        "stock/views.py": """
        from django.http import JsonResponse
        from .models import Lot

        def take(request, pk):
            lot = ↓Lot.objects.get(pk=pk)
            lot.quantity -= int(request.POST["pieces"])
            lot.save(update_fields=["quantity"])
            return JsonResponse({"left": lot.quantity})
        """,
      ],
      fixed: [
        "stock/views.py": """
        from django.db.models import F
        from django.http import JsonResponse
        from .models import Lot

        def take(request, pk):
            Lot.objects.filter(pk=pk).update(quantity=F("quantity") - int(request.POST["pieces"]))
            return JsonResponse({})
        """
      ]
    ),
    .project(
      "a row that is handed to the function which changes it",
      [
        "stock/models.py": models,
        "stock/urls.py": urls,
        "stock/service.py": """
        from .models import Move

        def register(lot, pieces):
            Move.objects.create(lot=lot, pieces=pieces)
            lot.quantity = max(0, lot.quantity - pieces)
            ↓lot.save(update_fields=["quantity"])
        """,
        "stock/views.py": """
        from django.http import JsonResponse
        from .models import Lot
        from .service import register

        def take(request, pk):
            register(Lot.objects.get(pk=pk), int(request.POST["pieces"]))
            return JsonResponse({})
        """,
      ],
      fixed: [
        "stock/service.py": """
        from django.db.models import F
        from .models import Lot, Move

        def register(lot, pieces):
            Move.objects.create(lot=lot, pieces=pieces)
            Lot.objects.filter(pk=lot.pk).update(quantity=F("quantity") - pieces)
        """
      ]
    ),
    .project(
      "rows that the elements of a loop refer to",
      [
        "stock/models.py": models,
        "stock/urls.py": urls,
        "stock/views.py": """
        from django.http import JsonResponse
        from .models import Move

        def take(request, pk):
            for move in Move.objects.filter(pieces__gt=0)[:5]:
                lot = move.lot
                lot.quantity -= move.pieces
                ↓lot.save()
            return JsonResponse({})
        """,
      ],
      fixed: [
        "stock/views.py": """
        from django.db.models import F
        from django.http import JsonResponse
        from .models import Lot, Move

        def take(request, pk):
            for move in Move.objects.filter(pieces__gt=0)[:5]:
                Lot.objects.filter(pk=move.lot_id).update(quantity=F("quantity") - move.pieces)
            return JsonResponse({})
        """
      ]
    ),
    .project(
      "rows that are changed in one loop and saved in another",
      [
        "stock/models.py": models,
        "stock/urls.py": urls,
        "stock/views.py": """
        from django.db import transaction
        from django.http import JsonResponse
        from .models import Lot

        def take(request, pk):
            left = int(request.POST["pieces"])
            changed = []
            with transaction.atomic():
                for lot in list(↓Lot.objects.filter(name=request.POST["name"])[:5]):
                    part = min(lot.quantity, left)
                    lot.quantity -= part
                    left -= part
                    changed.append(lot)
                for lot in changed:
                    lot.save(update_fields=["quantity"])
            return JsonResponse({})
        """,
      ],
      fixed: [
        "stock/views.py": """
        from django.db import transaction
        from django.http import JsonResponse
        from .models import Lot

        def take(request, pk):
            left = int(request.POST["pieces"])
            changed = []
            with transaction.atomic():
                for lot in list(Lot.objects.select_for_update().filter(name=request.POST["name"])[:5]):
                    part = min(lot.quantity, left)
                    lot.quantity -= part
                    left -= part
                    changed.append(lot)
                Lot.objects.bulk_update(changed, ["quantity"])
            return JsonResponse({})
        """
      ]
    ),
    .silent(
      "a row that holds what the read compared in another column, which is unique",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const app = express();
      const User = mongoose.model("User", new mongoose.Schema({
        username: { type: String, unique: true },
        email: String,
      }));
      app.post("/sign-in", async (req, res) => {
        const profile = req.body;
        let user = await User.findOne({ email: profile.mail });
        if (!user) user = await User.create({ username: profile.mail, email: profile.mail });
        res.json(user);
      });
      """
    ),
    .silent(
      "a row that the caller has locked, and fields that are set anew",
      files: [
        "stock/models.py": models,
        "stock/urls.py": urls,
        "stock/service.py": """
        def register(lot, pieces):
            lot.quantity -= pieces
            lot.save(update_fields=["quantity"])

        def rename(lot, name):
            lot.name = name
            lot.save(update_fields=["name"])
        """,
        "stock/views.py": """
        from django.db import transaction
        from django.http import JsonResponse
        from .models import Lot
        from .service import register, rename

        def take(request, pk):
            with transaction.atomic():
                lot = Lot.objects.select_for_update().get(pk=pk)
                register(lot, int(request.POST["pieces"]))
                rename(lot, request.POST["name"])
            return JsonResponse({})
        """,
      ]
    ),
  ]
}
