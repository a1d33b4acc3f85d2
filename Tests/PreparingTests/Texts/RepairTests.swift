import Foundation
import Kernels
import Testing
@testable import Preparing

@Suite("Repair of texts")
struct RepairTests {
    @Test("mojibake is put right, once and twice, whole and in part, whatever the language", arguments: GoldenTexts.shared.mojibake.filter { $0.truth != nil })
    func mojibake(text: GoldenTexts.Damaged) {
        let repaired = TextRepair(.mojibake).repair(text.text)
        #expect(repaired.text == text.truth)
        #expect((repaired.counts.mojibake > 0) == (text.text != text.truth))
    }

    /// Where ftfy takes a capital before a quote for half a letter, or leaves a bad part beside a good one, we differ.
    static let better = ["MAÇÃ” foi dito": "MAÇÃ” foi dito", "the letter Ã alone": "the letter Ã alone", "«Ã©té»": "«été»"]

    @Test("odd texts come out as ftfy leaves them", arguments: GoldenTexts.shared.mojibake.filter { $0.truth == nil })
    func odd(text: GoldenTexts.Damaged) {
        #expect(TextRepair(.mojibake).repair(text.text).text == Self.better[text.text] ?? text.fixed)
    }

    @Test("at least as many texts are made whole as by ftfy")
    func against() {
        let known = GoldenTexts.shared.mojibake.filter { $0.truth != nil }
        let ours = known.count { TextRepair(.mojibake).repair($0.text).text == $0.truth }
        let theirs = known.count { $0.fixed == $0.truth }
        print("mojibake: \(ours) of \(known.count) texts made whole, ftfy \(theirs)")
        #expect(ours >= theirs)
    }

    @Test("bytes are read in the encoding they were written in", arguments: GoldenTexts.shared.encoded)
    func encodings(text: GoldenTexts.Encoded) {
        let decoded = DecodedText(text.data)
        #expect(decoded.text == text.text, "read as \(decoded.encoding.name)")
        #expect(decoded.unreadable == 0)
        #expect(decoded.hadByteOrderMark == ["utf-16", "utf-8-sig"].contains(text.encoding))
    }

    @Test("every table has its 128 places, ASCII stays, and what a byte stands for is counted or readable", arguments: SingleByteEncoding.allCases)
    func tables(encoding: SingleByteEncoding) {
        #expect(encoding.upperHalf.count == 128)
        let bytes = (0..<256).map { UInt8($0) }
        var text: [UInt8] = []
        let undefined = bytes.withUnsafeBufferPointer { encoding.decode($0, to: &text) }
        let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        #expect(scalars.count == 256 && scalars[65] == "A" && scalars.count { $0 == "\u{FFFD}" } == undefined)
    }

    @Test("a file whose lines differ in encoding is read line by line, and says so")
    func mixed() {
        let good = Array("schön\nplain\ngrößer\n".utf8), bad = Array("h".utf8) + [0xFC] + Array("bsch\n".utf8)
        let decoded = DecodedText(good + bad)
        #expect(decoded.text == "schön\nplain\ngrößer\nhübsch\n" && decoded.encoding == .utf8 && decoded.otherLines == 1)
        let latin = DecodedText(bad + bad + Array("schön\n".utf8))
        #expect(latin.text == "hübsch\nhübsch\nschön\n" && latin.otherLines == 1)
        #expect(DecodedText([UInt8]()).text == "")
    }

    @Test("each kind of damage is counted and only put right when asked for", arguments: [
        ("a\u{0}b\u{7F}", .controls, "ab", 2), ("a\u{A0}b\u{202F}c", .nonBreakingSpaces, "a b c", 2),
        ("a\u{200B}b\u{FEFF}c\u{AD}", .zeroWidth, "abc", 3), ("\u{FF21}\u{FF22}\u{3000}\u{FF11}", .fullWidth, "AB 1", 4),
        ("\u{2018}a\u{2019} \u{201C}b\u{201D}", .quotes, "'a' \"b\"", 4), ("it\u{92}s", .windowsControls, "it’s", 1),
        ("a\r\nb\rc\n", .lineEnds, "a\nb\nc\n", 2), ("Ã¢â‚¬Å“hiÃ¢â‚¬\u{9D}", .mojibake, "“hi”", 7),
    ] as [(String, TextRepair.Options, String, Int)])
    func kinds(text: String, options: TextRepair.Options, expected: String, count: Int) {
        let repaired = TextRepair(options).repair(text)
        #expect(repaired.text == expected && repaired.counts.total == count)
        #expect(TextRepair([]).repair(text).text == text)
        #expect(TextRepair(options).repair(expected).counts.total == 0, "a second time changes nothing")
    }

    @Test("joiners of emoji and Persian stay, tabs and line feeds too")
    func kept() {
        let text = "👩‍💻\tمی‌خواهم\n"
        #expect(TextRepair(.safe).repair(text) == .init(text: text, counts: .init()))
    }

    @Test("no bytes trap", arguments: 0..<60)
    func hostile(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let bytes = (0..<random.below(300)).map { _ in UInt8(truncatingIfNeeded: seed % 2 == 0 ? random.below(256) : [0, 0, 0xC3, 0xA9, 0xD8, 0xDC, 0xFF, 0xFE, 10, 65][random.below(10)]) }
        let decoded = DecodedText(bytes)
        let repaired = TextRepair(TextRepair.Options(rawValue: 255)).repair(decoded.text)
        #expect(repaired.text.utf8.count <= 4 * bytes.count + 8)
        #expect(DecodedText([0xFF, 0xFE] + bytes).encoding != .utf8)
    }
}
