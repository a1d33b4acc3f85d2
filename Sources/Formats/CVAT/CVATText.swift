import Records

/// Values as CVAT writes them.
enum CVATText {
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .bool(let flag): flag ? "true" : "false"
        default: AttributeText.text(value)
        }
    }

    /// `x,y;x,y`; nil when a number is none, or there is an odd one.
    static func points(_ text: String) -> [Double]? {
        var values: [Double] = []
        for point in text.utf8.split(separator: UInt8(ascii: ";")) {
            let pair = point.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            guard pair.count == 2, let x = DecimalText.number(Substring(pair[0])), let y = DecimalText.number(Substring(pair[1])) else { return nil }
            values.append(x)
            values.append(y)
        }
        return values.isEmpty ? nil : values
    }

    static func points(_ values: [Double]) -> String {
        var bytes: [UInt8] = []
        for (place, value) in values.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: place % 2 == 0 ? ";" : ",")) }
            DecimalText.append(value, to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
