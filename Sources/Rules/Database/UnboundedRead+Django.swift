// Reads of Django that stand behind a relation, name their owner in their own way, or are walked by who writes the answer.

extension UnboundedRead {
  static let django: [Example] = [
    .reported(
      "all related rows of one row",
      shop(
        """
        @api_view(["GET"])
        def messages(request, pk):
            room = get_object_or_404(Room, pk=pk)
            chat_messages = room.messages.all()
            return Response(MessageSerializer(↓chat_messages, many=True).data)
        """
      ),
      fixed: shop(
        """
        @api_view(["GET"])
        def messages(request, pk):
            room = get_object_or_404(Room, pk=pk)
            chat_messages = room.messages.all()[:50]
            return Response(MessageSerializer(chat_messages, many=True).data)
        """
      ),
      path: "app.py"
    ),
    .reported(
      "an owner under a shorter name than its column has",
      shop(
        """
        @api_view(["GET"])
        def messages(request, pk):
            owner = request.user.organization
            total = 0
            for message in ↓Message.objects.filter(organization=owner):
                total += len(message.text)
            return Response({"total": total})
        """
      ),
      fixed: shop(
        """
        @api_view(["GET"])
        def messages(request, pk):
            owner = request.user.organization
            total = 0
            for message in Message.objects.filter(organization=owner)[:50]:
                total += len(message.text)
            return Response({"total": total})
        """
      ),
      path: "app.py"
    ),
    .reported(
      "columns of all rows, under a name of the answer",
      shop(
        """
        @api_view(["GET"])
        def messages(request, pk):
            rows = Message.objects.filter(organization=request.user.organization)
            return Response({"messages": ↓rows.values("id", "text", "room_id")})
        """
      ),
      fixed: shop(
        """
        @api_view(["GET"])
        def messages(request, pk):
            rows = Message.objects.filter(organization=request.user.organization)
            return Response({"messages": rows.values("id", "text", "room_id")[:50]})
        """
      ),
      path: "app.py"
    ),
    .reported(
      "a query that one function of the project begins, and another narrows where a request asks for it",
      shop(handed("rows")),
      fixed: shop(handed("rows[:50]", mark: "")),
      path: "app.py"
    ),
    .silent(
      "a query that the function which begins it cuts",
      shop(handed("rows", end: "[:100]", mark: "")),
      path: "app.py"
    ),
    .silent(
      "related rows that came with the one row",
      shop(
        """
        @api_view(["GET"])
        def messages(request, pk):
            room = Room.objects.prefetch_related("keepers").get(pk=pk)
            return Response([keeper.id for keeper in room.keepers.all()])
        """
      ),
      path: "app.py"
    ),
  ]

  private static func handed(_ rows: String, end: String = "", mark: String = "↓") -> String {
    """
    def visible(user):
        if user.is_staff:
            return Message.objects.all()\(end)
        return Message.objects.filter(organization=user.organization)\(end)

    def narrowed(rows, params):
        text = params.get("text")
        if not text:
            return rows
        return rows.filter(text=text)

    def latest(user):
        return [message.id for message in visible(user)[:20]]

    @api_view(["GET"])
    def messages(request, pk):
        rows = narrowed(visible(request.user), request.GET)
        return Response(MessageSerializer(\(mark)\(rows), many=True).data)
    """
  }

  private static func shop(_ view: String) -> String {
    """
    from django.contrib.auth.models import AbstractUser
    from django.db import models
    from django.shortcuts import get_object_or_404
    from django.urls import path
    from rest_framework import serializers
    from rest_framework.decorators import api_view
    from rest_framework.response import Response

    class Organization(models.Model):
        name = models.CharField(max_length=80)

    class User(AbstractUser):
        organization = models.ForeignKey(Organization, on_delete=models.CASCADE)

    class Room(models.Model):
        title = models.CharField(max_length=80)
        keepers = models.ManyToManyField(User)

    class Message(models.Model):
        organization = models.ForeignKey(Organization, on_delete=models.CASCADE)
        room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="messages")
        text = models.TextField()

    class MessageSerializer(serializers.ModelSerializer):
        class Meta:
            model = Message
            fields = ["id", "text"]

    @api_view(["POST"])
    def write(request, pk):
        Message.objects.create(room_id=pk, text=request.data["text"])
        return Response({})

    \(view)

    urlpatterns = [path("rooms/<int:pk>/messages/", messages), path("rooms/<int:pk>/write/", write)]
    """
  }
}
