import Kernels

/// Space cut into cubes of one side, with a corner at the origin, so that every cloud has the same cubes.
struct VoxelGrid {
    let side: Double
    private static let farthest = 0x1p40

    /// Hash of the cube a point lies in. Cubes more than 2^40 sides from the origin are one.
    @inline(__always)
    func cube(_ x: Double, _ y: Double, _ z: Double) -> UInt64 { Self.hash(index(x), index(y), index(z)) }

    /// Hash of the square under a point.
    @inline(__always)
    func square(_ x: Double, _ y: Double) -> UInt64 { Self.hash(index(x), index(y), 0x5155_4152_45) }

    @inline(__always)
    private func index(_ value: Double) -> UInt64 {
        UInt64(bitPattern: Int64(min(Self.farthest, max(-Self.farthest, (value / side).rounded(.down)))))
    }

    @inline(__always)
    static func hash(_ x: UInt64, _ y: UInt64, _ z: UInt64) -> UInt64 {
        Hash64.finalise(Hash64.finalise(Hash64.finalise(x &+ 0x9E37_79B9_7F4A_7C15) ^ y &* 0xC2B2_AE3D_27D4_EB4F) ^ z &* 0x1656_67B1_9E37_79F9)
    }
}

/// A signature of the cubes a cloud occupies: equal in about the share of places that the cubes of two clouds have in
/// common (`MinHash`). Built batch by batch; memory of one signature, however large the cloud.
struct VoxelSignature {
    static let length = 256
    private let minHash: MinHash
    private var least = [UInt32](repeating: .max, count: VoxelSignature.length)
    private var own = [UInt32](repeating: .max, count: VoxelSignature.length)
    private var batch: [UInt64] = []
    private var sorting = SortedHashes()

    init() { minHash = MinHash(count: Self.length, seed: 7) }

    mutating func add(_ cube: UInt64) {
        if batch.last != cube { batch.append(cube) }
        if batch.count >= 1 << 14 { fold() }
    }

    private mutating func fold() {
        sorting.sortToSet(&batch)
        batch.withUnsafeBufferPointer { cubes in own.withUnsafeMutableBufferPointer { minHash.sign(cubes, into: $0) } }
        for place in least.indices where own[place] < least[place] { least[place] = own[place] }
        batch.removeAll(keepingCapacity: true)
    }

    mutating func values() -> [UInt32] {
        if !batch.isEmpty { fold() }
        return least
    }
}
