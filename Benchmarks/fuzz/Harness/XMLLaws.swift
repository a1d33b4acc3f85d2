@testable import Formats
import Records

/// XML as a tree, and element by element: both must see the same, and what is kept as metadata must come back.
enum XMLLaws {
    @Sendable static func tree(_ bytes: [UInt8]) throws {
        let streamed = try? stream(bytes)
        let root = try XMLReader.element(bytes)
        if let streamed {
            law(streamed.root.name == root.name && streamed.root.attributes == root.attributes, "the stream has the same root")
            law(streamed.children == root.children, "and the same elements in it", "\(streamed.children) \(root.children)")
        }
        let kept = root.json
        var writer = XMLWriter()
        writer.element(root.name, kept)
        let again = try? XMLReader.element(writer.bytes)
        law(again?.name == root.name && again?.json == kept, "an element kept as JSON is written and read again as the same", String(decoding: writer.bytes, as: UTF8.self))
    }

    private static func stream(_ bytes: [UInt8]) throws -> (root: XMLElement, children: [XMLElement]) {
        let stream = try XMLElementStream(ByteSource(memory: bytes))
        var children: [XMLElement] = []
        while let child = try stream.next() { children.append(child) }
        return (stream.root, children)
    }
}
