import Kernels
import Testing
@testable import Preparing

@Suite("Personal data planted in sentences")
struct PlantedTextTests {
    static let draws = 200

    /// Found, missed and wrongly found, by entity.
    struct Count {
        var found = 0, missed = 0, wrong = 0
        var recall: Double { Double(found) / Double(max(1, found + missed)) }
        var precision: Double { Double(found) / Double(max(1, found + wrong)) }
    }

    @Test("is found with its context, and nothing else is, entity by entity", arguments: PersonalDataLocale.allCases)
    func planted(locale: PersonalDataLocale) throws {
        let finder = PersonalDataFinder(locales: [locale])
        var counts: [String: Count] = [:], first: [String: String] = [:]
        for entity in locale.entities where !entity.needsNames {
            var random = SeededRandom.derive(2026, entity.name)
            for _ in 0..<Self.draws {
                let planted = try PlantedText.drawn(entity, &random)
                let spans = finder.find(in: planted.text)
                let isFound = spans.contains { $0.entity == planted.entity && $0.range == planted.range }
                counts[entity.name, default: Count()].found += isFound ? 1 : 0
                counts[entity.name, default: Count()].missed += isFound ? 0 : 1
                for span in spans where span.entity != planted.entity || span.range != planted.range { counts[span.entity, default: Count()].wrong += 1 }
                if !isFound { first[entity.name] = first[entity.name] ?? "missed in `\(planted.text)`: \(spans.map { "\($0.entity) \($0.range)" })" }
            }
        }
        for entity in locale.entities where !entity.needsNames {
            let count = counts[entity.name] ?? Count()
            let line = "\(entity.name): recall \(count.recall), precision \(count.precision) of \(Self.draws)"
            print("planted \(line)")
            #expect(count.recall >= (entity.hasChecksum ? 0.98 : 0.95), "\(line), \(first[entity.name] ?? "")")
            #expect(count.precision >= 0.95, "\(line)")
        }
    }
}
