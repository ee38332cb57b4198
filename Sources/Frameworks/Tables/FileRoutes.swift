// Frameworks that call what certain files export: Next.js, Remix and React Router.

import SemanticModel

extension Library {
  /// Next.js: route handlers, API routes, pages, server components.
  static let next = Library(
    "Next.js",
    packages: [
      "next", "next/server", "next/cache", "next/headers", "next/navigation", "next/router",
      "next/dynamic", "next/link", "next/image", "next/font/*", "next/og", "next/script",
    ],
    exports: Members.of([
      .types("NextRequest NextResponse ImageResponse", "next.Pure"),
      .types("NextApiRequest", "express.Request"),
      .types("NextApiResponse", "express.Response"),
      .each("unstable_cache", .passes(0)),
      .each("after", .calls(.once(.at(0)))),
      .each(
        "useRouter usePathname useSearchParams useParams cookies headers draftMode",
        .gives("next.Pure")
      ),
      .free(
        """
        redirect permanentRedirect notFound revalidatePath revalidateTag unstable_noStore connection
        cacheLife cacheTag userAgent
        """
      ),
      // `dynamic(() => import(…))` is the component.
      [
        "default": Member(
          call: Operation(resultOf: 0, callbacks: [.once(.at(0))])
        )
      ],
    ]).byName,
    types: ["next.Pure": LibraryType(anyMember: .free)],
    conventions: [
      file(
        "route",
        folder: "app",
        "GET POST PUT PATCH DELETE HEAD OPTIONS",
        .request,
        routes: FileRoutes(.folders, below: "app")
      ),
      file(
        "page",
        folder: "app",
        "default generateMetadata generateStaticParams generateViewport",
        .request,
        routes: FileRoutes(.folders, below: "app", verbs: ["default": "GET"])
      ),
      file("layout", folder: "app", "default generateMetadata generateStaticParams", .request),
      file("template", folder: "app", "default", .request),
      file("default", folder: "app", "default", .request),
      file("loading", folder: "app", "default", .request),
      file("not-found", folder: "app", "default", .request),
      file("error", folder: "app", "default", .render),
      file("global-error", folder: "app", "default", .render),
      file("sitemap", folder: "app", "default generateSitemaps", .request),
      file("robots", folder: "app", "default", .request),
      file("manifest", folder: "app", "default", .request),
      file("opengraph-image", folder: "app", "default generateImageMetadata", .request),
      file("icon", folder: "app", "default", .request),
      file(
        "",
        folder: "pages/api",
        "default",
        .request,
        routes: FileRoutes(.files, below: "pages", verbs: ["default": "ALL"])
      ),
      file(
        "",
        folder: "pages",
        "getServerSideProps getStaticProps getStaticPaths",
        .request,
        routes: FileRoutes(.files, below: "pages", verbs: ["getServerSideProps": "GET"])
      ),
      file("", folder: "pages", "default", .render),
      file("middleware", folder: "", "default middleware", .request),
      file("proxy", folder: "", "default proxy", .request),
      file("instrumentation", folder: "", "register onRequestError", .startup),
    ],
    directives: ["use server": .request, "use client": .render]
  )

  /// Remix and React Router 7 as a framework.
  static let remix = Library(
    "Remix",
    packages: [
      "@remix-run/node", "@remix-run/server-runtime", "@remix-run/cloudflare",
      "@react-router/node", "@react-router/dev/routes", "@react-router/serve",
    ],
    exports: Members.of([
      .free(
        """
        json redirect defer data redirectDocument createCookie createCookieSessionStorage
        createSessionStorage installGlobals route index layout prefix
        """
      ),
      .each("createRequestHandler createRequestListener", .free),
    ]).byName,
    conventions: [
      routes("routes", stem: ""),
      routes("", stem: "root"),
    ].flatMap(\.self) + [
      FileConvention(
        stem: "entry.server",
        exports: ["default", "handleDataRequest", "handleError"],
        entry: .request,
        requires: remixPackages
      )
    ]
  )

  private static func file(
    _ stem: String,
    folder: String,
    _ exports: String,
    _ entry: EntryKind,
    routes: FileRoutes? = nil
  ) -> FileConvention {
    FileConvention(
      folder: folder,
      stem: stem,
      exports: Members.free(exports).byName.keys.sorted(),
      entry: entry,
      requires: ["next"],
      routes: routes
    )
  }

  private static let remixPackages = [
    "@remix-run/node", "@remix-run/react", "@remix-run/serve", "@remix-run/dev",
    "@react-router/dev", "@react-router/node", "@react-router/serve",
  ]

  private static func routes(_ folder: String, stem: String) -> [FileConvention] {
    [
      FileConvention(
        folder: folder,
        stem: stem,
        exports: ["action", "headers", "loader", "meta", "middleware"],
        entry: .request,
        requires: remixPackages,
        routes: folder.isEmpty
          ? nil : FileRoutes(.dots, below: folder, verbs: ["loader": "GET", "action": "POST"])
      ),
      FileConvention(
        folder: folder,
        stem: stem,
        exports: [
          "ErrorBoundary", "HydrateFallback", "Layout", "clientAction", "clientLoader", "default",
        ],
        entry: .render,
        requires: remixPackages
      ),
    ]
  }
}
