/// Where the values of one column lie in a block of bytes, and how they become numbers.
///
/// The same for records that follow each other (`stride` is the record's size) and for columns kept apart, as in a
/// compressed PCD (`stride` is the value's own size).
struct PointColumn {
    var number: PointNumber
    /// Of the first value in the block.
    var start: Int
    var stride: Int
    /// LAS keeps places as integers.
    var scale = 1.0
    var addend = 0.0
    /// LAS packs several values into a byte.
    var shift = 0
    var mask: Int64?

    /// Appends `count` values; the caller has seen to it that the block is long enough.
    func append(_ count: Int, of block: UnsafeRawBufferPointer, isBig: Bool, to values: inout [Double]) {
        switch number {
        case .int8: appendIntegers(Int8.self, count, block, isBig, &values)
        case .uint8: appendIntegers(UInt8.self, count, block, isBig, &values)
        case .int16: appendIntegers(Int16.self, count, block, isBig, &values)
        case .uint16: appendIntegers(UInt16.self, count, block, isBig, &values)
        case .int32: appendIntegers(Int32.self, count, block, isBig, &values)
        case .uint32: appendIntegers(UInt32.self, count, block, isBig, &values)
        case .int64: appendIntegers(Int64.self, count, block, isBig, &values)
        case .uint64: appendIntegers(UInt64.self, count, block, isBig, &values)
        case .float32: appendFloats(UInt32.self, count, block, isBig, &values) { Double(Float(bitPattern: $0)) }
        case .float64: appendFloats(UInt64.self, count, block, isBig, &values) { Double(bitPattern: $0) }
        }
    }

    private func appendIntegers<T: FixedWidthInteger>(_: T.Type, _ count: Int, _ block: UnsafeRawBufferPointer, _ isBig: Bool, _ values: inout [Double]) {
        let isScaled = scale != 1 || addend != 0
        for index in 0..<count {
            let raw = block.loadUnaligned(fromByteOffset: start + index * stride, as: T.self)
            let value = isBig ? T(bigEndian: raw) : T(littleEndian: raw)
            if let mask {
                values.append(Double(Int64(truncatingIfNeeded: value) >> Int64(shift) & mask))
            } else {
                values.append(isScaled ? Double(value) * scale + addend : Double(value))
            }
        }
    }

    private func appendFloats<T: FixedWidthInteger>(
        _: T.Type, _ count: Int, _ block: UnsafeRawBufferPointer, _ isBig: Bool, _ values: inout [Double], _ value: (T) -> Double
    ) {
        for index in 0..<count {
            let raw = block.loadUnaligned(fromByteOffset: start + index * stride, as: T.self)
            values.append(value(isBig ? T(bigEndian: raw) : T(littleEndian: raw)))
        }
    }
}
