// Which caches trust no answer, and which are told how long, wherever the code says it.

extension EagerRefetch {
  static let examples: [Example] = [
    .reported(
      "a client with no options",
      """
      import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
      const client = ↓new QueryClient();
      function Me() {
        const { data } = useQuery({ queryKey: ["me"], queryFn: () => fetch("/api/me").then((a) => a.json()) });
        return <p>{data && data.name}</p>;
      }
      export default function App() {
        return <QueryClientProvider client={client}><Me /></QueryClientProvider>;
      }
      """,
      fixed: """
        import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
        const client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });
        function Me() {
          const { data } = useQuery({ queryKey: ["me"], queryFn: () => fetch("/api/me").then((a) => a.json()) });
          return <p>{data && data.name}</p>;
        }
        export default function App() {
          return <QueryClientProvider client={client}><Me /></QueryClientProvider>;
        }
        """,
      path: "src/App.jsx"
    ),
    .project(
      "options that speak of retries and not of age, in the older package",
      [
        "src/queryClient.ts": """
        import { QueryClient } from "react-query";

        export const queryClient = ↓new QueryClient({
          defaultOptions: { queries: { retry: 1, cacheTime: 300_000 } },
        });
        """,
        "src/Menu.tsx": """
        import { useQuery } from "react-query";
        import axios from "axios";

        export function Menu() {
          const { data } = useQuery("menu", () => axios.get("/api/menu").then((answer) => answer.data));
          return <nav>{data?.title}</nav>;
        }
        """,
      ],
      fixed: [
        "src/queryClient.ts": """
        import { QueryClient } from "react-query";

        export const queryClient = new QueryClient({
          defaultOptions: { queries: { retry: 1, cacheTime: 300_000, staleTime: 30_000 } },
        });
        """
      ]
    ),
    .silent(
      "a stale time at the query itself",
      """
      import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
      const client = new QueryClient();
      const get = (path) => fetch(path).then((answer) => answer.json());
      function Rates() {
        const { data } = useQuery({ queryKey: ["rates"], queryFn: () => get("/api/rates"), staleTime: 300_000 });
        return <p>{data && data.euro}</p>;
      }
      export default function App() {
        return <QueryClientProvider client={client}><Rates /></QueryClientProvider>;
      }
      """,
      path: "src/Rates.jsx"
    ),
    .silent(
      "options that come from another file",
      files: [
        "src/options.ts": """
        const minute = 60_000;
        export const defaults = { queries: { staleTime: 5 * minute, refetchOnWindowFocus: false } };
        """,
        "src/main.tsx": """
        import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
        import axios from "axios";
        import { defaults } from "./options";

        const client = new QueryClient({ defaultOptions: defaults });

        function Menu() {
          const { data } = useQuery({ queryKey: ["menu"], queryFn: () => axios.get("/api/menu") });
          return <nav>{data?.data.title}</nav>;
        }

        export const App = () => <QueryClientProvider client={client}><Menu /></QueryClientProvider>;
        """,
      ]
    ),
    .silent(
      "a client that runs mutations only, and keeps no answers",
      """
      import { QueryClient, QueryClientProvider, useMutation } from "@tanstack/react-query";
      const client = new QueryClient();
      function Contact() {
        const send = useMutation({ mutationFn: (text) => fetch("/api/messages", { method: "POST", body: text }) });
        return <button onClick={() => send.mutate("Hello")}>Send</button>;
      }
      export default function App() {
        return <QueryClientProvider client={client}><Contact /></QueryClientProvider>;
      }
      """,
      path: "src/Contact.jsx"
    ),
    .reported(
      "a client of GraphQL that is told to ask each time",
      """
      import { ApolloClient, ApolloProvider, InMemoryCache, gql, useQuery } from "@apollo/client";
      const client = ↓new ApolloClient({
        uri: "/graphql",
        cache: new InMemoryCache(),
        defaultOptions: { watchQuery: { fetchPolicy: "network-only" } },
      });
      const BERTHS = gql`query { berths { id } }`;
      const TIDES = gql`query { tides { id } }`;
      function Berths() {
        const { data } = useQuery(BERTHS);
        return <p>{data?.berths.length}</p>;
      }
      function Tides() {
        const { data } = useQuery(TIDES);
        return <p>{data?.tides.length}</p>;
      }
      export const App = () => <ApolloProvider client={client}><Berths /><Tides /></ApolloProvider>;
      """,
      fixed: """
        import { ApolloClient, ApolloProvider, InMemoryCache, gql, useQuery } from "@apollo/client";
        const client = new ApolloClient({ uri: "/graphql", cache: new InMemoryCache() });
        const BERTHS = gql`query { berths { id } }`;
        const TIDES = gql`query { tides { id } }`;
        function Berths() {
          const { data } = useQuery(BERTHS, { fetchPolicy: "network-only" });
          return <p>{data?.berths.length}</p>;
        }
        function Tides() {
          const { data } = useQuery(TIDES);
          return <p>{data?.tides.length}</p>;
        }
        export const App = () => <ApolloProvider client={client}><Berths /><Tides /></ApolloProvider>;
        """,
      path: "src/App.jsx"
    ),
    .project(
      "a hook that asks for the member again for each component that shows the name",
      [
        "src/useMember.js": """
        import { gql, useQuery } from "@apollo/client";
        const MEMBER = gql`query { member { id name } }`;
        export const useMember = () => {
          const { data } = ↓useQuery(MEMBER, { fetchPolicy: "network-only" });
          return data?.member;
        };
        """,
        "src/Pages.jsx": """
        import { useMember } from "./useMember";
        export function Bar() {
          const member = useMember();
          return <b>{member?.name}</b>;
        }
        export function Greeting() {
          const member = useMember();
          return <p>Hello {member?.name}</p>;
        }
        """,
      ],
      fixed: [
        "src/useMember.js": """
        import { gql, useQuery } from "@apollo/client";
        const MEMBER = gql`query { member { id name } }`;
        export const useMember = () => {
          const { data } = useQuery(MEMBER);
          return data?.member;
        };
        """
      ]
    ),
    .silent(
      "one component that must show what is true now",
      """
      import { gql, useQuery } from "@apollo/client";
      const TIDE = gql`query { tide { height } }`;
      export function Tide() {
        const { data } = useQuery(TIDE, { fetchPolicy: "network-only" });
        return <p>{data?.tide.height}</p>;
      }
      """,
      path: "src/Tide.jsx"
    ),
  ]
}
