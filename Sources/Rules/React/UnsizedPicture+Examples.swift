// Which pictures are loaded too wide, and which are as wide as the window, or say how wide they are.

extension UnsizedPicture {
  static let examples: [Example] = [
    .project(
      "the picture of a card, which a grid shows four times in a row",
      [
        "src/Card.jsx": """
        import Image from "next/image";
        export default function Card({ product }) {
          return (
            <article>
              <div className="relative aspect-square">{
                ↓<Image src={product.image} alt={product.name} fill className="object-cover" />
              }</div>
              <h3>{product.name}</h3>
            </article>
          );
        }
        """,
        "src/Cards.jsx": """
        import Card from "./Card";
        export default function Cards({ products }) {
          return <div>{products.map((product) => <Card key={product.id} product={product} />)}</div>;
        }
        """,
      ],
      fixed: [
        "src/Card.jsx": """
        import Image from "next/image";
        export default function Card({ product }) {
          return (
            <article>
              <div className="relative aspect-square">{
                <Image src={product.image} alt={product.name} fill sizes="25vw" className="object-cover" />
              }</div>
              <h3>{product.name}</h3>
            </article>
          );
        }
        """
      ]
    ),
    .reported(
      "a thumbnail of 70 pixels",
      """
      import Image from "next/image";
      export function Line({ item }) {
        return (
          <div className="relative w-[70px] aspect-square">{
            ↓<Image src={item.image} alt={item.name} fill />
          }</div>
        );
      }
      """,
      fixed: """
        import Image from "next/image";
        export function Line({ item }) {
          return (
            <div className="relative w-[70px] aspect-square">{
              <Image src={item.image} alt={item.name} fill sizes="70px" />
            }</div>
          );
        }
        """,
      path: "src/Line.jsx"
    ),
    .silent(
      "a picture behind the head of a page, as wide as the window",
      """
      import Image from "next/image";
      export function Head({ shop }) {
        return (
          <header className="relative w-full h-96">
            <Image src={shop.cover} alt="" fill priority className="object-cover" />
          </header>
        );
      }
      """,
      path: "src/Head.jsx"
    ),
    .silent(
      "pictures that the settings let be served as they are",
      files: [
        "package.json": #"{"dependencies": {"react": "19", "next": "15"}}"#,
        "next.config.js": "module.exports = { images: { unoptimized: true } };\n",
        "src/Line.jsx": """
        import Image from "next/image";
        export function Line({ item }) {
          return (
            <div className="relative w-16 h-16">
              <Image src={item.image} alt={item.name} fill />
            </div>
          );
        }
        """,
      ]
    ),
  ]
}
