// Where `AllMessagesSent` speaks, and where it is silent.

extension AllMessagesSent {
  private static let texts =
    "{\"Cart\": {\"title\": \"Cart\"}, \"Terms\": \"" + String(repeating: "word ", count: 14_000)
    + "\"}"

  private static let page = """
    import { Cart } from "../src/Cart";
    export default function Page() {
      return <Cart />;
    }
    """

  private static let cart = """
    "use client";
    import { useTranslations } from "next-intl";
    export function Cart() {
      const t = useTranslations("Cart");
      return <h1>{t("title")}</h1>;
    }
    """

  static let examples: [Example] = [
    .project(
      "a provider that is handed all messages",
      [
        "package.json": #"{"dependencies": {"next": "15.0.0", "next-intl": "3.26.0"}}"#,
        "messages/en.json": texts,
        "app/page.tsx": page,
        "src/Cart.tsx": cart,
        "app/layout.tsx": """
        import { NextIntlClientProvider } from "next-intl";
        import { getMessages } from "next-intl/server";
        export default async function Layout({ children }) {
          const messages = await getMessages();
          return ↓<NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
        }
        """,
      ],
      fixed: [
        "app/layout.tsx": """
        import { NextIntlClientProvider } from "next-intl";
        import { getMessages } from "next-intl/server";
        import pick from "lodash/pick";
        export default async function Layout({ children }) {
          const messages = pick(await getMessages(), "Cart");
          return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
        }
        """
      ]
    ),
    .silent(
      "a few texts",
      files: [
        "package.json": #"{"dependencies": {"next": "15.0.0", "next-intl": "4.1.0"}}"#,
        "messages/en.json": #"{"Cart": {"title": "Cart"}}"#,
        "app/page.tsx": page,
        "src/Cart.tsx": cart,
        "app/layout.tsx": """
        import { NextIntlClientProvider } from "next-intl";
        export default function Layout({ children }) {
          return <NextIntlClientProvider>{children}</NextIntlClientProvider>;
        }
        """,
      ]
    ),
    .project(
      "a provider that takes over all messages, as version 4 does",
      [
        "package.json": #"{"dependencies": {"next": "15.0.0", "next-intl": "^4.1.0"}}"#,
        "messages/en.json": texts,
        "app/page.tsx": page,
        "src/Cart.tsx": cart,
        "app/layout.tsx": """
        import { NextIntlClientProvider } from "next-intl";
        export default function Layout({ children }) {
          return ↓<NextIntlClientProvider>{children}</NextIntlClientProvider>;
        }
        """,
      ],
      fixed: ["messages/en.json": #"{"Cart": {"title": "Cart"}}"#]
    ),
    .silent(
      "a provider that hands on no messages",
      files: [
        "package.json": #"{"dependencies": {"next": "15.0.0", "next-intl": "4.1.0"}}"#,
        "messages/en.json": texts,
        "app/page.tsx": page,
        "src/Cart.tsx": cart,
        "app/layout.tsx": """
        import { NextIntlClientProvider } from "next-intl";
        export default function Layout({ children }) {
          return <NextIntlClientProvider messages={null}>{children}</NextIntlClientProvider>;
        }
        """,
      ]
    ),
  ]
}
