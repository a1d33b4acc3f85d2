/// The types of number that are read, by numpy's name for them.
public enum NpyElement: String, Sendable, Hashable {
    case float64 = "<f8"
    case float32 = "<f4"
    case float16 = "<f2"

    var byteCount: Int {
        switch self {
        case .float64: 8
        case .float32: 4
        case .float16: 2
        }
    }

    /// The bytes as they are; nil where they do not lie as the processor wants them, which numpy never writes.
    static func aligned<Value>(_ bytes: UnsafeRawBufferPointer, as type: Value.Type) -> UnsafeBufferPointer<Value>? {
        guard Int(bitPattern: bytes.baseAddress) % MemoryLayout<Value>.alignment == 0 else { return nil }
        return bytes.assumingMemoryBound(to: Value.self)
    }

    func convert(_ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableBufferPointer<Double>) {
        guard let base = bytes.baseAddress else { return }
        switch self {
        case .float64: for place in room.indices { room[place] = base.loadUnaligned(fromByteOffset: place * 8, as: Double.self) }
        case .float32: for place in room.indices { room[place] = Double(base.loadUnaligned(fromByteOffset: place * 4, as: Float.self)) }
        case .float16: for place in room.indices { room[place] = Double(Self.widened(base.loadUnaligned(fromByteOffset: place * 2, as: UInt16.self))) }
        }
    }

    func convert(_ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableBufferPointer<Float>) {
        guard let base = bytes.baseAddress else { return }
        switch self {
        case .float64: for place in room.indices { room[place] = Float(base.loadUnaligned(fromByteOffset: place * 8, as: Double.self)) }
        case .float32: for place in room.indices { room[place] = base.loadUnaligned(fromByteOffset: place * 4, as: Float.self) }
        case .float16: for place in room.indices { room[place] = Self.widened(base.loadUnaligned(fromByteOffset: place * 2, as: UInt16.self)) }
        }
    }

    /// IEEE 754 half precision: one sign bit, five of exponent, ten of fraction.
    static func widened(_ half: UInt16) -> Float {
        let sign = UInt32(half & 0x8000) << 16
        let exponent = UInt32(half >> 10) & 0x1F
        let fraction = UInt32(half) & 0x3FF
        switch exponent {
        case 0: return Float(fraction) * 0x1p-24 * (sign == 0 ? 1 : -1)
        case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }
}
