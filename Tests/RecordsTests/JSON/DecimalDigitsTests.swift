import Testing
@testable import Records

@Suite("Decimal digits")
struct DecimalDigitsTests {
    @Test("are what `description` says, behind what is there already", arguments: [0, 1, -1, 9, 10, -10, 1_234_567_890, Int64.max, .min])
    func digits(value: Int64) {
        var bytes = Array("x".utf8)
        DecimalDigits.append(value, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "x\(value)")
    }
}
