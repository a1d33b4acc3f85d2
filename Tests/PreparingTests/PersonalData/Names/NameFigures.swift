import Foundation
import Testing
@testable import Preparing

/// How right a model is on texts that were annotated by others: printed, and held to a floor.
@Suite("Names in annotated texts")
struct NameFigures {
    private static let types = ["person": "PERSON", "location": "LOCATION", "group": "ORGANIZATION", "corporation": "ORGANIZATION"]

    @Test("exact spans of the test split of WNUT 2017, where a model was made")
    func annotated() throws {
        let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(5).joined(separator: "/")
        let path = ProcessInfo.processInfo.environment["WINNOW_NAMES"] ?? "\(root)/.build/models/names.bin"
        guard let data = FileManager.default.contents(atPath: path) else { return print("SKIPPED (no \(path), `tools/train-names` makes it): figures of names") }
        guard let file = SharedFolder.text("data/wnut17/emerging.test.annotated", for: "figures of names") else { return }
        let finder = PersonalDataFinder(entities: Set(NameLabel.entities), names: NameTagger(try NameModel(Array(data))))
        var counts = [String: (right: Int, said: Int, there: Int)]()
        for sample in Self.samples(file) {
            let said = Set(finder.find(in: sample.text).map { Place(range: $0.range, entity: $0.entity) })
            for entity in NameLabel.entities {
                let own = said.filter { $0.entity == entity }, wanted = sample.places.filter { $0.entity == entity }
                let old = counts[entity] ?? (0, 0, 0)
                counts[entity] = (old.right + own.intersection(wanted).count, old.said + own.count, old.there + wanted.count)
            }
        }
        for entity in NameLabel.entities {
            let (right, said, there) = counts[entity] ?? (0, 0, 0)
            let precision = Double(right) / Double(max(said, 1)), recall = Double(right) / Double(max(there, 1))
            print("names, \(entity): precision \(precision), recall \(recall), F1 \(2 * Double(right) / Double(max(said + there, 1))) of \(there)")
        }
        let all = counts.values.reduce((0, 0)) { ($0.0 + 2 * $1.right, $0.1 + $1.said + $1.there) }
        print("names, all: F1 \(Double(all.0) / Double(max(all.1, 1)))")
        #expect(Double(all.0) / Double(max(all.1, 1)) > 0.2)
    }

    struct Place: Hashable {
        var range: Range<Int>
        var entity: String
    }

    /// Sentences of words and BIO labels, joined by spaces.
    static func samples(_ file: String) -> [(text: String, places: Set<Place>)] {
        file.replacing("\r", with: "").split(separator: "\n", omittingEmptySubsequences: false).split { $0.split(separator: "\t").count < 2 }.map { lines in
            var text = "", places: [Place] = []
            for line in lines {
                let cells = line.split(separator: "\t"), label = cells[1].split(separator: "-", maxSplits: 1)
                if !text.isEmpty { text += " " }
                let start = text.unicodeScalars.count
                text += cells[0]
                guard label.count == 2, let entity = types[String(label[1])] else { continue }
                let range = start..<text.unicodeScalars.count
                if label[0] == "B" { places.append(Place(range: range, entity: entity)) }
                else if let last = places.last, last.entity == entity, last.range.upperBound == start - 1 { places[places.count - 1].range = last.range.lowerBound..<range.upperBound }
            }
            return (text, Set(places))
        }
    }
}
