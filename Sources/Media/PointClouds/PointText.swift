import Glibc

/// Numbers of a line of text, whitespace between them; `nan` and `inf` in any writing that C reads.
enum PointText {
    /// Appends the numbers to `row`; false when something else stands there.
    static func numbers(_ line: [UInt8], into row: inout [Double]) -> Bool {
        row.removeAll(keepingCapacity: true)
        return (line + [0]).withUnsafeBytes { bytes in
            guard var place = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return true }
            let end = place + line.count
            while true {
                while place < end, isSpace(place.pointee) { place += 1 }
                if place == end { return true }
                var after: UnsafeMutablePointer<CChar>?
                let value = strtod(place, &after)
                guard let after, UnsafePointer(after) > place, UnsafePointer(after) == end || isSpace(after.pointee) else { return false }
                row.append(value)
                place = UnsafePointer(after)
            }
        }
    }

    static func words(_ line: [UInt8]) -> [String] {
        line.split { isSpace(CChar(truncatingIfNeeded: $0)) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isSpace(_ byte: CChar) -> Bool { byte == 32 || (9...13).contains(byte) }
}
