import Testing

@testable import Formats

/// Elements looked at where they lie: what is asked for is what `XMLElement` says.
@Suite("XML where it lies") struct XMLTreeTests {
    private func look<T>(_ text: String, _ body: (XMLTree) -> T) throws -> T { try XMLReader.withTree(Array(text.utf8)) { body($0) } }

    @Test("children in order, by name, with their numbers and words") func children() throws {
        let text = "<a x='1'>\n <b> 12.50 </b>\n <c>&lt;5</c><b>7</b>\n <d/>\n</a>"
        try look(text) { tree in
            #expect(tree.children(of: XMLTree.root).map(tree.name) == ["b", "c", "b", "d"])
            #expect(tree.child("b", of: XMLTree.root).flatMap(tree.number) == 12.5)
            #expect(tree.child("c", of: XMLTree.root).map(tree.trimmed) == "<5")
            #expect(tree.child("c", of: XMLTree.root).map { tree.says($0, "<5") } == true)
            #expect(tree.child("d", of: XMLTree.root).map(tree.trimmed) == "")
            #expect(tree.child("d", of: XMLTree.root).flatMap(tree.number) == nil)
            #expect(tree.child("e", of: XMLTree.root) == nil)
            #expect(tree.attributes(of: XMLTree.root) == [XMLAttribute(name: "x", value: "1")])
            #expect(tree.children(of: XMLTree.root).map(tree.line) == [2, 3, 3, 4])
        }
    }

    @Test("text in pieces is joined", arguments: [
        ("<a>one<!-- and --> two</a>", "one two"), ("<a>x<b/>y<b/>z</a>", "xyz"), ("<a><![CDATA[1 & 2]]> &amp; 3</a>", "1 & 2 & 3"), ("<a>\r\nx\ry</a>", "\nx\ny"), ("<a/>", ""),
    ])
    func pieces(text: String, expected: String) throws {
        #expect(try look(text) { $0.text(of: XMLTree.root) } == expected)
        #expect(try XMLReader.element(Array(text.utf8)).text == expected)
    }

    @Test("what the text must not hold is refused where it stands", arguments: ["<a>\u{1}</a>", "<a>&what;</a>", "<a>&#0;</a>", "<a><![CDATA[\u{2}]]></a>", "<a>\u{FFFE}</a>"])
    func refused(text: String) { #expect(throws: XMLError.self) { try look(text) { $0.text(of: XMLTree.root) } } }
}
