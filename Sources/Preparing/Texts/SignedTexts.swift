import Kernels

/// Band keys of some texts, end to end: cut into shingles and signed one after the other, with the room for it kept.
struct SignedTexts: Sendable {
    /// Texts x bands.
    private(set) var keys: [UInt64] = []
    private let shingles: TextShingles
    private let bands: SignatureBands
    private let minHash: MinHash
    private var sorting = SortedHashes()
    private var signature: [UInt32]
    private var own: [UInt64]

    init(_ shingles: TextShingles, _ bands: SignatureBands, _ minHash: MinHash) {
        (self.shingles, self.bands, self.minHash) = (shingles, bands, minHash)
        signature = [UInt32](repeating: 0, count: minHash.count)
        own = [UInt64](repeating: 0, count: bands.bands)
    }

    mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ scheme: ShingleScheme) {
        let set = shingles.set(text, scheme, &sorting)
        signature.withUnsafeMutableBufferPointer { signature in
            set.withUnsafeBufferPointer { minHash.sign($0, into: signature) }
            own.withUnsafeMutableBufferPointer { bands.keys(UnsafeBufferPointer(signature), into: $0) }
        }
        keys.append(contentsOf: own)
    }
}
