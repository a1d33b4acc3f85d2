import Kernels

/// Takes metadata out of a picture file without touching its pixels: what is not needed to draw the picture goes, the rest
/// is copied byte by byte.
///
///     let clean = try MetadataRemoval.cleaned(bytes)
///     print(clean.removed)   // [EXIF: 1 of 4012 bytes, …]
///
/// Pieces are kept by a list of those that draw (`CleanedFile+JPEG` and its neighbours), not dropped by a list of
/// those known to tell: a maker's own segment, a preview, a second picture or a film behind the end go as well. Colour
/// profiles stay, since without them colours change. How the picture must be turned stays as an EXIF of that one tag.
///
/// Refused is what cannot be rewritten by leaving pieces out: a broken file, one with pieces that only their maker knows
/// and a decoder needs, and formats in which metadata is woven into the file (TIFF, GIF, BMP, HEIC, AVIF).
/// What was made is read again before it is given: format, size, turn and frames must be the same, and nothing may be left.
public enum MetadataRemoval {
    public struct Cleaned: Sendable, Hashable {
        public var bytes: [UInt8]
        /// In the order of their first place in the file; empty where there was nothing to take out.
        public var removed: [Removed]
    }

    /// Pieces of one name that were left out.
    public struct Removed: Sendable, Hashable {
        public var name: String
        public var count: Int
        public var bytes: Int
    }

    public static func cleaned(_ bytes: [UInt8], limits: ImageLimits = ImageLimits()) throws(ImageError) -> Cleaned {
        let facts = try ImageProbe.facts(of: bytes, limits: limits)
        var copy = CleanedFile(orientation: facts.orientation)
        try bytes.checked { raw throws(ImageError) in
            switch facts.format {
            case .jpeg: try copy.copyJPEG(FilePieces.ofJPEG(raw))
            case .png: try copy.copyPNG(FilePieces.ofPNG(raw))
            case .webp: try copy.copyWebP(FilePieces.ofWebP(raw))
            case .gif, .tiff, .bmp, .heic, .avif: throw .cannotEncode(facts.format, "its metadata is woven into the file")
            }
        }
        try check(copy, facts, limits)
        return Cleaned(bytes: copy.bytes, removed: copy.removed)
    }

    private static func check(_ copy: CleanedFile, _ before: ImageFacts, _ limits: ImageLimits) throws(ImageError) {
        let after = try ImageProbe.facts(of: copy.bytes, limits: limits)
        guard (after.width, after.height, after.orientation, after.frames) == (before.width, before.height, before.orientation, before.frames) else {
            throw .cannotEncode(before.format, "without its metadata it is another picture")
        }
        let left = try ImageMetadata.read(copy.bytes).entries.filter { $0.name != "Orientation" }
        if let first = left.first { throw .cannotEncode(before.format, "`\(first.name)` cannot be taken out") }
    }
}

/// A picture file being copied without some of its pieces.
struct CleanedFile {
    let orientation: ImageOrientation
    private(set) var bytes: [UInt8] = []
    private(set) var removed: [MetadataRemoval.Removed] = []

    init(orientation: ImageOrientation) { self.orientation = orientation }

    mutating func keep(_ more: some Sequence<UInt8>) { bytes += more }

    /// For headers that say how long the file is.
    mutating func overwrite(_ at: Int, _ new: [UInt8]) { bytes.replaceSubrange(at..<at + new.count, with: new) }

    mutating func remove(_ name: String, _ count: Int) {
        guard let place = removed.firstIndex(where: { $0.name == name }) else {
            // Names may be the file's own: as many as there are chunks.
            guard removed.count < 100 else { return remove("other pieces", count, at: removed.count - 1) }
            removed.append(.init(name: name, count: 1, bytes: count))
            return
        }
        remove(name, count, at: place)
    }

    private mutating func remove(_ name: String, _ count: Int, at place: Int) {
        removed[place].name = name
        removed[place].count += 1
        removed[place].bytes += count
    }

    /// EXIF of one directory with one entry; nothing for a picture that stands upright.
    var turn: [UInt8]? {
        guard orientation != .upright else { return nil }
        return [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, UInt8(orientation.rawValue), 0, 0, 0, 0, 0, 0, 0]
    }
}
