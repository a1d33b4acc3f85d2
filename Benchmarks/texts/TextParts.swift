import Foundation
import Kernels
import Preparing
import Records

/// One thing to measure.
struct TextPart: Sendable {
    var name: String
    var run: @Sendable (DrawnDocuments) -> Void
}

/// A line of the output.
struct Measured: Codable {
    var part: String
    var documents: Int
    var seconds: Double
    var perSecond: Double
    /// What came out, so that a faster build is seen to do the same.
    var found: [String: Double]
}

enum TextParts {
    static let all = [
        TextPart(name: "minhash") { minHash($0) },
    ]

    static func minHash(_ documents: DrawnDocuments) {
        var finder = NearDuplicateTexts()
        let adding = processorSeconds { for (place, text) in documents.texts.enumerated() { finder.add(ItemID(raw: Int64(place)), text) } }
        var result: NearDuplicateResult?
        let search = processorSeconds { result = finder.result() }
        guard let result else { return }
        var group: [Int64: Int] = [:]
        for (place, one) in result.groups.enumerated() { for member in one.members { group[member.raw] = place } }
        let found = documents.planted.count { group[Int64($0.0)] != nil && group[Int64($0.0)] == group[Int64($0.1)] }
        show("minhash", documents.texts.count, adding + search, [
            "recall": Double(found) / Double(max(1, documents.planted.count)), "groups": Double(result.groups.count),
            "pairsVerified": Double(result.report.pairsVerified), "pairsAccepted": Double(result.report.pairsAccepted),
            "addSeconds": adding, "bands": Double(result.report.bands), "rows": Double(result.report.rows),
        ])
    }

    static func show(_ part: String, _ documents: Int, _ seconds: Double, _ found: [String: Double]) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let line = Measured(part: part, documents: documents, seconds: seconds, perSecond: Double(documents) / seconds, found: found)
        guard let json = try? encoder.encode(line) else { return }
        FileHandle.standardOutput.write(json + Data("\n".utf8))
    }

    static func processorSeconds(_ body: () -> Void) -> Double {
        let start = now()
        body()
        return max(1e-9, now() - start)
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
