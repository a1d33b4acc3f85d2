import Records
import Testing

@Suite("Licence terms in words")
struct LicenceTermsTests {
    @Test("says in a few words what may be done", arguments: [
        ("CC0-1.0", "anything is allowed"), ("CC-BY-4.0", "anything is allowed, with credit"),
        ("CC-BY-SA-4.0", "anything is allowed, with credit, what is made of it goes out on the same terms"),
        ("CC-BY-NC-ND-4.0", "no commercial use, no changed copies, with credit"), ("unknown", "nobody knows what is allowed, with credit"),
    ])
    func words(name: String, expected: String) throws {
        #expect(LicenceTerms.terms(of: try #require(Licence(name)))?.summary == expected)
    }
}
