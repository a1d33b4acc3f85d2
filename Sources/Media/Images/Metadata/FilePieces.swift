/// A picture file cut into its segments or chunks, which is all that reading and removing metadata need to know of it.
///
/// Cutting goes on until the picture's own end, and stops with the reason where the bytes do not allow it: a reader takes
/// what there is, a rewriter refuses. Pieces lie one behind the other without gaps.
struct FilePieces {
    struct Piece {
        /// A JPEG marker, or the four letters of a chunk.
        var name: UInt32
        /// With its header and its checksum.
        var range: Range<Int>
        /// What its header says is inside.
        var content: Range<Int>
    }

    /// A file of 256 MiB could be a list of 20 million empty pieces.
    static let mostPieces = 1_000_000

    let bytes: UnsafeRawBufferPointer
    private(set) var pieces: [Piece] = []
    private(set) var failure: ImageError?

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var header: HeaderBytes { HeaderBytes(bytes) }
    /// Where the last piece ends; what follows belongs to no picture.
    var end: Int { pieces.last?.range.upperBound ?? 0 }
    var restBytes: Int { bytes.count - end }

    func content(_ piece: Piece) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[piece.content]) }
    func whole(_ piece: Piece) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[piece.range]) }

    /// False when there are too many.
    mutating func add(_ name: UInt32, _ range: Range<Int>, content: Range<Int>? = nil, of format: ImageFormat) -> Bool {
        guard pieces.count < Self.mostPieces else {
            failure = .unsupported(format, "more than \(Self.mostPieces) pieces")
            return false
        }
        pieces.append(Piece(name: name, range: range, content: content ?? range.upperBound..<range.upperBound))
        return true
    }

    mutating func fail(_ reason: ImageError) { failure = reason }
}

extension UInt32 {
    /// The number of a chunk's four letters.
    init(chunk letters: StaticString) {
        precondition(letters.utf8CodeUnitCount == 4, "a chunk has four letters")
        self = (0..<4).reduce(0) { $0 << 8 | UInt32(letters.utf8Start[$1]) }
    }

    /// The letters of a chunk as they are shown.
    var chunkName: String {
        String(String.UnicodeScalarView((0..<4).map { Unicode.Scalar(UInt8(truncatingIfNeeded: self >> (24 - 8 * $0))) }))
    }
}
