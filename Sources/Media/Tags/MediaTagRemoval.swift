import Glibc

/// Copies a sound or video without what it says of itself. Nothing is decoded: frames and samples are those of the original.
///
///     let cleaned = try MediaTagRemoval.copy("holiday.mp4", to: "safe.mp4")
///     print(cleaned.removed)   // ["MP4 meta", "MP4 times", "MP4 udta"]
///
/// MP4, MOV and M4A keep every byte in its place, with zeros over what tells (`BoxClearing`); MP3 and AAC lose the tags before
/// and behind; Matroska, WebM, Ogg and MPEG-TS are put together anew by `ffmpeg`, which writes to us and to no file. Every copy
/// is then read again: where a tag is left the copy is an error and not a result.
/// Cost: the file is read and written once, with one slice of it in memory.
public enum MediaTagRemoval {
    public struct Cleaned: Sendable, Hashable {
        /// Kinds of pieces that were taken out, each once, in order.
        public var removed: [String]
    }

    /// - Parameter target: made anew; refused when there is such a file. Removed again where this throws.
    public static func copy(_ source: String, to target: String, limits: VideoLimits = VideoLimits(), tools: MediaTools = MediaTools()) throws(MediaTagError) -> Cleaned {
        let input: MediaInput
        do throws(MediaFileError) { input = try MediaInput(path: source, maximumBytes: limits.maximumBytes) } catch { throw .file(error) }
        let output = try PatchedFile(target)
        do throws(MediaTagError) {
            let removed = try copy(input, source, to: output, limits, tools)
            let left = try MediaTags.read(target, limits: limits, tools: tools)
            guard left.telling.isEmpty else { throw .remaining(left.telling) }
            return Cleaned(removed: removed.sorted())
        } catch {
            unlink(target)
            throw error
        }
    }

    private static func copy(_ input: MediaInput, _ source: String, to output: PatchedFile, _ limits: VideoLimits, _ tools: MediaTools) throws(MediaTagError) -> Set<String> {
        let head = input.bytes(at: 0, 8)
        switch Container(input) {
        case .boxes:
            try output.append(input, 0..<input.byteCount)
            var clearing = BoxClearing(output)
            try clearing.clear()
            return clearing.removed
        case .frames:
            let frames = TaggedFrames(input)
            try output.append(input, frames.range)
            return frames.removed
        case .remuxed(let format): return try remux(input, format, before: MediaTags.read(source, limits: limits, tools: tools), to: output, limits, tools)
        case nil: throw .unknownContainer(head: head)
        }
    }

    private enum Container {
        case boxes, frames
        /// By this name of ffmpeg's.
        case remuxed(String)

        init?(_ input: MediaInput) {
            let head = input.bytes(at: 0, 64)
            guard head.count >= 8 else { return nil }
            let type = String(decoding: head[4..<8], as: UTF8.self)
            if ["ftyp", "moov", "mdat", "wide", "free", "skip"].contains(type) { self = .boxes; return }
            if head.starts(with: "ID3".utf8) || (head[0] == 0xFF && head[1] & 0xE0 == 0xE0) { self = .frames; return }
            if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { self = .remuxed(String(decoding: head, as: UTF8.self).contains("webm") ? "webm" : "matroska"); return }
            if head.starts(with: "OggS".utf8) { self = .remuxed("ogg"); return }
            if head[0] == 0x47 { self = .remuxed("mpegts"); return }
            return nil
        }
    }

    /// Pictures, sounds and subtitles go along; covers, attached files and data do not.
    private static func remux(
        _ input: MediaInput, _ format: String, before: MediaTags, to output: PatchedFile, _ limits: VideoLimits, _ tools: MediaTools
    ) throws(MediaTagError) -> Set<String> {
        let arguments = ["-v", "error"] + ProbedFile.inputArguments
            + ["-map", "0:V?", "-map", "0:a?", "-map", "0:s?", "-map_metadata", "-1", "-map_metadata:s", "-1", "-map_metadata:c", "-1", "-map_chapters", "-1", "-c", "copy"]
            + ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-f", format, "pipe:1"]
        do throws(ToolError) {
            let child = try ChildProcess("ffmpeg", arguments, input: input.descriptor, tools: tools, limits: limits.process)
            while case let bytes = try child.output(), !bytes.isEmpty {
                do throws(MediaTagError) { try output.append(bytes) } catch {
                    child.stop()
                    throw ToolError.cancelled
                }
            }
            try child.finishWell()
        } catch { throw MediaTags.refusal(error, input) }
        var removed: Set<String> = []
        if before.tags.contains(where: { !$0.part.hasPrefix("chapter") && !MediaTags.technical.contains($0.name.lowercased()) }) { removed.insert("tags") }
        if before.tags.contains(where: { $0.part.hasPrefix("chapter") }) { removed.insert("chapters") }
        if before.covers > 0 { removed.insert("cover") }
        if before.otherTracks > 0 { removed.insert("attached files") }
        return removed
    }
}
