/// LibLZF's packing, as a compressed PCD uses it: literals of up to 32 bytes and references of up to 264 bytes,
/// at most 8 KiB back.
///
/// A control byte below 32 starts `control + 1` literals. Otherwise its upper three bits are the length (7: a byte more
/// follows), its lower five and the next byte the distance, less one. Two bytes more than the length are copied.
enum LZF {
    /// The best that three bytes can do.
    static let maximumRatio = 264 / 3

    /// nil when the bytes are damaged or do not unpack to exactly `count` bytes.
    static func unpack(_ packed: [UInt8], count: Int) -> [UInt8]? {
        guard count >= 0, count / (maximumRatio + 1) <= packed.count else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(count)
        var place = 0
        while place < packed.count {
            let control = Int(packed[place])
            place += 1
            if control < 32 {
                guard place + control < packed.count, out.count + control < count else { return nil }
                out += packed[place...place + control]
                place += control + 1
            } else {
                guard copy(control, packed, &place, &out, count) else { return nil }
            }
        }
        return out.count == count ? out : nil
    }

    private static func copy(_ control: Int, _ packed: [UInt8], _ place: inout Int, _ out: inout [UInt8], _ count: Int) -> Bool {
        var length = control >> 5
        if length == 7 {
            guard place < packed.count else { return false }
            length += Int(packed[place])
            place += 1
        }
        guard place < packed.count else { return false }
        let distance = (control & 31) << 8 + Int(packed[place]) + 1
        place += 1
        length += 2
        let from = out.count - distance
        guard from >= 0, out.count + length <= count else { return false }
        // The copy may overlap what it writes: that is how a run is packed.
        for step in 0..<length { out.append(out[from + step]) }
        return true
    }
}
