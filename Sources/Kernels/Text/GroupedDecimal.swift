/// Numbers with a comma or with thousands set apart: `3,5`, `1.234,56`, `1,234.56`, `12 345,6`, `1'000`.
///
/// The last of two different marks is the decimal one; a mark that comes twice groups. One mark with exactly three digits behind
/// it and at most three before it can be either, which is said and not guessed: `value` then takes it for thousands when it is
/// a comma. Groups must have three digits each.
public struct GroupedDecimal: Sendable, Hashable {
    public enum Mark: String, Sendable { case none, point, comma, unclear }

    public var value: Double
    /// What separates the decimals.
    public var mark: Mark
    /// Digits without groups, with a point: what `value` was read from.
    public var isGrouped: Bool

    /// - Parameter decimal: the mark of decimals where it is known; decides what would be unclear.
    public static func read(_ text: UnsafeRawBufferPointer, decimal: Mark = .unclear) -> GroupedDecimal? {
        guard text.count > 0, text.count <= 40 else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { plain in
            guard let shape = shape(text, decimal) else { return nil }
            let count = shape.write(text, to: plain)
            guard let base = plain.baseAddress, let reading = DecimalText.read(base, count) else { return nil }
            return GroupedDecimal(value: reading.value, mark: shape.mark, isGrouped: shape.isGrouped)
        }
    }

    private struct Shape {
        /// Place of the decimal mark; the count of bytes where there is none.
        var decimalPlace: Int
        var mark: Mark
        var isGrouped: Bool

        func write(_ text: UnsafeRawBufferPointer, to plain: UnsafeMutableBufferPointer<UInt8>) -> Int {
            var count = 0
            for place in text.indices {
                let byte = text[place]
                if byte &- 48 < 10 || byte == 45 && place == 0 { plain[count] = byte } else if place == decimalPlace { plain[count] = 46 } else { continue }
                count += 1
            }
            return count
        }
    }

    private static func shape(_ text: UnsafeRawBufferPointer, _ decimal: Mark) -> Shape? {
        var (points, commas, others) = (0, 0, 0)
        var (lastPoint, lastComma, firstMark) = (-1, -1, -1)
        for place in text.indices where !(text[place] &- 48 < 10) && !(text[place] == 45 && place == 0) {
            switch text[place] {
            case 46: (points, lastPoint) = (points + 1, place)
            case 44: (commas, lastComma) = (commas + 1, place)
            case 32, 39, 95: others += 1
            default: return nil
            }
            if firstMark < 0 { firstMark = place }
        }
        guard firstMark >= 0 else { return Shape(decimalPlace: text.count, mark: .none, isGrouped: false) }
        let mark = self.mark(points, commas, others, lastPoint, lastComma, text, decimal)
        let place = mark == .comma ? lastComma : mark == .point ? lastPoint : text.count
        guard (mark == .comma ? commas : mark == .point ? points : 1) == 1, let isGrouped = groups(text, upTo: place) else { return nil }
        return Shape(decimalPlace: place, mark: mark, isGrouped: isGrouped)
    }

    private static func mark(
        _ points: Int, _ commas: Int, _ others: Int, _ lastPoint: Int, _ lastComma: Int, _ text: UnsafeRawBufferPointer, _ decimal: Mark
    ) -> Mark {
        if points > 0, commas > 0 { return lastPoint > lastComma ? .point : .comma }
        if points + commas == 0 || points + commas > 1 { return .none }
        let place = max(lastPoint, lastComma), written: Mark = commas == 1 ? .comma : .point
        let before = place - (text[0] == 45 ? 1 : 0), behind = text.count - place - 1
        let isZero = before == 1 && text[place - 1] == 48
        guard behind == 3, (1...3).contains(before), others == 0, !isZero else { return written }
        if decimal == .comma || decimal == .point { return decimal == written ? written : .none }
        return commas == 1 ? .unclear : .point
    }

    /// nil when what stands before the decimal mark is not grouped by three; every group mark must be the same.
    private static func groups(_ text: UnsafeRawBufferPointer, upTo end: Int) -> Bool? {
        var (digits, mark, isGrouped) = (0, UInt8(0), false)
        for place in 0..<end where !(text[place] == 45 && place == 0) {
            if text[place] &- 48 < 10 {
                digits += 1
                continue
            }
            guard mark == 0 || mark == text[place], isGrouped ? digits == 3 : digits >= 1 && digits <= 3 else { return nil }
            (mark, isGrouped, digits) = (text[place], true, 0)
        }
        guard digits > 0, !isGrouped || digits == 3 else { return nil }
        for place in min(end + 1, text.count)..<text.count where !(text[place] &- 48 < 10) { return nil }
        return isGrouped
    }
}
