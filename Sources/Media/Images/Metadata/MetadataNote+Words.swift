import Records

extension MetadataNote {
    /// The note as a finding about the file of this name.
    public func finding(at place: Place? = nil) -> Finding {
        switch self {
        case .broken(let block, let what):
            Finding(.warning, "metadata.broken", "the \(block.title) is broken, and not all of it was read: \(what)", at: place, hint: "take the metadata out with `winnow redact`")
        case .fileBroken(let error):
            Finding(.warning, "metadata.broken-file", "metadata behind the damage was not seen: \(error)", at: place, hint: error.hint)
        case .unread(let name, let bytes):
            Finding(.note, "metadata.unread", "`\(name)` of \(bytes) bytes is the maker's own, and nobody but the maker reads it", at: place, hint: "take the metadata out with `winnow redact`")
        case .preview(let bytes):
            Finding(.note, "metadata.preview", "a small copy of the picture (\(bytes) bytes) lies in its metadata, perhaps of before it was cropped", at: place, hint: "take the metadata out with `winnow redact`")
        case .tooMuch(let what):
            Finding(.warning, "metadata.too-much", "not all metadata was read: there are \(what)", at: place, hint: "take the metadata out with `winnow redact`")
        }
    }
}
