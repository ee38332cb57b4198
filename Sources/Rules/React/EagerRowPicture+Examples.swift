// Which pictures of rows may not wait.

extension EagerRowPicture {
  private static let page = """
    import { useEffect, useState } from "react";
    import { Card } from "./Card";
    export default function Boats({ page }) {
      const [boats, setBoats] = useState([]);
      useEffect(() => {
        fetch(`/api/boats?page=${page}&limit=24`).then((answer) => answer.json()).then(setBoats);
      }, [page]);
      return <main>{boats.map((boat) => <Card key={boat.id} boat={boat} />)}</main>;
    }
    """

  static let examples: [Example] = [
    .project(
      "a page of cards with a picture each",
      [
        "src/Boats.jsx": page,
        "src/Card.jsx": """
        export function Card({ boat }) {
          return <article>{boat.picture && ↓<img src={boat.picture} alt={boat.name} />}<h3>{boat.name}</h3></article>;
        }
        """,
      ],
      fixed: [
        "src/Card.jsx": """
        export function Card({ boat }) {
          return <article><img src={boat.picture} loading="lazy" width={240} height={160} alt={boat.name} /></article>;
        }
        """
      ]
    ),
    .reported(
      "rows that a component makes itself",
      """
      import { useEffect, useState } from "react";
      export default function Sailors({ page }) {
        const [sailors, setSailors] = useState([]);
        useEffect(() => {
          fetch(`/api/sailors?page=${page}&limit=50`).then((answer) => answer.json()).then(setSailors);
        }, [page]);
        return <ul>{sailors.map((one) => ↓<img key={one.id} src={`/portraits/${one.id}.jpg`} />)}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Sailors({ page }) {
          const [sailors, setSailors] = useState([]);
          useEffect(() => {
            fetch(`/api/sailors?page=${page}&limit=50`).then((answer) => answer.json()).then(setSailors);
          }, [page]);
          return <ul>{sailors.map((one) => <li key={one.id}><img loading="lazy" src={`/portraits/${one.id}.jpg`} /></li>)}</ul>;
        }
        """,
      path: "src/Sailors.jsx"
    ),
    .silent(
      "one picture that all rows share, and one that is in view",
      files: [
        "src/Boats.jsx": page,
        "src/Card.jsx": """
        import anchor from "./anchor.svg";
        export function Card({ boat }) {
          return <article><img src={anchor} /><h3>{boat.name}</h3></article>;
        }
        """,
        "src/Boat.jsx": """
        export function Boat({ boat }) {
          return <main><img src={boat.picture} /></main>;
        }
        """,
      ]
    ),
    .silent(
      "pictures that the code names",
      """
      const harbours = [{ name: "North", picture: "/north.webp" }, { name: "South", picture: "/south.webp" }];
      export function Harbours() {
        return <main>{harbours.map((one) => <img key={one.name} src={one.picture} />)}</main>;
      }
      """,
      path: "src/Harbours.jsx"
    ),
  ]
}
