// What turns documents, pages, pictures and films into others: seconds of work, often by another program.

import SemanticModel

extension Library {
  /// Browsers without a window, whose start alone takes a second.
  static let headlessBrowsers = Library.module(
    "headless browsers",
    packages: [
      "puppeteer", "puppeteer-core", "playwright", "playwright-core", "playwright-chromium",
    ],
    prefix: "headless",
    LibraryType(
      .each("launch", launching),
      .values("chromium firefox webkit", "headless.Kind"),
      .free("devices executablePath")
    ),
    types: [
      "headless.Kind": LibraryType(.each("launch", launching)),
      "headless.Browser": LibraryType(
        anyMember: .call(Operation(returns: "headless.Browser")),
        .listeners
      ),
    ]
  )

  private static let launching = Operation(returns: "headless.Browser").playing(.convertsMedia)

  /// Converters of Node.
  static let converters = Library.module(
    "converters",
    packages: [
      "libreoffice-convert", "html-pdf", "html-pdf-node", "pdf2pic", "pdf-poppler", "tesseract.js",
      "fluent-ffmpeg",
    ],
    prefix: "converters",
    LibraryType(
      call: converting,
      .each(
        "convert convertWithOptions create generatePdf generatePdfs fromPath fromBuffer recognize",
        converting
      )
    ),
    types: ["converters.Work": LibraryType(anyMember: .call(.chain), .listeners)]
  )

  private static let converting = Operation(
    returns: "converters.Work",
    callbacks: [.once(.last)]
  )
  .playing(.convertsMedia)

  /// Converters of Python, which hold their thread until they are done.
  static let pythonConverters = Library(
    "Python converters",
    packages: [
      "pdf2image", "weasyprint", "pdfkit", "pytesseract", "docx2pdf", "xhtml2pdf", "xhtml2pdf/*",
      "pypandoc", "moviepy", "moviepy/*", "easyocr", "whisper",
    ],
    exports: Members.of([
      // pdf2image, README: `timeout` is none by default.
      .each(
        "convert_from_path convert_from_bytes",
        starting.limited(
          by: DeadlineRule(
            "child process",
            options: [DeadlineRule.OptionRule(-1, "timeout").suggesting("timeout=30")]
          )
        )
      ),
      .each(
        """
        from_string from_url from_file image_to_string image_to_data image_to_pdf_or_hocr convert
        convert_text convert_file
        """,
        blocking
      ),
      .values("pisa", "converters-py.Pisa"),
      .types("HTML", "converters-py.Page"),
      .types("VideoFileClip AudioFileClip CompositeVideoClip", "converters-py.Film"),
      .types("Reader", "converters-py.Model"),
      .each("load_model", .gives("converters-py.Model")),
    ]).byName,
    types: [
      "converters-py.Pisa": LibraryType(.each("CreatePDF pisaDocument", blocking)),
      "converters-py.Page": LibraryType(.each("write_pdf write_png", blocking), .free("render")),
      "converters-py.Film": LibraryType(
        anyMember: .call(.chain),
        .each("write_videofile write_audiofile write_gif", blocking)
      ),
      "converters-py.Model": LibraryType(.each("transcribe readtext", blocking)),
    ]
  ).forPython

  private static let starting = Operation(Effect(.process, "run"), Effect(.blocking, "convert"))
    .holding(.conversion).playing(.convertsMedia)

  private static let blocking = Operation(Effect(.blocking, "convert"))
    .holding(.conversion).playing(.convertsMedia)
}
