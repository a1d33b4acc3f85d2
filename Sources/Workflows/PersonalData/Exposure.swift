import Records
import Storage

/// What of items somebody may see: everything, or personal data masked (MODEL.md 7: workers and viewers).
struct Exposure: Sendable {
    private let texts: PersonalTexts?

    /// Whether anything is hidden at all.
    var isMasking: Bool { texts != nil }

    /// - Throws: `models.missing` where masking needs a model of names that is not there: then nothing is shown.
    init(of project: ProjectContext, to actor: Actor) throws {
        texts = try actor.seesPersonalData(in: project.id) ? nil : project.personalData.texts()
    }

    /// The items as they may be seen.
    func of(_ items: [Item], _ connection: any Connection) throws -> [Item] {
        guard let texts else { return items }
        let harmless = try connection.personalPlaces.harmless(of: items.map(\.id))
        return items.map { texts.masked($0, harmless: harmless[$0.id] ?? []) ?? $0 }
    }

    /// A report with every text in it masked, however deep: top values, groups and examples hold what fields hold.
    func of(_ report: JSONObject) -> JSONObject {
        guard let texts else { return report }
        return JSONObject(uniqueMembers: report.members.map { ($0.key, Self.masked($0.value, texts)) })
    }

    /// A text that may repeat what fields hold.
    func of(_ text: String) -> String { texts?.masked(text) ?? text }

    /// A finding quotes what it is about. Its place stays: a key names an item wherever the item is named.
    func of(_ finding: Finding) -> Finding {
        guard isMasking else { return finding }
        var finding = finding
        (finding.message, finding.hint) = (of(finding.message), finding.hint.map(of))
        return finding
    }

    /// A job as it may be followed: its report and why it failed quote items.
    func of(_ job: Job) -> Job {
        guard isMasking else { return job }
        var job = job
        (job.report, job.error) = (of(job.report), job.error.map(of))
        return job
    }

    private static func masked(_ value: JSONValue, _ texts: PersonalTexts) -> JSONValue {
        switch value {
        case .string(let text): .string(texts.masked(text))
        case .array(let values): .array(values.map { masked($0, texts) })
        case .object(let object): .object(JSONObject(uniqueMembers: object.members.map { ($0.key, masked($0.value, texts)) }))
        default: value
        }
    }

    func of(_ item: Item, _ connection: any Connection) throws -> Item { try of([item], connection).first ?? item }
}
