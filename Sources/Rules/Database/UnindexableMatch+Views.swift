// Columns of views in which a library looks for a client's words.

extension UnindexableMatch {
  private static func shop(_ view: String) -> [String: String] {
    [
      "shop/models.py": """
      from django.db import models
      class Customer(models.Model):
          name = models.CharField(max_length=80)
          city = models.CharField(max_length=80)
      """,
      "shop/urls.py": """
      from django.urls import path
      from shop.views import Customers
      urlpatterns = [path("customers/", Customers.as_view())]
      """,
      "shop/views.py": view,
    ]
  }

  private static func view(_ fields: String) -> String {
    """
    from rest_framework import filters, generics
    from rest_framework.pagination import PageNumberPagination
    from shop.models import Customer
    class Pages(PageNumberPagination):
        page_size = 20
    class Customers(generics.ListAPIView):
        queryset = Customer.objects.all()
        pagination_class = Pages
        filter_backends = [filters.SearchFilter]
        search_fields = \(fields)
    """
  }

  private static func filtered(_ lookup: String, marked: Bool = false) -> [String: String] {
    shop(
      """
      import django_filters
      from rest_framework import generics
      from rest_framework.pagination import PageNumberPagination
      from shop.models import Customer
      class Pages(PageNumberPagination):
          page_size = 20
      class CustomerFilter(django_filters.FilterSet):
          place = \(marked ? "↓" : "")django_filters.CharFilter(field_name="city", lookup_expr="\(lookup)")
      class Customers(generics.ListAPIView):
          queryset = Customer.objects.all()
          pagination_class = Pages
          filterset_class = CustomerFilter
      """
    )
  }

  static let views: [Example] = [
    .project(
      "a view that looks for a client's words in its columns",
      shop(view("↓[\"name\", \"city\"]")),
      fixed: shop(view("[\"^name\"]"))
    ),
    .project(
      "a class of filters that compares a part of a column",
      filtered("icontains", marked: true),
      fixed: filtered("startswith")
    ),
    .project(
      "a search beside a state that the code fixes",
      books("books.filter(Book.state == \"published\", Book.title.contains(↓q))"),
      fixed: books("books.filter(Book.state == \"published\", Book.title.like(f\"{q}%\"))")
    ),
    .project(
      "a search among the rows of one customer, who may have most",
      books("books.filter(Book.org_id == 1, Book.title.contains(↓q))"),
      fixed: books("books.filter(Book.org_id == 1, Book.title.like(f\"{q}%\"))")
    ),
    .silent(
      "a search among the books of one author",
      files: books("books.filter(Book.author_id == 1, Book.title.contains(q))")
    ),
    .silent(
      "columns that no filter of the view searches",
      files: shop(
        """
        from rest_framework import generics
        from rest_framework.pagination import PageNumberPagination
        from shop.models import Customer
        class Pages(PageNumberPagination):
            page_size = 20
        class Customers(generics.ListAPIView):
            queryset = Customer.objects.all()
            pagination_class = Pages
            search_fields = ["name"]
        """
      )
    ),
  ]

  private static func books(_ search: String) -> [String: String] {
    [
      "app.py": """
      from fastapi import FastAPI
      from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
      from sqlalchemy.orm import Session, declarative_base
      Base = declarative_base()
      class Book(Base):
          __tablename__ = "books"
          id = Column(Integer, primary_key=True)
          title = Column(String)
          state = Column(String)
          author_id = Column(Integer, ForeignKey("authors.id"), index=True)
          org_id = Column(Integer, ForeignKey("orgs.id"), index=True)
      engine = create_engine("postgresql://db/shop")
      app = FastAPI()
      @app.post("/books")
      def add(title: str):
          with Session(engine) as session:
              session.add(Book(title=title))
              session.commit()
      @app.get("/books")
      def listed(q: str):
          with Session(engine) as session:
              books = session.query(Book)
              books = \(search)
              return books.limit(20).all()
      """
    ]
  }
}
