// Which resources of a page hold it up, and which wait or are its own.

extension BlockingResources {
  private static let entry = """
    import { createRoot } from "react-dom/client";
    createRoot(document.getElementById("root")).render(<p>Berths</p>);
    """

  static let examples: [Example] = [
    .project(
      "a script for payments on every page",
      [
        "package.json": "{ \"name\": \"harbour\" }",
        "src/main.jsx": entry,
        "index.html": """
        <!doctype html>
        <html>
          <body>
            <div id="root"></div>
            ↓<script src="https://pay.example.com/v3/"></script>
            <script type="module" src="/src/main.jsx"></script>
          </body>
        </html>
        """,
      ],
      fixed: [
        "index.html": """
        <!doctype html>
        <html>
          <body>
            <div id="root"></div>
            <script async src="https://pay.example.com/v3/"></script>
            <script type="module" src="/src/main.jsx"></script>
          </body>
        </html>
        """
      ]
    ),
    .project(
      "two style sheets with fonts of another server, told once",
      [
        "package.json": "{ \"name\": \"harbour\" }",
        "src/main.jsx": entry,
        "public/index.html": """
        <!doctype html>
        <html>
          <head>
            <!-- <link rel="stylesheet" href="https://old.example.com/a.css"> -->
            ↓<link
              href="https://fonts.example.com/css2?family=Inter:wght@400;700"
              rel="stylesheet"
            />
            <link href="https://fonts.example.com/css2?family=Lora" rel="stylesheet" />
          </head>
          <body><div id="root"></div></body>
        </html>
        """,
      ],
      fixed: [
        "public/index.html": """
        <!doctype html>
        <html>
          <head><link href="/fonts/inter.css" rel="stylesheet" /></head>
          <body><div id="root"></div></body>
        </html>
        """
      ]
    ),
    .silent(
      "a script that waits until the page is read, and styles that are switched on later",
      files: [
        "package.json": "{ \"name\": \"harbour\" }",
        "src/main.jsx": entry,
        "index.html": """
        <!doctype html>
        <html>
          <head>
            <script defer src="https://counts.example.com/script.js"></script>
            <link rel="preconnect" href="https://fonts.example.com" />
            <link rel="stylesheet" href="https://fonts.example.com/css2" media="print" onload="this.media='all'" />
          </head>
          <body><div id="root"></div></body>
        </html>
        """,
      ]
    ),
    .silent(
      "a page of the documentation, which is none of the application",
      files: [
        "package.json": "{ \"name\": \"harbour\" }",
        "src/main.jsx": entry,
        "docs/api/index.html": """
        <!doctype html>
        <html><head><script src="https://docs.example.com/viewer.js"></script></head></html>
        """,
      ]
    ),
  ]
}
