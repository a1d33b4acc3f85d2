import Testing

@testable import Formats

/// The short way must say what the long way says, to the last bit, or nothing.
@Suite("Decimal numbers from bytes") struct DecimalNumberTests {
    private func read(_ text: String) -> Double? { Array(text.utf8).withUnsafeBytes(DecimalNumber.whole) }

    @Test("as the standard library reads them", arguments: [
        "0", "-0", "7", "640", "12.5", "-3.25", "0.1", "0.30000000000000004", "98.32000000000001", "424.46000000000004", "9007199254740993", "9007199254740993.0",
        "9223372036854775807", "9999999999999999999", "0.000000000000000001", "4.503599627370497", "4503599627370497.5", "1.7976931348623157", "179769313486231.571",
        "0.9999999999999999", "0.99999999999999994", "0.99999999999999995",
    ])
    func known(text: String) throws {
        let value = try #require(read(text))
        let expected = try #require(Double(text))
        #expect(value.bitPattern == expected.bitPattern)
    }

    @Test("whatever is drawn, in digits and decimals", arguments: [1, 2, 3])
    func drawn(seed: UInt64) {
        var state = seed
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 1 ^ state >> 29
        }
        for _ in 0..<20_000 {
            let digits = String(next() % (next() % 3 == 0 ? 1000 : UInt64.max)).prefix(19)
            let place = Int(next() % UInt64(digits.count + 1))
            let text = place == 0 ? "0.\(digits.prefix(18))" : place == digits.count ? String(digits) : "\(digits.prefix(place)).\(digits.dropFirst(place))"
            guard let value = read(text) else { continue }
            #expect(value.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }

    @Test("anything unusual goes the long way", arguments: ["", "-", ".", "1.", ".5", "+1", "01", "00.5", "1e3", "1E3", "12345678901234567890", "0.1234567890123456789", "1 ", " 1", "1.2.3", "nan", "inf", "0x1"])
    func unusual(text: String) { #expect(read(text) == nil) }
}
