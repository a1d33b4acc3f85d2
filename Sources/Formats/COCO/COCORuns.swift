/// COCO's compressed run lengths: a string of 6-bit groups.
///
///     each character - 48:  [more:1][sign or bits:5]   low groups first, bit 0x10 of the last group extends the sign
///     value i > 2 is stored as its difference to value i - 2
///
/// The mask of 4 rows and 5 columns with rows 1-2 of columns 2-3 set has the runs 9 2 2 2 5 and the string `92203`.
enum COCORuns {
    /// nil when the text is cut off, holds other characters or negative runs.
    static func decode(_ text: String) -> [Int]? {
        var runs: [Int] = []
        var value = 0
        var shift = 0
        for byte in text.utf8 {
            guard byte >= 48, byte < 48 + 64, shift <= 55 else { return nil }
            let group = Int(byte) - 48
            value |= (group & 0x1F) << shift
            shift += 5
            if group & 0x20 != 0 { continue }
            if group & 0x10 != 0 { value |= -1 << shift }
            if runs.count > 2 { value &+= runs[runs.count - 2] }
            guard value >= 0 else { return nil }
            runs.append(value)
            (value, shift) = (0, 0)
        }
        return shift == 0 ? runs : nil
    }

    static func append(_ runs: [Int], to bytes: inout [UInt8]) {
        for (place, run) in runs.enumerated() {
            var value = place > 2 ? run - runs[place - 2] : run
            while true {
                let group = value & 0x1F
                value >>= 5
                let isLast = group & 0x10 != 0 ? value == -1 : value == 0
                bytes.append(UInt8(group | (isLast ? 0 : 0x20)) + 48)
                if isLast { break }
            }
        }
    }

    static func encode(_ runs: [Int]) -> String {
        var bytes: [UInt8] = []
        append(runs, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
