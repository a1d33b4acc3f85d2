/// The commonest row, read without cutting it into strings: a class number and four shares.
///
/// Anything unusual (more columns, an exponent, a joint) is nil and goes the long way, so this changes
/// how fast a file is read and nothing else.
struct YOLOPlainRow {
    let index: Int
    /// Centre x, centre y, width, height.
    let shares: [Double]

    init?(_ line: UnsafeRawBufferPointer) {
        var place = 0
        func skipSpace() {
            while place < line.count, line[place] == UInt8(ascii: " ") || line[place] == UInt8(ascii: "\t") { place += 1 }
        }
        skipSpace()
        guard let number = DecimalNumber.read(line, at: &place), let index = Int(exactly: number), index >= 0 else { return nil }
        self.index = index
        shares = [Double](unsafeUninitializedCapacity: 4) { values, count in
            while count < 4 {
                let before = place
                skipSpace()
                guard place > before, let value = DecimalNumber.read(line, at: &place) else { return }
                values[count] = value
                count += 1
            }
        }
        skipSpace()
        guard shares.count == 4, place == line.count else { return nil }
    }
}
