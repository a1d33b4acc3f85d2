@testable import Formats
import Records

/// MessagePack, and spaCy's DocBin, which is MessagePack behind zlib.
enum MessageLaws {
    @Sendable static func messagePack(_ bytes: [UInt8]) throws {
        let value = try MessagePackParser.parse(bytes)
        let written = MessagePackWriter.bytes(of: value)
        // As bytes, because NaN is not NaN.
        law((try? MessagePackParser.parse(written)).map(MessagePackWriter.bytes) == written, "a value is written and read again as the same")
        law(written.count <= 2 * bytes.count, "and takes no more room, but for floats of 32 bits")
    }

    /// Bytes that are no zlib stream are packed first, so that changes reach what is in it.
    @Sendable static func docBin(_ bytes: [UInt8]) throws {
        let packed = bytes.first == 0x78 ? bytes : ZlibBytes.deflate(bytes)
        if let file = try? DocBinFile(ByteSource(memory: packed, name: "all.spacy")) { try documents(file) }
        let reader = try DocBin.format.makeReader?(DatasetInput(memoryFile("all.spacy", packed)), DatasetReadOptions())
        while let item = try reader?.next() { law(!item.key.isEmpty, "every item has a key") }
    }

    private static func documents(_ file: DocBinFile) throws {
        while let document = try file.next() {
            law(document.numbers.count == document.spaces.count * file.attributes.count, "every token has a number for each attribute, and a space or none")
            let written = DocBinGroup.bytes(document.groups)
            law((try? DocBinGroup.groups(written)).map(DocBinGroup.bytes) == written, "groups of spans are written and read again as the same")
        }
    }
}
