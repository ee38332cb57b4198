// Which components are another at each render, and which inner functions are none, or are made once.

extension ComponentInComponent {
  static let examples: [Example] = [
    .reported(
      "a field that loses its focus at each key",
      """
      import { useState } from "react";
      export default function Form() {
        const [name, setName] = useState("");
        const ↓Field = () => <input value={name} onChange={(event) => setName(event.target.value)} />;
        return <form><Field /></form>;
      }
      """,
      fixed: """
        import { useState } from "react";
        const Field = ({ name, onName }) => <input value={name} onChange={(event) => onName(event.target.value)} />;
        export default function Form() {
          const [name, setName] = useState("");
          return <form><Field name={name} onName={setName} /></form>;
        }
        """,
      path: "src/Form.jsx"
    ),
    .reported(
      "rows that fold up again as soon as another is chosen",
      """
      import { useState } from "react";

      type Order = { id: number; number: string; note: string };

      export function Orders({ orders }: { orders: Order[] }) {
        const [chosen, setChosen] = useState<number | null>(null);

        function ↓OrderRow({ order }: { order: Order }) {
          const [isOpen, setOpen] = useState(false);
          return (
            <li className={chosen === order.id ? "chosen" : ""} onClick={() => setChosen(order.id)}>
              <button onClick={() => setOpen(!isOpen)}>{order.number}</button>
              {isOpen && <p>{order.note}</p>}
            </li>
          );
        }

        return <ul>{orders.map((order) => <OrderRow key={order.id} order={order} />)}</ul>;
      }
      """,
      fixed: """
        import { useState } from "react";

        type Order = { id: number; number: string; note: string };
        type RowProps = { order: Order; isChosen: boolean; onChoose: (id: number) => void };

        function OrderRow({ order, isChosen, onChoose }: RowProps) {
          const [isOpen, setOpen] = useState(false);
          return (
            <li className={isChosen ? "chosen" : ""} onClick={() => onChoose(order.id)}>
              <button onClick={() => setOpen(!isOpen)}>{order.number}</button>
              {isOpen && <p>{order.note}</p>}
            </li>
          );
        }

        export function Orders({ orders }: { orders: Order[] }) {
          const [chosen, setChosen] = useState<number | null>(null);
          return (
            <ul>
              {orders.map((order) => (
                <OrderRow key={order.id} order={order} isChosen={chosen === order.id} onChoose={setChosen} />
              ))}
            </ul>
          );
        }
        """,
      path: "src/Orders.tsx"
    ),
    .silent(
      "a part that is called as a function",
      """
      import { useState } from "react";
      export default function Form() {
        const [name, setName] = useState("");
        const renderField = () => <input value={name} onChange={(event) => setName(event.target.value)} />;
        return <form>{renderField()}</form>;
      }
      """,
      path: "src/Called.jsx"
    ),
    .silent(
      "a component that a function makes once, when the module is loaded",
      """
      import { useState, type ComponentType } from "react";

      function withFolding<P extends object>(Inner: ComponentType<P>, title: string) {
        return function Folding(props: P) {
          const [isOpen, setOpen] = useState(false);
          return (
            <section>
              <h2 onClick={() => setOpen(!isOpen)}>{title}</h2>
              {isOpen && <Inner {...props} />}
            </section>
          );
        };
      }

      const Terms = ({ text }: { text: string }) => <p>{text}</p>;
      export const FoldingTerms = withFolding(Terms, "Terms");
      """,
      path: "src/withFolding.tsx"
    ),
    .silent(
      "a list that is handed how to render a row, and calls it",
      """
      import { useState } from "react";
      import { FlatList, Text, TextInput, View } from "react-native";
      export function Contacts({ contacts }) {
        const [search, setSearch] = useState("");
        const renderContact = ({ item }) => <Text>{item.name}</Text>;
        return (
          <View>
            <TextInput value={search} onChangeText={setSearch} />
            <FlatList data={contacts} renderItem={renderContact} keyExtractor={(item) => item.id} />
          </View>
        );
      }
      """,
      path: "src/Contacts.jsx"
    ),
    .silent(
      "an icon, which keeps nothing and costs nothing to make again",
      """
      import { useState } from "react";
      const icons = { open: "○", done: "●" };
      export function Tasks({ tasks }) {
        const [chosen, setChosen] = useState(null);
        const Mark = ({ state }) => <i>{icons[state]}</i>;
        return (
          <ul>
            {tasks.map((task) => (
              <li key={task.id} className={chosen === task.id ? "chosen" : ""} onClick={() => setChosen(task.id)}>
                <Mark state={task.state} />
              </li>
            ))}
          </ul>
        );
      }
      """,
      path: "src/Tasks.jsx"
    ),
    .project(
      "a button whose dialog closes again",
      [
        "src/Upgrade.jsx": """
        import { useState } from "react";
        export function Upgrade() {
          const [isOpen, setOpen] = useState(false);
          return <button onClick={() => setOpen(!isOpen)}>{isOpen ? "Close" : "Upgrade"}</button>;
        }
        """,
        "src/Page.jsx": """
        import { useState } from "react";
        import { Upgrade } from "./Upgrade";
        export default function Page({ canWrite }) {
          const [text, setText] = useState("");
          const ↓Action = () => (canWrite ? <button>Write</button> : <Upgrade />);
          return (
            <main>
              <Action />
              <input value={text} onChange={(event) => setText(event.target.value)} />
            </main>
          );
        }
        """,
      ],
      fixed: [
        "src/Page.jsx": """
        import { useState } from "react";
        import { Upgrade } from "./Upgrade";
        const Action = ({ canWrite }) => (canWrite ? <button>Write</button> : <Upgrade />);
        export default function Page({ canWrite }) {
          const [text, setText] = useState("");
          return (
            <main>
              <Action canWrite={canWrite} />
              <input value={text} onChange={(event) => setText(event.target.value)} />
            </main>
          );
        }
        """
      ]
    ),
  ]
}
