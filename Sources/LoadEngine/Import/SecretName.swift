// Names behind which a secret stands.

/// What a name tells: whether its value is nobody else's business.
enum SecretName {
  private static let words = [
    "password", "passwd", "pwd", "secret", "token", "apikey", "authorization", "cookie", "session",
    "credential", "signature", "csrf", "xsrf", "auth", "jwt", "otp", "pin", "cvv", "card",
  ]

  static func isSecret(_ name: String) -> Bool {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    return words.contains { word in
      // The short ones are parts of many honest words.
      word.utf8.count <= 4 ? plain == word || plain == "x\(word)" : plain.contains(word)
    }
  }
}
