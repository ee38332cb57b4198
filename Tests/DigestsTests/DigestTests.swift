// Digests against the vectors of their standards.

import Testing

@testable import Digests

@Suite("Digests")
struct DigestTests {
  @Test(
    "are those of RFC 1321 and FIPS 180-4",
    arguments: [
      (Digest.md5, "", "d41d8cd98f00b204e9800998ecf8427e"),
      (.md5, "abc", "900150983cd24fb0d6963f7d28e17f72"),
      (.sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
      (.sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        .sha256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ]
  )
  func vectors(of digest: Digest, text: String, expected: String) {
    #expect(Digest.hexadecimal(digest.hash(Array(text.utf8))) == expected)
  }

  @Test("take a key as RFC 2104 and RFC 4231 have it")
  func keyed() {
    let text = Array("what do ya want for nothing?".utf8)
    let key = Array("Jefe".utf8)
    #expect(
      Digest.hexadecimal(Digest.md5.hash(text, key: key)) == "750c783e6ab0b503eaa86e310a5db738"
    )
    #expect(
      Digest.hexadecimal(Digest.sha256.hash(text, key: key))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
  }

  @Test("are written in base 64 with their padding", arguments: [0, 1, 2, 3])
  func letters(count: Int) {
    let expected = ["", "YQ==", "YWE=", "YWFh"]
    #expect(Digest.base64([UInt8](repeating: UInt8(ascii: "a"), count: count)) == expected[count])
  }
}
