import Records
import Workflows

/// `winnow errors --relabel N`: the worst suspects go to annotators who have not had them.
struct Relabelling {
    let report: LabelErrorReport
    let project: String
    let json: Bool

    func send(by workflows: Workflows, as actor: Actor) async throws {
        var sent = SuspectsJudged(question: report.question, word: .relabel, judged: [], leftOut: [], withoutAnnotator: 0)
        let suspects = report.items.map { Suspect(id: $0.id, given: $0.given, suggested: $0.suggested) }
        for start in stride(from: 0, to: suspects.count, by: Workflows.suspectsAtOnce) {
            let piece = Array(suspects[start..<min(start + Workflows.suspectsAtOnce, suspects.count)])
            let made = try await workflows.judgeSuspects(piece, in: project, as: actor, question: report.question, word: .relabel)
            sent.judged += made.judged
            sent.leftOut += made.leftOut
            sent.withoutAnnotator += made.withoutAnnotator
        }
        json ? try Output.json(sent) : show(sent)
    }

    private func show(_ sent: SuspectsJudged) {
        let keys = Dictionary(report.items.map { ($0.id, $0.key) }) { first, _ in first }
        for row in sent.judged { Output.data(Terminal.line(keys[row.id] ?? row.id.description, limit: 200)) }
        for row in sent.leftOut { Output.say("\(Terminal.line(keys[row.id] ?? row.id.description, limit: 200)): \(row.reason)") }
        Output.say("\(sent.judged.count) to be labelled afresh" + (sent.leftOut.isEmpty ? "" : ", \(sent.leftOut.count) left out"))
        if sent.withoutAnnotator > 0 {
            Output.say("everybody who labels here has had \(sent.withoutAnnotator) of them; hint: invite somebody who has not (`winnow person invite`)")
        }
    }
}
