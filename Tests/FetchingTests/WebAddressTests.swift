import Testing

@testable import Fetching

@Suite("Addresses that may be fetched")
struct WebAddressTests {
    @Test("an address is read with its host and port", arguments: [
        ("https://Data.Example/a?b#c", "data.example:443", true), ("http://a.example:8080", "a.example:8080", false),
        ("http://a.example.:80/", "a.example:80", false), ("https://[2001:db8::1]:9/x", "[2001:db8::1]:9", true),
    ])
    func read(_ text: String, _ place: String, _ isSecure: Bool) throws {
        let address = try WebAddress(text)
        #expect("\(address.destination)" == place)
        #expect(address.isSecure == isSecure)
    }

    @Test("what is not a plain web address is refused", arguments: [
        "", "data.example", "/etc/passwd", "file:///etc/passwd", "gopher://a.example", "javascript:alert(1)", "http://", "http://a.example:0",
        "http://a.example:99999", "http://a b.example", "http://good.example:x@127.0.0.1", "http://user@a.example", "http://ex\u{200B}ample.com",
        "http://еxample.com", "http://a.example\r\nX: y", "https://" + String(repeating: "a", count: 9000),
    ])
    func refused(_ text: String) {
        #expect(throws: FetchError.self) { try WebAddress(text) }
    }

    @Test("a redirect's place is read on the page that gave it", arguments: [
        ("https://a.example/b/c", "d", "https://a.example/b/d"), ("https://a.example/b", "//c.example/", "https://c.example/"),
        ("https://a.example/b?x=1", "?y=2", "https://a.example/b?y=2"), ("https://a.example/b", "http://c.example/#part", "http://c.example/"),
    ])
    func joined(_ base: String, _ reference: String, _ whole: String) throws {
        #expect(try WebAddress(base).joined(reference).text == whole)
    }

    @Test("a destination is written as host and port", arguments: [("models:9090", "models:9090"), ("[FD00::1]:8080", "[fd00::1]:8080"), ("10.0.0.5:443", "10.0.0.5:443")])
    func destination(_ text: String, _ written: String) {
        #expect(Destination(text)?.description == written)
    }

    @Test("what names no single service is no destination", arguments: ["", "models", "models:", ":80", "models:0", "models:70000", "*:80", "http://a:80", "fd00::1:8080", "a b:80", "10.0.0.0/8:80"])
    func noDestination(_ text: String) {
        #expect(Destination(text) == nil)
    }

    @Test("every range forbids its first and last address, and its neighbours only where they have a range of their own")
    func ranges() throws {
        for range in ForbiddenRange.all {
            var last = range.prefix
            for bit in range.bits..<(range.prefix.count * 8) { last[bit / 8] |= 0x80 >> (bit % 8) }
            for bytes in [range.prefix, last] {
                let address = try #require(NetworkAddress(bytes: bytes))
                #expect(ForbiddenRange.holding(address) != nil, "\(address)")
            }
        }
    }

    @Test("addresses of the public network are free", arguments: [
        [8, 8, 8, 8], [1, 1, 1, 1], [9, 255, 255, 255], [11, 0, 0, 0], [100, 63, 255, 255], [100, 128, 0, 0], [172, 15, 255, 255], [172, 32, 0, 0], [192, 167, 255, 255],
        [223, 255, 255, 255], [0x26, 0x06, 0x47, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x11], [0x20, 0x01, 0x48, 0x60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x88, 0x88],
    ] as [[UInt8]])
    func free(_ bytes: [UInt8]) throws {
        #expect(ForbiddenRange.holding(try #require(NetworkAddress(bytes: bytes))) == nil)
    }

    @Test("a header with a line break is none", arguments: [("A", "b\r\nC: d"), ("A", "b\u{0}"), ("A b", "c"), ("", "c"), ("A:", "c")])
    func header(_ name: String, _ value: String) {
        #expect(FetchHeader(name, value) == nil)
    }
}
