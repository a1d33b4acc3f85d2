import Testing
@testable import Kernels

@Suite("Folded text")
struct FoldedTextTests {
    private func words(_ text: String) -> String {
        var bytes: [UInt8] = []
        FoldedText.appendWords(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("lower case and NFKC", arguments: [
        ("Hello, World", "hello, world"), ("ÀÉ", "àé"), ("ﬁn Ⅷ", "fin viii"), ("Ｆｕｌｌ", "full"), ("e\u{301}", "é"), ("", ""),
    ])
    func folds(text: String, expected: String) {
        #expect(String(decoding: FoldedText.bytes(text), as: UTF8.self) == expected)
    }

    @Test("punctuation and white space come to single spaces", arguments: [
        ("  Hello,\t\nWORLD!! ", "hello world"), ("don't", "don t"), ("¡Hola!  «señor»", "hola señor"), ("!!!", ""),
        ("5 £ 👍", "5 £ 👍"), ("a\u{200B}b", "a b"),
    ])
    func collapses(text: String, expected: String) {
        #expect(words(text) == expected)
    }

    @Test("appends without touching what is there")
    func appends() {
        var bytes = Array("x ".utf8)
        FoldedText.appendWords("É!", to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "x é")
    }

    @Test("ASCII and Unicode paths agree on ASCII")
    func agree() {
        for text in ["A-b_c", "x  y", "tab\tend", "(1+2)=3"] {
            let slow = words(text + " é")
            #expect(slow == (words(text) + " é"))
        }
    }
}
