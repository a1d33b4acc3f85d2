/// Identifiers of a fixed layout: the words from a candidate on are compared with each layout of its first chunk.
extension PersonalDataScan {
    mutating func codes(_ start: Int, _ end: Int) {
        let length = end - start
        guard length <= LayoutTable.longest else { return }
        let table = layouts
        let first = table.starts[length], last = table.starts[length + 1]
        guard first < last, isFreeBefore(start) else { return }
        let filled = window.fill(bytes, count, from: start, limit: max(length, 36) + 1)
        for place in first..<last {
            let layout = table.layouts[place]
            if layout.length <= filled, fits(layout, table) { accept(layout, table) }
        }
    }

    /// Each character is of its class and has its separator before it.
    @inline(__always)
    private func fits(_ layout: LayoutTable.Layout, _ table: LayoutTable) -> Bool {
        for place in 0..<layout.length {
            guard window.separator[place] == table.separators[layout.start + place] else { return false }
            guard table.classes[layout.start + place] & kinds[Int(window.raw[place])] & CharacterTable.word != 0 else { return false }
        }
        return true
    }

    /// Nothing goes on behind it, and rule and checksum agree.
    private mutating func accept(_ layout: LayoutTable.Layout, _ table: LayoutTable) {
        let start = window.offset[0], end = window.offset[layout.length - 1] + 1
        guard isFreeAfter(end) else { return }
        let code = CodeText(
            UnsafeBufferPointer(start: window.code, count: layout.length), written: UnsafeBufferPointer(start: window.raw, count: layout.length))
        let rules = table.rules[layout.entity]
        if let rule = rules.rule, !rule(code) { return }
        guard layout.isChecked, let checksum = rules.checksum else {
            hits.append(PersonalDataHit(start: start, end: end, entity: layout.entity, score: layout.score))
            return
        }
        guard checksum(code) else { return }
        hits.append(PersonalDataHit(start: start, end: end, entity: layout.entity, score: layout.checkedScore, isChecked: true))
    }
}
