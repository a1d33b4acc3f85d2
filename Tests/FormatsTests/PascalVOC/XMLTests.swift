import Testing
import Records
@testable import Formats

@Suite("XML")
struct XMLTests {
    private func read(_ text: String) throws -> XMLElement { try XMLReader.element(Array(text.utf8)) }

    @Test("elements, attributes, entities, CDATA, comments and lines")
    func elements() throws {
        let root = try read("<?xml version='1.0' encoding='utf-8'?>\n<!-- c --><a x=\"1 &lt; 2\" y='\"'>\n <b>é &amp; &#x1F4E6;<![CDATA[<raw>]]></b>\n <c/>\n</a>\n")
        #expect(root.attribute("x") == "1 < 2")
        #expect(root.attribute("y") == "\"")
        #expect(root.child("b")?.text == "é & 📦<raw>")
        #expect(root.child("c")?.line == 4)
    }

    @Test("hostile and broken files are refused, each with its reason and place", arguments: [
        ("", "xml.empty"), ("   ", "xml.empty"), ("<a>", "xml.truncated"), ("<a", "xml.truncated"), ("<a></b>", "xml.not-well-formed"), ("<a/><b/>", "xml.not-well-formed"),
        ("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "xml.doctype"), ("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "xml.doctype"), ("<a>&x;</a>", "xml.entity"),
        ("<a>&#0;</a>", "xml.not-well-formed"), ("<a>\u{1}</a>", "xml.not-well-formed"), ("<a x='1' x='2'/>", "xml.not-well-formed"), ("<a x=1/>", "xml.not-well-formed"),
        ("<a><!-- </a>", "xml.truncated"), ("text", "xml.not-well-formed"), ("<1/>", "xml.not-well-formed"), ("<?xml version='1.0' encoding='shift_jis'?><a/>", "xml.encoding"),
        ("<a x='<'/>", "xml.not-well-formed"), ("<a>&#xD800;</a>", "xml.not-well-formed"), ("</a>", "xml.not-well-formed"), ("<a>a & b</a>", "xml.not-well-formed"),
    ])
    func refused(_ text: String, _ code: String) {
        let error = #expect(throws: XMLError.self) { try read(text) }
        #expect(error?.code == code)
        #expect((error?.line ?? 0) >= 1)
    }

    @Test("bombs end early: nesting, bytes that are not UTF-8, UTF-16")
    func bombs() {
        #expect(throws: XMLError.self) { try read(String(repeating: "<a>", count: 100_000)) }
        #expect(throws: XMLError.self) { try XMLReader.element([0xFF, 0xFE, 0x3C, 0]) }
        #expect(throws: XMLError.self) { try XMLReader.element(Array("<a>".utf8) + [0xC0, 0x80] + Array("</a>".utf8)) }
        #expect(throws: XMLError.self) { try XMLReader.element([UInt8](repeating: 60, count: 100), maximumBytes: 50) }
    }

    @Test("every cut of a file is refused")
    func cuts() throws {
        let text = "<?xml version=\"1.0\"?><annotation a=\"1\"><size><width>3</width></size><!-- x --><name>&lt;é</name></annotation>"
        _ = try read(text)
        for length in 0..<(text.utf8.count - 1) { #expect(throws: XMLError.self) { try XMLReader.element(Array(text.utf8.prefix(length))) } }
    }

    @Test("Latin-1 is read when it is declared")
    func latin() throws {
        #expect(try XMLReader.element(Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>caf".utf8) + [0xE9] + Array("</a>".utf8)).text == "café")
    }
}
