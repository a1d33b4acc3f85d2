/// Why an archive, or one entry of it, cannot be read. Facts only; sentences in `ArchiveError+Words.swift`.
public enum ArchiveError: Error, Sendable, Hashable {
    case notAnArchive(String)
    case tooManyEntries(String, limit: Int)
    case tooLarge(String, limit: Int64)
    case entryTooLarge(String, entry: String, limit: Int64)
    case expandsTooMuch(String, entry: String, limit: Int64)
    /// Entries share bytes, as in bombs and smuggled files.
    case overlapping(String, entry: String)
    case truncated(String, reason: String)
    case corrupt(String, offset: Int64, reason: String)
    /// One entry only; those behind it can be read.
    case badEntry(String, entry: String, reason: String)

    /// Whether reading can go on behind the entry.
    var isAboutOneEntry: Bool { if case .badEntry = self { true } else { false } }
}
