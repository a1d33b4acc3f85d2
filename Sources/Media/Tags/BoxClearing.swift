/// Zeros over what an MP4, MOV or M4A tells, each byte in its place: no offset changes, so pictures and sounds stay as they are.
///
/// What is known to be needed stays; every other box becomes `free` and empty: `udta` (titles, positions, covers), `meta`,
/// `uuid` (XMP), makers' own. Times in headers and names of handlers become zero. A track that is neither picture, sound nor
/// subtitles (positions, sensors, time codes) and tracks of chapters go with all their samples.
struct BoxClearing {
    private let file: PatchedFile
    private(set) var removed: Set<String> = []

    private static let ofFile: Set<String> = ["ftyp", "styp", "moov", "moof", "mdat", "mfra", "sidx", "ssix", "wide", "pdin"]
    private static let ofMovie: Set<String> = ["mvhd", "trak", "mvex", "iods", "pssh"]
    private static let ofTrack: Set<String> = ["tkhd", "mdia", "edts", "tref", "tapt", "load", "clip", "matt", "imap", "txas"]
    private static let ofMedia: Set<String> = ["mdhd", "hdlr", "minf", "elng"]
    private static let ofFragment: Set<String> = ["mfhd", "traf", "pssh"]
    private static let notOfRun: Set<String> = ["udta", "meta", "ID32"]
    private static let handlers: Set<String> = ["vide", "soun", "subt", "sbtl", "text", "clcp", "auxv"]

    init(_ file: PatchedFile) { self.file = file }

    mutating func clear() throws(MediaTagError) {
        let boxes = try MovieBox.list(in: 0..<file.byteCount, of: file)
        guard boxes.contains(where: { $0.type == "moov" }) else { throw .damaged("it has no `moov`, which says where everything lies") }
        let media = boxes.filter { $0.type == "mdat" }.map(\.body), isFragmented = boxes.contains { $0.type == "moof" }
        for box in boxes {
            switch box.type {
            case "moov": try movie(box, media, isFragmented)
            case "moof": try fragment(box)
            case "free", "skip": try file.clear(box.body)
            default: if !Self.ofFile.contains(box.type) { try blank(box) }
            }
        }
    }

    private mutating func movie(_ movie: MovieBox, _ media: [Range<Int>], _ isFragmented: Bool) throws(MediaTagError) {
        let boxes = try MovieBox.list(in: movie.body, of: file)
        guard !boxes.contains(where: { $0.type == "cmov" }) else { throw .damaged("its header is packed in a way that is not read") }
        var tracks: [TrackBoxes] = []
        for box in boxes where box.type == "trak" { tracks.append(try TrackBoxes(box, file)) }
        let chapters = Set(tracks.flatMap(\.chapters))
        for track in tracks where chapters.contains(track.id) || !Self.handlers.contains(track.handler) {
            guard !isFragmented else { throw .scatteredTrack(track.handler) }
            var left = file.byteCount
            for range in try track.samples(file) {
                left -= min(left, range.count)
                guard left > 0 else { throw .damaged("its samples are more than the file") }
                guard media.contains(where: { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }) else { throw .damaged("a sample lies outside of what holds samples") }
                try file.clear(range)
            }
            try blank(track.box, as: chapters.contains(track.id) ? "chapters" : "track `\(track.handler)`")
        }
        for track in tracks where !chapters.contains(track.id) && Self.handlers.contains(track.handler) { try self.track(track.box) }
        for box in boxes {
            if box.type == "mvhd" { try clearTimes(box) } else if !Self.ofMovie.contains(box.type) { try blank(box) }
        }
    }

    private mutating func track(_ track: MovieBox) throws(MediaTagError) {
        for box in try MovieBox.list(in: track.body, of: file) {
            switch box.type {
            case "tkhd": try clearTimes(box)
            case "mdia":
                for box in try MovieBox.list(in: box.body, of: file) {
                    switch box.type {
                    case "mdhd": try clearTimes(box)
                    case "hdlr": try clearName(box)
                    default: if !Self.ofMedia.contains(box.type) { try blank(box) }
                    }
                }
            default: if !Self.ofTrack.contains(box.type) { try blank(box) }
            }
        }
    }

    private mutating func fragment(_ fragment: MovieBox) throws(MediaTagError) {
        for box in try MovieBox.list(in: fragment.body, of: file) {
            if box.type == "traf" {
                for box in try MovieBox.list(in: box.body, of: file) where Self.notOfRun.contains(box.type) { try blank(box) }
            } else if !Self.ofFragment.contains(box.type) { try blank(box) }
        }
    }

    /// A `free` box of the same length.
    private mutating func blank(_ box: MovieBox, as piece: String? = nil) throws(MediaTagError) {
        if let piece { removed.insert("MP4 \(piece)") } else if !["free", "skip", "wide"].contains(box.type) { removed.insert("MP4 \(Self.shown(box.type))") }
        try file.write(Array("free".utf8), at: box.start + 4)
        try file.clear(box.body)
    }

    private static func shown(_ type: String) -> String {
        let letters = type.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return letters.count >= 3 ? letters : "box of a maker"
    }

    /// When it was made and changed, behind a version of one byte and flags of three.
    private mutating func clearTimes(_ box: MovieBox) throws(MediaTagError) {
        let version = file.bytes(at: box.body.lowerBound, 1).first ?? 0
        let times = box.body.lowerBound + 4..<box.body.lowerBound + (version == 1 ? 20 : 12)
        guard times.upperBound <= box.body.upperBound else { throw .damaged("its header `\(box.type)` is too short") }
        if file.bytes(at: times.lowerBound, times.count).contains(where: { $0 != 0 }) { removed.insert("MP4 times") }
        try file.clear(times)
    }

    /// A text behind version, kind and what is reserved.
    private mutating func clearName(_ box: MovieBox) throws(MediaTagError) {
        guard box.body.count > 24 else { return }
        try file.clear(box.body.lowerBound + 24..<box.body.upperBound)
    }
}
