import Formats
import Foundation
import Media
import Preparing
import Records

/// A copy of a folder without the personal data that can be taken out of files: metadata out of pictures, sounds and videos,
/// values in texts and tables, names of files, and places of pictures and sounds that somebody named.
///
/// Files are rewritten on every core, a few at a time, and put into the copy in the order of their paths. Nothing is copied as it is unless asked: a file that cannot be rewritten, or of a kind that nothing here rewrites, is
/// left out with its reason and counted. The copy appears whole or not at all.
public enum FolderRedaction {
    public struct Options: Sendable {
        /// What counts as personal data in a name, a text and a table.
        public var finding = PersonalDataFiles.Options()
        /// Give names with personal data a pseudonym; needs `key`.
        public var renames = false
        public var key: String?
        /// How it is made unrecognisable in texts and tables.
        public var rewriting = PersonalDataFiles.Rewriting()
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
        /// Pictures, sounds and videos whose metadata was taken out, whether they had any or not.
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
        /// Piece of metadata -> in how many files.
        public var removed: [String: Int] = [:]
        /// Texts and tables that were written anew, and those with something in them.
        public var rewritten = 0
        public var touched = 0
        /// Entity -> places of texts and tables.
        public var counts: [String: Int] = [:]
        /// Values whose operator does not fit them and that were replaced by the entity's name.
        public var replacedInstead: [String: Int] = [:]
    }

    public static func redact(_ folder: String, to out: String, _ options: Options, watch: ReadWatch? = nil) async throws -> (report: Report, findings: FileFindings) {
        let listing = try FolderListing(folder)
        var findings = FileFindings.passedOver(listing, folder)
        let spans = try options.spans.map { try CoveredSpans.read($0, &findings) } ?? CoveredSpans()
        let work = try FolderRedactionWork(listing, out, options, spans, findings)
        let rewrite = work.rewrite
        for start in stride(from: 0, to: listing.paths.count, by: stretch) {
            let paths = Array(listing.paths[start..<min(start + stretch, listing.paths.count)])
            let rewritten = try await EveryCore.map(paths) { rewrite.rewrite($0) }
            try work.add(rewritten)
            watch?(Int64(start + paths.count), Int64(listing.paths.count))
        }
        return try work.finish()
    }

    /// Files that lie beside the copy at once.
    private static let stretch = 16
}
