// Clients of services that answer with what a model of language makes.

import SemanticModel

extension Library {
  /// Gemini over fetch of Node: 300 s for headers, unless the request's options say otherwise.
  static let gemini = Library(
    "Gemini",
    packages: ["@google/generative-ai", "@google/genai", "@google-cloud/vertexai"],
    exports: Members.of([
      .types("GoogleGenerativeAI GoogleGenAI VertexAI", "gemini.Client"),
      .free("HarmCategory HarmBlockThreshold SchemaType Type Modality"),
    ]).byName,
    types: [
      "gemini.Client": LibraryType(
        .each("getGenerativeModel preview", .gives("gemini.Model")),
        .values("models chats", "gemini.Model")
      ),
      "gemini.Model": LibraryType(
        .each(
          """
          generateContent generateContentStream sendMessage sendMessageStream embedContent
          batchEmbedContents countTokens
          """,
          .requests(
            "API",
            deadline: DeadlineRule(
              "Gemini request",
              options: [
                DeadlineRule.OptionRule(1, "timeout", "signal"),
                DeadlineRule.OptionRule(0, "config"),
              ],
              creation: [
                DeadlineRule.OptionRule(1, "timeout"), DeadlineRule.OptionRule(0, "httpOptions"),
              ],
              defaultSeconds: 300
            )
          )
        ),
        .each("startChat create", .gives("gemini.Model"))
      ),
    ]
  )

  /// The AI SDK of Vercel over fetch of Node.
  static let vercelAI = Library(
    "AI SDK",
    packages: ["ai"],
    exports: Members.each(
      "generateText generateObject streamText streamObject embed embedMany",
      .requests(
        "API",
        deadline: DeadlineRule(
          "model request",
          options: [
            DeadlineRule.OptionRule(0, "abortSignal", "timeout")
              .suggesting("abortSignal: AbortSignal.timeout(60_000)")
          ],
          defaultSeconds: 300
        )
      )
    ).byName
  )
}
