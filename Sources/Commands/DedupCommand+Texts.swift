import ArgumentParser
import Records
import Workflows

/// The ways in which `winnow dedup` compares texts beside MinHash.
extension DedupCommand {
    enum By: String, ExpressibleByArgument, CaseIterable {
        case minhash, simhash, lines, sentences, passages

        var unit: RepeatedTextFiles.Unit? { RepeatedTextFiles.Unit(rawValue: rawValue) }
    }

    func compareFingerprints(of file: String) throws {
        let line = ProgressLine("reading", .bytes)
        let (groups, findings) = try DuplicateFiles.similar(file, field: field, watch: line.update) { line.turn(to: "comparing") }
        line.finish()
        Output.say(findings)
        if options.json { try Output.json(groups) } else {
            for group in groups { Output.data("near  \(group.map(String.init).joined(separator: " "))") }
            Output.say("\(groups.count) groups of texts with nearly the same fingerprint")
        }
        try failOn.check(findings.worst, groups.isEmpty ? nil : .warning)
    }

    func mark(_ unit: RepeatedTextFiles.Unit, in file: String) throws {
        let line = ProgressLine("reading", .bytes)
        var rows: [RepeatedTextFiles.Row] = []
        let (report, findings) = try RepeatedTextFiles.mark(file, field: field, by: unit, watch: line.update) { row, without in
            if self.without { Output.data(JSONValue.object(without).text()) } else if let row { self.options.json ? rows.append(row) : tell(row) }
        }
        line.finish()
        Output.say(findings)
        if options.json, !without { try Output.json(rows) }
        let share = report.bytes > 0 ? 100 * Double(report.repeatedBytes) / Double(report.bytes) : 0
        Output.say("\(report.records) records, \(report.touched) with repeated \(unit.rawValue): \(Output.figure(share, "%.1f")) % of the text")
        try failOn.check(findings.worst, report.touched == 0 ? nil : .warning)
    }

    private func tell(_ row: RepeatedTextFiles.Row) {
        let places = row.ranges.prefix(8).map { "\($0.start)-\($0.end)" }.joined(separator: " ")
        Output.data("\(row.record)  \(Output.figure(100 * row.share, "%.1f")) %  \(places)\(row.ranges.count > 8 ? " and \(row.ranges.count - 8) more" : "")")
    }

    func compare(_ file: String, with evaluation: String) throws {
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try OverlapFiles.overlap(of: file, with: evaluation, field: field, watch: line.update)
        line.finish()
        Output.say(findings)
        let met = report.documents.filter { $0.runsMet > 0 }
        if options.json { try Output.json(report) } else {
            var table = TextTable("document", "met", "of runs", "stands in")
            for document in met { table.add(document.key, "\(document.runsMet)", "\(document.runs)", document.places.map(\.training).prefix(5).joined(separator: " ")) }
            if !met.isEmpty { Output.data(table.text) }
            Output.say("\(met.count) of \(report.documents.count) documents share \(report.words) words in a row with \(report.trainingHit) of \(report.trainingSeen) texts; \(report.unchecked) are too short to tell")
        }
        try failOn.check(findings.worst, met.isEmpty ? nil : .warning)
    }
}
