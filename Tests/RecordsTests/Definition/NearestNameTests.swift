import Testing
@testable import Records

@Suite("The nearest name")
struct NearestNameTests {
    @Test("forgives a slip in short names, two in longer ones, and a swap of neighbours", arguments: [
        ("spilt", "split"), ("SPLIT", "split"), ("splt", "split"), ("near-dupicates", "near-duplicates"), ("xml", nil), ("", nil),
    ] as [(String, String?)])
    func nearest(word: String, expected: String?) {
        #expect(NearestName.of(word, among: ["split", "near-duplicates", "profile"]) == expected)
    }

    @Test("is the first of equally near ones")
    func ties() { #expect(NearestName.of("cat", among: ["bat", "rat"]) == "bat") }

    @Test("says what there is when nothing is near, as long as that is short")
    func hints() {
        #expect(NearestName.hint("spilt", among: ["split"]) == "did you mean `split`?")
        #expect(NearestName.hint("zzzzz", among: ["split", "profile"]) == "one of `split`, `profile`")
        #expect(NearestName.hint("zzzzz", among: []) == nil)
        #expect(NearestName.hint("zzzzz", among: (0..<33).map { "name\($0)" }) == nil)
    }
}
