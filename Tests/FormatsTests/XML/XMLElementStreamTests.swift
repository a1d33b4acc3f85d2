import Records
import Testing
@testable import Formats

@Suite("XML element by element")
struct XMLElementStreamTests {
    private func read(_ text: String) throws -> (root: XMLElement, elements: [XMLElement]) {
        let stream = try XMLElementStream(try ByteSource(memory: Array(text.utf8)))
        var elements: [XMLElement] = []
        while let element = try stream.next() { elements.append(element) }
        return (stream.root, elements)
    }

    @Test("gives what the reader of whole files gives", arguments: [
        "<a/>", "<a></a>", "<a x='1'><b/></a>", "<?xml version=\"1.0\"?>\n<!-- <c> -->\n<a x=\"1>2\">\n <b y='\">'>t &amp; u<c/></b><!-- x --><?p ?>\n<b><![CDATA[</b>]]></b>\n</a>\n<!-- end -->\n",
    ])
    func same(_ text: String) throws {
        let whole = try XMLReader.element(Array(text.utf8))
        let read = try read(text)
        #expect(read.elements == whole.children)
        #expect(read.root.name == whole.name && read.root.attributes == whole.attributes && read.root.line == whole.line)
    }

    @Test("what is refused, and where", arguments: [
        ("", "xml.empty", 1, 1), ("</a>", "xml.empty", 1, 1), ("x<a/>", "xml.not-well-formed", 1, 1), ("<a>\n x</a>", "xml.not-well-formed", 2, 2),
        ("<a>\n<b></c></a>", "xml.not-well-formed", 2, 4), ("<a><b/></c>", "xml.not-well-formed", 1, 8), ("<a/><b/>", "xml.not-well-formed", 1, 5),
        ("<!DOCTYPE a><a/>", "xml.doctype", 1, 1), ("<a>\n<b>&x;</b></a>", "xml.entity", 2, 4),
    ])
    func refused(_ text: String, _ code: String, _ line: Int, _ column: Int) {
        #expect { try read(text) } throws: { error in
            guard let error = error as? XMLError else { return false }
            return error.code == code && error.line == line && error.column == column
        }
    }

    @Test("every truncation is refused")
    func truncation() {
        let text = "<?xml version='1.0'?><a k='v'><b><c d='e'>f</c></b><g/></a>"
        for count in 0..<text.count { #expect(throws: (any Error).self, "\(count)") { try read(String(text.prefix(count))) } }
    }

    @Test("elements larger than the window come whole, and one larger than the limit is refused")
    func large() throws {
        let body = String(repeating: "<p x='\(String(repeating: "1", count: 10_000))'/>", count: 400)
        let text = "<a><t>\(body)</t><t/></a>"
        #expect(try read(text).elements.map(\.children.count) == [400, 0])
        let stream = try XMLElementStream(try ByteSource(memory: Array(text.utf8)), maximumBytes: 1 << 20)
        #expect { _ = try stream.next() } throws: { ($0 as? XMLError)?.reason == .tooLarge(limit: 1 << 20) }
    }
}
