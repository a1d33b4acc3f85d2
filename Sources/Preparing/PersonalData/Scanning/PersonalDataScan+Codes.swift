/// Identifiers of a fixed layout: the words from a candidate on are compared with each layout of its first chunk.
extension PersonalDataScan {
    mutating func codes(_ start: Int, _ end: Int) {
        let length = end - start
        guard length <= LayoutTable.longest else { return }
        let range = finder.layouts.starts[length]..<finder.layouts.starts[length + 1]
        guard !range.isEmpty, isFreeBefore(start) else { return }
        let filled = window.fill(bytes, count, from: start, limit: max(length, 36) + 1)
        for place in range { compare(finder.layouts.entries[place], filled) }
    }

    private mutating func compare(_ entry: LayoutTable.Entry, _ filled: Int) {
        let length = entry.form.classes.count
        guard length <= filled, isLaidOut(entry.form, length) else { return }
        let start = window.offset[0], end = window.offset[length - 1] + 1
        guard isFreeAfter(end) else { return }
        let code = CodeText(UnsafeBufferPointer(start: window.code, count: length), written: UnsafeBufferPointer(start: window.raw, count: length))
        if let rule = entry.rule, !rule(code) { return }
        var hit = PersonalDataHit(start: start, end: end, entity: entry.entity, score: entry.form.score)
        if let checksum = entry.checksum, !entry.form.isUnchecked {
            guard checksum(code) else { return }
            hit.isChecked = true
            hit.score = entry.form.isWeak ? entry.form.score : entry.form.isBareNumber && length < 11 ? min(0.35, entry.form.score) : 1
        }
        hits.append(hit)
    }

    /// Each character is of its class and has its separator before it, and no chunk goes on behind the last.
    private func isLaidOut(_ form: PersonalDataForm, _ length: Int) -> Bool {
        form.classes.withUnsafeBufferPointer { classes in
            form.separators.withUnsafeBufferPointer { separators in
                for place in 0..<length {
                    guard window.separator[place] == separators[place] else { return false }
                    guard classes[place] & CharacterTable.kinds[Int(window.raw[place])] & CharacterTable.word != 0 else { return false }
                }
                return true
            }
        }
    }
}
