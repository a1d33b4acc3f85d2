/// Layouts of the entities that are on, by the length of their first chunk: a word of text is compared only with those
/// that could begin with it.
struct LayoutTable: Sendable {
    struct Entry: Sendable {
        let entity: Int
        let form: PersonalDataForm
        let rule: PersonalDataEntity.CodeRule?
        let checksum: PersonalDataEntity.CodeRule?
    }

    /// The longest code: a bech32 address has at most 90 characters.
    static let longest = 90

    private(set) var entries: [Entry] = []
    /// Entries of chunk length n are `starts[n]..<starts[n + 1]`.
    private(set) var starts: [Int]

    init(_ entities: [PersonalDataEntity]) {
        var byLength = [[Entry]](repeating: [], count: Self.longest + 1)
        for (index, entity) in entities.enumerated() {
            for form in entity.forms where form.firstChunk > 0 && form.classes.count <= Self.longest {
                byLength[form.firstChunk].append(Entry(entity: index, form: form, rule: entity.rule, checksum: entity.checksum))
            }
        }
        starts = [0]
        for chunk in byLength {
            entries += chunk
            starts.append(entries.count)
        }
    }
}

/// Places of the scanners' entities in a finder; -1 for one that is off.
struct ScannerPlaces: Sendable {
    let mail: Int, link: Int, network: Int, hardware: Int, telephone: Int, date: Int

    init(_ entities: [PersonalDataEntity]) {
        func place(_ scanner: PersonalDataScanner) -> Int { entities.firstIndex { $0.scanner == scanner } ?? -1 }
        (mail, link, network) = (place(.mail), place(.link), place(.network))
        (hardware, telephone, date) = (place(.hardware), place(.telephone), place(.date))
    }
}
