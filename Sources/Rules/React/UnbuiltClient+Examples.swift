// Which images run the server of developers, and which serve what was built.

extension UnbuiltClient {
  private static let entry = """
    import { createRoot } from "react-dom/client";
    createRoot(document.getElementById("root")).render(<p>Berths</p>);
    """
  private static let manifest = """
    {
      "name": "harbour",
      "scripts": { "start": "react-scripts start", "dev": "vite --host", "build": "vite build" }
    }
    """
  private static let built = """
    FROM node:22 AS build
    WORKDIR /app
    COPY . .
    RUN npm ci && npm run build
    FROM nginx:1.27
    COPY --from=build /app/dist /usr/share/nginx/html
    CMD ["nginx", "-g", "daemon off;"]
    """

  static let examples: [Example] = [
    .project(
      "a container that starts what `npm start` means to developers",
      [
        "web/package.json": manifest,
        "web/src/index.jsx": entry,
        "web/Dockerfile": """
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm install
        ↓CMD ["npm", "start"]
        """,
      ],
      fixed: ["web/Dockerfile": built]
    ),
    .project(
      "a container that runs Vite for developers",
      [
        "web/package.json": manifest,
        "web/src/index.jsx": entry,
        "web/Dockerfile": """
        FROM node:22
        COPY . .
        RUN yarn
        ↓CMD yarn dev
        """,
      ],
      fixed: ["web/Dockerfile": built]
    ),
    .silent(
      "an image for developers beside the one that is deployed",
      files: [
        "web/package.json": manifest,
        "web/src/index.jsx": entry,
        "web/Dockerfile": """
        FROM node:22
        COPY . .
        CMD ["npm", "run", "dev"]
        """,
        "web/Dockerfile.prod": built,
      ]
    ),
    .silent(
      "an image that serves what was built",
      files: [
        "web/package.json": manifest,
        "web/src/index.jsx": entry,
        "web/Dockerfile": built,
      ]
    ),
  ]
}
