import Records

/// When the annotations of an ELAN file are. Slots without a time share what lies between the slots around them, as ELAN
/// shows them; references take the time of what they refer to, through any number of them.
struct ELANTimes {
    private var extents: [String: (from: Double, to: Double)] = [:]
    private var references: [String: String] = [:]

    init(_ root: XMLElement, _ file: String, _ findings: inout FindingLog) {
        let slots = Self.slots(root, file, &findings)
        for tier in root.children where tier.name == "TIER" {
            for annotation in tier.children.compactMap(\.children.first) {
                guard let id = annotation.attribute("ANNOTATION_ID") else { continue }
                if let target = annotation.attribute("ANNOTATION_REF") { references[id] = target } else if let from = slots[annotation.attribute("TIME_SLOT_REF1") ?? ""], let to = slots[annotation.attribute("TIME_SLOT_REF2") ?? ""] {
                    extents[id] = (from, to)
                }
            }
        }
    }

    func extent(of id: String) -> (from: Double, to: Double)? {
        var id = id
        for _ in 0..<64 {
            if let extent = extents[id] { return extent }
            guard let next = references[id] else { return nil }
            id = next
        }
        return nil
    }

    private static func slots(_ root: XMLElement, _ file: String, _ findings: inout FindingLog) -> [String: Double] {
        var order: [(id: String, time: Double?)] = []
        for slot in root.child("TIME_ORDER")?.children ?? [] where slot.name == "TIME_SLOT" {
            guard let id = slot.attribute("TIME_SLOT_ID") else { continue }
            let value = slot.attribute("TIME_VALUE")
            let time = value.flatMap(DecimalText.number)
            if value != nil, time == nil {
                findings.add(Finding(.error, "elan.slot.bad", "time slot `\(id)` of `\(file)` is `\(value ?? "")`, which is no number", at: Place(file: file, line: slot.line)))
            }
            order.append((id, time.map { $0 / 1000 }))
        }
        var times: [String: Double] = [:]
        var place = 0
        while place < order.count {
            if let time = order[place].time {
                times[order[place].id] = time
                place += 1
                continue
            }
            var end = place
            while end < order.count, order[end].time == nil { end += 1 }
            if place > 0, end < order.count, let before = order[place - 1].time, let after = order[end].time {
                for slot in place..<end { times[order[slot].id] = ((before + (after - before) * Double(slot - place + 1) / Double(end - place + 1)) * 1000).rounded() / 1000 }
            }
            place = end
        }
        return times
    }
}
