// Which clients ask before each request, and which keep what they were given.

extension RequestBeforeEach {
  private static let token = """
    import axios from "axios";
    export const freshToken = async () => {
      const answer = await axios.post("/api/token", {}, { withCredentials: true });
      return answer.data.token;
    };
    """
  private static let page = """
    import { useEffect, useState } from "react";
    import { client } from "./client";
    export default function Tides() {
      const [tides, setTides] = useState([]);
      useEffect(() => {
        client.get("/tides?limit=10").then((answer) => setTides(answer.data));
      }, []);
      return <p>{tides.length}</p>;
    }
    """

  static let examples: [Example] = [
    .project(
      "a token before each request of a client",
      [
        "src/token.js": token,
        "src/client.js": """
        import axios from "axios";
        import { freshToken } from "./token";
        export const client = axios.create({ baseURL: "/api", timeout: 5000 });
        ↓client.interceptors.request.use(async (config) => {
          const token = await freshToken();
          config.headers.Authorization = `Bearer ${token}`;
          return config;
        });
        """,
        "src/Tides.jsx": page,
      ],
      fixed: [
        "src/client.js": """
        import axios from "axios";
        import { freshToken } from "./token";
        let token = null;
        export const client = axios.create({ baseURL: "/api", timeout: 5000 });
        client.interceptors.request.use(async (config) => {
          if (!token || token.isOver) token = await freshToken();
          config.headers.Authorization = `Bearer ${token}`;
          return config;
        });
        """
      ]
    ),
    .project(
      "a token before each operation of GraphQL",
      [
        "src/token.js": token,
        "src/App.jsx": """
        import { ApolloClient, ApolloProvider, HttpLink, InMemoryCache, gql, useQuery } from "@apollo/client";
        import { setContext } from "@apollo/client/link/context";
        import { freshToken } from "./token";
        const authorized = ↓setContext(async (_, { headers }) => {
          const token = await freshToken();
          return { headers: { ...headers, authorization: `Bearer ${token}` } };
        });
        const client = new ApolloClient({
          link: authorized.concat(new HttpLink({ uri: "/graphql" })),
          cache: new InMemoryCache(),
        });
        const TIDES = gql`query { tides { height } }`;
        function Tides() {
          const { data } = useQuery(TIDES);
          return <p>{data?.tides.length}</p>;
        }
        export default function App() {
          return <ApolloProvider client={client}><Tides /></ApolloProvider>;
        }
        """,
      ],
      fixed: [
        "src/token.js": """
        import axios from "axios";
        let kept = null;
        export const freshToken = async () => {
          if (kept && kept.until > Date.now()) return kept.token;
          const answer = await axios.post("/api/token", {}, { withCredentials: true });
          kept = answer.data;
          return kept.token;
        };
        """
      ]
    ),
    .silent(
      "a token that the browser holds",
      files: [
        "src/client.js": """
        import axios from "axios";
        export const client = axios.create({ baseURL: "/api", timeout: 5000 });
        client.interceptors.request.use((config) => {
          config.headers.Authorization = `Bearer ${localStorage.getItem("token")}`;
          return config;
        });
        """,
        "src/Tides.jsx": page,
      ]
    ),
    .silent(
      "a token that is asked for after a refusal",
      files: [
        "src/token.js": token,
        "src/client.js": """
        import axios from "axios";
        import { freshToken } from "./token";
        export const client = axios.create({ baseURL: "/api", timeout: 5000 });
        client.interceptors.response.use(
          (answer) => answer,
          async (error) => {
            if (error.response?.status !== 401 || error.config.isRepeated) throw error;
            error.config.isRepeated = true;
            error.config.headers.Authorization = `Bearer ${await freshToken()}`;
            return client.request(error.config);
          },
        );
        """,
        "src/Tides.jsx": page,
      ]
    ),
  ]
}
