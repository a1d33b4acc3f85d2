import Foundation
import Testing
import Records
@testable import Formats

@Suite("Archives")
struct ArchiveTests {
    typealias Drawn = ArchiveDrawing

    static func unpack(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws -> (files: [String: String], report: ArchiveUnpacker.Report, outer: TemporaryFolder) {
        let outer = TemporaryFolder()
        let archive = outer.write(bytes, "archive")
        let report = try ArchiveUnpacker(limits: limits).unpack(archive, shownAs: "a.zip", into: "\(outer.path)/out")
        var files: [String: String] = [:]
        for file in outer.files where file != "archive" { files[String(file.dropFirst(4))] = outer.text(file) }
        return (files, report, outer)
    }

    @Test("proper entries come out: stored, deflated, zstd, with data descriptors, zip64, folders, backslashes")
    func zip() throws {
        let long = String(repeating: "cells ", count: 5000)
        let bytes = try Drawn.zip([
            Drawn("a.txt"), Drawn("deep/er/b.txt", long).with { $0.method = 8 }, Drawn("c.txt", long).with { $0.method = 93 }, Drawn("d.txt", long).with { $0.method = 8; $0.hasDescriptor = true },
            Drawn("e.txt").with { $0.isWide = true }, Drawn("f/").with { $0.body = []; $0.mode = 0o040755 }, Drawn("g\\h.txt"), Drawn("./i//j.txt"), Drawn("k.txt", "").with { $0.method = 8 }, Drawn("üñ 📦.txt"),
            Drawn("__MACOSX/._a"), Drawn(".DS_Store"),
        ])
        let read = try Self.unpack(bytes)
        #expect(read.files == ["a.txt": "body", "deep/er/b.txt": long, "c.txt": long, "d.txt": long, "e.txt": "body", "g/h.txt": "body", "i/j.txt": "body", "k.txt": "", "üñ 📦.txt": "body"])
        #expect(read.report.findings.map(\.code) == ["archive.hidden-left-out"])
    }

    @Test("tar comes out plain, gzip and zstd, with long names", arguments: Compression.allCases)
    func tar(_ compression: Compression) throws {
        let long = String(repeating: "folder/", count: 20) + "x.txt"
        let sink = ByteSink(memory: "x", compression: compression)
        try sink.write(Drawn.tar([Drawn("a.txt"), Drawn(long, "long"), Drawn("f").with { $0.tarType = 53 }, Drawn("f/b.txt", String(repeating: "x", count: 1000))]))
        try sink.finish()
        let read = try Self.unpack(sink.contents)
        #expect(read.files == ["a.txt": "body", long: "long", "f/b.txt": String(repeating: "x", count: 1000)])
        #expect(read.report.findings.isEmpty)
    }

    static let badNames: [(String, EntryNames.Fault)] = [
        ("../x", .parent), ("a/../../x", .parent), ("a/..", .parent), ("..\\x", .parent), ("/etc/passwd", .absolute), ("\\\\server\\x", .absolute), ("C:\\x", .drive), ("c:x", .drive),
        ("a\u{0}.jpg", .nul), ("a\nb", .control), ("a\u{7F}", .control), (String(repeating: "x", count: 300), .tooLong), (String(repeating: "a/", count: 400) + "ab" + String(repeating: "a/", count: 300), .tooLong),
        (String(repeating: "a/", count: 40) + "b", .tooDeep), (".", .empty), ("ok.txt", .twice), ("OK.txt", .sameButForCase), ("ok.txt/below", .belowFile),
    ]

    @Test("names that could leave the folder or meet another file are refused, each with its reason", arguments: badNames, [true, false])
    func names(_ bad: (String, EntryNames.Fault), _ isZip: Bool) throws {
        if !isZip, bad.1 == .nul { return }
        let entries = [Drawn("ok.txt", "first"), Drawn(bad.0), Drawn("after.txt")]
        let read = try Self.unpack(isZip ? Drawn.zip(entries) : Drawn.tar(entries))
        #expect(read.report.findings.map(\.code) == [bad.1.rawValue])
        #expect(read.files == ["ok.txt": "first", "after.txt": "body"])
    }

    @Test("names that are not UTF-8, and accents in two forms")
    func encodings() throws {
        #expect(try Self.unpack(Drawn.zip([Drawn("x").with { $0.name = [0x63, 0x61, 0x66, 0xE9] }])).report.findings.map(\.code) == ["archive.name.not-utf8"])
        #expect(try Self.unpack(Drawn.zip([Drawn("caf\u{E9}.txt"), Drawn("cafe\u{301}.txt")])).report.findings.map(\.code) == ["archive.name.case-collision"])
        #expect(try Self.unpack(Drawn.zip([Drawn("A/x"), Drawn("a/y")])).files == ["A/x": "body"])
    }

    @Test("links, devices, encrypted and unknown entries are refused and the others read", arguments: [
        (Drawn("x").with { $0.mode = 0o120777 }, "archive.entry.link"), (Drawn("x").with { $0.mode = 0o060644 }, "archive.entry.link"), (Drawn("x").with { $0.flags = 1 }, "archive.entry.encrypted"),
        (Drawn("x").with { $0.method = 99 }, "archive.entry.encrypted"), (Drawn("x").with { $0.method = 14 }, "archive.entry.method"), (Drawn("x").with { $0.localName = Array("y".utf8) }, "archive.entry.two-faces"),
        (Drawn("x").with { $0.checksum = 1 }, "archive.entry.corrupt"), (Drawn("x").with { $0.declared = 9 }, "archive.entry.corrupt"), (Drawn("x", String(repeating: "a", count: 99)).with { $0.method = 8; $0.declared = 9 }, "archive.entry.corrupt"),
    ])
    func refusedInZip(_ entry: Drawn, _ code: String) throws {
        let read = try Self.unpack(Drawn.zip([entry, Drawn("after.txt")]))
        #expect(read.report.findings.map(\.code) == [code])
        #expect(read.files == ["after.txt": "body"])
    }

    @Test("links, devices and unknown types of tar are refused", arguments: [(49, "archive.entry.link"), (50, "archive.entry.link"), (51, "archive.entry.device"), (52, "archive.entry.device"), (54, "archive.entry.device"), (83, "archive.entry.type")])
    func refusedInTar(_ type: Int, _ code: String) throws {
        let read = try Self.unpack(Drawn.tar([Drawn("x").with { $0.tarType = UInt8(type) }, Drawn("after.txt")]))
        #expect(read.report.findings.map(\.code) == [code])
        #expect(read.files == ["after.txt": "body"])
    }

    @Test("bombs end the reading: entries, bytes, one entry, ratio, shared bytes, nesting")
    func bombs() throws {
        func code(_ bytes: [UInt8], _ limits: ArchiveLimits) -> String? {
            do { return try Self.unpack(bytes, limits: limits).report.findings.first?.code } catch { return (error as? ArchiveError)?.finding.code ?? (error as? ByteError)?.finding.code }
        }
        let many = (0..<20).map { Drawn("\($0)") }
        #expect(code(try Drawn.zip(many), ArchiveLimits(entries: 10)) == "archive.too-many-entries")
        #expect(code(Drawn.tar(many), ArchiveLimits(entries: 10)) == "archive.too-many-entries")
        let zeros = Drawn("z", String(repeating: "0", count: 1 << 20)).with { $0.method = 8 }
        #expect(code(try Drawn.zip([zeros]), ArchiveLimits(ratioGrace: 1000)) == "archive.expands-too-much")
        #expect(code(try Drawn.zip([zeros]), ArchiveLimits(entryBytes: 1000)) == "archive.entry.too-large")
        #expect(code(try Drawn.zip([zeros, Drawn("y")]), ArchiveLimits(totalBytes: 5000)) == "archive.too-large")
        #expect(code(Drawn.tar([Drawn("z", String(repeating: "0", count: 9999))]), ArchiveLimits(totalBytes: 5000)) == "archive.too-large")
        // Two directory entries over one local file.
        let one = try Drawn.zip([Drawn("x")])
        let local = Array(one[..<(30 + 1 + 4)]), entry = Array(one[local.count..<(one.count - 22)])
        #expect(code(local + entry + entry + Drawn.end(local.count, 2 * entry.count, 2), ArchiveLimits()) == "archive.overlapping")
        let inner = try Drawn.zip([Drawn("deep.txt")])
        let nested = try Drawn.zip([Drawn("in.zip").with { $0.body = inner }])
        #expect(code(nested, ArchiveLimits()) == "archive.nested")
        #expect(try Self.unpack(nested, limits: ArchiveLimits(nesting: 1)).files == ["in.zip.contents/deep.txt": "body"])
    }

    @Test("every truncation is an error or a finding, never a crash, never bytes from elsewhere", arguments: [true, false])
    func truncations(_ isZip: Bool) throws {
        let entries = [Drawn("a.txt"), Drawn("b.txt", String(repeating: "abc", count: 400)).with { $0.method = 8 }]
        let whole = isZip ? try Drawn.zip(entries) : Drawn.tar(entries)
        for length in stride(from: 0, to: whole.count - (isZip ? 1 : 1024), by: 7) {
            do {
                let read = try Self.unpack(Array(whole[..<length]))
                #expect(!read.report.findings.isEmpty, "cut at \(length)")
            } catch is ArchiveError {}
        }
    }

    @Test("flipped bytes never crash and never write outside", arguments: [true, false], 1...4)
    func noise(_ isZip: Bool, _ seed: Int) throws {
        let entries = [Drawn("a.txt"), Drawn("b/c.txt", String(repeating: "abc", count: 400)).with { $0.method = 8 }, Drawn("d.txt").with { $0.isWide = true }]
        let whole = isZip ? try Drawn.zip(entries) : Drawn.tar(entries)
        var random = Seeded(UInt64(seed))
        for _ in 0..<150 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &random) { bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
            let outer = TemporaryFolder()
            let archive = outer.write(bytes, "archive")
            _ = try? ArchiveUnpacker().unpack(archive, into: "\(outer.path)/out")
            #expect(outer.files.allSatisfy { $0 == "archive" || $0.hasPrefix("out/") })
        }
    }

    @Test("what is no archive is said to be none")
    func others() {
        #expect(throws: ArchiveError.self) { try Self.unpack(Array("plain text".utf8)) }
        #expect(throws: ArchiveError.self) { try Self.unpack([]) }
    }
}
