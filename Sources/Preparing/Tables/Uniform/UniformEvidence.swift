import Kernels

/// What clear values of a column say about the unclear ones.
struct UniformEvidence: Sendable {
    private var dayFirst = 0
    private var monthFirst = 0
    private var comma = 0
    private var point = 0

    /// nil without evidence, and where it contradicts itself.
    var order: DateOrder? {
        if dayFirst > 0, monthFirst == 0 { return .dayFirst }
        return monthFirst > 0 && dayFirst == 0 ? .monthFirst : nil
    }

    var decimal: DecimalMark? {
        if comma > 0, point == 0 { return .comma }
        return point > 0 && comma == 0 ? .point : nil
    }

    mutating func lookAtDate(_ text: UnsafeRawBufferPointer) {
        guard let date = DateText.read(text), date.order == .dayOrMonthFirst, !date.isAmbiguous, date.first != date.second else { return }
        if date.first > 12 { dayFirst += 1 } else { monthFirst += 1 }
    }

    mutating func lookAtNumber(_ text: UnsafeRawBufferPointer) {
        guard let number = GroupedDecimal.read(text) else { return }
        switch number.mark {
        case .comma: comma += 1
        case .point: if !NumberReader.canGroup(text) { point += 1 }
        case .none, .unclear: break
        }
    }
}

/// Numbers as people write them.
enum NumberReader {
    static func read(_ text: UnsafeRawBufferPointer, _ decimal: DecimalMark?) -> Result<Double, UnreadReason> {
        let mark: GroupedDecimal.Mark = decimal == .comma ? .comma : decimal == .point ? .point : .unclear
        if let number = GroupedDecimal.read(text, decimal: mark) { return number.mark == .unclear ? .failure(.unclearNumber) : finite(number.value) }
        // Exponents have no groups.
        return DecimalText.read(text).map { finite($0.value) } ?? .failure(.noNumber)
    }

    private static func finite(_ value: Double) -> Result<Double, UnreadReason> { value.isFinite ? .success(value) : .failure(.noNumber) }

    /// Whether the point may set apart thousands: `1.234`.
    static func canGroup(_ text: UnsafeRawBufferPointer) -> Bool { GroupedDecimal.read(text, decimal: .comma)?.mark == GroupedDecimal.Mark.none }
}
