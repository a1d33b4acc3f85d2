/// The walk over coloured pixels behind `PixelStatistics`: channel histograms and exact ranks of squared brightness.
struct ColourScan {
    private static let fineBits = 10
    private static let coarseCount = (1000 * 255 * 255) >> fineBits + 1
    private let picture: Raster
    private(set) var histogram = [UInt32](repeating: 0, count: 768)
    private(set) var isGray = true
    private var coarse = [UInt32](repeating: 0, count: Self.coarseCount)

    init(_ picture: Raster) {
        self.picture = picture
        var difference: UInt8 = 0
        let channels = picture.channels
        histogram.withUnsafeMutableBufferPointer { histogram in
            coarse.withUnsafeMutableBufferPointer { coarse in
                picture.pixels.withUnsafeBufferPointer { pixels in
                    guard let counts = histogram.baseAddress, let bins = coarse.baseAddress, var pixel = pixels.baseAddress else { return }
                    for _ in 0..<pixels.count / channels {
                        let red = pixel[0], green = pixel[1], blue = pixel[2]
                        counts[Int(red)] &+= 1
                        counts[256 &+ Int(green)] &+= 1
                        counts[512 &+ Int(blue)] &+= 1
                        difference |= (red ^ green) | (green ^ blue)
                        bins[Int(Self.square(red, green, blue) >> UInt32(Self.fineBits))] &+= 1
                        pixel += channels
                    }
                }
            }
        }
        isGray = difference == 0
    }

    /// A thousand times the squared brightness of 0...255.
    @inline(__always)
    private static func square(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt32 {
        let red = UInt32(red), green = UInt32(green), blue = UInt32(blue)
        return 241 &* red &* red &+ 691 &* green &* green &+ 68 &* blue &* blue
    }

    /// The values that would stand at these ranks (ascending) if all were sorted.
    mutating func squares(at ranks: [Int]) -> [Int: Int] {
        var seen = 0, bin = 0
        var wanted: [(rank: Int, bin: Int, before: Int)] = []
        for rank in ranks {
            while seen + Int(coarse[bin]) <= rank {
                seen += Int(coarse[bin])
                bin += 1
            }
            wanted.append((rank, bin, seen))
        }
        let bins = Array(Set(wanted.map(\.bin))).sorted()
        let fine = countFinely(bins)
        return Dictionary(uniqueKeysWithValues: wanted.map { want in
            let slot = bins.firstIndex(of: want.bin) ?? 0
            var left = want.rank - want.before, place = 0
            while left >= Int(fine[slot << Self.fineBits + place]) {
                left -= Int(fine[slot << Self.fineBits + place])
                place += 1
            }
            return (want.rank, want.bin << Self.fineBits + place)
        })
    }

    /// For each of the bins, how often each of its 1,024 values occurs.
    private func countFinely(_ bins: [Int]) -> [UInt32] {
        var slots = [UInt8](repeating: 0, count: Self.coarseCount)
        for (slot, bin) in bins.enumerated() { slots[bin] = UInt8(slot + 1) }
        var fine = [UInt32](repeating: 0, count: bins.count << Self.fineBits)
        let channels = picture.channels
        fine.withUnsafeMutableBufferPointer { fine in
            slots.withUnsafeBufferPointer { slots in
                picture.pixels.withUnsafeBufferPointer { pixels in
                    guard let counts = fine.baseAddress, let slotOf = slots.baseAddress, var pixel = pixels.baseAddress else { return }
                    for _ in 0..<pixels.count / channels {
                        let square = Self.square(pixel[0], pixel[1], pixel[2])
                        let slot = slotOf[Int(square >> UInt32(Self.fineBits))]
                        if slot != 0 { counts[(Int(slot) &- 1) << Self.fineBits &+ Int(square & (1 << UInt32(Self.fineBits) - 1))] &+= 1 }
                        pixel += channels
                    }
                }
            }
        }
        return fine
    }
}
