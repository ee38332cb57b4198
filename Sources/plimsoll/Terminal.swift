// What the terminal can show, if there is one.

import Glibc
import Report

/// The questions to ask before anything is coloured or redrawn.
enum Terminal {
  /// Columns of text that is written into a pipe or a file.
  private static let pipedWidth = 100
  /// Longer rows are hard to read.
  private static let widest = 120

  static var progressIsWelcome: Bool { isatty(STDERR_FILENO) == 1 && isCapable }

  /// How to write a text to an output.
  static func style(for output: Output, options: OutputOptions) -> TerminalStyle {
    guard case .standard = output, isatty(STDOUT_FILENO) == 1 else {
      return TerminalStyle(width: pipedWidth)
    }
    return TerminalStyle(
      width: min(width, widest),
      isColoured: !options.noColor && environment("NO_COLOR") == nil && isCapable
    )
  }

  private static var isCapable: Bool { environment("TERM") != "dumb" }

  /// A variable that is set and not empty, as https://no-color.org asks.
  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  private static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return pipedWidth
    }
    return Int(size.ws_col)
  }
}
