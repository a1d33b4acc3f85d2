import Records
import Testing

@Suite("Texts as exact keys")
struct ExactTextTests {
    @Test("what looks the same and has other bytes is another key", arguments: [("\u{E9}", "e\u{301}"), ("\u{212B}", "\u{C5}"), ("\u{2002}", "\u{2003}"), ("a", "b")])
    func different(one: String, other: String) {
        #expect(ExactText(one) != ExactText(other))
        var numbers: [ExactText: Int] = ["\u{0}": 0]
        numbers[one] = 1
        numbers[other] = 2
        #expect(numbers[one] == 1 && numbers[other] == 2 && numbers.count == 3)
    }

    @Test("the same bytes are the same key, however the text was made")
    func same() {
        let made = String(decoding: [0xC3, 0xA9] as [UInt8], as: UTF8.self)
        #expect(ExactText(made) == ExactText("\u{E9}"))
        #expect(ExactText(made).hashValue == ExactText("\u{E9}").hashValue)
    }
}
