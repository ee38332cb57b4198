// Work of seconds that somebody waits for: documents, pictures and films that are converted.

import Facts

extension Program {
  /// The calls that convert something, by a library or by a program that they start, in order of file and place.
  package var conversions: [CallSite] {
    let started = calls(with: [.process]).filter { $0.convertingProgram != nil }
    var seen: Set<Int> = []
    return (calls(playing: [.convertsMedia]) + started).filter {
      $0.unit.isRunning && seen.insert($0.position).inserted
    }
    .sorted { $0.place < $1.place }
  }
}

extension CallSite {
  private static let programs: Set<String> = [
    "libreoffice", "soffice", "ffmpeg", "pandoc", "wkhtmltopdf", "wkhtmltoimage", "tesseract",
    "pdftoppm", "pdflatex", "xelatex", "ghostscript", "chromium", "google-chrome", "inkscape",
    "unoconv", "imagemagick", "magick", "yt-dlp", "calibre", "ebook-convert",
  ]

  /// The program of seconds of work that the call starts, where its command spells it out.
  package var convertingProgram: String? {
    let facts = unit.facts
    for argument in facts.valueList(ListID(instruction.b)).prefix(2) {
      let place = program.traced(ValueRef(unit: self.place.unit, id: argument))
      if let found = program.convertingProgram(in: place, depth: 0) { return found }
    }
    return nil
  }

  fileprivate static func program(in command: String) -> String? {
    for word in command.split(whereSeparator: { $0 == " " || $0 == "\n" }).prefix(12) {
      if word == "--convert-to" { return "soffice" }
      let file = word.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
      let name = file.lowercased()
      let stem = name.hasSuffix(".exe") ? String(name.dropLast(4)) : name
      if programs.contains(stem) { return stem }
    }
    return nil
  }
}

extension Program {
  fileprivate func convertingProgram(in place: ValueRef, depth: Int) -> String? {
    guard depth < 3, place.id.isPresent else { return nil }
    let facts = units[place.unitIndex].facts
    let value = facts.values[place.id.index]
    switch value.kind {
    case .string: return CallSite.program(in: facts.names.string(NameID(value.a)))
    case .array, .template:
      return facts.valueList(ListID(value.a)).prefix(12).lazy.compactMap { item in
        self.convertingProgram(
          in: self.traced(ValueRef(unit: place.unitIndex, id: item)),
          depth: depth + 1
        )
      }.first
    default: return nil
    }
  }
}
