import Foundation
import Preparing
import Records
import Storage

/// Looks for what one side of the split knows of another, in the items as they stand on their sides now.
///
/// The target is the question named by the settings, else the one the split is stratified by, else the first with labels; its
/// settled answers count. Groups are those the settings name and the metadata that the split keeps whole.
enum LeakageRun: StepRun {
    static let step = LeakageStep.name

    static func run(_ work: StepWork) async throws -> JSONObject {
        var settings = try LeakageSettings(work.settings)
        let definition = work.project.definition
        let question = try target(settings, definition)
        var input = AuditInput(question: question)
        try await work.forEachBatch(size: 5000) { batch in
            let settled = question == nil ? [:] : try await work.store.read { try $0.settled.find(batch.map(\.id)) }
            for item in batch { input.add(item, answer: settled[item.id]?.first { $0.question == question }?.answer) }
        }
        let names = input.names(settings.training)
        guard let training = names.first else {
            throw WorkflowError(.badInput, "leakage.no-split", "no item is on a side of a split", hint: "declare `splits:` and run the step `split`, or collect a dataset that brings one along")
        }
        let report = try TableInput.worded {
            let items = try input.audited(names)
            settings.training = training
            settings.target = input.hasAnswers ? question.map(AuditInput.target) : nil
            settings.groups += groups(definition, items.table).filter { !settings.groups.contains($0) }
            return try LeakageAudit(settings).report(items, threads: ProcessInfo.processInfo.activeProcessorCount)
        }
        return try await keep(report, input, settings, work)
    }

    private static func target(_ settings: LeakageSettings, _ definition: TaskDefinition) throws -> String? {
        if let name = settings.target {
            guard definition.question(named: name) != nil else { throw WorkflowError.unknown("question", name) }
            return name
        }
        return definition.splitQuestion
    }

    /// The split says which metadata it keeps whole; items may lack it altogether.
    private static func groups(_ definition: TaskDefinition, _ table: TableColumns) -> [String] {
        [definition.splits?.group].compactMap(\.self).filter { $0 != "near-duplicate" && table.column($0) != nil }
    }

    private static func keep(_ report: LeakageReport, _ input: AuditInput, _ settings: LeakageSettings, _ work: StepWork) async throws -> JSONObject {
        let shown = report.copies.flatMap { $0.examples.flatMap(\.self) } + report.groups.flatMap { $0.examples.flatMap { $0.dropFirst() } }
        let ids = input.ids(of: Set(shown))
        var report = report
        let isGrouped = try await work.store.read { [project = work.project] in try $0.runs.latest(of: project.id, step: NearDuplicatesStep.name) != nil }
        if !isGrouped {
            report.findings.append(Finding(
                .note, "leakage.near-unknown", "near copies were not looked for: items have not been grouped", hint: "run the step `near-duplicates`, then this one again"))
        }
        try await work.forgetFindings(of: Self.self)
        let items = Dictionary(uniqueKeysWithValues: try await work.store.read { try $0.items.find(ids.values.sorted()) }.map { ($0.id, $0) })
        work.head.saw(input.count)
        try await work.keep(report.findings.map { finding in
            (finding.code.hasSuffix("duplicates") ? finding.place?.record.flatMap { ids[$0] }.flatMap { items[$0] } : nil, finding)
        })
        var kept = try JSONValue(encoding: report).object ?? [:]
        kept["training"] = .string(settings.training)
        if input.hasAnswers, let question = input.question { kept["question"] = .string(question) }
        kept["items"] = .object(JSONObject(ids.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.description)) }))
        return kept
    }

    static func words(_ report: JSONObject) -> String {
        let sides = (report["sides"]?.array ?? []).map { "\($0["name"]?.string ?? "?") \($0["count"]?.int ?? 0)" }.joined(separator: ", ")
        let found = (report["findings"]?.array ?? []).map { $0["severity"]?.string ?? "" }
        return "\(sides); \(Amount.words(Int64(found.count { $0 == "error" }), "leak")), \(Amount.words(Int64(found.count { $0 == "warning" }), "suspicion"))"
    }
}
