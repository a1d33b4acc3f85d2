import Records

/// Which files are recordings, and which of them a file of labels belongs to: the one of the same name beside it.
struct Recordings {
    static let audio: Set<String> = ["wav", "mp3", "flac", "ogg", "opus", "m4a", "aac", "aif", "aiff", "wma", "sph"]
    static let video: Set<String> = ["mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "wmv"]
    /// Folders that people keep splits in.
    static let splitNames: Set<String> = ["train", "training", "val", "valid", "validation", "dev", "test", "testing"]

    private let known: Set<String>
    /// Path without its ending -> recordings.
    private var byStem: [String: [String]] = [:]
    /// File name without its ending -> recordings.
    private var byName: [String: [String]] = [:]
    private let splits: Set<String>

    init(_ listing: FolderListing, splits: [String]) {
        let paths = listing.paths.filter { Self.media(ofFile: $0) != nil }
        known = Set(paths)
        self.splits = Self.splitNames.union(splits)
        for path in paths {
            byStem[ImageFiles.withoutEnding(path), default: []].append(path)
            byName[ImageFiles.stem(path), default: []].append(path)
        }
    }

    /// nil when the name is that of no recording.
    static func media(ofFile path: String) -> Media? {
        let name = ImageFiles.fileName(path)
        guard let dot = name.lastIndex(of: ".") else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        return audio.contains(ending) ? .audio : video.contains(ending) ? .video : nil
    }

    static func role(of media: Media?) -> String { media == .video ? "video" : "audio" }

    /// `a.wav` for `a.TextGrid` and for `a.wav.TextGrid`; from elsewhere only if no other has that name.
    func recording(of file: String) -> String? {
        let stem = ImageFiles.withoutEnding(Compression.unpackedPath(file))
        if known.contains(stem) { return stem }
        if let beside = byStem[stem]?.first { return beside }
        let elsewhere = byName[ImageFiles.stem(stem + ".x")] ?? []
        return elsewhere.count == 1 ? elsewhere[0] : nil
    }

    /// A recording called by its path, with or without its ending, or by its name alone if no other has it.
    func recording(named name: String) -> String? {
        if known.contains(name) { return name }
        if let one = byStem[name]?.first { return one }
        let elsewhere = byName[name] ?? []
        return elsewhere.count == 1 ? elsewhere[0] : nil
    }

    /// Where a recording goes: its own name, with the ending of the file it comes from if it has none.
    static func name(of item: LabelledItem, _ role: String) -> String {
        let name = item.name(ofFile: role)
        guard media(ofFile: name) == nil, let path = item.files[role]?.path, media(ofFile: path) != nil else { return name }
        return name + path[ImageFiles.withoutEnding(path).endIndex...]
    }

    /// What a file's place says of its item: the first folder may be a split.
    func item(of file: String, recording: String?) -> TimedSidecar.Exception { Self.item(of: file, recording: recording, splits: splits) }

    static func item(of file: String, recording: String?, splits: Set<String>) -> TimedSidecar.Exception {
        let own = ImageFiles.withoutEnding(Compression.unpackedPath(file))
        let path = recording ?? own
        let parts = own.split(separator: "/", maxSplits: 1).map(String.init)
        let split = parts.count == 2 && splits.contains(parts[0]) ? parts[0] : nil
        let key = split.flatMap { path.hasPrefix($0 + "/") ? String(path.dropFirst($0.utf8.count + 1)) : nil } ?? path
        return TimedSidecar.Exception(key: key, split: split, media: media(ofFile: path) ?? .audio)
    }
}
