import Testing

@testable import Formats

/// Finding out whose format a large folder is.
@Suite("Recognition of large folders") struct RecognitionTests {
    private let folder = TemporaryFolder()

    private func annotation(_ number: Int) {
        _ = folder.write("<annotation><filename>\(number).png</filename><object><name>cat</name></object></annotation>", "Annotations/\(number).xml")
    }

    @Test("of a folder of many files only the first are looked at") func firstFiles() throws {
        for number in 100..<190 { annotation(number) }
        let input = try DatasetInput(folder.path)
        let (first, last) = (input.listing.paths[0], input.listing.paths[89])
        #expect(input.lookingAtFirstFiles { input.head(first).isEmpty } == false)
        #expect(input.lookingAtFirstFiles { input.head(last).isEmpty })
        #expect(!input.head(last).isEmpty)
        #expect(FormatCatalog.candidates(for: input).first?.format.card.name == "voc")
    }

    @Test("one file of another folder is found among many") func another() throws {
        for number in 100..<190 { _ = folder.write("{\"some\":\(number)}", "a/\(number).json") }
        _ = folder.write("{\"images\":[{\"id\":1,\"file_name\":\"a.png\",\"width\":9,\"height\":9}],\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,2,2]}],\"categories\":[{\"id\":1,\"name\":\"cat\"}]}", "b/instances.json")
        #expect(FormatCatalog.candidates(for: try DatasetInput(folder.path)).first?.format.card.name == "coco")
    }

    @Test("a word is found by its bytes", arguments: [
        ("{\"a\":1}", "\"a\"", true), ("", "a", false), ("ab", "abc", false), ("a\u{301}", "a", true), ("Löffel 🥄", "🥄", true), ("x\r\ny", "\r", true),
    ])
    func bytes(text: String, word: String, isThere: Bool) {
        #expect(text.holds(word) == isThere)
        #expect(Substring(text).holds(word) == isThere)
    }
}
