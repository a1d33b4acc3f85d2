import Testing
import Records
@testable import Formats

/// The bytes of files written before documents went through a spool, by their SHA-256.
@Suite("DocBin bytes")
struct DocBinBytesTests {
    @Test("the same documents give the same bytes as ever", arguments: [
        (false, [
            "9dca39a30ef352a1ff4955b2732f82646be1d99892d774cdccf060090c05e24f", "a378b676fdf0e2704b2205c24f5bd9c1492517010d05f97274cf5bf03dbacf17",
            "fd4d56e24384858dac1cb2473d41216e380fa0f4eb97e34e643ed2c86a0b17be",
        ]),
        (true, [
            "78b0d3a56934a63bc4027dde94b6c20533b16d6b4a7a34219c0ba3e4a916d85e", "770fc8ae6b3d181c0845d6b4cda3f50c0671bda1e7462bd41722ccde38033c83",
            "32468b128c0d04df51045b0b33fb8e9108299ca0afd5d4fedc731e96cd5ab5d3",
        ]),
    ])
    func bytes(_ overlapping: Bool, _ hashes: [String]) throws {
        let written = try TextFormats.write(DocBin.format, DrawnDocuments.items(420, overlapping: overlapping), DrawnDocuments.questions)
        let names = written.folder.files.filter { $0.hasSuffix(".spacy") }
        #expect(names == ["out/all.spacy", "out/dev.spacy", "out/train.spacy"])
        #expect(names.map { ContentHash.hex(of: written.folder.bytes($0) ?? []) } == hashes)
        let sizes = try names.map { try ZlibBytes.inflate(written.folder.bytes($0) ?? [], maximumBytes: 1 << 30).count }
        #expect(sizes.allSatisfy { $0 > 1 << 20 }, "larger than one piece for zlib")
    }
}
