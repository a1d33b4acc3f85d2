import Records
import Testing

@Suite("Content hashes")
struct ContentHashTests {
    @Test("are the published ones", arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    ])
    func published(text: String, hex: String) {
        // FIPS 180-4 examples.
        #expect(ContentHash.hex(of: Array(text.utf8)) == hex)
    }

    @Test("do not depend on how the bytes came in pieces", arguments: [1, 3, 63, 64, 65, 1000])
    func pieces(size: Int) {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var hash = ContentHash()
        for start in stride(from: 0, to: bytes.count, by: size) { hash.update(Array(bytes[start..<min(start + size, bytes.count)])) }
        #expect(hash.finish() == ContentHash.digest(of: bytes))
    }
}
