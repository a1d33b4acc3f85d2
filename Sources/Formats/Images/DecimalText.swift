import Records

/// Numbers as image formats write them: the shortest decimal that reads back as the same double, whole numbers
/// without a point.
enum DecimalText {
    static func append(_ value: Double, to bytes: inout [UInt8]) {
        if value.magnitude < 9_007_199_254_740_992, value == value.rounded(.towardZero), !(value == 0 && value.sign == .minus) {
            return append(Int64(value), to: &bytes)
        }
        bytes.append(contentsOf: value.description.utf8)
    }

    static func append(_ value: Int64, to bytes: inout [UInt8]) { DecimalDigits.append(value, to: &bytes) }

    /// The double nearest to the number with so many digits behind the point.
    static func rounded(_ value: Double, to decimals: Int) -> Double {
        var scale = 1.0
        for _ in 0..<max(0, min(decimals, 15)) { scale *= 10 }
        let scaled = value * scale
        return scaled.magnitude < 9_007_199_254_740_992 ? scaled.rounded() / scale : value
    }

    static func text(_ value: Double) -> String {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A decimal number and nothing else: no hexadecimal, no `nan`, no `inf`. White space around it is allowed.
    static func number(_ text: some StringProtocol) -> Double? {
        if let value = text.utf8.withContiguousStorageIfAvailable({ DecimalNumber.whole(UnsafeRawBufferPointer($0)) }) ?? nil { return value }
        var text = Substring(text)
        while let last = text.utf8.last, last == 32 || (9...13).contains(last) { text.removeLast() }
        while let first = text.utf8.first, first == 32 || (9...13).contains(first) { text.removeFirst() }
        guard !text.isEmpty, text.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 43 || $0 == 45 || $0 == 46 || $0 | 32 == 101 }),
              let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
