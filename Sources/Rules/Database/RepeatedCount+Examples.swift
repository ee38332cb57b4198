// What counts as counting one table again and again, and what only looks like it.

extension RepeatedCount {
  static let examples: [Example] = [
    .reported(
      "one count for each number of a dashboard",
      django(
        """
        day = AuditLog.objects.filter(created_at__date=request.GET["day"])
        return JsonResponse({
            "created": ↓day.filter(action="created").count(),
            "locked": day.filter(action="locked").count(),
            "moved": day.filter(action="moved").count(),
            "closed": day.filter(action="closed").count(),
        })
        """
      ),
      fixed: django(
        """
        day = AuditLog.objects.filter(created_at__date=request.GET["day"])
        return JsonResponse(day.aggregate(
            created=Count("id", filter=Q(action="created")),
            locked=Count("id", filter=Q(action="locked")),
            moved=Count("id", filter=Q(action="moved")),
            closed=Count("id", filter=Q(action="closed")),
        ))
        """
      ),
      path: "app.py"
    ),
    .reported(
      "counts side by side",
      mongoose(
        """
        const [all, open, paid, sent] = await Promise.all([
          ↓Order.countDocuments(),
          Order.countDocuments({ status: "open" }),
          Order.countDocuments({ status: "paid" }),
          Order.countDocuments({ status: "sent" }),
        ]);
        res.json({ all, open, paid, sent });
        """
      ),
      fixed: mongoose(
        """
        const counts = await Order.aggregate([{ $group: { _id: "$status", count: { $sum: 1 } } }]);
        res.json(counts);
        """
      )
    ),
    .silent(
      "the counts of what one user has",
      mongoose(
        """
        const user = req.params.user;
        const [all, open, paid, sent] = await Promise.all([
          Order.countDocuments({ user }),
          Order.countDocuments({ user, status: "open" }),
          Order.countDocuments({ user, status: "paid" }),
          Order.countDocuments({ user, status: "sent" }),
        ]);
        res.json({ all, open, paid, sent });
        """
      )
    ),
    .silent(
      "a few counts, each on a path of its own",
      mongoose(
        """
        if (req.query.status === "open") {
          res.json(await Order.countDocuments({ status: "open" }));
        } else if (req.query.status === "paid") {
          res.json(await Order.countDocuments({ status: "paid" }));
        } else if (req.query.status === "sent") {
          res.json(await Order.countDocuments({ status: "sent" }));
        } else {
          res.json(await Order.countDocuments());
        }
        """
      )
    ),
  ]

  private static func django(_ body: String) -> String {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "    \($0)" }.joined(separator: "\n")
    return """
      from django.db import models
      from django.db.models import Count, Q
      from django.http import JsonResponse
      from django.urls import path
      class AuditLog(models.Model):
          action = models.CharField(max_length=20)
          created_at = models.DateTimeField(auto_now_add=True)
      def write(request):
          AuditLog.objects.create(action=request.POST["action"])
          return JsonResponse({})
      def numbers(request):
      \(lines)
      urlpatterns = [path("numbers/", numbers), path("write/", write)]
      """
  }

  private static func mongoose(_ body: String) -> String {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  \($0)" }.joined(separator: "\n")
    return """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ status: String, user: String }));
      const app = express();
      app.post("/orders", async (req, res) => {
        await Order.create({ status: "open", user: req.body.user });
        res.sendStatus(201);
      });
      app.get("/numbers/:user", async (req, res) => {
      \(lines)
      });
      """
  }
}
