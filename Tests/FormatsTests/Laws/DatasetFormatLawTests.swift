import Foundation
import Testing
import Records
@testable import Formats

/// Laws over every format of `FormatCatalog.datasets` whose card states a capacity. Formats of pictures that count their losses
/// themselves (what they read back is under `ImageFormatLawTests`) keep those laws that need no fitter.
@Suite("Dataset format laws")
struct DatasetFormatLawTests {
    static let written = FormatCatalog.datasets.filter { $0.card.capacity != nil && $0.makeWriter != nil }.map(\.card.name)
    static let both = FormatCatalog.datasets.filter { $0.card.capacity != nil && $0.makeWriter != nil && $0.makeReader != nil }.map(\.card.name)

    /// Formats of pictures without a stated capacity.
    static let ofPictures = ["voc", "coco", "yolo", "yolo-segment"]

    @Test("what the fitter lets through is read back as it was", arguments: both, [UInt64(1), 2, 3])
    func identity(_ name: String, _ seed: UInt64) throws {
        let law = try FormatLaw(name, seed: seed)
        let written = try law.write(.adapt)
        let read = try law.read(written.path)
        #expect(read.findings.filter { $0.severity > .note }.isEmpty, "\(read.findings.prefix(3))")
        let (expected, found) = (law.comparable(try law.fitted(.adapt)), law.comparable(read.items))
        #expect(found.map(\.key) == expected.map(\.key))
        for (ours, theirs) in zip(expected, found) where !Closeness.areClose(ours, theirs) {
            Issue.record("\(name), seed \(seed): item `\(ours.key)` differs\nwritten \(ours)\nread    \(theirs)")
            break
        }
    }

    @Test("what was read and is written again is the same bytes", arguments: both)
    func stable(_ name: String) throws {
        let law = try FormatLaw(name, seed: 4)
        let first = try law.write(.adapt)
        let read = try law.read(first.path)
        let second = try law.write(.adapt, read.items, header: read.header, questions: read.questions)
        #expect(first.folder.files == second.folder.files)
        for file in first.folder.files where !first.placed.contains(file) && first.folder.bytes(file) != second.folder.bytes(file) {
            Issue.record("`\(file)` differs:\n\(first.folder.text(file).prefix(1500))\n---\n\(second.folder.text(file).prefix(1500))")
            break
        }
    }

    @Test("the same items give the same bytes", arguments: written + ofPictures)
    func sameBytes(_ name: String) throws {
        let law = try FormatLaw(name, seed: 9)
        let (first, second) = (try law.write(.adapt).folder, try law.write(.adapt).folder)
        #expect(first.files == second.files && !first.files.isEmpty)
        for file in first.files { #expect(first.bytes(file) == second.bytes(file)) }
    }

    @Test("each format recognises its own files, and no other is as sure", arguments: both)
    func recognition(_ name: String) throws {
        let law = try FormatLaw(name, seed: 4)
        let written = try law.write(.adapt)
        let candidates = FormatCatalog.candidates(for: try DatasetInput(written.path))
        let found = candidates.map { "\($0.format.card.name) \($0.recognition.confidence)" }
        #expect(candidates.first?.format.card.name == name, "\(found)")
        if candidates.count > 1 { #expect(candidates[0].recognition.confidence - candidates[1].recognition.confidence >= 0.2, "\(found)") }
        withExtendedLifetime(written) {}
    }

    @Test("every loss is counted under a code of the card", arguments: written + ofPictures, [LossPolicy.adapt, .ignore])
    func declared(_ name: String, _ policy: LossPolicy) throws {
        let law = try FormatLaw(name, seed: 6)
        let losses = try law.write(policy).losses.report.losses
        #expect(losses.allSatisfy { law.format.card.loses.contains($0.code) }, "\(losses.map(\.code).filter { !law.format.card.loses.contains($0) })")
    }

    @Test("every cut of every file is told with its place or reads as fewer items, and never crashes", arguments: both + ofPictures)
    func cuts(_ name: String) throws {
        let law = try FormatLaw(name, seed: 5, count: 4)
        let written = try law.write(.adapt)
        for file in written.folder.files where !ImageFiles.isImage(file) {
            let whole = try #require(written.folder.bytes(file))
            for length in stride(from: 0, to: whole.count, by: max(1, whole.count / 60)) {
                _ = written.folder.write(Array(whole[..<length]), file)
                do { _ = try law.read(written.path) } catch let error as ImageFormatError { #expect(error.finding.place != nil) } catch is FormatError {} catch is ByteError {} catch is MatrixFileError {} catch {
                    Issue.record("`\(file)` cut at \(length): \(error)")
                }
            }
            _ = written.folder.write(whole, file)
        }
    }

    @Test("bytes changed at random are told or read, and never crash", arguments: both + ofPictures)
    func noise(_ name: String) throws {
        let law = try FormatLaw(name, seed: 7, count: 4)
        let written = try law.write(.adapt)
        var random = Seeded(11)
        for file in written.folder.files where !ImageFiles.isImage(file) {
            let whole = try #require(written.folder.bytes(file))
            for _ in 0..<40 where !whole.isEmpty {
                var bytes = whole
                for _ in 0..<Int.random(in: 1...4, using: &random) { bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
                _ = written.folder.write(bytes, file)
                _ = try? law.read(written.path)
            }
            _ = written.folder.write(whole, file)
        }
    }
}
