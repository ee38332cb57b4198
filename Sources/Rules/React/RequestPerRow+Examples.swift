// Which rows ask another server for themselves, and which do not, or are a few that the code names.

extension RequestPerRow {
  static let examples: [Example] = [
    .reported(
      "the profile of each comment's author",
      """
      import { useEffect, useState } from "react";
      function Author({ id }) {
        const [author, setAuthor] = useState(null);
        useEffect(() => {
          ↓fetch(`https://people.example/v1/users/${id}`).then((answer) => answer.json()).then(setAuthor);
        }, [id]);
        return <b>{author && author.name}</b>;
      }
      export default function Comments({ comments }) {
        return <div>{comments.map((comment) => <p key={comment.id}><Author id={comment.author} /></p>)}</div>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        function Author({ author }) {
          return <b>{author && author.name}</b>;
        }
        export default function Comments({ comments }) {
          const [authors, setAuthors] = useState({});
          const ids = comments.map((comment) => comment.author).join(",");
          useEffect(() => {
            fetch(`https://people.example/v1/users?ids=${ids}`).then((answer) => answer.json()).then(setAuthors);
          }, [ids]);
          return (
            <div>
              {comments.map((comment) => <p key={comment.id}><Author author={authors[comment.author]} /></p>)}
            </div>
          );
        }
        """,
      path: "src/Comments.jsx"
    ),
    .project(
      "the account of each row by a hook with a cache, and a rate that all rows share",
      [
        "src/Account.jsx": """
        import { useQuery } from "@tanstack/react-query";
        export function Account({ entry, shop }) {
          const { data: rate } = useQuery({
            queryKey: ["rate", shop],
            queryFn: () => fetch(`https://bank.example/rates/${shop}`).then((answer) => answer.json()),
          });
          const { data: account } = ↓useQuery({
            queryKey: ["account", entry.id],
            queryFn: () => fetch(`https://bank.example/accounts/${entry.id}`).then((answer) => answer.json()),
          });
          return <li>{account?.balance} {rate?.value}</li>;
        }
        """,
        "src/Accounts.jsx": """
        import { Account } from "./Account";
        export function Accounts({ entries, shop }) {
          return <ul>{entries.map((entry) => <Account key={entry.id} entry={entry} shop={shop} />)}</ul>;
        }
        """,
      ],
      fixed: [
        "src/Account.jsx": """
        export function Account({ entry }) {
          return <li>{entry.balance}</li>;
        }
        """
      ]
    ),
    .project(
      "the price of each share, two components below the list",
      [
        "src/Price.tsx": """
        import axios from "axios";
        import { useEffect, useState } from "react";

        export function Price({ symbol }: { symbol: string }) {
          const [price, setPrice] = useState<number | null>(null);
          useEffect(() => {
            async function load() {
              const answer = await ↓axios.get("https://quotes.example/v2/last", { params: { symbol } });
              setPrice(answer.data.price);
            }
            load();
          }, [symbol]);
          return <td>{price}</td>;
        }
        """,
        "src/Portfolio.tsx": """
        import { Price } from "./Price";

        const Share = ({ symbol, count }: { symbol: string; count: number }) => (
          <tr><td>{symbol}</td><td>{count}</td><Price symbol={symbol} /></tr>
        );

        export function Portfolio({ shares }: { shares: { symbol: string; count: number }[] }) {
          return <table>{shares.map((one) => <Share key={one.symbol} symbol={one.symbol} count={one.count} />)}</table>;
        }
        """,
      ],
      fixed: [
        "src/Price.tsx": """
        export function Price({ price }: { price?: number }) {
          return <td>{price}</td>;
        }
        """,
        "src/Portfolio.tsx": """
        import axios from "axios";
        import { useEffect, useState } from "react";
        import { Price } from "./Price";

        const Share = ({ symbol, count, price }: { symbol: string; count: number; price?: number }) => (
          <tr><td>{symbol}</td><td>{count}</td><Price price={price} /></tr>
        );

        export function Portfolio({ shares }: { shares: { symbol: string; count: number }[] }) {
          const [prices, setPrices] = useState<Record<string, number>>({});
          const symbols = shares.map((one) => one.symbol).join(",");
          useEffect(() => {
            axios.get("https://quotes.example/v2/last", { params: { symbols } }).then(({ data }) => setPrices(data));
          }, [symbols]);
          return <table>{shares.map((one) => <Share key={one.symbol} {...one} price={prices[one.symbol]} />)}</table>;
        }
        """,
      ]
    ),
    .silent(
      "one request when the customer opens a row",
      """
      import { useState } from "react";
      function Row({ id }) {
        const [details, setDetails] = useState(null);
        const open = () => fetch(`/api/orders/${id}`).then((answer) => answer.json()).then(setDetails);
        return <button onClick={open}>{details ? details.total : "Details"}</button>;
      }
      export default function Orders({ orders }) {
        return <div>{orders.map((order) => <Row key={order.id} id={order.id} />)}</div>;
      }
      """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "three tiles that the code names",
      """
      import axios from "axios";
      import { useEffect, useState } from "react";

      const cities = ["Bern", "Lima", "Oslo"];

      function Weather({ city }: { city: string }) {
        const [degrees, setDegrees] = useState<number>();
        useEffect(() => {
          axios.get(`https://weather.example/now/${city}`).then(({ data }) => setDegrees(data.degrees));
        }, [city]);
        return <p>{city}: {degrees}</p>;
      }

      export function Start() {
        return <main>{cities.map((city) => <Weather key={city} city={city} />)}</main>;
      }
      """,
      path: "src/Start.tsx"
    ),
    .silent(
      "the first four of a list",
      """
      import { useEffect, useState } from "react";
      const Cover = ({ isbn }) => {
        const [cover, setCover] = useState(null);
        useEffect(() => {
          fetch(`https://covers.example/${isbn}.json`).then((answer) => answer.json()).then(setCover);
        }, [isbn]);
        return <img src={cover ? cover.url : "/blank.png"} alt="" />;
      };
      export function Newest({ books }) {
        return <div>{books.slice(0, 4).map((book) => <Cover key={book.isbn} isbn={book.isbn} />)}</div>;
      }
      """,
      path: "src/Newest.jsx"
    ),
  ]
}
