// Which admin lists load a relation for each row, and which do not.

extension AdminLabel {
  static let examples: [Example] = [
    .project(
      "a text that reads the row's owner",
      AdminSelect.clinic(admin: "↓admin.site.register(Invoice)"),
      fixed: [
        "clinic/admin.py": """
        from django.contrib import admin
        from .models import Invoice

        @admin.register(Invoice)
        class InvoiceAdmin(admin.ModelAdmin):
            list_select_related = ["patient"]
        """
      ]
    ),
    .project(
      "a class that lists by the text",
      AdminSelect.clinic(
        admin: """
          ↓@admin.register(Invoice)
          class InvoiceAdmin(admin.ModelAdmin):
              search_fields = ["total"]
          """
      ),
      fixed: [
        "clinic/admin.py": """
        from django.contrib import admin
        from .models import Invoice

        @admin.register(Invoice)
        class InvoiceAdmin(admin.ModelAdmin):
            search_fields = ["total"]
            list_display = ["id", "total"]
        """
      ]
    ),
    .silent(
      "a text of the row's own columns",
      files: AdminSelect.clinic(admin: "admin.site.register(Desk)")
    ),
    .silent(
      "columns of the row, and relations that the framework joins by itself",
      files: AdminSelect.clinic(
        admin: """
          @admin.register(Invoice)
          class InvoiceAdmin(admin.ModelAdmin):
              list_display = ["id", "patient", "total"]
          """
      )
    ),
  ]
}
