import Foundation
import Testing
import Records
@testable import Formats

/// One format under the laws: drawn items, written and read.
struct FormatLaw {
    let format: DatasetFormat
    let capacity: FormatCapacity
    let questions: [Question]
    let items: [LabelledItem]

    init(_ name: String, seed: UInt64, count: Int = 14) throws {
        format = try #require(FormatCatalog.dataset(named: name))
        capacity = format.card.capacity ?? Self.assumed(of: format)
        var drawn = DrawnItems(capacity, seed: seed)
        questions = drawn.questions
        items = drawn.items(count)
    }

    /// Of formats that count their losses themselves: their media and kinds, with everything an item may say, so that laws that
    /// need no fitter hold for them too.
    private static func assumed(of format: DatasetFormat) -> FormatCapacity {
        let usual: [QuestionKind] = [.boxes, .polygons, .skeletons, .rotatedBoxes, .choice]
        return FormatCapacity(
            media: format.media ?? [.image], kinds: Array(usual.filter { format.takes?.contains($0) ?? true }.prefix(format.takes == nil ? 2 : 1)), questions: .any,
            extras: Set(FormatCapacity.Extra.allCases).subtracting([.noLabel]))
    }

    struct Written {
        var folder: TemporaryFolder
        /// Files of items, which the law itself put there.
        var placed: Set<String> = []
        var losses: LossLedger
        var path: String { "\(folder.path)/out" }
    }

    /// Files of items are their size in words, as `ImageFixture.probe` reads it.
    private final class Files: ItemFiles {
        func bytes(of role: String, in item: LabelledItem) throws -> [UInt8]? {
            Array("\(item.files[role]?.width ?? 0)x\(item.files[role]?.height ?? 0)".utf8)
        }
    }

    func write(_ policy: LossPolicy, _ given: [LabelledItem]? = nil, header: JSONObject = [:], questions asked: [Question]? = nil) throws -> Written {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let layout = DatasetLayout(questions: asked ?? questions, onLoss: policy, header: header, files: Files())
        let make = try #require(format.makeWriter)
        let writer = try make(folder, layout)
        var placed: Set<String> = []
        for item in given ?? items {
            for (role, place) in try writer.write(item) {
                placed.insert("out/\(place)")
                try folder.write(String(decoding: Files().bytes(of: role, in: item) ?? [], as: UTF8.self), to: place) }
        }
        try writer.finish()
        try folder.finish()
        return Written(folder: outer, placed: placed, losses: writer.losses)
    }

    func read(_ path: String) throws -> (items: [LabelledItem], findings: [Finding], header: JSONObject, questions: [Question]) {
        let options = DatasetReadOptions(attributes: questions.first?.attributes ?? [], probe: ImageFixture.probe)
        let make = try #require(format.makeReader)
        let reader = try make(DatasetInput(path), options)
        let asked = reader.questions
        var (items, findings) = ([LabelledItem](), [Finding]())
        while let item = try reader.next() {
            items.append(item)
            findings += reader.takeFindings()
        }
        return (items, findings + reader.takeFindings(), reader.header, asked)
    }

    func fitted(_ policy: LossPolicy) throws -> [LabelledItem] {
        let layout = DatasetLayout(questions: questions, onLoss: policy)
        let fitter = try ItemFitter(format: format.card.name, capacity: capacity, layout: layout)
        return try items.compactMap { try fitter.fit($0) }
    }

    /// Without what no format keeps and what this one does not claim to: ids of parts become their numbers, files what is known of them.
    func comparable(_ items: [LabelledItem]) -> [LabelledItem] {
        let plain = items.enumerated().map { number, item in comparable(item, number) }
        return capacity.holds(.keys) ? plain.sorted { $0.key < $1.key } : plain
    }

    private func comparable(_ item: LabelledItem, _ number: Int) -> LabelledItem {
        var plain = item
        plain.place = nil
        plain.media = nil
        plain.source = nil
        plain.metadata = plain.metadata.filtered { $0 != format.card.name }
        if !capacity.holds(.keys) { plain.key = String(number) }
        plain.files = [:]
        if capacity.holds(.pictureSizes) { plain.size = item.size }
        plain.answers = Renumbered.answers(item.answers)
        plain.annotations = item.annotations.map { annotation in
            var annotation = annotation
            annotation.answers = Renumbered.answers(annotation.answers)
            annotation.metadata = [:]
            return annotation
        }
        return plain
    }
}

/// Parts named by their place, relations following them; key frames only where formats keep them is for the format to say.
enum Renumbered {
    static func answers(_ answers: [String: Answer]) -> [String: Answer] {
        var names: [String: String] = [:]
        var renumbered: [String: Answer] = [:]
        for (question, answer) in answers.sorted(by: { $0.key < $1.key }) {
            guard case .parts(let parts) = answer else { continue }
            renumbered[question] = .parts(parts.enumerated().map { place, part in
                var part = part
                names[part.id] = "\(question)#\(place)"
                part.id = "\(question)#\(place)"
                part.origin = .imported
                return part
            })
        }
        for (question, answer) in answers where renumbered[question] == nil {
            guard case .relations(let relations) = answer else { renumbered[question] = answer; continue }
            renumbered[question] = .relations(relations.map { Relation(from: names[$0.from] ?? $0.from, to: names[$0.to] ?? $0.to, labels: $0.labels) })
        }
        return renumbered
    }
}

extension JSONObject {
    func filtered(_ keeps: (String) -> Bool) -> JSONObject { JSONObject(members.filter { keeps($0.key) }.map { (key: $0.key, value: $0.value) }) }
}

/// Equality but for the last bits of numbers, which unit conversions may change.
enum Closeness {
    static func areClose(_ a: LabelledItem, _ b: LabelledItem, within: Double = 1e-6) -> Bool {
        if a == b { return true }
        return rounded(a, within) == rounded(b, within) || rounded(a, within, shift: 0.5) == rounded(b, within, shift: 0.5)
    }

    private static func rounded(_ item: LabelledItem, _ within: Double, shift: Double = 0) -> LabelledItem {
        var item = item
        item.answers = item.answers.mapValues { answer in
            switch answer {
            case .parts(let parts):
                return .parts(parts.map { part in
                    var part = part
                    part.shape = part.shape.mapped { ($0 / within + shift).rounded() }
                    part.score = part.score.map { ($0 / within).rounded() }
                    return part
                })
            case .number(let value): return .number((value / within).rounded())
            default: return answer
            }
        }
        return item
    }
}
