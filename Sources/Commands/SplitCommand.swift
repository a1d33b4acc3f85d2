import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow split`: give every record of a file a side: seeded, stratified, groups on one side.
struct SplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: "Give every record of a file a side: seeded, stratified, groups on one side",
        discussion: "Example: winnow split data.jsonl --shares train=0.8,validation=0.1,test=0.1 --stratify label --seed 7 > split.jsonl")
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not") var file: String
    @Option(help: "Sides and their shares") var shares = "train=0.8,validation=0.1,test=0.1"
    @Option(help: "Field that names the record; by default its number") var key: String?
    @Option(help: "Field whose values are spread evenly") var stratify: String?
    @Option(help: "Field whose equal values stay on one side") var group: String?
    @Option(help: "Seed") var seed: UInt64 = 0

    func run() async throws {
        let parsed = try shares.split(separator: ",").map { piece -> SplitShare in
            let pair = piece.split(separator: "=")
            guard pair.count == 2, let share = Double(pair[1]) else { throw ValidationError("`\(piece)` is no `name=share`") }
            return SplitShare(name: String(pair[0]), share: share)
        }
        let (report, findings) = try PrepareFiles.split(file, shares: parsed, key: key, stratify: stratify, group: group, seed: seed) { $0.printLine() }
        (findings + report.findings).forEach { Output.say($0) }
        for side in report.sides { Output.say("\(side.name): \(side.count) (\(String(format: "%.3f", side.share)))") }
    }
}
