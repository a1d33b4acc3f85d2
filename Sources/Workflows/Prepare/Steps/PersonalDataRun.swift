import Preparing
import Records
import Storage

/// Finds what tells who somebody is in the texts of every item; each place is kept for the page where people look at it,
/// and every item with places gets a finding that repeats none of them.
enum PersonalDataRun: StepRun {
    static let step = PersonalDataStep.name

    static func check(_ settings: JSONObject, _ models: ModelFolder) throws { _ = try PersonalTexts(settings, models) }

    static func run(_ work: StepWork) async throws -> JSONObject {
        let texts = try PersonalTexts(work.settings, work.models)
        try await work.forgetFindings(of: Self.self)
        var (seen, touched, counts) = (0, 0, [String: Int]())
        try await work.forEachBatch { batch in
            seen += batch.count
            let found = batch.map { (item: $0, places: places(in: $0, texts, work.store)) }
            for one in found where !one.places.isEmpty {
                touched += 1
                for place in one.places { counts[place.entity, default: 0] += 1 }
            }
            try await work.write { [project = work.project.id] connection in
                try connection.personalPlaces.replace(found.flatMap(\.places), of: batch.map(\.id), in: project)
            }
            try await work.keep(found.filter { !$0.places.isEmpty }.map { (item: $0.item, finding: finding($0.item, $0.places)) })
        }
        return [
            "seen": .int(Int64(seen)), "touched": .int(Int64(touched)), "places": .int(Int64(counts.values.reduce(0, +))),
            "entities": .object(JSONObject(counts.sorted { $0.key < $1.key }.map { (key: $0.key, value: .int(Int64($0.value))) })),
        ]
    }

    private static func places(in item: Item, _ texts: PersonalTexts, _ store: Store) -> [PersonalPlace] {
        texts.find(in: item.fields).flatMap { found in
            found.places.map { place in
                PersonalPlace(
                    id: store.ids.next(), item: item.id, field: found.field, range: place.span.range, entity: place.span.entity,
                    locale: place.span.locale.rawValue, score: place.span.score, isChecked: place.span.evidence.checksum,
                    context: place.span.evidence.contextWord, digest: place.value.digest)
            }
        }
    }

    private static func finding(_ item: Item, _ places: [PersonalPlace]) -> Finding {
        let kinds = Set(places.map(\.entity)).sorted().joined(separator: ", ")
        return Finding(
            .warning, "personal-data.found", "\(Amount.words(Int64(places.count), "place")) may tell who somebody is: \(kinds)",
            at: Place(record: item.key), hint: "look at them on the page Personal data and say which are")
    }

    static func words(_ report: JSONObject) -> String {
        let kinds = (report["entities"]?.object?.members ?? []).map { "\($0.value.int ?? 0) \($0.key)" }
        let all = "\(Amount.words(report["seen"]?.int ?? 0, "item")), \(Amount.words(report["places"]?.int ?? 0, "place")) that may be personal in \(report["touched"]?.int ?? 0)"
        return kinds.isEmpty ? all : "\(all): \(kinds.joined(separator: ", "))"
    }
}
