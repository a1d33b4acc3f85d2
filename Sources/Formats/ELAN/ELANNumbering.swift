import Records

/// Time slots in rising order and ids of annotations, in the order in which the tiers are written. Two slots of one time
/// stay two where one ends and another starts, as ELAN has them.
struct ELANNumbering {
    struct Slot {
        var id: String
        var milliseconds: Int
    }

    private(set) var slots: [Slot] = []
    private var marks: [(id: String, from: String, to: String)] = []
    private var place = 0
    private let ids: Set<String>

    init(_ layers: [TimedLayer]) {
        let pieces = layers.flatMap(\.pieces)
        var ids: [String] = []
        var taken = Set(pieces.compactMap { $0.extras["id"]?.string })
        var (used, count) = (Set<String>(), 0)
        for piece in pieces {
            if let id = piece.extras["id"]?.string, !id.isEmpty, used.insert(id).inserted { ids.append(id); continue }
            repeat { count += 1 } while taken.contains("a\(count)")
            taken.insert("a\(count)")
            ids.append("a\(count)")
        }
        self.ids = Set(ids)
        number(pieces, ids)
    }

    private mutating func number(_ pieces: [TimedPiece], _ ids: [String]) {
        let ends = pieces.enumerated().flatMap { [($0.offset, false, ClockText.milliseconds($0.element.from)), ($0.offset, true, ClockText.milliseconds($0.element.to))] }
        marks = ids.map { ($0, "", "") }
        for end in ends.sorted(by: { ($0.2, $0.1 ? 0 : 1, $0.0) < ($1.2, $1.1 ? 0 : 1, $1.0) }) {
            let id = "ts\(slots.count + 1)"
            slots.append(Slot(id: id, milliseconds: end.2))
            if end.1 { marks[end.0].to = id } else { marks[end.0].from = id }
        }
    }

    func knows(_ id: String) -> Bool { ids.contains(id) }

    /// Of the next annotation.
    mutating func next() -> (id: String, from: String, to: String) {
        defer { place += 1 }
        return place < marks.count ? marks[place] : ("", "", "")
    }
}
