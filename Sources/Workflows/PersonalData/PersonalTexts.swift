import Preparing
import Records
import Storage

/// Which texts of an item are looked at for personal data, and what is found in them.
///
/// Looking takes microseconds, so what may be shown is decided by looking again at the text as it stands now, never by
/// offsets kept from an earlier run: an item whose source was read again is as safe as one that was scanned.
struct PersonalTexts: Sendable {
    private let finder: PersonalDataFinder
    private let fields: Set<String>

    /// - Throws: a `Finding` of the settings, or `models.missing` and `models.damaged` where they ask for names.
    init(_ settings: JSONObject, _ models: ModelFolder) throws {
        var read = try PersonalDataSettings(settings)
        if read.needsNames { read.names = try models.names() }
        finder = read.finder
        fields = Set(read.fields)
    }

    struct Place {
        var span: PersonalDataSpan
        var value: PersonalPlace.Value
    }

    /// A text of an item by the name of its field.
    struct Found {
        var field: String
        var text: String
        var places: [Place]
    }

    /// Fields with something in them, in the order of the item.
    func find(in fields: JSONObject) -> [Found] {
        fields.members.compactMap { member in
            guard let text = member.value.string, self.fields.isEmpty || self.fields.contains(member.key) else { return nil }
            let places = find(in: text, field: member.key)
            return places.isEmpty ? nil : Found(field: member.key, text: text, places: places)
        }
    }

    private func find(in text: String, field: String) -> [Place] {
        finder.values(in: text).map { span, value in
            Place(span: span, value: PersonalPlace.Value(field: field, entity: span.entity, digest: ContentHash.hex(of: Array(value.utf8))))
        }
    }

    /// The item with its fields and metadata masked; nil when nothing of it is hidden.
    func masked(_ item: Item, harmless: Set<PersonalPlace.Value>) -> Item? {
        let (fields, metadata) = (masked(item.fields, harmless: harmless), masked(item.metadata, harmless: harmless))
        guard fields != nil || metadata != nil else { return nil }
        var masked = item
        masked.fields = fields ?? item.fields
        masked.metadata = metadata ?? item.metadata
        return masked
    }

    /// The fields with every place under a block of the same length, so that offsets of labels stay right; `harmless`
    /// values are seen. nil when nothing is hidden.
    private func masked(_ fields: JSONObject, harmless: Set<PersonalPlace.Value>) -> JSONObject? {
        var masked = fields, isChanged = false
        for found in find(in: fields) {
            let hidden = found.places.filter { !harmless.contains($0.value) }
            guard !hidden.isEmpty else { continue }
            isChanged = true
            masked[found.field] = .string(Self.covered(found.text, hidden.map(\.span.range)))
        }
        return isChanged ? masked : nil
    }

    /// A text of no known field: whatever is found in it is hidden.
    func masked(_ text: String) -> String { Self.covered(text, finder.find(in: text).map(\.range)) }

    /// White space stays, so that lines and words break where they did.
    private static func covered(_ text: String, _ ranges: [Range<Int>]) -> String {
        guard !ranges.isEmpty else { return text }
        var scalars = Array(text.unicodeScalars)
        for range in ranges { for place in range where !scalars[place].properties.isWhitespace { scalars[place] = "\u{2588}" } }
        return String(String.UnicodeScalarView(scalars))
    }
}
