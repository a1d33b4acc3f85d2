import Kernels

@testable import Assuring

extension RunMask {
    /// Rows of a picture: `#` belongs, anything else does not.
    static func drawn(_ rows: String...) -> RunMask {
        RunMask(width: rows[0].count, height: rows.count, rows: rows.joined().map { $0 == "#" ? 1 : 0 })
    }

    /// Places x, y that belong.
    var pixels: Set<[Int]> {
        var set = Set<[Int]>()
        for span in spans { for row in span.top..<span.bottom { set.insert([span.column, row]) } }
        return set
    }
}

extension MaskTable {
    /// One dictionary per item: annotator -> mask.
    static func drawn(_ items: [String: RunMask]...) -> MaskTable {
        MaskTable(items.enumerated().flatMap { place, masks in
            masks.keys.sorted().map { Given(item: "item-\(place)", annotator: $0, mask: masks[$0]!) }
        })
    }

    /// A disc per item; annotator a gets the share `slips[a]` of the pixels around it wrong.
    static func randomGiven(seed: UInt64, items: Int = 4, slips: [Double] = [0.02, 0.05, 0.05, 0.1], side: Int = 24) -> [Given] {
        var random = SeededRandom(seed: seed)
        return (0..<items).flatMap { item -> [Given] in
            let (x, y, radius) = (8 + random.uniform() * 8, 8 + random.uniform() * 8, 4 + random.uniform() * 3)
            return slips.indices.map { person in
                let rows = (0..<side * side).map { pixel -> UInt8 in
                    let (dx, dy) = (Double(pixel % side) - x, Double(pixel / side) - y)
                    let belongs = dx * dx + dy * dy < radius * radius
                    let isNear = dx * dx + dy * dy < 2.5 * radius * radius
                    return (isNear && random.uniform() < slips[person] ? !belongs : belongs) ? 1 : 0
                }
                return Given(item: "item-\(item)", annotator: "p\(person)", mask: RunMask(width: side, height: side, rows: rows))
            }
        }
    }
}
