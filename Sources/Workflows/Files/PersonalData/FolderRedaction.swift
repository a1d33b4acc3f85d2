import Formats
import Foundation
import Media
import Preparing
import Records

/// A copy of a folder without the personal data that can be taken out of files: metadata out of pictures, names of files,
/// and places of pictures and sounds that somebody named.
///
/// Nothing is copied as it is unless asked: a file that cannot be rewritten, or of a kind that nothing here rewrites, is
/// left out with its reason and counted. The copy appears whole or not at all.
public enum FolderRedaction {
    public struct Options: Sendable {
        /// What counts as personal data in a name.
        public var finding = PersonalDataFiles.Options()
        /// Give names with personal data a pseudonym; needs `key`.
        public var renames = false
        public var key: String?
        /// Where it is written which name became which; nowhere by default.
        public var mapping: String?
        /// Places to cover, as `CoveredSpans` reads them.
        public var spans: String?
        public var pictures = PictureCover.box
        public var sounds = SoundCover.silence
        /// Of JPEG and WebP that are covered, 1 to 100; others keep their own pixels.
        public var quality = 92
        /// Copy what cannot be rewritten as it is.
        public var copiesRest = false
        public init() {}

        /// By names of `winnow list covers`; of several for pictures, or for sounds, the last counts.
        public mutating func cover(by names: [String]) {
            for name in names {
                if let cover = PictureCover(rawValue: name) { pictures = cover }
                if let cover = SoundCover(rawValue: name) { sounds = cover }
            }
        }
    }

    public struct Report: Codable, Sendable, Hashable {
        public var files = 0
        public var written = 0
        /// Pictures whose metadata was taken out, whether they had any or not.
        public var cleaned = 0
        /// Pictures and sounds with something covered.
        public var covered = 0
        public var boxes = 0
        public var stretches = 0
        /// Places that reach beyond their picture or sound.
        public var clipped = 0
        public var renamed = 0
        /// As they are, because that was asked for.
        public var copied = 0
        /// Reason -> files that are not in the copy.
        public var leftOut: [String: Int] = [:]
        /// Piece of metadata -> in how many pictures.
        public var removed: [String: Int] = [:]
    }

    public static func redact(_ folder: String, to out: String, _ options: Options, watch: ReadWatch? = nil) throws -> (report: Report, findings: FileFindings) {
        let listing = try FolderListing(folder)
        var findings = FileFindings.passedOver(listing, folder)
        let spans = try options.spans.map { try CoveredSpans.read($0, &findings) } ?? CoveredSpans()
        let work = try FolderRedactionWork(listing, out, options, spans, findings)
        for (done, path) in listing.paths.enumerated() {
            try work.add(path)
            watch?(Int64(done + 1), Int64(listing.paths.count))
        }
        return try work.finish()
    }
}
