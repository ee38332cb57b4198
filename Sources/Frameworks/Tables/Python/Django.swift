// Django and its REST framework: querysets that ask when they are used, models, views.

import SemanticModel

extension Library {
  /// Django: a queryset is lazy, so only what iterates or counts it asks the database.
  static let django = Library(
    "Django",
    // Trees of rows, whose classes and keys are Django's own with a name of theirs.
    packages: ["django", "django/*", "mptt", "mptt/*"],
    exports: Members.of([
      .values("models", "django.Models"),
      .values("forms", "django.Forms"),
      .types("Form ModelForm BaseForm BaseModelForm", "django.FormData"),
      .types("Model TimeStampedModel MPTTModel", "django.Model"),
      .types("AbstractUser AbstractBaseUser User Group", "django.Model"),
      .each("get_user_model", Operation.gives("django.ModelClass").giving(.ownClass(userBases))),
      .types("Manager BaseManager UserManager BaseUserManager", "django.Manager"),
      .types("QuerySet", "django.QuerySet"),
      .types("HttpRequest", "django.Request"),
      .types("View", "django.View"),
      .types("TemplateView RedirectView", "django.Page"),
      .types("ListView", "django.Listed"),
      .types(
        "DetailView ArchiveIndexView YearArchiveView MonthArchiveView DayArchiveView",
        "django.Shown"
      ),
      .types(
        "CreateView UpdateView DeleteView FormView LoginView PasswordResetView",
        "django.Form"
      ),
      .types("BaseCommand AppConfig", "django.Command"),
      .types("MiddlewareMixin", "django.View"),
      .each(
        "path re_path url",
        Operation(callbacks: [.entry(.request, .at(1))], subjectArgument: 0).routing(.entry)
      ),
      .each("include", Operation().routing(.includes)),
      .each(
        "get_wsgi_application get_asgi_application",
        Operation(returns: "python.Plain").playing(.hostedApplication)
      ),
      .each("require_POST", .passes(0).routing(.restricts(["POST"]))),
      .each("require_GET require_safe", .passes(0).routing(.restricts(["GET"]))),
      .each(
        "require_http_methods",
        Operation(returns: "python.Decorator").routing(.restricts([]))
      ),
      .each("receiver", Operation(returns: "django.Signal").listening(by: signals)),
      .each(
        "get_object_or_404 aget_object_or_404",
        Operation.reads(gives: "django.Model", subject: 0).giving(.one)
      ),
      .each("get_list_or_404", Operation.reads(many: true, subject: 0).giving(.many)),
      .each("ForeignKey TreeForeignKey", toOne(back: "_set", .many)),
      .each("OneToOneField", toOne(back: "", .one)),
      .each("ManyToManyField", toMany),
      .each("Prefetch", Operation().loading(.named(query: "queryset"))),
      .values("transaction", "django.Transaction"),
      .each("atomic", Operation(returns: "python.Decorator")),
      .values("connection", "django.Connection"),
      .values("connections", "django.Connections"),
      .values("cache", "django.Cache"),
      .values("settings", "flask.Bag"),
      .each("send_mail send_mass_mail mail_admins mail_managers", mail),
      .types("EmailMessage EmailMultiAlternatives", "django.Mail"),
      // It holds the query; only its pages ask.
      .each("Paginator", .passes(0)),
      .each(
        "render",
        Operation().rendering(TemplateRule(name: 1, context: 2, option: "context"))
      ),
      .each(
        "render_to_string",
        Operation().rendering(TemplateRule(name: 0, context: 1, option: "context"))
      ),
      .each("sync_to_async", Operation.passes(0).playing(.movesToThread)),
      .each("async_to_sync", .passes(0)),
      .each(decorators, Operation(returns: "python.Decorator")),
      .free(
        """
        redirect reverse reverse_lazy HttpResponse JsonResponse StreamingHttpResponse
        HttpResponseRedirect HttpResponseBadRequest HttpResponseForbidden HttpResponseNotFound
        FileResponse Http404 Q F Count Sum Avg Max Min Case When Value Subquery OuterRef Exists
        Coalesce Lower Upper Concat Now TruncDay now timezone gettext gettext_lazy ugettext
        ugettext_lazy format_html mark_safe escape slugify ValidationError ImproperlyConfigured
        login logout
        """
      ),
      .each("authenticate", Operation(.read("select"), Effect(.blocking, "hash"))),
      .each("make_password check_password", .blocks("hash")),
      .each("login_required staff_member_required", .passes(0).playing(.authentication)),
      .each("permission_required user_passes_test", decorator.playing(.authentication)),
      .types("LoginRequiredMixin PermissionRequiredMixin UserPassesTestMixin", "django.SignedIn"),
      .each("csrf_exempt gzip_page never_cache", .passes(0)),
    ]).byName,
    types: [
      "django.Models": LibraryType(
        anyMember: .free,
        .each("ForeignKey", toOne(back: "_set", .many)),
        .each("OneToOneField", toOne(back: "", .one)),
        .each("ManyToManyField", toMany),
        .each("Prefetch", Operation().loading(.named(query: "queryset"))),
        .types("Model", "django.Model"),
        .types("Manager", "django.Manager"),
        .types("QuerySet", "django.QuerySet")
      ),
      "django.Forms": LibraryType(
        anyMember: .free,
        .types("Form ModelForm BaseForm BaseModelForm", "django.FormData")
      ),
      // Asks the methods of the form's class for each field, then the one for all of them.
      "django.FormData": LibraryType(
        .each("is_valid full_clean", Operation().firing(".clean .clean_*")),
        .each("add_error", .chain)
      ),
      "django.ModelClass": LibraryType(
        construct: .gives("django.Model"),
        .values("objects", "django.Manager")
      ),
      "django.Model": LibraryType(
        .values("objects _default_manager", "django.Manager"),
        .each("save asave", Operation.writes("save").firing("@save")),
        .each("delete adelete", Operation.writes("delete").firing("@delete")),
        .each("refresh_from_db arefresh_from_db", .reads()),
        .free("full_clean clean get_absolute_url pk serializable_value")
      ),
      "django.Manager": LibraryType(parent: "django.QuerySet", awaited: "django.Rows"),
      // What a row has for the rows that refer to it.
      "django.RelatedManager": LibraryType(
        parent: "django.Manager",
        awaited: "django.Rows",
        .each("add set remove", .writes("update"))
      ),
      "django.Relation": LibraryType(.each("__get__", Operation(Effect(.load, "select")))),
      "django.QuerySet": queryset,
      "django.Rows": LibraryType().ofRows,
      "django.Transaction": LibraryType(
        .each("atomic non_atomic_requests", Operation(returns: "python.Decorator")),
        .each("on_commit", .calls(.later(.at(0)))),
        .free("commit rollback set_autocommit get_connection savepoint")
      ),
      "django.Connections": LibraryType(anyMember: .value("django.Connection")),
      "django.Connection": LibraryType(
        .each("cursor", .gives("dbapi.Cursor")),
        .free("close ensure_connection queries vendor")
      ),
      "django.Cache": LibraryType(
        .each("get get_many has_key aget", .caches("get")),
        // docs.djangoproject.com, CACHES: TIMEOUT is 300 seconds; None keeps entries for ever.
        .each(
          "set add set_many aset",
          .caches("set")
            .living(.seconds(300, unless: "CACHES.default.TIMEOUT", isEndlessAtZero: false))
        ),
        .each("delete delete_many incr decr touch clear", .caches("set")),
        .each("get_or_set", .caches("get"))
      ),
      "django.Mail": LibraryType(
        .each("send", mail),
        .free("attach attach_alternative attach_file")
      ),
      "django.RowPage": LibraryType(
        .values("object_list", "django.Rows"),
        .free("has_next has_previous next_page_number previous_page_number start_index end_index")
      ).ofRows,
      "django.Request": LibraryType(
        .values("GET POST FILES COOKIES META session headers", "flask.Bag"),
        .free("build_absolute_uri get_full_path is_ajax read body")
      ),
      "django.View": LibraryType(
        hooks: [
          "get": .request, "post": .request, "put": .request, "patch": .request,
          "delete": .request, "dispatch": .request, "get_queryset": .request,
          "get_context_data": .request, "form_valid": .request, "get_object": .request,
          "process_request": .request,
          "process_response": .request, "process_view": .request,
        ],
        .each("as_view", Operation().routing(.view)),
        .each(
          "get_queryset",
          Operation().giving(.query(member: "queryset", model: "model", manager: "objects"))
        ),
        .each("get_context_data", Operation(returns: "django.Context"))
      )
      .answering(
        ["GET", "POST", "PUT", "PATCH", "DELETE"].map {
          ClassAnswer($0, [$0.lowercased(), "dispatch", "get_queryset", "get_context_data"])
        }
      ),
      "django.Context": LibraryType(),
      "django.Page": LibraryType(parent: "django.View").answering([
        ClassAnswer(
          "GET",
          ["get", "dispatch", "get_context_data", "get_redirect_url"],
          isInherited: true
        )
        .showing(PageRule(suffix: "", names: []))
      ]),
      "django.Shown": LibraryType(parent: "django.View").answering([
        ClassAnswer(
          "GET",
          ["get", "dispatch", "get_queryset", "get_object", "get_context_data"],
          isInherited: true
        )
        .showing(PageRule(suffix: "_detail", names: ["object"]))
      ]),
      "django.Listed": LibraryType(parent: "django.View").answering([
        ClassAnswer(
          "GET",
          ["get", "dispatch", "get_queryset", "get_context_data"],
          isInherited: true,
          isListing: true
        )
        .showing(
          PageRule(
            suffix: "_list",
            names: ["object_list", "page_obj"],
            ending: "_list",
            isMany: true
          )
        )
      ]),
      "django.Form": LibraryType(parent: "django.View").answering([
        ClassAnswer(
          "GET",
          ["get", "dispatch", "get_queryset", "get_object", "get_context_data", "get_form"],
          isInherited: true
        )
        .showing(PageRule(suffix: "_form", names: ["object"])),
        ClassAnswer(
          "POST",
          ["post", "dispatch", "get_queryset", "get_object", "get_form", "form_valid"],
          isInherited: true
        ),
      ]),
      "django.SignedIn": LibraryType(),
      "django.Command": LibraryType(hooks: ["handle": .script, "ready": .startup]),
      "django.Signal": LibraryType(
        call: Operation(passesThrough: 0, callbacks: [.entry(.escaped, .at(0))])
      ),
    ]
  ).forPython.configured(by: djangoSettings)

  /// Signals that are sent for each row that is stored or deleted by itself.
  private static let signals = ListenerRule(
    subject: "sender",
    events: [
      "pre_save": "@save", "post_save": "@save", "pre_delete": "@delete", "post_delete": "@delete",
    ],
    novelty: ("created", "@create")
  )

  private static let decorators = """
    cache_page cache_control vary_on_headers vary_on_cookie method_decorator
    """

  private static let decorator = Operation(returns: "python.Decorator")

  private static let queryset = LibraryType(
    awaited: "django.Rows",
    .chain(
      """
      all filter exclude order_by annotate only defer distinct reverse
      using select_for_update alias extra none union intersection difference dates
      datetimes db_manager get_queryset
      """
    ),
    .each(
      "select_related",
      Operation(passesThrough: Operation.receiver).loading(.names(allIfNone: true))
    ),
    .each(
      "prefetch_related",
      Operation(passesThrough: Operation.receiver).loading(.names(allIfNone: false))
    ),
    // Dictionaries and tuples refer to nothing.
    .each(
      "values values_list",
      Operation(passesThrough: Operation.receiver).loading(.takesLoaders)
    ),
    .each("__getitem__", Operation.reads().giving(.many)),
    .each(
      "__iter__",
      Operation.reads(many: true).bounded(by: .django).keeping
    ),
    .each("iterator aiterator", Operation.reads(gives: "django.Model", many: true).giving(.many)),
    .each(
      "get aget first last afirst alast earliest latest",
      Operation.reads(gives: "django.Model").giving(.one)
    ),
    .each("in_bulk", .reads(many: true)),
    // A page of a paginator, which is the query that it was given.
    .each("page get_page", .reads(gives: "django.RowPage")),
    .each("count acount", .reads("count")),
    .each("exists aexists", .reads("exists")),
    .each("aggregate aaggregate", .reads("aggregate")),
    .each("raw", .reads("raw", many: true)),
    .each(
      "create acreate",
      Operation.writes("insert", gives: "django.Model").giving(.one).firing("@save @create")
    ),
    .each("bulk_create bulk_update abulk_create", .writes("insert")),
    .each(
      "get_or_create update_or_create aget_or_create aupdate_or_create",
      // The row, and whether it was made.
      Operation(.read("select"), .write("insert"), returns: "django.Model", returnsCollection: true)
        .giving(.one).firing("@save @create")
    ),
    .each("update aupdate", .writes("update")),
    .each("delete adelete", .writes("delete")),
    .free("as_manager from_queryset contribute_to_class")
  ).ofRows

  private static let userNames: Set<String> = ["AUTH_USER_MODEL", "get_user_model"]
  private static let userBases = ["AbstractUser", "AbstractBaseUser"]

  private static func toOne(back: String, _ size: RelationRule.Size) -> Operation {
    let rule = RelationRule(
      .one,
      target: "to",
      reverse: "related_name",
      impliedReverse: back,
      reverseSize: size,
      manager: "django.RelatedManager"
    )
    .users(userNames, extending: userBases)
    return Operation.gives("django.Relation").relating(rule)
  }

  private static let toMany: Operation = {
    let rule = RelationRule(
      .many,
      target: "to",
      reverse: "related_name",
      impliedReverse: "_set",
      reverseSize: .many,
      manager: "django.RelatedManager"
    )
    .users(userNames, extending: userBases)
    return Operation.gives("django.Relation").relating(rule)
  }()

  private static let mail = Operation.requests(
    "send",
    deadline: DeadlineRule(
      "SMTP connection",
      options: [DeadlineRule.OptionRule(-1, "timeout")],
      isSettableElsewhere: true
    )
  )
  .serving(.messages)
}
