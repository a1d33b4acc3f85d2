import Foundation
import Testing
@testable import Media

@Suite("What sounds and videos say of themselves", .serialized)
struct MediaTagsTests {
    private static let told = ["-metadata", "title=Party of Ada", "-metadata", "artist=Ada Lovelace", "-metadata", "comment=call ada@lovelace.org", "-metadata", "location=+48.2082+016.3738/"]
    private static let drawn = ["-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=2", "-f", "lavfi", "-i", "sine=d=2"]

    /// A drawn file with tags of its own, of its track and of two chapters.
    private func file(_ name: String, _ folder: ScratchFolder, more: [String] = []) throws -> String {
        let chapters = try folder.write(Array(";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=Ada speaks\n[CHAPTER]\nTIMEBASE=1/1\nSTART=1\nEND=2\ntitle=Grace speaks\n".utf8), "chapters.txt")
        let isSound = ["mp3", "ogg", "aac"].contains { name.hasSuffix($0) }
        let inputs = isSound ? ["-f", "lavfi", "-i", "sine=d=2"] : Self.drawn
        let chapterInput = name.hasSuffix("ogg") || name.hasSuffix("aac") ? [] : ["-i", chapters, "-map_chapters", isSound ? "1" : "2"]
        return try folder.draw(name, inputs + chapterInput + Self.told + ["-metadata:s:a:0", "title=Voice of Ada"] + (isSound ? [] : ["-pix_fmt", "yuv420p"]) + more)
    }

    /// Checksums of all decoded frames and samples.
    private func content(_ name: String, _ folder: ScratchFolder) throws -> [UInt8] {
        _ = try folder.draw("\(name).md5", ["-i", folder.path(name), "-map", "0:V?", "-map", "0:a?", "-f", "framemd5"])
        return try folder.bytes("\(name).md5")
    }

    @Test("are read from every container", arguments: ["a.mp4", "a.mkv", "a.mp3", "a.ogg"])
    func read(name: String) throws {
        guard ScratchFolder.hasTools(for: "tags of a drawn \(name)") else { return }
        let folder = try ScratchFolder(), tags = try MediaTags.read(try file(name, folder))
        let told = tags.tags.map { "\($0.name.lowercased())=\($0.value)" }
        #expect(told.contains("artist=Ada Lovelace") && told.contains("comment=call ada@lovelace.org") && told.contains("location=+48.2082+016.3738/"), "\(told)")
        #expect(name.hasSuffix("ogg") || tags.tags.contains { $0.part == "chapter 2" && $0.value == "Grace speaks" }, "\(told)")
    }

    @Test("are not in a copy, which shows and sounds the same", arguments: [
        ("a.mp4", ["MP4 chapters", "MP4 udta"]), ("a.m4v", ["MP4 chapters", "MP4 udta"]), ("a.mov", ["MP4 chapters", "MP4 udta"]), ("a.mkv", ["chapters", "tags"]), ("a.webm", ["chapters", "tags"]),
        ("a.mp3", ["ID3"]), ("a.ogg", ["tags"]), ("a.ts", ["tags"]),
    ])
    func removed(name: String, expected: [String]) throws {
        guard ScratchFolder.hasTools(for: "a copy of \(name) without tags") else { return }
        let folder = try ScratchFolder(), source = try file(name, folder, more: name.hasSuffix("webm") ? ["-c:v", "libvpx", "-c:a", "libvorbis"] : name.hasSuffix("ts") ? ["-metadata", "service_name=Ada"] : [])
        let copy = "copy-\(name)"
        let cleaned = try? MediaTagRemoval.copy(source, to: folder.path(copy))
        // A transport stream has no place for tags but the name of its service.
        #expect(name.hasSuffix("ts") || cleaned.map { Set(expected).isSubset(of: $0.removed) } == true, "\(cleaned?.removed ?? ["nothing"])")
        #expect(try content(copy, folder) == content(name, folder))
        let text = String(decoding: try folder.bytes(copy), as: UTF8.self)
        #expect(!text.contains("Ada") && !text.contains("lovelace") && !text.contains("Grace") && !text.contains("48.2082"))
        #expect(try MediaTags.read(folder.path(copy)).telling.isEmpty)
    }

    @Test("of an MP4 every byte stays in its place, and a track of time codes goes with its samples")
    func inPlace() throws {
        guard ScratchFolder.hasTools(for: "a film with time codes") else { return }
        let folder = try ScratchFolder(), source = try file("a.mov", folder, more: ["-timecode", "01:02:03:04"])
        #expect(try MediaTags.read(source).otherTracks > 0)
        let cleaned = try MediaTagRemoval.copy(source, to: folder.path("b.mov"))
        #expect(cleaned.removed.contains("MP4 track `tmcd`"), "\(cleaned.removed)")
        #expect(try folder.bytes("a.mov").count == folder.bytes("b.mov").count)
        let after = try MediaTags.read(folder.path("b.mov"))
        #expect(after.otherTracks == 0 && after.telling.isEmpty, "\(after)")
        #expect(try content("b.mov", folder) == content("a.mov", folder))
    }

    @Test("a cover goes along with no copy", arguments: ["a.mp3", "a.m4a"])
    func covers(name: String) throws {
        guard ScratchFolder.hasTools(for: "a sound with a cover") else { return }
        let folder = try ScratchFolder(), picture = try folder.draw("face.png", ["-f", "lavfi", "-i", "testsrc=s=32x32", "-frames:v", "1"])
        let source = try folder.draw(name, ["-f", "lavfi", "-i", "sine=d=1", "-i", picture, "-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic"])
        #expect(try MediaTags.read(source).covers == 1)
        _ = try MediaTagRemoval.copy(source, to: folder.path("copy-\(name)"))
        #expect(try MediaTags.read(folder.path("copy-\(name)")).covers == 0)
    }

    @Test("a file that is cut, or no sound or video at all, is refused, and nothing is left of its copy")
    func damaged() throws {
        guard ScratchFolder.hasTools(for: "damaged films") else { return }
        let folder = try ScratchFolder(), whole = try folder.bytes(URL(fileURLWithPath: try file("a.mp4", folder, more: ["-movflags", "+faststart"])).lastPathComponent)
        for (place, length) in stride(from: 9, to: min(whole.count, 6000), by: 397).enumerated() {
            let path = try folder.write(Array(whole[..<length]), "cut-\(place).mp4")
            #expect(throws: MediaTagError.self) { try MediaTagRemoval.copy(path, to: folder.path("out.mp4")) }
        }
        for rubbish in ["", "short", "PK\u{3}\u{4} no film at all, but long enough"] {
            let path = try folder.write(Array(rubbish.utf8), "rubbish")
            #expect(throws: MediaTagError.self) { try MediaTagRemoval.copy(path, to: folder.path("out.mp4")) }
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("out.mp4")))
    }

    @Test("changed bytes of a header end in a copy or an error, never in a trap")
    func changed() throws {
        guard ScratchFolder.hasTools(for: "changed films") else { return }
        let folder = try ScratchFolder(), whole = try folder.bytes(URL(fileURLWithPath: try file("a.mov", folder, more: ["-movflags", "+faststart"])).lastPathComponent)
        for place in stride(from: 8, to: min(whole.count, 9000), by: 31) {
            var bytes = whole
            for value in [UInt8(0xFF), 0x80, 0] {
                bytes[place] = value
                let file = try PatchedFile(folder.path("changed-\(place)-\(value)"))
                try file.append(bytes)
                var clearing = BoxClearing(file)
                try? clearing.clear()
            }
        }
    }

    @Test("samples of a track lie chunk by chunk, as its tables say")
    func chunks() throws {
        #expect(try TrackBoxes.stretches([100, 200, 300], [1, 2, 1, 3, 1, 1], 0, [5, 6, 7, 8, 9]) == [100..<111, 200..<215, 300..<309])
        #expect(try TrackBoxes.stretches([100, 200], [1, 3, 1], 4, []) == [100..<112, 200..<212])
        #expect(throws: MediaTagError.self) { try TrackBoxes.stretches([100], [1, 2, 1], 0, [5]) }
        #expect(throws: MediaTagError.self) { try TrackBoxes.stretches([100], [], 1, []) }
        #expect(throws: MediaTagError.self) { try TrackBoxes.stretches([0], [1, 4_294_967_295, 1], 4_294_967_295, []) }
        #expect(throws: MediaTagError.self) { try TrackBoxes.stretches([Int.max], [1, 1, 1], 4, []) }
    }

    @Test("tags before and behind the frames of an MP3 are told apart from the frames")
    func frames() throws {
        let folder = try ScratchFolder()
        let frames = [UInt8](repeating: 0xFF, count: 50), leading = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 5] + [UInt8](repeating: 1, count: 5)
        let last = Array("TAG".utf8) + [UInt8](repeating: 2, count: 125)
        let ape = [UInt8](repeating: 3, count: 8) + Array("APETAGEX".utf8) + [0, 0, 0, 0, 40, 0, 0, 0] + [UInt8](repeating: 0, count: 16)
        for (before, behind, expected) in [([], [], []), (leading, [], ["ID3"]), ([], last, ["ID3"]), ([], ape, ["APE"]), (leading + leading, ape + last, ["APE", "ID3"])] as [([UInt8], [UInt8], [String])] {
            let input = try MediaInput(path: try folder.write(before + frames + behind, "a.mp3"), maximumBytes: 1000)
            let tagged = TaggedFrames(input)
            #expect(tagged.range == before.count..<before.count + 50 && tagged.removed.sorted() == expected)
        }
    }
}
