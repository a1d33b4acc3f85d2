import Records
import Workflows

/// `winnow consensus FILE`: what the method's name says the file holds, settled and printed as CSV or JSON.
struct ConsensusOfFile {
    let command: ConsensusCommand
    let file: String

    private var method: String { command.method ?? "majority" }

    func run() throws {
        let kind = try VoteFiles.AnswerKind(ofMethod: method)
        try refuse(beside: kind)
        try command.report.check()
        let line = ProgressLine("reading", .bytes)
        let findings = switch kind {
        case .labels: try labels(line)
        case .comparisons: try comparisons(line)
        case .texts, .numbers, .rankings: try answers(line)
        }
        try command.failOn.check(findings.worst)
    }

    /// Options that say something of labels only.
    private func refuse(beside kind: VoteFiles.AnswerKind) throws {
        guard kind != .labels else { return }
        let given = [("gold", command.gold != nil), ("probabilities", command.probabilities != nil), ("classes", command.classes.classes != nil), ("open-on-tie", command.openOnTie)]
        guard let option = given.first(where: { $0.1 })?.0 else { return }
        throw WorkflowError(.badInput, "method.option", "`\(method)` settles \(kind.rawValue) and has no use for `--\(option)`", hint: "leave it out, or choose a method of `winnow list consensus`")
    }

    private func labels(_ line: ProgressLine) throws -> FileFindings {
        let settling = VoteFiles.Settling(
            method: method, openOnTie: command.openOnTie, gold: command.gold, probabilities: command.probabilities, classes: command.classes.names)
        let (result, findings) = try VoteFiles.consensus(file, command.votes.columns, settling, watch: line.update)
        line.finish()
        Output.say(findings)
        try command.report.write(.consensus(result, of: file))
        if command.options.json { try Output.json(result); return findings }
        Output.data("item,label,posterior,margin")
        for row in result.items { Output.data(CSVCell.row(row.item, row.label, CSVCell.number(row.posterior), CSVCell.number(row.margin))) }
        say(result.method, result.iterations, result.stopped)
        return findings
    }

    private func answers(_ line: ProgressLine) throws -> FileFindings {
        let (result, findings) = try VoteFiles.answers(file, command.votes.columns, method: method, watch: line.update)
        line.finish()
        Output.say(findings)
        try command.report.write(.answers(result, of: file))
        if command.options.json { try Output.json(result); return findings }
        let label = CSVCell.quoted(command.votes.label)
        switch result.kind {
        case .texts:
            Output.data("item,\(label),support,margin,answers")
            for row in result.items { Output.data(CSVCell.row(row.item, row.text, CSVCell.number(row.support), CSVCell.number(row.margin), "\(row.answers)")) }
        case .numbers:
            Output.data("item,\(label),low,high,answers")
            for row in result.items { Output.data(CSVCell.row(row.item, CSVCell.number(row.number), CSVCell.number(row.low), CSVCell.number(row.high), "\(row.answers)")) }
        default:
            Output.data("item,\(label),support,answers")
            for row in result.items {
                Output.data(CSVCell.row(row.item, row.ranking.map(VoteFiles.AnswerResult.words), CSVCell.number(row.support), "\(row.answers)"))
            }
        }
        say(result.method, result.iterations, result.stopped)
        return findings
    }

    private func comparisons(_ line: ProgressLine) throws -> FileFindings {
        let (result, findings) = try VoteFiles.ranking(file, command.pairs.columns(annotator: command.votes.annotator), method: method, watch: line.update)
        line.finish()
        Output.say(findings)
        try command.report.write(.ranking(result, of: file))
        if command.options.json { try Output.json(result); return findings }
        Output.data("rank,item,score,error,comparisons,wins")
        for row in result.items {
            Output.data(CSVCell.row(row.rank.map(String.init), row.item, CSVCell.number(row.score), CSVCell.number(row.standardError), "\(row.comparisons)", CSVCell.number(row.wins)))
        }
        say(result.method, result.iterations, result.stopped)
        return findings
    }

    private func say(_ method: String, _ iterations: Int, _ stopped: String) {
        Output.say("\(method): \(ConsensusCommand.rounds(iterations)), \(stopped)")
    }
}
