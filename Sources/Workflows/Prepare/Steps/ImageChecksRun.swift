import Kernels
import Preparing
import Records
import Storage

/// Looks at every picture: first all are measured, then each is judged, since what size is odd depends on the others.
enum ImageChecksRun: StepRun {
    static let step = ImageChecksStep.name

    static func run(_ work: StepWork) async throws -> JSONObject {
        let settings = try ImageCheckSettings(work.settings)
        let decoded = try await work.pictures.measure(work.progress)
        let sizes = SizeSpread(try await self.sizes(work), spread: settings.sizeSpread)
        try await work.forgetFindings(of: Self.self)
        var seen = 0
        var unreadable = 0
        var tally = FindingTally()
        try await work.pictures.forEachBatch { batch in
            var found: [(item: Item?, finding: Finding)] = []
            for picture in batch {
                seen += 1
                switch picture.reading {
                case .unreadable(let finding):
                    unreadable += 1
                    found.append((picture.item, finding))
                case .measured(let measurements):
                    let all = ImageChecks.findings(measurements, key: picture.item.key, sizes: sizes, settings)
                    let news = measurements.facts.notes.isEmpty ? all : try await unsaid(all, of: picture.item.id, work)
                    found += news.map { (picture.item, $0) }
                }
            }
            for one in found { tally.add(one.finding) }
            try await work.keep(found)
        }
        var report: JSONObject = ["seen": .int(Int64(seen)), "unreadable": .int(Int64(unreadable)), "decoded": .int(Int64(decoded))]
        tally.add(to: &report)
        return report
    }

    private static func sizes(_ work: StepWork) async throws -> [Double] {
        var sizes: [Double] = []
        try await work.pictures.forEachBatch { batch in
            for case .measured(let measurements) in batch.map(\.reading) {
                sizes.append(SizeSpread.size(width: measurements.width, height: measurements.height))
            }
        }
        return sizes
    }

    /// What a header says of itself, collecting has said already. What this step said before counts for nothing: it is
    /// forgotten when the step runs, and in a dry run still there.
    private static func unsaid(_ findings: [Finding], of item: ItemID, _ work: StepWork) async throws -> [Finding] {
        let said = try await work.store.read { connection in
            try connection.findings.all(of: item).filter { try $0.run.flatMap { try connection.runs.find($0)?.step } != Self.step }
                .map { [$0.finding.code, $0.finding.message] }
        }
        return findings.filter { !said.contains([$0.code, $0.message]) }
    }

    static func words(_ report: JSONObject) -> String {
        let unreadable = report["unreadable"]?.int ?? 0
        return Amount.words(report["seen"]?.int ?? 0, "picture") + (unreadable > 0 ? " (\(unreadable) unreadable)" : "") + ", " + FindingTally.words(report)
    }
}
