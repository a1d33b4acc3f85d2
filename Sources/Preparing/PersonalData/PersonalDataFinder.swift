/// Finds personal data in text: places that tell who somebody is, each with the reason it was taken for that.
///
/// ```swift
/// let finder = PersonalDataFinder(locales: [.unitedStates, .germany])
/// for span in finder.find(in: "My SSN is 219-09-9999") { print(span.entity, span.range) }   // US_SSN 10..<21
/// ```
/// Candidates are runs of characters that an identifier could be; each is compared with the layouts of the entities that
/// are on, and asked for its checksum. Scores are those of presidio: the layout gives a base, a checksum that agrees
/// makes it 1 and one that does not drops it, a word of the context adds 0.35 and lifts it to 0.4 at least. Of spans that
/// overlap the surest stays, then one with a context word, then the longer, then the first by name.
///
/// Differs from presidio: words of the context are whole words; a bare run of digits with one check digit (one random
/// number in ten passes) is certain only with a context word; `minimumScore` is 0.4 rather than 0, so a weak layout
/// needs its context.
/// Names of persons, places and organisations are found where a `NameTagger` is given: they need a model, not a layout.
///
/// Cost: one pass over the UTF-8, a fixed number of comparisons for each candidate; memory for the spans alone. One finder
/// serves any number of threads: what it looks up has no count of owners for them to fight over.
public struct PersonalDataFinder: Sendable {
    /// Spans below this score are not told.
    public let minimumScore: Double
    /// What is looked for, in the order of the catalogue.
    public let entities: [PersonalDataEntity]
    let tables: FinderTables
    let names: NameTagger?
    /// Place in `entities` of each of `NameLabel.entities`; -1 for one that is off.
    private let namePlaces: [Int]

    /// - Parameters:
    ///   - locales: packs beside `global`, which is always on
    ///   - entities: names to look for; nil for all of the packs
    ///   - tagger: finds names of persons, places and organisations; nothing of them is found without
    public init(
        locales: [PersonalDataLocale] = [], entities names: Set<String>? = nil, minimumScore: Double = 0.4, names tagger: NameTagger? = nil
    ) {
        let on = Set(locales).union([.global])
        let entities = PersonalDataCatalog.all.filter { (tagger != nil || !$0.needsNames) && (names?.contains($0.name) ?? on.contains($0.locale)) }
        self.entities = entities
        self.minimumScore = minimumScore
        tables = FinderTables(entities, TelephonePlan.plans(for: on))
        namePlaces = NameLabel.entities.map { name in entities.firstIndex { $0.name == name } ?? -1 }
        self.names = namePlaces.contains { $0 >= 0 } ? tagger : nil
    }

    /// Sorted by place; spans do not overlap.
    public func find(in text: String) -> [PersonalDataSpan] {
        var text = text
        return text.withUTF8 { find(in: $0) }
    }

    /// The same for bytes of UTF-8.
    public func find(in bytes: UnsafeBufferPointer<UInt8>) -> [PersonalDataSpan] {
        guard let start = bytes.baseAddress else { return [] }
        var scan = PersonalDataScan(start, bytes.count, tables)
        scan.walk()
        defer { scan.release() }
        let hits = names == nil ? scan.hits : scan.hits + namesFound(in: bytes)
        guard !hits.isEmpty else { return [] }
        return spans(settled(weighed(hits, bytes)), bytes)
    }

    private func namesFound(in bytes: UnsafeBufferPointer<UInt8>) -> [PersonalDataHit] {
        guard let names else { return [] }
        return names.names(in: bytes).compactMap { hit in
            let place = namePlaces[hit.entity]
            return place < 0 ? nil : PersonalDataHit(start: hit.start, end: hit.end, entity: place, score: hit.score)
        }
    }

    /// Adds what the context says, and drops what stays below `minimumScore`.
    private func weighed(_ hits: [PersonalDataHit], _ bytes: UnsafeBufferPointer<UInt8>) -> [PersonalDataHit] {
        var kept: [PersonalDataHit] = []
        for var hit in hits {
            hit.context = tables.context.find(of: hit.entity, before: hit.start, in: bytes)
            if hit.context >= 0 { hit.score = min(1, max(hit.isChecked ? 1 : 0.4, hit.score + 0.35)) }
            if hit.score >= minimumScore { kept.append(hit) }
        }
        return kept
    }

    /// Of hits that overlap the better one; sorted by place.
    private func settled(_ hits: [PersonalDataHit]) -> [PersonalDataHit] {
        guard hits.count > 1 else { return hits }
        let ranked = hits.sorted { $0.isBetter(than: $1, entities) }
        let first = hits.reduce(Int.max) { min($0, $1.start) }, last = hits.reduce(0) { max($0, $1.end) }
        var taken = [Bool](repeating: false, count: last - first), kept: [PersonalDataHit] = []
        for hit in ranked where !taken[hit.start - first..<hit.end - first].contains(true) {
            for place in hit.start..<hit.end { taken[place - first] = true }
            kept.append(hit)
        }
        return kept.sorted { $0.start < $1.start }
    }

    /// Offsets of bytes become offsets of scalars in one pass, since hits are sorted.
    private func spans(_ hits: [PersonalDataHit], _ bytes: UnsafeBufferPointer<UInt8>) -> [PersonalDataSpan] {
        var place = 0, scalars = 0
        func scalar(at offset: Int) -> Int {
            while place < offset {
                scalars += bytes[place] & 0xC0 != 0x80 ? 1 : 0
                place += 1
            }
            return scalars
        }
        return hits.map { hit in
            let range = scalar(at: hit.start)..<scalar(at: hit.end)
            let word = hit.context < 0 ? nil : entities[hit.entity].contextWords[hit.context]
            return PersonalDataSpan(
                entity: entities[hit.entity].name, range: range, score: hit.score,
                evidence: PersonalDataEvidence(checksum: hit.isChecked, contextWord: word), locale: hit.locale ?? entities[hit.entity].locale)
        }
    }
}

/// A candidate that passed, before its context is weighed. Offsets are bytes.
struct PersonalDataHit {
    var start: Int
    var end: Int
    /// Place in the finder's entities.
    var entity: Int
    var score: Double
    var isChecked = false
    /// Place in the entity's context words; -1 for none.
    var context = -1
    var locale: PersonalDataLocale?

    func isBetter(than other: Self, _ entities: [PersonalDataEntity]) -> Bool {
        if score != other.score { return score > other.score }
        if (context >= 0) != (other.context >= 0) { return context >= 0 }
        if end - start != other.end - other.start { return end - start > other.end - other.start }
        if entities[entity].name != entities[other.entity].name { return entities[entity].name < entities[other.entity].name }
        return start < other.start
    }
}
