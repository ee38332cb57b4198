// What counts as a read without a limit where a serializer writes all rows, or where rows of many owners are a feed.

extension UnboundedRead {
  static let written: [Example] = [
    .silent(
      "the row that the statement itself writes",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.post("/notes", async (req, res) => {
        const made = await pool.query(
          "WITH made AS (INSERT INTO notes (body) VALUES ($1) RETURNING *) SELECT made.id, made.body FROM made",
          [req.body.body]
        );
        res.json(made.rows[0]);
      });
      """
    ),
    .reported(
      "a serializer walks all rows that it is given",
      posts(
        """
            posts = Post.objects.all().order_by("-id")
            return Response(PostSerializer(↓posts, many=True).data)
        """
      ),
      fixed: posts(
        """
            posts = Post.objects.all().order_by("-id")[:50]
            return Response(PostSerializer(posts, many=True).data)
        """
      ),
      path: "app.py"
    ),
    .reported(
      "a feed of all that many people wrote",
      posts(
        """
            followed = Follow.objects.filter(user=request.user).values_list("author_id", flat=True)[:500]
            posts = Post.objects.filter(author_id__in=followed, is_deleted=False).order_by("-id")
            return Response(PostSerializer(↓posts, many=True).data)
        """
      ),
      fixed: posts(
        """
            followed = Follow.objects.filter(user=request.user).values_list("author_id", flat=True)[:500]
            posts = Post.objects.filter(author_id__in=followed, is_deleted=False).order_by("-id")
            return Response(PostSerializer(posts[:50], many=True).data)
        """
      ),
      path: "app.py"
    ),
    .reported(
      "a few replies of each comment, cut from all that there are",
      replies(
        """
        const replies = await ↓prisma.comment.findMany({
            where: { parentId: { in: comments.map((comment) => comment.id) }, removedAt: null },
          });
          const threads = new Map();
          for (const reply of replies) {
            threads.set(reply.parentId, [...(threads.get(reply.parentId) ?? []), reply]);
          }
          res.json(comments.map((comment) => (
            { ...comment, replies: (threads.get(comment.id) ?? []).slice(0, 3) }
          )));
        """
      ),
      fixed: replies(
        """
        const replies = await prisma.comment.findMany({
            where: { parentId: { in: comments.map((comment) => comment.id) }, removedAt: null },
            take: 60,
          });
          res.json(comments.map((comment) => (
            { ...comment, replies: replies.filter((reply) => reply.parentId === comment.id) }
          )));
        """
      )
    ),
    .silent(
      "a page of rows, numbers of groups, and what somebody pinned",
      posts(
        """
            page = Post.objects.all().order_by("-id")[:50]
            totals = Post.objects.values("author_id").annotate(posts=Count("id"))
            pinned = PinnedPost.objects.filter(author_id=request.GET["author"])
            return Response({
                "page": PostSerializer(page, many=True).data,
                "totals": PostSerializer(totals, many=True).data,
                "pinned": PostSerializer(pinned, many=True).data,
            })
        """
      ),
      path: "app.py"
    ),
  ]

  private static func replies(_ answer: String) -> String {
    """
    const express = require("express");
    const { PrismaClient } = require("@prisma/client");
    const prisma = new PrismaClient();
    const app = express();
    app.post("/comments", async (req, res) => {
      res.json(await prisma.comment.create({ data: { content: req.body.content, authorId: req.user.id } }));
    });
    app.get("/posts/:id/comments", async (req, res) => {
      const comments = await prisma.comment.findMany({ where: { postId: req.params.id }, take: 20 });
      \(answer)
    });
    """
  }

  private static func posts(_ body: String) -> String {
    """
    from django.contrib.auth.models import User
    from django.db import models
    from django.db.models import Count
    from django.urls import path
    from rest_framework import serializers
    from rest_framework.decorators import api_view
    from rest_framework.response import Response

    class Post(models.Model):
        author = models.ForeignKey(User, on_delete=models.CASCADE)
        text = models.TextField()
        is_deleted = models.BooleanField(default=False)

    class PinnedPost(models.Model):
        author = models.ForeignKey(User, on_delete=models.CASCADE)
        post = models.ForeignKey(Post, on_delete=models.CASCADE)

    class Follow(models.Model):
        user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="follows")
        author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="followers")

    class PostSerializer(serializers.ModelSerializer):
        class Meta:
            model = Post
            fields = ["id", "text"]

    @api_view(["POST"])
    def write(request):
        Post.objects.create(author=request.user, text=request.data["text"])
        return Response({})

    @api_view(["GET"])
    def posts(request):
    \(body)

    urlpatterns = [path("posts/", posts), path("posts/new/", write)]
    """
  }
}
