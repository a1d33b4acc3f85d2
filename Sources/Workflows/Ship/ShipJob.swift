import Formats
import Foundation
import Records
import Shipping
import Storage
import Versioning

/// Writing a commit out in a format, with splits, card, credits and checksums.

public struct ShipmentView: Codable, Sendable, Hashable {
    public struct File: Codable, Sendable, Hashable {
        public var name: String
        public var size: Int64
        public var sha256: String
    }
    public var id: ShipmentID
    public var commit: String
    public var format: String
    public var files: [File]
    public var madeAt: Timestamp
}

/// Closed lists of words that skins offer.
public enum ShipChoices {
    public static let onLoss = LossPolicy.allCases.map(\.rawValue)
}

/// What was shipped, newest first, and what the project can be shipped as.
public struct ShipmentList: Codable, Sendable, Hashable {
    public var shipments: [ShipmentView]
    /// Every format that is written, with why it does not fit; those that fit first.
    public var formats: [ShipFormatView]
}

public struct ShipFormatView: Codable, Sendable, Hashable {
    public var name: String
    public var summary: String
    /// nil: it fits.
    public var refusal: String?
}

extension Workflows {
    /// Starts a shipment. Over HTTP it goes below the workspace; the command line may name any folder.
    /// `preview` writes nothing that stays: the job's report says what would be lost and withheld. `settledBy` adds to each answer by which rule it counts and why; it is the setting `settled-by` of `winnow.yaml`.
    public func ship(
        _ slug: String, as actor: Actor, commit name: String? = nil, format: String, to folder: String? = nil, _ filter: ShipmentFilter = ShipmentFilter(), settledBy: Bool = false, preview: Bool = false, settings given: JSONObject = [:]
    ) async throws -> JobStarted {
        let project = try await project(slug, as: actor, needs: .ship)
        guard ShipFormatCatalog.named(format) != nil else { throw WorkflowError.unknown("format", format) }
        let hash = try await commitHash(name, of: project)
        let definition = try await CommitReader(hash, in: WorkspaceObjects(store.blobs)).definition()
        var settings = try filter.added(to: given, definition)
        if settledBy { settings["settled-by"] = true }
        _ = try Self.options(format, settings)
        _ = try ShipmentHands.worded { try ShipFormatCatalog.checked(format, for: definition) }
        var job: JSONObject = ["commit": .string(hash), "format": .string(format), "settings": .object(settings), "author": .string(actor.name)]
        if preview { job["preview"] = true }
        if let folder {
            guard actor.person == nil, actor.isOwner else { throw WorkflowError(.forbidden, "ship.folder", "only the command line on the machine chooses the folder") }
            job["to"] = .string(folder)
        }
        return JobStarted(job: try await queueJob(ShipJob.self, project: project, settings: job, as: actor).id)
    }

    static func options(_ format: String, _ settings: JSONObject) throws -> ShipmentOptions {
        do {
            return try ShipmentOptions(ShipDeclaration(format: format, to: "", settings: settings))
        } catch {
            throw WorkflowError(.badInput, error.finding.code, error.finding.message, hint: error.finding.hint, findings: [error.finding])
        }
    }

    public func shipments(of slug: String, as actor: Actor) async throws -> ShipmentList {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .ship, connection)
            return ShipmentList(shipments: try connection.shipments.all(of: project.id).map { shipment in
                ShipmentView(
                    id: shipment.id, commit: shipment.commit, format: shipment.format,
                    files: shipment.files.map { ShipmentView.File(name: $0.name, size: $0.size, sha256: $0.sha256) }, madeAt: shipment.madeAt)
            }, formats: Self.shipFormats(project.definition))
        }
    }

    private static func shipFormats(_ definition: TaskDefinition) -> [ShipFormatView] {
        let all = ShipFormatCatalog.all.map { ShipFormatView(name: $0.card.name, summary: $0.card.summary, refusal: $0.refusal(of: definition)) }
        return all.filter { $0.refusal == nil } + all.filter { $0.refusal != nil }
    }

    /// The path of a shipped file. The name must be one the shipment lists, so no path of the caller's is ever opened.
    public func shippedFile(_ id: ShipmentID, _ name: String, of slug: String, as actor: Actor) async throws -> String {
        let definitions = definitions
        let shipment = try await store.read { connection -> Shipment in
            let project = try definitions.project(slug, as: actor, needs: .ship, connection)
            guard let shipment = try connection.shipments.find(id), shipment.project == project.id, shipment.files.contains(where: { $0.name == name }) else {
                throw WorkflowError.unknown("file", name)
            }
            return shipment
        }
        return (shipment.settings["to"]?.string ?? "") + "/" + name
    }
}

enum ShipJob: JobKind {
    static let name = "ship"
    static let summary = "Write a commit out in a format with splits, card, credits and checksums"

    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let system = Actor(person: nil, name: "system", isOwner: true)
        let store = workflows.store
        let project = try await workflows.project(progress.slug, as: system, needs: .ship)
        guard let hash = job.settings["commit"]?.string, let format = job.settings["format"]?.string else { throw WorkflowError.unknown("commit", "?") }
        let settings = job.settings["settings"]?.object ?? [:]
        let reader = try await CommitReader(hash, in: WorkspaceObjects(store.blobs))
        let facts = try await ShipFacts(project.id, store: store).facts(definition: reader.definition(), commit: hash)
        let isPreview = job.settings["preview"]?.bool ?? false
        let folder = folder(of: job, in: workflows)
        let options = try Workflows.options(format, settings)
        let writer = try ShipmentHands.worded { try ShipmentWriter(to: folder, facts: facts, options: options, pictures: isPreview ? NoPictures() : BlobPictures(store.blobs), attempt: job.id.description) }
        let hands = ShipmentHands(writer, behind: try ShippedPersonalData(project, options, store))
        try await write(reader, facts.sources, project.id, hands, progress)
        if isPreview { return try Self.jobReport(await hands.preview()) }
        let report = try await hands.finish()
        let author = job.settings["author"]?.string ?? "system"
        try await store.write { connection in
            // Taken up after a process died between this and the end of the job, it is there already.
            guard try connection.shipments.find(ShipmentID(raw: job.id.raw)) == nil else { return }
            let files = report.files.map { Shipment.File(name: $0.name, size: $0.bytes, sha256: $0.sha256) }
            try connection.shipments.insert(Shipment(
                id: ShipmentID(raw: job.id.raw), project: project.id, commit: hash, format: format, settings: ["to": .string(folder), "settings": .object(settings)],
                files: files, author: author, madeAt: store.now()))
            try connection.audit.append(actor: author, action: "dataset.ship", subject: "\(project.slug)/\(hash.prefix(12))", details: ["format": .string(format)], at: store.now())
        }
        return try Self.jobReport(report)
    }

    private static func folder(of job: Job, in workflows: Workflows) -> String {
        let isPreview = job.settings["preview"]?.bool ?? false
        return (isPreview ? nil : job.settings["to"]?.string) ?? "\(workflows.workspace.path)/shipments/\(job.id)"
    }

    static func clear(_ job: Job, in workflows: Workflows) { _ = try? DatasetFolder(folder(of: job, in: workflows), attempt: job.id.description) }

    private static func write(_ reader: CommitReader, _ sources: [Source], _ project: ProjectID, _ hands: ShipmentHands, _ progress: JobProgress) async throws {
        let sources = Dictionary(sources.map { ($0.name, $0) }) { first, _ in first }
        var (batch, done) = ([ShippedItem](), Int64(0))
        for try await record in reader.items {
            guard let source = sources[record.source] else { throw WorkflowError.unknown("source", record.source) }
            batch.append(shipped(record, source, project))
            guard batch.count == ShipmentHands.batch else { continue }
            try await hands.write(batch)
            done += Int64(batch.count)
            batch.removeAll()
            try await progress.report(done: done, total: Int64(reader.commit.counts.items))
        }
        try await hands.write(batch)
    }

    /// Of very many files the row of a job names the first only; `manifest.json` and the shipment name all.
    static func jobReport(_ report: ShipmentReport) throws -> JSONObject {
        var short = report
        short.files = Array(report.files.prefix(200))
        var object = try JSONValue(encoding: short).object ?? [:]
        object["fileCount"] = .int(Int64(report.files.count))
        return object
    }

    /// Ids are of this workspace only and go into no shipped file.
    private static func shipped(_ record: ItemRecord, _ source: Source, _ project: ProjectID) -> ShippedItem {
        let id = ItemID(raw: 0)
        let item = Item(
            id: id, project: project, source: source.id, run: RunID(raw: 0), key: record.key, media: record.media, fields: record.fields, blobs: record.blobs,
            metadata: record.metadata, licence: record.licence, consent: record.consent, split: record.split, state: record.state, stateReason: record.stateReason)
        let settled = record.answers.sorted { $0.key < $1.key }.map { question, answer in
            SettledAnswer(item: id, question: question, answer: answer.answer, rule: answer.rule, reason: answer.reason, revisions: [], posterior: answer.posterior)
        }
        return ShippedItem(item: item, settled: settled)
    }
}
