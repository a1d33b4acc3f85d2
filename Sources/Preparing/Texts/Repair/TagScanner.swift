import Kernels

/// Tags and text of a page one after the other, whatever state the page is in.
///
/// No tree is built and nothing is an error: a `<` that starts no tag is text, an end tag may lack its start, an attribute
/// its closing quote (the tag then ends at the next `>`). Comments, doctypes and processing instructions are passed over,
/// and so is all between `<script>`, `<style>`, `<template>`, `<noscript>` or `<head>` and its end tag.
struct TagScanner {
    enum Piece: Equatable {
        /// Name in small letters.
        case start(String, range: Range<Int>)
        case end(String, range: Range<Int>)
        case text(Range<Int>)
    }

    private static let passedOver: Set<String> = ["script", "style", "template", "noscript", "head", "svg", "iframe", "object"]
    /// A longer attribute ends at the next `>`; keeps a page of open quotes from costing its length squared.
    private static let longestValue = 4096
    private let page: UnsafeBufferPointer<UInt8>
    private var place = 0

    init(_ page: UnsafeBufferPointer<UInt8>) { self.page = page }

    mutating func next() -> Piece? {
        while place < page.count {
            let start = place
            guard page[place] == UInt8(ascii: "<"), startsTag(place + 1) else {
                place += 1
                while place < page.count, page[place] != UInt8(ascii: "<") { place += 1 }
                return .text(start..<place)
            }
            let second = page[place + 1]
            if second == UInt8(ascii: "!") || second == UInt8(ascii: "?") {
                passDeclaration()
                continue
            }
            let isEnd = second == UInt8(ascii: "/")
            let name = readName(place + (isEnd ? 2 : 1))
            passAttributes()
            if isEnd { return .end(name, range: start..<place) }
            if Self.passedOver.contains(name) { pass(to: name) } else { return .start(name, range: start..<place) }
        }
        return nil
    }

    private func startsTag(_ at: Int) -> Bool {
        guard at < page.count else { return false }
        let byte = page[at]
        if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") { return true }
        let letter = byte == UInt8(ascii: "/") ? (at + 1 < page.count ? page[at + 1] : 0) : byte
        return (letter | 32) &- 97 < 26
    }

    private mutating func readName(_ start: Int) -> String {
        place = start
        while place < page.count, ByteClass.isAlphanumeric(page[place]) || page[place] == UInt8(ascii: "-") || page[place] == UInt8(ascii: ":") { place += 1 }
        return String(decoding: page[start..<place].prefix(32).map { $0 &- 65 < 26 ? $0 | 32 : $0 }, as: UTF8.self)
    }

    /// Past `>`; a quote that does not close is as if it were not there.
    private mutating func passAttributes() {
        while place < page.count {
            let byte = page[place]
            place += 1
            if byte == UInt8(ascii: ">") { return }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), place >= 2, page[place - 2] == UInt8(ascii: "="),
                let close = page[place...].prefix(Self.longestValue).firstIndex(of: byte) {
                place = close + 1
            }
        }
    }

    private mutating func passDeclaration() {
        let isComment = TextEdges.starts(UnsafeBufferPointer(rebasing: page[place...]), Array("<!--".utf8))
        let isData = TextEdges.starts(UnsafeBufferPointer(rebasing: page[place...]), Array("<![CDATA[".utf8))
        place = find(isComment ? "-->" : isData ? "]]>" : ">", from: place + 2)
    }

    /// Past the end tag; to the end of the page when there is none.
    private mutating func pass(to name: String) {
        place = find("</" + name, from: place)
        passAttributes()
    }

    /// Behind the next place of `what`, small and capital letters alike.
    private func find(_ what: String, from: Int) -> Int {
        let wanted = Array(what.utf8)
        var start = from
        while start + wanted.count <= page.count {
            var same = 0
            while same < wanted.count, wanted[same] == (page[start + same] &- 65 < 26 ? page[start + same] | 32 : page[start + same]) { same += 1 }
            if same == wanted.count { return start + wanted.count }
            start += 1
        }
        return page.count
    }
}
