import Records

extension ArchiveError: CustomStringConvertible {
    public var finding: Finding {
        let bombHint = "Unpack it yourself first if it is meant to be like that"
        return switch self {
        case .notAnArchive(let file):
            Finding(.error, "archive.unknown", "`\(file)` is neither zip nor tar (plain, gzip, zstd), or its beginning is damaged", at: Place(file: file), hint: "Fetch it again, or unpack it and pack it as zip")
        case .tooManyEntries(let file, let limit):
            Finding(.error, "archive.too-many-entries", "`\(file)` has more than \(limit) entries", at: Place(file: file), hint: bombHint)
        case .tooLarge(let file, let limit):
            Finding(.error, "archive.too-large", "`\(file)` unpacks to more than \(limit) bytes", at: Place(file: file), hint: bombHint)
        case .entryTooLarge(let file, let entry, let limit):
            Finding(.error, "archive.entry.too-large", "`\(entry)` in `\(file)` unpacks to more than \(limit) bytes", at: Place(file: file, record: entry), hint: bombHint)
        case .expandsTooMuch(let file, let entry, let limit):
            Finding(.error, "archive.expands-too-much", "`\(entry)` in `\(file)` unpacks to more than \(limit) times its size", at: Place(file: file, record: entry), hint: bombHint)
        case .overlapping(let file, let entry):
            Finding(.error, "archive.overlapping", "`\(entry)` in `\(file)` shares its bytes with another entry", at: Place(file: file, record: entry), hint: "Pack the files again; proper tools never make such archives")
        case .truncated(let file, let reason):
            Finding(.error, "archive.truncated", "`\(file)` is cut off: \(reason)", at: Place(file: file), hint: "Fetch the file again: the end is missing")
        case .corrupt(let file, let offset, let reason):
            Finding(.error, "archive.corrupt", "`\(file)` is broken at byte \(offset): \(reason)", at: Place(file: file), hint: "Fetch the file again")
        case .badEntry(let file, let entry, let reason):
            Finding(.error, "archive.entry.corrupt", "`\(entry)` in `\(file)` is broken: \(reason)", at: Place(file: file, record: entry), hint: "Fetch the archive again, or leave the file out")
        }
    }

    public var description: String { finding.message }
}
