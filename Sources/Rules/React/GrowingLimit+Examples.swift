// Lists that grow by a larger limit, and lists that grow by pages.

extension GrowingLimit {
  static let examples: [Example] = [
    .reported(
      "a feed whose limit grows",
      """
      import { useEffect, useState } from "react";
      export function Feed() {
        const [limit, setLimit] = useState(10);
        const [posts, setPosts] = useState([]);
        useEffect(() => {
          ↓fetch(`/api/posts?limit=${limit}`).then((answer) => answer.json()).then(setPosts);
        }, [limit]);
        return (
          <main>
            {posts.map((post) => <p key={post.id}>{post.text}</p>)}
            <button onClick={() => setLimit((before) => before + 10)}>More</button>
          </main>
        );
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export function Feed() {
          const [offset, setOffset] = useState(0);
          const [posts, setPosts] = useState([]);
          useEffect(() => {
            fetch(`/api/posts?limit=10&offset=${offset}`)
              .then((answer) => answer.json())
              .then((rows) => setPosts((before) => [...before, ...rows]));
          }, [offset]);
          return (
            <main>
              {posts.map((post) => <p key={post.id}>{post.text}</p>)}
              <button onClick={() => setOffset((before) => before + 10)}>More</button>
            </main>
          );
        }
        """,
      path: "src/Feed.jsx"
    ),
    .silent(
      "a limit that a user picks",
      """
      import { useEffect, useState } from "react";
      export function Orders() {
        const [limit, setLimit] = useState(20);
        const [orders, setOrders] = useState([]);
        useEffect(() => {
          fetch(`/api/orders?limit=${limit}`).then((answer) => answer.json()).then(setOrders);
        }, [limit]);
        return (
          <main>
            <select value={limit} onChange={(event) => setLimit(Number(event.target.value))} />
            {orders.map((order) => <p key={order.id}>{order.total}</p>)}
          </main>
        );
      }
      """,
      path: "src/Orders.jsx"
    ),
  ]
}
