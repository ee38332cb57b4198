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
    .reported(
      "a list that asks for more each time, as it counts by its own limit",
      """
      import { useEffect, useState } from "react";
      export function Comments({ post }) {
        const [limit, setLimit] = useState(5);
        const [comments, setComments] = useState([]);
        useEffect(() => {
          ↓fetch(`/api/posts/${post}/comments?limit=${limit}`)
            .then((answer) => answer.json())
            .then(setComments);
        }, [post, limit]);
        const more = () => setLimit(limit + 5);
        return <ul onClick={more}>{comments.map((comment) => <li key={comment.id}>{comment.text}</li>)}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export function Comments({ post }) {
          const [page, setPage] = useState(1);
          const [comments, setComments] = useState([]);
          useEffect(() => {
            fetch(`/api/posts/${post}/comments?limit=5&page=${page}`)
              .then((answer) => answer.json())
              .then((rows) => setComments((before) => [...before, ...rows]));
          }, [post, page]);
          const more = () => setPage(page + 1);
          return <ul onClick={more}>{comments.map((comment) => <li key={comment.id}>{comment.text}</li>)}</ul>;
        }
        """,
      path: "src/Comments.jsx"
    ),
    .silent(
      "a page that is turned",
      """
      import { useEffect, useState } from "react";
      export function Orders() {
        const [page, setPage] = useState(1);
        const [orders, setOrders] = useState([]);
        useEffect(() => {
          fetch(`/api/orders?limit=20&page=${page}`).then((answer) => answer.json()).then(setOrders);
        }, [page]);
        return <ul onClick={() => setPage(page + 1)}>{orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
      }
      """,
      path: "src/Orders.jsx"
    ),
  ]
}
