import Kernels
import Preparing
import Records
import Storage

/// Gives every ready item its side, by the definition's `splits:`.
///
/// A split that the source gave (the folders of a VOC, COCO or YOLO dataset) stays as long as the definition has no
/// `splits:`; where it has, its policy is the later word, and what it replaced is said.
enum SplitRun: StepRun {
    static let step = SplitStep.name

    static func run(_ work: StepWork) async throws -> JSONObject {
        guard let policy = work.project.definition.splits else {
            throw WorkflowError(.badInput, "split.none", "the definition has no `splits:`", hint: "add for example `splits: {train: 0.8, validation: 0.1, test: 0.1, seed: 7}`; without it splits that sources gave stay")
        }
        let input = try await work.store.read { [project = work.project] in try SplitReader.read(project, policy, $0) }
        let result = try Split(shares: policy.shares, seed: policy.seed).assign(input.items)
        work.head.saw(input.ids.count)
        work.head.drew(from: policy.seed)
        try await work.progress.report(0)
        for start in stride(from: 0, to: input.ids.count, by: 10_000) {
            let piece = start..<min(start + 10_000, input.ids.count)
            try await work.write { try $0.items.setSplit(piece.map { (item: input.ids[$0], split: String?.some(result.name(of: $0))) }) }
        }
        try await work.forgetFindings(of: Self.self)
        try await work.keep((input.findings(policy) + result.report.findings).map { (nil, $0) })
        return try JSONValue(encoding: result.report).object ?? [:]
    }

    static func words(_ report: JSONObject) -> String {
        let sides = (report["sides"]?.array ?? []).map { side in
            "\(side["name"]?.string ?? "?") \(side["count"]?.int ?? 0) (\(Int(((side["share"]?.double ?? 0) * 100).rounded())) %)"
        }
        let groups = report["groups"]?.int ?? 0
        return sides.joined(separator: ", ") + (groups > 0 ? "; \(Amount.words(groups, "group")) kept whole" : "")
    }
}
