import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow split`: give every record of a file a side: seeded, stratified, groups on one side.
struct SplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: "Give every record of a file a side: seeded, stratified, groups on one side",
        discussion: "Example: winnow split data.jsonl --shares train=0.8,validation=0.1,test=0.1 --stratify label --seed 7 > split.jsonl")
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(help: "Sides and their shares") var shares = "train=0.8,validation=0.1,test=0.1"
    @Option(help: "Field that names the record; by default its number") var key: String?
    @Option(help: "Field whose values are spread evenly") var stratify: String?
    @Option(help: "Field whose equal values stay on one side") var group: String?
    @Option(help: "Seed") var seed: UInt64 = 0
    @Flag(help: "Print one JSON list instead of JSON lines") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws { _ = try parsed() }

    func run() async throws {
        let rows = RecordOutput(asList: json)
        let line = ProgressLine("reading", .bytes)
        let fields = PrepareFiles.SplitFields(key: key, stratify: stratify, group: group)
        let (report, findings) = try PrepareFiles.split(file, shares: try parsed(), by: fields, seed: seed, watch: line.update) { rows.add($0) }
        line.finish()
        rows.end()
        var found = findings
        found += report.findings
        Output.say(found)
        for side in report.sides { Output.say("\(side.name): \(side.count) (\(String(format: "%.3f", side.share)))") }
        try failOn.check(found.worst)
    }

    private func parsed() throws -> [SplitShare] {
        let parsed = try shares.split(separator: ",").map { piece -> SplitShare in
            let pair = piece.split(separator: "=")
            guard pair.count == 2, let share = Double(pair[1]), share > 0, share <= 1 else {
                throw ValidationError("`\(piece)` in `--shares` is no `name=share` with a share above 0 and at most 1")
            }
            return SplitShare(name: String(pair[0]), share: share)
        }
        let sum = parsed.reduce(0) { $0 + $1.share }
        guard !parsed.isEmpty, abs(sum - 1) < 1e-6 else { throw ValidationError("the shares of `\(shares)` add up to \(String(format: "%.6g", sum)), not to 1") }
        return parsed
    }
}
