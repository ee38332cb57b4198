// The REST framework of Django: views, sets of views, serializers.

import SemanticModel

extension Library {
  /// Django REST framework.
  static let restFramework = Library(
    "Django REST framework",
    packages: ["rest_framework", "rest_framework/*", "ninja", "ninja/*"],
    exports: Members.of([
      views,
      .values("viewsets generics mixins views", "rest.Module"),
      .values("serializers", "rest.Serializers"),
      .types(
        "Serializer ModelSerializer ListSerializer HyperlinkedModelSerializer",
        "rest.Serializer"
      ),
      .each("SerializerMethodField", methodField),
      .each("StringRelatedField SlugRelatedField HyperlinkedRelatedField", relatedField),
      .each("api_view", Operation(returns: "rest.Handles").routing(.restricts([]))),
      .each("action", Operation(returns: "rest.Handles").routing(.action)),
      .each("detail_route list_route", Operation(returns: "rest.Handles").routing(.action)),
      .each("permission_classes authentication_classes", Operation(returns: "rest.Handles")),
      .each("throttle_classes", Operation(returns: "rest.Handles").playing(.rateLimiter)),
      .types(
        "BaseThrottle SimpleRateThrottle",
        "rest.Throttle"
      ),
      .each(
        "UserRateThrottle AnonRateThrottle ScopedRateThrottle",
        is: .type("rest.Throttle", constructing: Operation().playing(.rateLimiter))
      ),
      .each(
        "IsAuthenticated IsAdminUser DjangoModelPermissions IsAuthenticatedOrReadOnly",
        is: .type("rest.Permission", constructing: Operation().playing(.authentication))
      ),
      .each("Response", .free),
      .types("NinjaAPI Router", "fastapi.Router"),
      .types("DefaultRouter SimpleRouter", "rest.Router"),
      .values("permissions throttling pagination", "rest.Module"),
      pagers,
      .free("status AllowAny"),
    ]).byName,
    types: [
      "rest.Module": LibraryType(
        views,
        .each(
          "UserRateThrottle AnonRateThrottle ScopedRateThrottle",
          is: .type("rest.Throttle", constructing: Operation().playing(.rateLimiter))
        ),
        .each(
          "IsAuthenticated IsAdminUser DjangoModelPermissions IsAuthenticatedOrReadOnly",
          is: .type("rest.Permission", constructing: Operation().playing(.authentication))
        ),
        pagers,
        .free("AllowAny SAFE_METHODS BasePermission")
      ),
      "rest.Pager": LibraryType(
        .each("paginate_queryset", paginated),
        .free("get_paginated_response get_results get_page_size get_limit get_offset")
      ),
      "rest.Throttle": LibraryType(),
      "rest.Permission": LibraryType(),
      "rest.Router": LibraryType(
        .each("register", Operation().routing(.actions)),
        .values("urls", "rest.Router"),
        .free("get_urls")
      ),
      "rest.Handles": LibraryType(
        call: Operation(passesThrough: 0, callbacks: [.entry(.request, .at(0))])
      ),
      "rest.View": LibraryType(
        hooks: [
          "get": .request, "post": .request, "put": .request, "patch": .request, "delete": .request,
          "list": .request, "create": .request, "retrieve": .request, "update": .request,
          "partial_update": .request, "destroy": .request, "get_queryset": .request,
          "perform_create": .request, "perform_update": .request, "perform_destroy": .request,
          "dispatch": .request, "initial": .request,
        ],
        .each("as_view", Operation().routing(.view)),
        .each(
          "get_object",
          Operation.reads(gives: "django.Model")
            .giving(.row(method: "get_queryset", member: "queryset"))
        ),
        .each("get_queryset", Operation().giving(.member("queryset"))),
        .each("get_serializer_class", Operation().giving(.member("serializer_class"))),
        .each("filter_queryset", .passes(0)),
        .each("paginate_queryset", paginated),
        .each(
          "get_serializer",
          Operation().giving(
            .serializer(method: "get_serializer_class", member: "serializer_class")
          )
        ),
        .free(
          "get_serializer_context get_paginated_response check_object_permissions"
        )
      )
      .answering(verbs + actions(isInherited: false)),
      "rest.List": LibraryType(parent: "rest.View").answering([inherited("GET", "list")]),
      "rest.Create": LibraryType(parent: "rest.View").answering([inherited("POST", "create")]),
      "rest.Retrieve": LibraryType(parent: "rest.View").answering([inherited("GET", "retrieve")]),
      "rest.Update": LibraryType(parent: "rest.View").answering([
        inherited("PUT", "update"), inherited("PATCH", "partial_update"),
      ]),
      "rest.Destroy": LibraryType(parent: "rest.View").answering([inherited("DELETE", "destroy")]),
      "rest.ListCreate": LibraryType(parent: "rest.List").answering([inherited("POST", "create")]),
      "rest.RetrieveUpdate": LibraryType(parent: "rest.Update").answering([
        inherited("GET", "retrieve")
      ]),
      "rest.RetrieveDestroy": LibraryType(parent: "rest.Destroy").answering([
        inherited("GET", "retrieve")
      ]),
      "rest.RetrieveUpdateDestroy": LibraryType(parent: "rest.RetrieveUpdate").answering([
        inherited("DELETE", "destroy")
      ]),
      "rest.ListMixin": LibraryType(parent: "rest.View").answering([action("list")]),
      "rest.CreateMixin": LibraryType(parent: "rest.View").answering([action("create")]),
      "rest.RetrieveMixin": LibraryType(parent: "rest.View").answering([action("retrieve")]),
      "rest.UpdateMixin": LibraryType(parent: "rest.View").answering([
        action("update"), action("partial_update"),
      ]),
      "rest.DestroyMixin": LibraryType(parent: "rest.View").answering([action("destroy")]),
      "rest.ReadOnlySet": LibraryType(parent: "rest.View").answering([
        action("list"), action("retrieve"),
      ]),
      "rest.ModelSet": LibraryType(parent: "rest.View").answering(actions(isInherited: true)),
      "rest.Serializers": LibraryType(
        anyMember: .free,
        .types(
          "Serializer ModelSerializer ListSerializer HyperlinkedModelSerializer",
          "rest.Serializer"
        ),
        .each("SerializerMethodField", methodField),
        .each("StringRelatedField SlugRelatedField HyperlinkedRelatedField", relatedField)
      ),
      "rest.Serializer": LibraryType(
        .each(
          "save",
          Operation.writes("save").firing(".create .update @save")
            .giving(.storedRow(inner: "Meta", member: "model"))
        ),
        .values("data validated_data errors initial_data", "flask.Bag"),
        .each("is_valid run_validation", Operation().firing(".validate .validate_*"))
      ).serializing(
        by: SerializerRule(
          source: "source",
          rows: "instance",
          view: "serializer_class",
          queries: ["queryset", "get_queryset"],
          narrowing: ["get_queryset", "filter_queryset"],
          loading: ["select_related", "prefetch_related"]
        )
        .handing(
          saving: ["perform_create", "perform_update"],
          removing: ["perform_destroy"],
          picking: "get_serializer_class",
          listing: "list"
        )
        .listing("fields", in: "Meta", orAll: "__all__", of: "model")
        .checking(
          into: "validated_data",
          handing: ["validate": 0, "create": 0, "update": 1],
          among: "queryset"
        )
      ),
    ]
  ).forPython

  private static let methodField = Operation().writing(
    .method(prefix: "get_", option: "method_name")
  )
  private static let relatedField = Operation().writing(.related)

  /// One page of the query that it is given, by whatever name the view calls its paginator.
  private static let paginated = Operation.reads(many: false, subject: 0)
    .bounded(by: .restPage).giving(.many)

  private static let pagers = Members.types(
    "PageNumberPagination CursorPagination LimitOffsetPagination",
    "rest.Pager"
  )

  /// The bases of views: which verbs they answer by themselves.
  private static let views = Members.of([
    .types("APIView GenericAPIView ViewSet GenericViewSet", "rest.View"),
    .types("ListAPIView", "rest.List"),
    .types("CreateAPIView", "rest.Create"),
    .types("RetrieveAPIView", "rest.Retrieve"),
    .types("UpdateAPIView", "rest.Update"),
    .types("DestroyAPIView", "rest.Destroy"),
    .types("ListCreateAPIView", "rest.ListCreate"),
    .types("RetrieveUpdateAPIView", "rest.RetrieveUpdate"),
    .types("RetrieveDestroyAPIView", "rest.RetrieveDestroy"),
    .types("RetrieveUpdateDestroyAPIView", "rest.RetrieveUpdateDestroy"),
    .types("ListModelMixin", "rest.ListMixin"),
    .types("CreateModelMixin", "rest.CreateMixin"),
    .types("RetrieveModelMixin", "rest.RetrieveMixin"),
    .types("UpdateModelMixin", "rest.UpdateMixin"),
    .types("DestroyModelMixin", "rest.DestroyMixin"),
    .types("ReadOnlyModelViewSet", "rest.ReadOnlySet"),
    .types("ModelViewSet", "rest.ModelSet"),
  ])

  private static let verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"].map {
    ClassAnswer($0, [$0.lowercased(), "initial", "get_queryset"])
  }

  /// What runs for an action of a view, the action itself first.
  private static func methods(of action: String) -> [String] {
    let hooks = [
      "create": "perform_create", "update": "perform_update", "partial_update": "perform_update",
      "destroy": "perform_destroy",
    ]
    return [action] + [hooks[action]].compactMap(\.self)
      + ["initial", "get_queryset", "get_object", "get_serializer_class"]
  }

  private static func inherited(_ verb: String, _ action: String) -> ClassAnswer {
    serializing(
      action,
      ClassAnswer(
        verb,
        [verb.lowercased()] + methods(of: action),
        isInherited: true,
        isListing: action == "list"
      )
    )
  }

  /// What the serializer of a view runs for an action that the library answers.
  private static func serializing(_ action: String, _ answer: ClassAnswer) -> ClassAnswer {
    switch action {
    case "create":
      answer.serializing(checking: ["validate"], saving: ["create"], unless: "perform_create")
    case "update", "partial_update":
      answer.serializing(checking: ["validate"], saving: ["update"], unless: "perform_update")
    default: answer
    }
  }

  private static func action(_ name: String, isInherited: Bool = true) -> ClassAnswer {
    let verbs = [
      "list": "GET", "retrieve": "GET", "create": "POST", "update": "PUT",
      "partial_update": "PATCH", "destroy": "DELETE",
    ]
    let answer = ClassAnswer(
      verbs[name] ?? "GET",
      methods(of: name),
      path: name == "list" || name == "create" ? "/" : "/{pk}/",
      isInherited: isInherited,
      isAction: true,
      isListing: isInherited && name == "list"
    )
    return serializing(name, answer)
  }

  private static func actions(isInherited: Bool) -> [ClassAnswer] {
    ["list", "create", "retrieve", "update", "partial_update", "destroy"]
      .map { action($0, isInherited: isInherited) }
  }
}
