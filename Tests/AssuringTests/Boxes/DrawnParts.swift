import Kernels
import Records

@testable import Assuring

extension Part {
    static func box(_ id: String, _ label: String, _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> Part {
        Part(id: id, labels: [label], shape: .box([x0, y0, x1, y1]))
    }
}

extension PartTable {
    /// One dictionary per item: annotator -> parts.
    static func drawn(_ items: [String: [Part]]..., labels: [String] = ["cell", "bird", "owl"]) -> PartTable {
        PartTable(
            items.enumerated().flatMap { place, drawings in
                drawings.keys.sorted().map { Given(item: "item-\(place)", annotator: $0, parts: drawings[$0]!) }
            }, labels: labels)
    }

    /// True boxes per item, each annotator's copies shaken, some left out, some with another label, some invented.
    static func randomGiven(seed: UInt64, items: Int = 12, annotators: [String] = ["ann", "ben", "cem"], shake: Double = 3, slips: Double = 0.1) -> [Given] {
        var random = SeededRandom(seed: seed)
        let labels = ["cell", "bird", "owl"]
        return (0..<items).flatMap { item -> [Given] in
            let truth = (0..<random.below(7)).map { _ in
                (x: random.uniform() * 400, y: random.uniform() * 300, w: 20 + random.uniform() * 60, h: 20 + random.uniform() * 60, label: random.below(3))
            }
            return annotators.map { name in
                var parts: [Part] = []
                for (place, box) in truth.enumerated() where random.uniform() >= slips {
                    let label = random.uniform() < slips ? random.below(3) : box.label
                    func near() -> Double { (random.uniform() - 0.5) * 2 * shake }
                    parts.append(.box("p\(place)", labels[label], box.x + near(), box.y + near(), box.x + box.w + near(), box.y + box.h + near()))
                }
                if random.uniform() < slips { parts.append(.box("extra", "owl", 500, 10, 530, 40)) }
                return Given(item: "item-\(item)", annotator: name, parts: parts)
            }
        }
    }
}

extension FusedPart {
    var box: [Double] { if case .box(let numbers) = part.shape { numbers } else { [] } }
}
