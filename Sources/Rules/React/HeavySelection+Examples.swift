// Which fields of documents are asked for in vain, and which are shown, counted or limited.

extension HeavySelection {
  private static let list = """
    import { useQuery } from "@apollo/client";
    import { BOATS } from "./documents";
    export default function Boats() {
      const { data } = useQuery(BOATS, { variables: { limit: 20 } });
      return <ul>{data?.boats.map((boat) => <li key={boat.id}>{boat.name}</li>)}</ul>;
    }
    """

  static let examples: [Example] = [
    .project(
      "keys of all trips of each boat, which nothing reads",
      [
        "src/documents.js": """
        import { gql } from "@apollo/client";
        export const BOATS = gql`
          query Boats($limit: Int) {
            boats(limit: $limit) {
              id
              name
              ↓tripIds
            }
          }
        `;
        """,
        "src/Boats.jsx": list,
      ],
      fixed: [
        "src/documents.js": """
        import { gql } from "@apollo/client";
        export const BOATS = gql`
          query Boats($limit: Int) {
            boats(limit: $limit) {
              id
              name
            }
          }
        `;
        """
      ]
    ),
    .project(
      "all reviews of each boat of a list, for an average",
      [
        "src/documents.js": """
        import { gql } from "@apollo/client";
        export const BOATS = gql`
          query Boats($limit: Int) {
            boats(limit: $limit) {
              id
              name
              ↓reviews {
                stars
                author { name }
              }
            }
          }
        `;
        """,
        "src/Boats.jsx": """
        import { useQuery } from "@apollo/client";
        import { BOATS } from "./documents";
        const mean = (reviews) => reviews.reduce((sum, review) => sum + review.stars, 0) / reviews.length;
        export default function Boats() {
          const { data } = useQuery(BOATS, { variables: { limit: 20 } });
          return <ul>{data?.boats.map((boat) => <li key={boat.id}>{boat.name} {mean(boat.reviews)}</li>)}</ul>;
        }
        """,
      ],
      fixed: [
        "src/documents.js": """
        import { gql } from "@apollo/client";
        export const BOATS = gql`
          query Boats($limit: Int) {
            boats(limit: $limit) {
              id
              name
              meanStars
            }
          }
        `;
        """
      ]
    ),
    .silent(
      "the first three reviews of each boat",
      files: [
        "src/documents.js": """
        import { gql } from "@apollo/client";
        export const BOATS = gql`
          query Boats($limit: Int) {
            boats(limit: $limit) {
              id
              name
              reviews(first: 3) { stars }
            }
          }
        `;
        """,
        "src/Boats.jsx": """
        import { useQuery } from "@apollo/client";
        import { BOATS } from "./documents";
        export default function Boats() {
          const { data } = useQuery(BOATS, { variables: { limit: 20 } });
          return <ul>{data?.boats.map((boat) => <li key={boat.id}>{boat.reviews[0]?.stars}</li>)}</ul>;
        }
        """,
      ]
    ),
    .silent(
      "the sails of one boat, which the page shows",
      files: [
        "src/documents.js": """
        import { gql } from "@apollo/client";
        export const BOAT = gql`
          query Boat($id: ID!) {
            boat(id: $id) {
              id
              sails { area }
            }
          }
        `;
        """,
        "src/Boat.jsx": """
        import { useQuery } from "@apollo/client";
        import { BOAT } from "./documents";
        export default function Boat({ id }) {
          const { data } = useQuery(BOAT, { variables: { id } });
          return <p>{data?.boat.sails.length}</p>;
        }
        """,
      ]
    ),
  ]
}
