// Which pictures are too large, and which are made smaller or stay as they must.

extension LargePictureShown {
  private static let page = """
    import { createRoot } from "react-dom/client";
    import { Hero } from "./Hero";
    createRoot(document.getElementById("root")).render(<Hero />);
    """

  static let examples: [Example] = [
    .project(
      "an imported photograph",
      [
        "src/hero.jpg": "794549",
        "src/main.jsx": page,
        "src/Hero.jsx": """
        ↓import photo from "./hero.jpg";
        export function Hero() {
          return <img src={photo} alt="The bakery" />;
        }
        """,
      ],
      fixed: ["src/hero.jpg": "94549"]
    ),
    .project(
      "a picture by its address, through a component of the project",
      [
        "package.json": #"{"name": "shop"}"#,
        "public/img/banner.png": "648494",
        "src/main.jsx": page,
        "src/Picture.jsx": """
        export function Picture({ src }) {
          return <img src={src} loading="lazy" alt="" />;
        }
        """,
        "src/Hero.jsx": """
        import { Picture } from "./Picture";
        export function Hero() {
          return ↓<Picture src="/img/banner.png" />;
        }
        """,
      ],
      fixed: ["public/img/banner.png": "120000"]
    ),
    .project(
      "a sprite behind elements, which no framework makes smaller",
      [
        "package.json": #"{"dependencies": {"next": "15.0.0"}}"#,
        "public/items.png": "1600000",
        "src/main.jsx": page,
        "src/Hero.jsx": """
        export function Hero() {
          return <div style={{ backgroundImage: ↓"url(/items.png)", width: 32 }} />;
        }
        """,
      ],
      fixed: ["public/items.png": "20000"]
    ),
    .silent(
      "a build that makes pictures smaller",
      files: [
        "package.json": #"{"devDependencies": {"vite-plugin-image-optimizer": "2.0.0"}}"#,
        "src/hero.jpg": "794549",
        "src/main.jsx": page,
        "src/Hero.jsx": """
        import photo from "./hero.jpg";
        export function Hero() {
          return <img src={photo} alt="The bakery" />;
        }
        """,
      ]
    ),
    .silent(
      "a picture of another server",
      files: [
        "public/img/banner.png": "648494",
        "src/main.jsx": page,
        "src/Hero.jsx": """
        export function Hero() {
          return <img src="https://pictures.example.com/img/banner.png" alt="" />;
        }
        """,
      ]
    ),
  ]
}
