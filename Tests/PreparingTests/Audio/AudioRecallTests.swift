import Foundation
import Kernels
import Media
import Records
import Testing
@testable import Preparing

/// Copies that were planted: real recordings, changed by ffmpeg in the ways sounds are changed on their way into a set.
@Suite("Copies among real recordings")
struct AudioRecallTests {
    /// How a copy differs from its original.
    static let changes: [(name: String, file: String, arguments: [String])] = [
        ("mp3 of 32 kbit/s", "mp3", ["-b:a", "32k", "-ar", "16000"]), ("opus of 16 kbit/s", "opus", ["-b:a", "16k"]), ("gain of -12 dB", "wav", ["-af", "volume=-12dB"]),
        ("0.5 s less", "wav", ["-ss", "0.5"]), ("0.5 s less, mp3", "mp3", ["-ss", "0.5", "-b:a", "32k", "-ar", "16000"]),
        ("another rate", "wav", ["-ar", "22050"]), ("noise of 0.3 % of full scale", "wav", ["-filter_complex", "anoisesrc=a=0.003:seed=3[n];[0:a][n]amix=inputs=2:duration=first:normalize=0"]),
    ]

    /// Six digits of one speaker after one another: some three seconds each.
    private func recordings(_ folder: SoundFolder, count: Int) throws -> [String]? {
        let digits = SharedFolder.url.appendingPathComponent("data/spoken-digits")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: digits.path).filter({ $0.hasSuffix(".wav") }).sorted(), names.count >= count * 6 else {
            print("SKIPPED (no ../shared): copies among real recordings")
            return nil
        }
        let bySpeaker = names.sorted { ($0.split(separator: "_")[1], $0) < ($1.split(separator: "_")[1], $1) }
        let step = bySpeaker.count / count
        return try (0..<count).map { number in
            let samples = try bySpeaker[number * step..<number * step + 6].flatMap { name in
                [UInt8](try Data(contentsOf: digits.appendingPathComponent(name))).dropFirst(44)
            }
            let values = stride(from: 0, to: samples.count - 1, by: 2).map { Double(Int16(truncatingIfNeeded: Int(samples[$0]) | Int(samples[$0 + 1]) << 8)) / 32768 }
            return try folder.wav(values, rate: 8000, "original-\(number).wav")
        }
    }

    @Test("at least 95 of 100 planted copies are found for each change, and no pair that is none")
    func recall() throws {
        let folder = try SoundFolder()
        guard SoundFolder.hasTools(for: "copies among real recordings"), let originals = try recordings(folder, count: 20) else { return }
        var duplicates = AudioDuplicates()
        for (place, path) in originals.enumerated() { duplicates.add(ItemID(raw: Int64(place)), try AudioChecks.measure(path: path).fingerprint) }
        for (kind, change) in Self.changes.enumerated() {
            for (place, path) in originals.enumerated() {
                let copy = try folder.draw("copy-\(kind)-\(place).\(change.file)", ["-i", path] + change.arguments)
                duplicates.add(ItemID(raw: Int64((kind + 1) * 100 + place)), try AudioChecks.measure(path: copy).fingerprint)
            }
        }
        let found = duplicates.result(threads: 2)
        let wrong = found.pairs.filter { $0.first.raw % 100 != $0.second.raw % 100 }
        for (kind, change) in Self.changes.enumerated() {
            let hits = found.pairs.filter { $0.first.raw < 100 && $0.second.raw == Int64(kind + 1) * 100 + $0.first.raw }
            let errors = hits.map(\.errorRate).sorted()
            print("recall, \(change.name): \(hits.count) of \(originals.count), median error \(errors.isEmpty ? 1 : errors[errors.count / 2])")
            #expect(Double(hits.count) >= 0.95 * Double(originals.count), "\(change.name)")
            let isShifted = change.name.hasPrefix("0.5")
            #expect(hits.allSatisfy { abs($0.offsetSeconds - (isShifted ? 0.5 : 0)) < 0.1 }, "\(change.name)")
        }
        print("false pairs: \(wrong.count) of \(found.pairs.count); groups \(found.groups.count); crowded words \(found.crowdedWords)")
        #expect(wrong.isEmpty, "\(wrong.count)")
        #expect(found.groups.count == originals.count)
    }

    @Test("different recordings of the same word by the same speaker are no copies")
    func sameWords() throws {
        let digits = SharedFolder.url.appendingPathComponent("data/spoken-digits")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: digits.path).filter({ $0.hasSuffix(".wav") }).sorted(), names.count >= 600 else {
            print("SKIPPED (no ../shared): different recordings of one word")
            return
        }
        var duplicates = AudioDuplicates()
        for (place, name) in names.enumerated() {
            duplicates.add(ItemID(raw: Int64(place)), try AudioChecks.measure(path: digits.appendingPathComponent(name).path).fingerprint)
        }
        let found = duplicates.result(threads: 2)
        print("of \(names.count) single digits: \(found.pairs.count) pairs, \(found.tooShort) too short")
        for pair in found.pairs.prefix(10) { print("  \(names[Int(pair.first.raw)]) \(names[Int(pair.second.raw)]) \(pair.errorRate) over \(pair.comparedSeconds) s") }
        #expect(found.pairs.count <= 2)
    }
}
