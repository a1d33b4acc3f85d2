import Kernels
import Testing
@testable import Preparing

@Suite("Boilerplate of pages")
struct BoilerplateTests {
    @Test("keeps the blocks that jusText keeps", arguments: GoldenTexts.shared.boilerplate.pages)
    func golden(page: GoldenTexts.Boilerplate.Page) {
        let cleaner = Boilerplate(functionWords: Set(GoldenTexts.shared.boilerplate.functionWords))
        // jusText glues words together where tags lie between them and keeps line feeds, so spaces are not compared.
        func bare(_ text: String) -> String { String(text.filter { !$0.isWhitespace }) }
        let blocks = cleaner.look(at: page.page).blocks
        #expect(blocks.map { bare($0.text) } == page.blocks.map { bare($0.text) })
        #expect(blocks.map(\.isKept) == page.blocks.map(\.kept))
    }

    @Test("without function words length and links decide; a block says where it was and why it went")
    func reasons() {
        let long = String(repeating: "Some running text of the page. ", count: 8)
        let page = "<ul><li><a href=x>Home</a><li>Short</ul><p>\(long)</p><p>\(long)© Us</p>"
        let cleaned = Boilerplate().look(at: page)
        #expect(cleaned.blocks.map(\.why) == [.links, .short, nil, .notice])
        #expect(cleaned.text == long.dropLast())
        let bytes = Array(page.utf8)
        #expect(String(decoding: bytes[cleaned.blocks[2].range], as: UTF8.self) == long)
    }

    @Test("pages in any state are read", arguments: [
        ("a < b and c", ["a < b and c"]), ("<p>one<p>two", ["one", "two"]), ("<a href=\"x>one", ["one"]), ("<!-- x -->one", ["one"]), ("<script>x", []),
        ("one<br/>two<br><br>three", ["one two", "three"]), ("&#0;&bogus;&amp;&#x92;", ["&#0;&bogus;&’"]), ("<", ["<"]), ("</", ["</"]), ("<p", []), ("x<!--", ["x"]),
        ("<P CLASS='a>b'>one</P>", ["one"]), ("<![CDATA[x]]>y", ["y"]), ("<td>a</td> <td>b</td>", ["a", "b"]), ("a<b>b</b>c", ["abc"]),
    ])
    func tolerant(page: String, blocks: [String]) { #expect(Boilerplate().look(at: page).blocks.map(\.text) == blocks) }

    @Test("no bytes trap", arguments: 0..<60)
    func hostile(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let pieces = ["<", ">", "</", "p", "a", "=\"", "'", "&#", ";", "x", " ", "!--", "-->", "<script", "h1", "select", "\u{FF}", "é", "<br>"]
        let page = (0..<random.below(400)).map { _ in pieces[random.below(pieces.count)] }.joined()
        let cleaned = Boilerplate(functionWords: Boilerplate.english).look(at: page)
        for block in cleaned.blocks { #expect(block.range.upperBound <= page.utf8.count && !block.text.isEmpty) }
    }
}
