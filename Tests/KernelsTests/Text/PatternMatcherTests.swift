import Kernels
import Testing

@Suite("Pattern matcher")
struct PatternMatcherTests {
    static let patterns = [
        "a", "ab|cd", "^a", "a$", "^$", "^", "$", "a*b+c?", "(ab){2,3}", "[a-c]+d", "[^a-c]", "\\d{3}", "\\w+@\\w+", "\\s", "^(a|b)*$", ".c.", "é|ü", "[à-ü]x",
        "(^a|b$)", "a|", "(a$|^b)c?", "£\\d+", "(^|\\W)free(\\W|$)", "a{0}", "(a*)*b", "[^\\d]\\d$",
    ]

    static let texts = [
        "", "a", "b", "ab", "cd", "abc", "xaby", "abab", "ababab", "dabcd", "123", "call 555 now", "a@b", "é", "ü", "àx", "b\nc", "\n", "free", "so FREE", "it is free!", "carefree",
        "£100", "aaaaaaaaab", "x1", "12", "日本語 a", "\u{FFFD}",
    ]

    @Test("agrees with the pattern it was made of", arguments: patterns)
    func agrees(pattern: String) throws {
        let reference = try LinearPattern(pattern)
        var matcher = PatternMatcher(reference)
        for text in Self.texts + Self.texts {
            let (found, expected) = (matcher.matches(text), reference.matches(text))
            #expect(found == expected, "`\(pattern)` on `\(text)`")
        }
    }

    @Test("agrees on drawn texts, also when states run out")
    func drawn() throws {
        var random = SeededRandom(seed: 5)
        for pattern in ["(a|b)*a(a|b){9}c", "(aa|ab|ba){2,6}c$", "^(a|bc)*b.{3}c"] {
            let reference = try LinearPattern(pattern)
            var matcher = PatternMatcher(reference)
            for _ in 0..<400 {
                let text = String((0..<random.below(60)).map { _ in "abc".randomElement(using: &random) ?? "a" })
                let (found, expected) = (matcher.matches(text), reference.matches(text))
                #expect(found == expected, "`\(pattern)` on `\(text)`")
            }
        }
    }

    @Test("bytes that are no UTF-8 are read as replacement characters")
    func broken() throws {
        var matcher = PatternMatcher(try LinearPattern("a.b"))
        let isFound = [UInt8(ascii: "a"), 0xFF, UInt8(ascii: "b")].withUnsafeBufferPointer { matcher.matches($0) }
        #expect(isFound)
    }
}
