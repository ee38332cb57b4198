// Which changes load whole lists again, and which ask for what they changed.

extension RefetchAfterChange {
  private static let list = """
    import { gql, useMutation, useQuery } from "@apollo/client";
    export const LOGS = gql`query Logs($boat: ID!) { logs(boat: $boat) { id text } }`;
    const ADD = gql`mutation Add($boat: ID!, $text: String!) { addLog(boat: $boat, text: $text) { id text } }`;
    """

  static let examples: [Example] = [
    .reported(
      "all entries of a log for one that was added",
      list + """

        export default function Log({ boat }) {
          const { data } = useQuery(LOGS, { variables: { boat } });
          const [add] = useMutation(ADD, { refetchQueries: [↓{ query: LOGS, variables: { boat } }] });
          return <button onClick={() => add({ variables: { boat, text: "Moored" } })}>{data?.logs.length}</button>;
        }
        """,
      fixed: list + """

        export default function Log({ boat }) {
          const { data } = useQuery(LOGS, { variables: { boat } });
          const [add] = useMutation(ADD, {
            update: (cache, { data }) => cache.modify({ fields: { logs: (before) => [...before, data.addLog] } }),
          });
          return <button onClick={() => add({ variables: { boat, text: "Moored" } })}>{data?.logs.length}</button>;
        }
        """,
      path: "src/Log.jsx"
    ),
    .reported(
      "a list that nothing shows",
      """
      import { gql, useMutation, useQuery } from "@apollo/client";
      const ALL = gql`query All { berths { id } }`;
      const FREE = gql`query Free { freeBerths { id } }`;
      const TAKE = gql`mutation Take($id: ID!) { takeBerth(id: $id) { id } }`;
      export default function Berths() {
        const { data } = useQuery(FREE);
        const [take] = useMutation(TAKE, { refetchQueries: [↓{ query: ALL }] });
        return <button onClick={() => take({ variables: { id: 1 } })}>{data?.freeBerths.length}</button>;
      }
      """,
      fixed: """
        import { gql, useMutation, useQuery } from "@apollo/client";
        const FREE = gql`query Free { freeBerths { id } }`;
        const TAKE = gql`mutation Take($id: ID!) { takeBerth(id: $id) { id } }`;
        export default function Berths() {
          const { data } = useQuery(FREE);
          const [take] = useMutation(TAKE, { refetchQueries: [{ query: FREE }] });
          return <button onClick={() => take({ variables: { id: 1 } })}>{data?.freeBerths.length}</button>;
        }
        """,
      path: "src/Berths.jsx"
    ),
    .silent(
      "the one thing that was changed",
      """
      import { gql, useMutation, useQuery } from "@apollo/client";
      const HARBOUR = gql`query Harbour { harbour { id name } }`;
      const NAME = gql`mutation Name($name: String!) { nameHarbour(name: $name) }`;
      export default function Harbour() {
        const { data } = useQuery(HARBOUR);
        const [name] = useMutation(NAME, { refetchQueries: [{ query: HARBOUR }] });
        return <button onClick={() => name({ variables: { name: "North" } })}>{data?.harbour.name}</button>;
      }
      """,
      path: "src/Harbour.jsx"
    ),
    .silent(
      "the page of a log that is shown",
      """
      import { gql, useMutation, useQuery } from "@apollo/client";
      const LOGS = gql`query Logs($page: Int) { logs(page: $page) { id text } }`;
      const ADD = gql`mutation Add($text: String!) { addLog(text: $text) { id text } }`;
      export default function Log() {
        const { data } = useQuery(LOGS, { variables: { page: 1 } });
        const [add] = useMutation(ADD, { refetchQueries: [{ query: LOGS, variables: { page: 1 } }] });
        return <button onClick={() => add({ variables: { text: "Moored" } })}>{data?.logs.length}</button>;
      }
      """,
      path: "src/Page.jsx"
    ),
  ]
}
