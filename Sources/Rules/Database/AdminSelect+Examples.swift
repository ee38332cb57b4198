// Which admin forms offer a whole table, and which do not.

extension AdminSelect {
  static let examples: [Example] = [
    .project(
      "an item that belongs to one of many orders",
      clinic(admin: "↓admin.site.register(Invoice)"),
      fixed: [
        "clinic/admin.py": admin(
          """
          @admin.register(Invoice)
          class InvoiceAdmin(admin.ModelAdmin):
              raw_id_fields = ["patient"]
          """
        )
      ]
    ),
    .project(
      "a class that only says what is listed",
      clinic(
        admin: """
          ↓@admin.register(Invoice)
          class InvoiceAdmin(admin.ModelAdmin):
              list_display = ["id", "total"]
          """
      ),
      fixed: [
        "clinic/admin.py": admin(
          """
          @admin.register(Invoice)
          class InvoiceAdmin(admin.ModelAdmin):
              list_display = ["id", "total"]
              autocomplete_fields = ["patient"]
          """
        )
      ]
    ),
    .silent(
      "a field that is looked up as somebody types",
      files: clinic(
        admin: """
          class InvoiceAdmin(admin.ModelAdmin):
              autocomplete_fields = ["patient"]

          admin.site.register(Invoice, InvoiceAdmin)
          """
      )
    ),
    .silent(
      "a table of few rows, and a form that leaves the field out",
      files: clinic(
        admin: """
          admin.site.register(Desk)

          class InvoiceAdmin(admin.ModelAdmin):
              fields = ["total"]

          admin.site.register(Invoice, InvoiceAdmin)
          """
      )
    ),
  ]

  private static func admin(_ text: String) -> String {
    """
    from django.contrib import admin
    from .models import Desk, Invoice

    \(text)
    """
  }

  static func clinic(admin text: String) -> [String: String] {
    [
      "clinic/admin.py": admin(text),
      "clinic/models.py": """
      from django.db import models

      class Patient(models.Model):
          name = models.CharField(max_length=80)

          def __str__(self):
              return self.name

      class Department(models.Model):
          name = models.CharField(max_length=80)

      class Desk(models.Model):
          department = models.ForeignKey(Department, on_delete=models.CASCADE)

      class Invoice(models.Model):
          patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="invoices")
          total = models.IntegerField()

          def __str__(self):
              return f"{self.patient.name}: {self.total}"
      """,
    ]
  }
}
