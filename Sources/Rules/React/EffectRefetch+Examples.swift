// Which effects set themselves off again, and which come to rest.

extension EffectRefetch {
  static let examples: [Example] = requestExamples + renderExamples

  private static let requestExamples: [Example] = [
    .reported(
      "an effect that depends on the rows it loads",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        ↓useEffect(() => {
          fetch("/api/orders?limit=20").then((answer) => answer.json()).then(setOrders);
        }, [orders]);
        return <p>{orders.length}</p>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Orders() {
          const [orders, setOrders] = useState([]);
          useEffect(() => {
            fetch("/api/orders?limit=20").then((answer) => answer.json()).then(setOrders);
          }, []);
          return <p>{orders.length}</p>;
        }
        """,
      path: "src/Orders.jsx"
    ),
    .reported(
      "an effect without dependencies",
      """
      import { useEffect, useState } from "react";
      export default function Total() {
        const [total, setTotal] = useState(null);
        ↓useEffect(() => {
          fetch("/api/total").then((answer) => answer.json()).then(setTotal);
        });
        return <p>{total && total.sum}</p>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Total() {
          const [total, setTotal] = useState(null);
          useEffect(() => {
            fetch("/api/total").then((answer) => answer.json()).then(setTotal);
          }, []);
          return <p>{total && total.sum}</p>;
        }
        """,
      path: "src/Total.jsx"
    ),
    .silent(
      "an effect that asks only while nothing is there",
      """
      import { useEffect, useState } from "react";
      export default function Total() {
        const [total, setTotal] = useState(null);
        useEffect(() => {
          if (total) return;
          fetch("/api/total").then((answer) => answer.json()).then(setTotal);
        }, [total]);
        return <p>{total && total.sum}</p>;
      }
      """,
      path: "src/Guarded.jsx"
    ),
    .silent(
      "criteria that keep their identity from render to render",
      """
      import { useEffect, useMemo, useState } from "react";
      import axios from "axios";
      export function Berths({ harbour }) {
        const [berths, setBerths] = useState([]);
        const params = useMemo(() => ({ harbour, free: true }), [harbour]);
        useEffect(() => {
          axios.get("/api/berths", { params }).then((answer) => setBerths(answer.data));
        }, [params]);
        return <p>{berths.length} free</p>;
      }
      """,
      path: "src/Berths.jsx"
    ),
  ]
}
