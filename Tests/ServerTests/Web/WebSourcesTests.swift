import Foundation
import Records
import Testing
@testable import Server

@Suite("Where the browser's files come from")
struct WebSourcesTests {
    @Test("an archive gives back what was put in")
    func archive() throws {
        let bytes = Self.archive([("/index.html", "text/html", 0, "<p>", ""), ("/a-1.js", "text/javascript", 1, "let a", "zz")])
        let archive = try #require(bytes.withUnsafeBytes { WebArchive($0) })
        #expect(archive.paths == ["/a-1.js", "/index.html"])
        let page = try #require(archive.file(at: "/index.html"))
        #expect(page.bytes == Array("<p>".utf8) && page.type == "text/html; charset=utf-8" && page.gzip == nil && !page.isImmutable)
        let script = try #require(archive.file(at: "/a-1.js"))
        #expect(script.gzip == Array("zz".utf8) && script.isImmutable && script.tag == "0123456789abcdef")
        #expect(archive.file(at: "/../index.html") == nil)
    }

    @Test("an archive cut short anywhere is refused, never a crash")
    func truncated() {
        let bytes = Self.archive([("/index.html", "text/html", 0, "<p>", ""), ("/a.js", "text/javascript", 1, "let a", "zz")])
        for length in 0..<bytes.count {
            #expect(Array(bytes.prefix(length)).withUnsafeBytes { WebArchive($0) } == nil, "\(length) of \(bytes.count) bytes")
        }
    }

    @Test("an archive with lengths that lie is refused")
    func lies() {
        var bytes = Self.archive([("/index.html", "text/html", 0, "<p>", "")])
        for place in bytes.indices.dropFirst(8) {
            let kept = bytes[place]
            bytes[place] = 0xFF
            _ = bytes.withUnsafeBytes { WebArchive($0) }
            bytes[place] = kept
        }
    }

    @Test("a directory serves its regular files and nothing outside")
    func directory() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-web-\(UInt64.random(in: 0 ... .max))")
        defer { try? FileManager.default.removeItem(at: root) }
        let web = root.appendingPathComponent("web/sub")
        try FileManager.default.createDirectory(at: web, withIntermediateDirectories: true)
        try "<p>".write(to: root.appendingPathComponent("web/index.html"), atomically: true, encoding: .utf8)
        try "let a".write(to: web.appendingPathComponent("a.js"), atomically: true, encoding: .utf8)
        try "secret".write(to: root.appendingPathComponent("secret.txt"), atomically: true, encoding: .utf8)
        try FileManager.default.createSymbolicLink(
            at: root.appendingPathComponent("web/link.txt"), withDestinationURL: root.appendingPathComponent("secret.txt"))
        let files = WebDirectory(path: root.appendingPathComponent("web").path)
        #expect(files.file(at: "/index.html")?.type == "text/html; charset=utf-8")
        #expect(files.file(at: "/sub/a.js")?.bytes == Array("let a".utf8))
        for path in ["/../secret.txt", "/link.txt", "/sub", "/sub/../index.html", "secret.txt", "//index.html"] {
            #expect(files.file(at: path) == nil, "\(path)")
        }
    }

    typealias Entry = (path: String, type: String, flags: UInt32, raw: String, gzip: String)

    static func archive(_ entries: [Entry]) -> [UInt8] {
        func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }
        func text(_ text: String) -> [UInt8] { number(UInt16(text.utf8.count)) + Array(text.utf8) }
        let heads = entries.map { text($0.path) + text($0.type) + text("0123456789abcdef") + number($0.flags) }
        var offset = 12 + heads.reduce(0) { $0 + $1.count + 32 }
        var bytes = Array("WNWEB001".utf8) + number(UInt32(entries.count))
        var contents: [UInt8] = []
        for (entry, head) in zip(entries, heads) {
            bytes += head
            for content in [entry.raw, entry.gzip] {
                bytes += number(UInt64(offset)) + number(UInt64(content.utf8.count))
                offset += content.utf8.count
                contents += Array(content.utf8)
            }
        }
        return bytes + contents
    }
}
