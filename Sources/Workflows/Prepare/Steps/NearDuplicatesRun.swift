import Preparing
import Records
import Storage

/// Groups items whose texts or pictures are copies; which of the two is told by what the items are.
///
/// What was set aside as a duplicate is compared too, so that it stays in its group and can be brought back.
/// Groups are set in one transaction in place of those there were, so nobody sees half of them. What cannot be compared
/// (no text, no readable picture) is counted and stays alone.
enum NearDuplicatesRun: StepRun {
    static let step = NearDuplicatesStep.name

    static func run(_ work: StepWork) async throws -> JSONObject {
        let engines = try NearDuplicateEngines(work.settings, of: work.project.definition.media)
        var groups: [[ItemID]] = []
        var seen: Int64 = 0
        var reports: [(key: String, value: JSONValue)] = []
        if let settings = engines.texts {
            let (found, report) = try await texts(work, settings, leavesPictures: engines.images != nil)
            groups += found
            try await mark(found, "near-duplicates.text", work)
            seen += report["seen"]?.int ?? 0
            reports.append((key: "texts", value: .object(report)))
        }
        if let settings = engines.images {
            let (found, report) = try await pictures(work, settings)
            groups += found
            try await mark(found, "near-duplicates.picture", work)
            seen += report["seen"]?.int ?? 0
            reports.append((key: "pictures", value: .object(report)))
        }
        work.head.saw(Int(seen))
        let members = groups.flatMap { group in group.map { (item: $0, group: group.first) } }
        try await work.write { [project = work.project] connection in
            try connection.items.clearGroups(of: project.id)
            try connection.items.setGroup(members)
        }
        return reports.count == 1 ? reports[0].value.object ?? [:] : JSONObject(reports)
    }

    /// All members of a group but its first are copies.
    private static func mark(_ groups: [[ItemID]], _ code: String, _ work: StepWork) async throws {
        let copies = groups.lazy.flatMap { $0.dropFirst() }
        let shown = Array(copies.prefix(StepHead.mostExamples))
        let keys = try await work.store.read { connection in try shown.compactMap { try connection.items.find($0)?.key } }
        work.head.mark(code, count: groups.reduce(0) { $0 + $1.count - 1 }, keys: keys)
    }

    private static func texts(_ work: StepWork, _ settings: NearDuplicateSettings, leavesPictures: Bool) async throws -> ([[ItemID]], JSONObject) {
        var finder = NearDuplicateTexts(settings)
        var skipped = 0
        try await work.forEachBatch(of: .compared, size: 5000) { batch in
            for item in batch {
                if let text = item.text, !leavesPictures || item.picture == nil { finder.add(item.id, text) } else { skipped += 1 }
            }
        }
        let start = ContinuousClock.now
        let result = finder.result()
        var report = try JSONValue(encoding: result.report).object ?? [:]
        report["comparingSeconds"] = .double((ContinuousClock.now - start) / .seconds(1))
        if skipped > 0 { report["skipped"] = .int(Int64(skipped)) }
        return (result.groups.map(\.members), report)
    }

    private static func pictures(_ work: StepWork, _ settings: ImageDuplicateSettings) async throws -> ([[ItemID]], JSONObject) {
        let decoded = try await work.pictures.measure(work.progress, of: .compared)
        var finder = ImageDuplicates(settings)
        var unreadable = 0
        try await work.pictures.forEachBatch(of: .compared) { batch in
            for picture in batch {
                switch picture.reading {
                case .measured(let measurements): finder.add(picture.item.id, bytesHash: picture.item.picture?.sha256, measurements)
                case .unreadable: unreadable += 1
                }
            }
        }
        let start = ContinuousClock.now
        let result = finder.result()
        var report = try JSONValue(encoding: result.report).object ?? [:]
        report["comparingSeconds"] = .double((ContinuousClock.now - start) / .seconds(1))
        report["unreadable"] = .int(Int64(unreadable))
        report["decoded"] = .int(Int64(decoded))
        return (result.groups.map(\.members), report)
    }

    static func words(_ report: JSONObject) -> String {
        if let texts = report["texts"]?.object, let pictures = report["pictures"]?.object { return "\(words(texts)); \(words(pictures))" }
        func count(_ key: String) -> Int64 { report[key]?.int ?? 0 }
        guard report["picturesInGroups"] != nil else {
            return "\(Amount.words(count("seen"), "text")), \(Amount.words(count("exactGroups"), "group")) of copies, \(Amount.words(count("nearGroups"), "group")) of near copies"
        }
        return "\(Amount.words(count("seen"), "picture")), \(Amount.words(count("exactGroups"), "group")) of equal files, "
            + "\(count("pixelGroups")) of equal pixels, \(count("nearGroups")) of near copies"
    }
}
