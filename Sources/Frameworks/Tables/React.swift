// React: hooks that call functions, wrappers of components, and fetching by hooks.

import SemanticModel

extension Library {
  /// React and Preact.
  static let react = Library.module(
    "React",
    packages: [
      "react", "preact", "preact/hooks", "preact/compat", "react-dom", "react-dom/client",
    ],
    prefix: "react",
    LibraryType(
      // Effects and the other hooks run their function when the component renders.
      .each("useEffect useLayoutEffect useInsertionEffect", effects),
      .each("useState", running.playing(.state)),
      .each("useMemo", running.playing(.memo)),
      .each("flushSync act", running),
      .each("startTransition", running.playing(.defers)),
      .each("useTransition", Operation().playing(.defers)),
      .each("useReducer", .calls(.later(.at(0)), .once(.at(2)))),
      .each("useImperativeHandle", .calls(.once(.at(1)))),
      .each("useActionState useOptimistic useFormState", .calls(.later(.at(0)))),
      .each("useSyncExternalStore", .calls(.once(.from(0)))),
      // Handed on, called by whoever uses the result.
      .each("useCallback useEffectEvent memo forwardRef cache useDeferredValue", .passes(0)),
      .each("useRef createRef", .free),
      .each("createContext", Operation().playing(.context)),
      .each("useContext use", Operation().playing(.contextRead)),
      .each("lazy", Operation(resultOf: 0, callbacks: [.once(.at(0))])),
      .each("createElement cloneElement", .calls(.once(.at(0)))),
      .each("createRoot hydrateRoot", Operation.gives("react.Root").playing(.mount)),
      .each("render hydrate", Operation().playing(.mount)),
      .free(
        """
        useId useDebugValue isValidElement createPortal
        findDOMNode unmountComponentAtNode
        """
      ),
      .values("Children", "react.Children"),
      .types("Component PureComponent", "react.Component"),
      .free("Fragment StrictMode Suspense Profiler")
    ),
    types: [
      "react.Component": LibraryType(
        hooks: [
          "render": .render, "componentDidMount": .render, "componentDidUpdate": .render,
          "componentWillUnmount": .render, "componentDidCatch": .render,
          "getSnapshotBeforeUpdate": .render, "shouldComponentUpdate": .render,
        ],
        .each("setState", .calls(.once(.from(0)))),
        .free("forceUpdate")
      ),
      "react.Children": LibraryType(
        .each(
          "map",
          Operation(
            resultOf: 1,
            callbacks: [CallbackRule(.at(1), .perElement(of: 0), element: 0)]
          )
        ),
        .each("forEach", .calls(CallbackRule(.at(1), .perElement(of: 0), element: 0))),
        .each("toArray only", .passes(0)),
        .free("count")
      ),
      "react.Root": LibraryType(.free("render unmount")),
    ]
  )

  private static let effects = Operation.calls(.effect(.at(0))).playing(.effect)
  private static let running = Operation(resultOf: 0, callbacks: [.once(.at(0))])

  /// TanStack Query: `queryFn` runs when the component renders, a mutation when it is asked for.
  static let reactQuery = Library(
    "TanStack Query",
    packages: [
      "@tanstack/react-query", "react-query", "@tanstack/vue-query", "@tanstack/query-core",
    ],
    exports: Members.of([
      .each(
        "useQuery useInfiniteQuery useSuspenseQuery useSuspenseInfiniteQuery usePrefetchQuery",
        queries.playing(.queryHook)
      ),
      .each("useQueries useSuspenseQueries", .calls(.once(.propertiesOf(0)))),
      .each(
        "useMutation",
        Operation.calls(.later(.propertiesOf(0)), .later(.at(0)), .later(.at(1)))
          .playing(.mutationHook)
      ),
      .each("queryOptions infiniteQueryOptions mutationOptions", .passes(0)),
      .each("useQueryClient", .gives("react-query.Client")),
      .each(
        "QueryClient",
        is: .type("react-query.Client", constructing: Operation().playing(.queryCache))
      ),
      .types("QueryCache MutationCache", "builtin.Pure"),
      .free("useIsFetching useIsMutating keepPreviousData dehydrate hydrate"),
    ]).byName,
    types: [
      "react-query.Client": LibraryType(
        anyMember: .free,
        .each(
          "fetchQuery prefetchQuery ensureQueryData fetchInfiniteQuery prefetchInfiniteQuery",
          queries
        ),
        .each("invalidateQueries refetchQueries", Operation().playing(.invalidation)),
        // What was loaded is thrown away on purpose.
        .free("resetQueries")
      )
    ]
  )

  /// TanStack Table, once React Table: rows of what it is handed.
  static let reactTable = Library(
    "TanStack Table",
    packages: ["react-table", "@tanstack/react-table"],
    exports: Members.of([
      .each(
        "useTable useReactTable",
        Operation.gives("react-table.Table").playing(.tableHook).comparing("columns data")
      )
    ]).byName,
    types: [
      "react-table.Table": LibraryType(
        .chain(
          "getRowModel getCoreRowModel getFilteredRowModel getSortedRowModel getPrePaginationRowModel"
        )
      )
    ]
  )

  /// Components that set themselves up again for another object, as their manuals say.
  static let identityComponents: [Library] = [
    // react-chartjs-2, src/chart.tsx: an effect on `options` and on `data` updates the chart.
    components(
      "Chart.js for React",
      ["react-chartjs-2"],
      comparing: "options data",
      "Chart Bar Line Pie Doughnut PolarArea Radar Bubble Scatter"
    ),
    // ag-grid.com/react-data-grid/react-hooks: "use useState or useMemo for object properties".
    components("AG Grid", ["ag-grid-react"], comparing: "columnDefs defaultColDef", "AgGridReact"),
    // mui.com/x/react-data-grid/faq: props that are no primitives, `columns` above all, should keep a stable reference.
    components(
      "MUI Data Grid",
      ["@mui/x-data-grid", "@mui/x-data-grid-pro", "@mui/x-data-grid-premium"],
      comparing: "columns rows",
      "DataGrid DataGridPro DataGridPremium"
    ),
    // reactflow.dev/learn/troubleshooting: define `nodeTypes` outside of the component or memoise them.
    components(
      "React Flow",
      ["reactflow", "@xyflow/react", "react-flow-renderer"],
      comparing: "nodeTypes edgeTypes",
      "ReactFlow default"
    ),
    // react-google-maps-api-docs: `options` and `center` are set again for another object.
    components(
      "Google Maps for React",
      ["@react-google-maps/api"],
      comparing: "options libraries",
      "GoogleMap LoadScript"
    ),
  ]

  private static func components(
    _ name: String,
    _ packages: [String],
    comparing options: String,
    _ names: String
  ) -> Library {
    Library(
      name,
      packages: packages,
      exports: Members.of([.each(names, Operation().comparing(options))]).byName
    )
  }

  /// What a page makes once: routers (reactrouter.com, createBrowserRouter: "outside of the React tree"), parts of a
  /// select field, the loader of a payment form (docs.stripe.com: "outside of a component's render").
  static let lastingParts: [Library] = [
    Library(
      "React Router",
      packages: ["react-router-dom", "react-router", "react-router/dom"],
      exports: Members.of([
        .each(
          "createBrowserRouter createHashRouter createMemoryRouter",
          Operation().playing(.lasting)
        )
      ]).byName
    ),
    Library(
      "React Select",
      packages: ["react-select/animated"],
      exports: Members.of([.each("default", Operation().playing(.lasting))]).byName
    ),
    Library(
      "Stripe Elements",
      packages: ["@stripe/stripe-js"],
      exports: Members.of([.each("loadStripe", Operation().playing(.lasting))]).byName
    ),
  ]

  /// SWR: the fetcher runs when the component renders.
  static let swr = Library(
    "SWR",
    packages: ["swr", "swr/mutation", "swr/infinite", "swr/immutable"],
    exports: Members.of([
      .each("default", Operation.calls(.once(.at(1))).playing(.queryHook)),
      .each("useSWRConfig mutate preload", .calls(.once(.from(1)))),
    ]).byName
  )

  /// Stores: their actions are called by components.
  static let stores = Library(
    "stores",
    packages: [
      "zustand", "zustand/*", "@reduxjs/toolkit", "jotai", "redux", "mobx", "immer", "recoil",
    ],
    exports: Members.of([
      .each("create", .calls(.entry(.render, .from(0))).playing(.storeHook)),
      .each("createStore", .calls(.entry(.render, .from(0)))),
      .each("persist devtools immer subscribeWithSelector", .passes(0)),
      .each("createAsyncThunk", .calls(.entry(.render, .at(1)))),
      .each("createSlice createReducer", .calls(.entry(.render, .propertiesOf(0)))),
      .each("atom atomWithStorage selector", .calls(.entry(.render, .from(0)))),
      .each("produce", .calls(.once(.at(1)))),
      .each("configureStore combineReducers", Operation().playing(.store)),
      .free("makeAutoObservable shallow useShallow"),
    ]).byName
  )

  /// The store of Redux in components.
  static let reactRedux = Library(
    "React Redux",
    packages: ["react-redux"],
    exports: Members.of([
      .each("useSelector", Operation.calls(.once(.at(0))).playing(.selector)),
      .each("connect", Operation().playing(.connector)),
      .each("useDispatch useStore", Operation()),
    ]).byName
  )

  private static let queries = Operation(callbacks: [
    .once(.property("queryFn", of: 0)),
    // Versions 3 and 4: the key, then the function.
    .once(.at(1)),
  ])
}
