// Lists of what one thing gathers, which comes whole with the thing.

extension UnpagedListShown {
  static let held: [Example] = [
    .reported(
      "all reviews of a boat, with the boat",
      """
      import { useEffect, useState } from "react";
      export default function Boat({ id }) {
        const [boat, setBoat] = useState(null);
        useEffect(() => {
          fetch(`/api/boats/${id}`).then((answer) => answer.json()).then((data) => setBoat(data.boat));
        }, [id]);
        if (!boat) return null;
        return <main><h1>{boat.name}</h1>{↓boat.reviews.map((review) => (
          <article key={review.id}><h3>{review.title}</h3><b>{review.stars}</b><p>{review.text}</p></article>
        ))}</main>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Boat({ id }) {
          const [boat, setBoat] = useState(null);
          useEffect(() => {
            fetch(`/api/boats/${id}`).then((answer) => answer.json()).then((data) => setBoat(data.boat));
          }, [id]);
          if (!boat) return null;
          return <main><h1>{boat.name}</h1>{boat.reviews.slice(0, 10).map((review) => (
            <article key={review.id}><h3>{review.title}</h3><b>{review.stars}</b><p>{review.text}</p></article>
          ))}</main>;
        }
        """,
      path: "src/Boat.jsx"
    ),
    .silent(
      "the sails of a boat, which nobody adds by using the application",
      """
      import { useEffect, useState } from "react";
      export default function Boat({ id }) {
        const [boat, setBoat] = useState(null);
        useEffect(() => {
          fetch(`/api/boats/${id}`).then((answer) => answer.json()).then((data) => setBoat(data.boat));
        }, [id]);
        if (!boat) return null;
        return <main>{boat.sails.map((sail) => <p key={sail.id}>{sail.area} of {sail.cloth}</p>)}</main>;
      }
      """,
      path: "src/Sails.jsx"
    ),
  ]
}
