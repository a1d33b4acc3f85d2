/// The bytes of annotations in the order of their pictures, fetched some megabytes ahead in the order of the file: pictures
/// name annotations all over it, and a jump for each would cost more than reading past its neighbours.
///
/// Memory: 4 MiB, or one annotation where it is larger; 12 bytes for each that is held.
final class COCOAnnotationBytes {
    private static let bytesAhead = 4 << 20
    private static let countAhead = 1 << 16
    private let file: FileBytes
    private let extents: COCOIndex.Extents
    private let order: [Int32]
    private var held: [UInt8] = []
    /// Places in the index's order that are held, and where each begins in `held`.
    private var places = 0..<0
    private var starts: [Int] = []

    init(path: String, shownAs name: String, _ index: COCOIndex) throws(ByteError) {
        file = try FileBytes(path: path, shownAs: name)
        (extents, order) = (index.annotations, index.order)
    }

    /// Gives the bytes of the annotation at this place of `COCOIndex.order`.
    func withBytes<Result>(at place: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        if !places.contains(place) { try fetch(from: place) }
        let slot = place - places.lowerBound
        return try held.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[starts[slot]..<starts[slot + 1]])) }
    }

    private func fetch(from first: Int) throws {
        chooseAhead(from: first)
        var isWhole = false
        defer { if !isWhole { places = 0..<0 } }
        held = [UInt8](unsafeUninitializedCapacity: starts[places.count]) { _, count in count = starts[places.count] }
        let byOffset = places.sorted { extents.offsets[Int(order[$0])] < extents.offsets[Int(order[$1])] }
        try held.withUnsafeMutableBytes { held in
            for place in byOffset {
                let number = Int(order[place])
                let bytes = try file.bytes(at: extents.offsets[number], count: Int(extents.lengths[number]))
                UnsafeMutableRawBufferPointer(rebasing: held[starts[place - places.lowerBound]...]).copyMemory(from: bytes)
            }
        }
        isWhole = true
    }

    /// As many as fit, at least one.
    private func chooseAhead(from first: Int) {
        (starts, places) = ([0], first..<first)
        var bytes = 0
        for place in first..<min(first + Self.countAhead, order.count) {
            bytes += Int(extents.lengths[Int(order[place])])
            if bytes > Self.bytesAhead, place > first { return }
            starts.append(bytes)
            places = first..<(place + 1)
        }
    }
}
