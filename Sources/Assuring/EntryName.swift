/// A name as people type it: an entry of a catalogue, and behind a colon the form of it, as in `krippendorff-alpha:ordinal`.
struct EntryName {
    let entry: String
    /// nil without a colon: the usual form.
    let variant: String?

    init(_ text: String) {
        let colon = text.firstIndex(of: ":")
        entry = String(text[..<(colon ?? text.endIndex)])
        variant = colon.map { String(text[text.index(after: $0)...]) }
    }
}
