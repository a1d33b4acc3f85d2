/// Layouts of the entities that are on, by the length of their first chunk: a word of text is compared only with those
/// that could begin with it.
///
/// Flat: a layout is a few numbers and a place in two runs of bytes, so comparing copies nothing that is counted. Rules
/// are looked up only for a layout that fits.
struct LayoutTable {
    struct Layout: Sendable {
        let entity: Int
        /// Place of its first character in `classes` and `separators`.
        let start: Int
        let length: Int
        /// Of the layout alone, and when the checksum agrees.
        let score: Double
        let checkedScore: Double
        let isChecked: Bool
    }

    struct Rules: Sendable {
        let rule: PersonalDataEntity.CodeRule?
        let checksum: PersonalDataEntity.CodeRule?
    }

    /// The longest code: a bech32 address has at most 90 characters.
    static let longest = 90
    /// Below so many digits a bare number with a checksum needs its context.
    static let certainDigits = 11

    let layouts: Kept<Layout>
    /// Layouts of chunk length n are `starts[n]..<starts[n + 1]`.
    let starts: Kept<Int>
    let classes: Kept<UInt8>
    let separators: Kept<UInt8>
    /// By entity.
    let rules: Kept<Rules>

    init(_ entities: [PersonalDataEntity]) {
        rules = Kept(entities.map { Rules(rule: $0.rule, checksum: $0.checksum) })
        var byLength = [[(Int, PersonalDataForm)]](repeating: [], count: Self.longest + 1)
        for (index, entity) in entities.enumerated() {
            for form in entity.forms where form.firstChunk > 0 && form.classes.count <= Self.longest { byLength[form.firstChunk].append((index, form)) }
        }
        var (layouts, starts, classes, separators) = ([Layout](), [0], [UInt8](), [UInt8]())
        for chunk in byLength {
            for (entity, form) in chunk {
                layouts.append(Self.layout(form, entity, hasChecksum: entities[entity].hasChecksum, start: classes.count))
                classes += form.classes
                separators += form.separators
            }
            starts.append(layouts.count)
        }
        (self.layouts, self.starts, self.classes, self.separators) = (Kept(layouts), Kept(starts), Kept(classes), Kept(separators))
    }

    private static func layout(_ form: PersonalDataForm, _ entity: Int, hasChecksum: Bool, start: Int) -> Layout {
        let needsContext = form.isBareNumber && form.classes.count < certainDigits
        return Layout(
            entity: entity, start: start, length: form.classes.count, score: form.score,
            checkedScore: form.isWeak ? form.score : needsContext ? min(0.35, form.score) : 1, isChecked: hasChecksum && !form.isUnchecked)
    }

    func release() {
        layouts.release()
        starts.release()
        classes.release()
        separators.release()
        rules.release()
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
