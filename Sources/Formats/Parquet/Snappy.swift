/// Unpacks Snappy's raw format, the usual packing of Parquet pages.
///
/// A length, then pieces: bytes as they are (tag 0), or a copy of what came out before (tags 1 to 3 differ in how wide the
/// distance is). Layout: https://github.com/google/snappy/blob/main/format_description.txt
enum Snappy {
    struct Fault: Error, Hashable {
        /// In the packed bytes.
        var place: Int
        var reason: String
    }

    /// `expected`: how long the result must be. No byte of input can make more than 64, so a false length reserves little.
    static func unpack(_ bytes: ArraySlice<UInt8>, expected: Int) throws(Fault) -> [UInt8] {
        var reader = Cursor(bytes: bytes, place: bytes.startIndex)
        let declared = try reader.length()
        guard declared == expected else { throw Fault(place: 0, reason: "it says to be \(declared) bytes long and should be \(expected)") }
        guard declared / 64 <= bytes.count else { throw Fault(place: 0, reason: "\(bytes.count) bytes cannot become \(declared)") }
        var output: [UInt8] = []
        output.reserveCapacity(declared)
        while reader.place < bytes.endIndex {
            let tag = try reader.byte()
            if tag & 3 == 0 {
                try copyLiteral(tag, &reader, &output, declared)
            } else {
                try copyBack(tag, &reader, &output, declared)
            }
        }
        guard output.count == declared else { throw reader.fault("it ends after \(output.count) of \(declared) bytes") }
        return output
    }

    private static func copyLiteral(_ tag: UInt8, _ reader: inout Cursor, _ output: inout [UInt8], _ limit: Int) throws(Fault) {
        let short = Int(tag >> 2)
        let length = short < 60 ? short + 1 : try reader.number(bytes: short - 59) + 1
        guard length <= limit - output.count else { throw reader.fault("it grows beyond \(limit) bytes") }
        output.append(contentsOf: try reader.take(length))
    }

    private static func copyBack(_ tag: UInt8, _ reader: inout Cursor, _ output: inout [UInt8], _ limit: Int) throws(Fault) {
        let length: Int, distance: Int
        switch tag & 3 {
        case 1:
            length = Int(tag >> 2 & 7) + 4
            distance = Int(tag >> 5) << 8 | Int(try reader.byte())
        case 2:
            length = Int(tag >> 2) + 1
            distance = try reader.number(bytes: 2)
        default:
            length = Int(tag >> 2) + 1
            distance = try reader.number(bytes: 4)
        }
        guard distance > 0, distance <= output.count else { throw reader.fault("it copies from \(distance) bytes back, where there are \(output.count)") }
        guard length <= limit - output.count else { throw reader.fault("it grows beyond \(limit) bytes") }
        let start = output.count - distance
        if distance >= length {
            output.append(contentsOf: output[start..<(start + length)])
        } else {
            // The copy runs into itself: the same few bytes again and again.
            for step in 0..<length { output.append(output[start + step]) }
        }
    }

    private struct Cursor {
        let bytes: ArraySlice<UInt8>
        var place: Int

        func fault(_ reason: String) -> Fault { Fault(place: place - bytes.startIndex, reason: reason) }

        mutating func byte() throws(Fault) -> UInt8 {
            guard place < bytes.endIndex else { throw fault("it is cut off") }
            place += 1
            return bytes[place - 1]
        }

        mutating func take(_ count: Int) throws(Fault) -> ArraySlice<UInt8> {
            guard count <= bytes.endIndex - place else { throw fault("it is cut off") }
            defer { place += count }
            return bytes[place..<(place + count)]
        }

        /// Little-endian, one to four bytes.
        mutating func number(bytes count: Int) throws(Fault) -> Int {
            var value = 0
            for step in 0..<count { value |= Int(try byte()) << (8 * step) }
            return value
        }

        mutating func length() throws(Fault) -> Int {
            var value = 0
            for step in 0..<5 {
                let next = try byte()
                value |= Int(next & 0x7F) << (7 * step)
                if next < 0x80 { return value }
            }
            throw fault("its length has more than five bytes")
        }
    }
}
