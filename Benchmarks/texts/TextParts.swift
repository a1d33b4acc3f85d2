import Foundation
import Kernels
import Preparing
import Workflows
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
        TextPart(name: "spill") { spill($0) },
        TextPart(name: "quality") { quality($0) },
        TextPart(name: "simhash") { simHash($0) },
        TextPart(name: "passages") { passages($0) },
        TextPart(name: "exact") { exact($0) },
        TextPart(name: "repair") { repair($0) },
        TextPart(name: "language") { language($0) },
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

    /// The same search through files in a folder. Run it alone: the peak of memory is the process's, less what the texts take.
    static func spill(_ documents: DrawnDocuments) {
        guard let store = try? FolderSpill() else { return print("SKIPPED (no folder): spill") }
        var finder = NearDuplicateSpill(store: store, bufferedKeys: 2_000_000)
        let before = memory("VmRSS")
        var result: NearDuplicateResult?
        let seconds = processorSeconds {
            for (place, text) in documents.texts.enumerated() { try? finder.add(ItemID(raw: Int64(place)), text) }
            result = try? finder.result()
        }
        show("spill", documents.texts.count, seconds, [
            "groups": Double(result?.groups.count ?? -1), "pairsVerified": Double(result?.report.pairsVerified ?? -1),
            "peakGrownMegabytes": memory("VmHWM") - before, "writtenMegabytes": Double(store.written) / 1e6,
        ])
    }

    /// Of this process, now (`VmRSS`) or at most so far (`VmHWM`).
    private static func memory(_ line: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let kilobytes = status.split(separator: "\n").first { $0.hasPrefix(line) }?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) }
        return (kilobytes ?? 0) / 1000
    }

    static func quality(_ documents: DrawnDocuments) {
        var quality = TextQuality()
        let seconds = processorSeconds { for (place, text) in documents.texts.enumerated() { quality.add(String(place), text) } }
        show("quality", documents.texts.count, seconds, ["kept": Double(quality.report.kept), "megabytesPerSecond": documents.megabytes / seconds])
    }

    static func simHash(_ documents: DrawnDocuments) {
        var finder = SimilarTexts()
        let adding = processorSeconds { for (place, text) in documents.texts.enumerated() { finder.add(ItemID(raw: Int64(place)), text) } }
        var groups = 0
        let pairing = processorSeconds { groups = finder.groups().count }
        show("simhash", documents.texts.count, adding + pairing, ["addSeconds": adding, "groups": Double(groups)])
    }

    static func passages(_ documents: DrawnDocuments) {
        var passages = RepeatedPassages(words: 20), bytes = 0
        let seconds = processorSeconds { for text in documents.texts { bytes += passages.add(text).markedBytes } }
        show("passages", documents.texts.count, seconds, ["markedBytes": Double(bytes), "megabytesPerSecond": documents.megabytes / seconds])
    }

    static func exact(_ documents: DrawnDocuments) {
        var seen = ExactTexts()
        let seconds = processorSeconds { for text in documents.texts + documents.texts { _ = seen.add(text) } }
        show("exact", documents.texts.count * 2, seconds, ["distinct": Double(seen.distinct)])
    }

    static func repair(_ documents: DrawnDocuments) {
        let repair = TextRepair(), texts = documents.texts.map { $0 + " cafÃ© naïve" }
        var changes = 0
        let seconds = processorSeconds { for text in texts { changes += repair.repair(text).counts.total } }
        show("repair", texts.count, seconds, ["changes": Double(changes), "megabytesPerSecond": documents.megabytes / seconds])
    }

    /// With `--profiles` made by `tools/make-language-profiles`; with `--samples` of `language<TAB>text` the share that is right.
    static func language(_ documents: DrawnDocuments) {
        guard let file = request.text(after: "--profiles").flatMap({ FileManager.default.contents(atPath: $0) }),
            let profiles = try? LanguageProfiles([UInt8](file))
        else { return print("SKIPPED (no --profiles FILE): language") }
        let identifier = LanguageIdentifier(profiles)
        let samples = request.text(after: "--samples").flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }.map(LanguageSamples.init)
        let texts = samples?.all.map(\.text) ?? documents.texts
        var guesses: [LanguageGuess] = []
        let seconds = processorSeconds { guesses = texts.map { identifier.identify($0) } }
        show("language", texts.count, seconds, samples?.accuracy(guesses, identifier) ?? [:])
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
